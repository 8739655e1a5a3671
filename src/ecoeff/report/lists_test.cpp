// What every entry of the report's lists must say of itself, and that the documentation is made of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/help_tables.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/report/write.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/tables/column_keys.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "structure/tree.hpp"

namespace ecoeff {
namespace {

using structure::Complaints;
using testing::ElementsAre;
using testing::IsEmpty;

void demand(Complaints& complaints, std::string_view id, const char* what, const Words& words) {
  if (!words.in_both()) complaints.push_back(std::string(id) + " does not say its " + what + " in both languages");
}

void demand_unique(Complaints& complaints, const std::vector<std::string>& ids) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i].empty() || std::count(ids.begin(), ids.end(), ids[i]) > 1)
      complaints.push_back("\"" + ids[i] + "\" is not one word of one entry");
  }
}

// The documentation with the table in its place; the page as it stands when it has no such place.
std::string with_table(const std::string& page, const std::string& name, const std::string& markdown) {
  const std::string begin = "<!-- table " + name + " -->\n";
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find("<!-- end -->", from);
  if (from == std::string::npos || to == std::string::npos) return page;
  return page.substr(0, from + begin.size()) + "\n" + markdown + "\n" + page.substr(to);
}

Complaints check_documented(const HelpTable& table, const std::string& en, const std::string& zh) {
  Complaints complaints;
  if (en.find(table.markdown.en) == std::string::npos) complaints.push_back("docs/en lacks the table " + table.name);
  if (zh.find(table.markdown.zh) == std::string::npos) complaints.push_back("docs/zh lacks the table " + table.name);
  return complaints;
}

Complaints check_figures(const FigureKinds& kinds) {
  Complaints complaints;
  std::vector<std::string> ids;
  for (const FigureKind* kind : kinds) {
    ids.emplace_back(kind->id);
    demand(complaints, kind->id, "title", kind->title);
    demand(complaints, kind->id, "one line", kind->shows);
    demand(complaints, kind->id, "needs", kind->needs);
  }
  demand_unique(complaints, ids);
  return complaints;
}

constinit const FigureKind kInvented{.id = "pie",
                                     .part = FigurePart::models,
                                     .of = FigureOfStudy{[](const StudyResult&, const FigurePage&) {
                                       return std::optional(Figure{.title = both("Pie"), .svg = both("<svg/>")});
                                     }},
                                     .title = {"Pie", ""},
                                     .shows = {"a pie", "饼图"},
                                     .needs = {"", "胃口"}};

std::string page_of(const char* language) {
  return std::string(ECOEFF_SOURCE_DIR "/docs/") + language + "/study-file.md";
}

std::string read_page(const char* language) { return structure::read_text(page_of(language)); }

template <class Kind>
Complaints check_words(const std::vector<const Kind*>& kinds, std::string_view Kind::*word, Words Kind::*shows) {
  Complaints complaints;
  std::vector<std::string> ids;
  for (const Kind* kind : kinds) {
    ids.emplace_back(kind->*word);
    demand(complaints, kind->*word, "one line", kind->*shows);
  }
  demand_unique(complaints, ids);
  return complaints;
}

Complaints check_painters(const Painters& list) {
  Complaints complaints;
  std::vector<std::string> ids;
  for (const Painter* painter : list) {
    ids.push_back(std::string(painter->ending) + "/" + std::to_string(painter->paints.index()));
    demand(complaints, painter->ending, "one line", painter->shows);
  }
  demand_unique(complaints, ids);
  return complaints;
}

Complaints check_lists(const ReportLists& lists) {
  Complaints all;
  for (const Complaints& some : {check_figures(lists.figures), check_painters(lists.painters),
                                 check_words(lists.pages, &FigurePage::name, &FigurePage::shows),
                                 check_words(lists.programs, &ReplicateProgram::word, &ReplicateProgram::shows),
                                 check_words(lists.styles, &StyleKind::word, &StyleKind::shows),
                                 check_words(lists.rows, &TableRowKind::word, &TableRowKind::label),
                                 check_words(lists.below, &BelowKind::word, &BelowKind::note),
                                 check_words(lists.below, &BelowKind::word, &BelowKind::plural),
                                 check_words(lists.r2, &R2Kind::word, &R2Kind::note)})
    all.insert(all.end(), some.begin(), some.end());
  for (const TableKind* kind : lists.table_kinds) {
    demand(all, kind->id, "one line", kind->shows);
    for (const TableKey& key : kind->keys) {
      demand(all, key.name, "help", key.help);
      demand(all, key.name, "default", key.otherwise);
    }
    const bool printed = std::any_of(lists.table_papers.begin(), lists.table_papers.end(),
                                     [&](const TablePaper* paper) { return paper->kind == kind->id; });
    if (!printed) all.push_back("no table is printed of the kind " + std::string(kind->id));
  }
  for (const ColumnKey& key : column_keys()) demand(all, key.name, "help", key.help);
  // What an entry says of others must exist.
  const Vocabulary words = report_vocabulary(lists);
  const auto knows = [](const std::vector<std::string>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  for (const StyleKind* style : lists.styles) {
    if (!style->below.empty() && !knows(words.below.words, style->below)) all.emplace_back(style->below);
    if (!style->other_row.empty() && !knows(words.rows.words, style->other_row)) all.emplace_back(style->other_row);
    for (const std::string_view row : style->rows) {
      if (!knows(words.rows.words, row))
        all.push_back(std::string(style->word) + " prints an unknown row " + std::string(row));
    }
  }
  return all;
}

constinit const Painter kClay{
    .ending = "clay",
    .paints = PaintTable{[](const PaperTable& table, const std::string&) { return "clay: " + table.id; }},
    .shows = {"a tablet", ""}};
constexpr std::string_view kInventedRows[] = {"n", "moon"};
constinit const StyleKind kInventedStyle{.word = "cn", .shows = {"a second cn", "另一 cn"}, .rows = kInventedRows};

constexpr TableKey kInventedKeys[] = {
    {"size", {"how large", ""}, {"1", "1"}, [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       t.own = s.whole(key, 1);
     }}};
constinit const TableKind kInventedTable{.id = "abacus", .shows = {"beads", "算盘"}, .keys = kInventedKeys};

// ECOEFF_WRITE_DOCS=1 writes the tables into the pages.
TEST(Lists, AreTheTablesOfTheDocumentation) {
  for (const HelpTable& table : help_tables()) {
    if (std::getenv("ECOEFF_WRITE_DOCS") != nullptr) {
      for (const char* language : {"en", "zh"}) {
        const std::string page =
            with_table(read_page(language), table.name, language[0] == 'e' ? table.markdown.en : table.markdown.zh);
        std::ofstream(page_of(language), std::ios::binary) << page;
      }
    }
    EXPECT_THAT(check_documented(table, read_page("en"), read_page("zh")), IsEmpty());
  }
}

// What a line of the page holds between the two marks; the page with other words there.
std::string with_list(const std::string& page, const std::string& name, const std::string& words) {
  const std::string begin = "<!-- list " + name + " -->";
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find("<!-- end -->", from);
  if (from == std::string::npos || to == std::string::npos) return "";
  return page.substr(0, from + begin.size()) + words + page.substr(to);
}

// ECOEFF_WRITE_DOCS=1 writes them too.
TEST(Lists, AreThoseOfTheReadme) {
  for (const HelpTable& list : readme_lists()) {
    for (const Language language : {Language::en, Language::zh}) {
      const std::string place =
          std::string(ECOEFF_SOURCE_DIR) + (language == Language::en ? "/README.md" : "/README.zh-CN.md");
      const std::string page = structure::read_text(place);
      const std::string wanted = with_list(page, list.name, list.markdown.in(language));
      if (std::getenv("ECOEFF_WRITE_DOCS") != nullptr && !wanted.empty()) {
        std::ofstream(place, std::ios::binary) << wanted;
        continue;
      }
      EXPECT_EQ(page, wanted) << list.name;
    }
  }
}

TEST(Lists, SayEverythingInBothLanguages) { EXPECT_THAT(check_lists(report_lists()), IsEmpty()); }

TEST(Lists, NameEveryFigureInTheGalleryByItsTitle) {
  for (const FigureKind* kind : figure_kinds()) {
    for (const Language language : {Language::en, Language::zh}) {
      const std::string page = structure::read_text(std::string(ECOEFF_SOURCE_DIR "/docs/") +
                                                    (language == Language::en ? "en" : "zh") + "/gallery.md");
      const std::string mark = "<!-- figure " + std::string(kind->id) + ": ";
      const std::size_t at = page.find(mark);
      if (at == std::string::npos) continue;  // the built-in study does not fill every figure
      EXPECT_EQ(page.compare(at + mark.size(), kind->title.in(language).size(), kind->title.in(language)), 0)
          << kind->id << ' ' << kind->title.in(language);
    }
  }
}

TEST(ListsCanFail, OnInventedEntries) {
  ReportLists lists = report_lists();
  lists.figures.push_back(&kInvented);
  lists.painters.push_back(&kClay);
  lists.styles.push_back(&kInventedStyle);
  lists.table_kinds.push_back(&kInventedTable);
  EXPECT_THAT(check_lists(lists),
              testing::UnorderedElementsAre(
                  "pie does not say its title in both languages", "pie does not say its needs in both languages",
                  "clay does not say its one line in both languages", "\"cn\" is not one word of one entry",
                  "\"cn\" is not one word of one entry", "cn prints an unknown row moon",
                  "size does not say its help in both languages", "no table is printed of the kind abacus"));
  Complaints undocumented;
  for (const HelpTable& table : help_tables(lists)) {
    for (const std::string& one : check_documented(table, read_page("en"), read_page("zh")))
      undocumented.push_back(one);
  }
  EXPECT_THAT(undocumented, ElementsAre("docs/en lacks the table figures", "docs/zh lacks the table figures",
                                        "docs/en lacks the table formats", "docs/zh lacks the table formats",
                                        "docs/en lacks the table styles", "docs/zh lacks the table styles",
                                        "docs/en lacks the table table-kinds", "docs/zh lacks the table table-kinds",
                                        "docs/en lacks the table table-keys", "docs/zh lacks the table table-keys"));
}

// Nothing but the list knows a format: an invented one is asked for by its word and written.
TEST(Painters, AreThoseOfTheList) {
  StudyResult result = picture_test::make_result({.units = 4, .periods = 2});
  result.study.report.formats = {"clay"};
  result.study.report.figures = std::vector<std::string>{};
  ReportLists lists = report_lists();
  const std::filesystem::path place =
      std::filesystem::temp_directory_path() / fmt::format("ecoeff-lists-test-{}", ::getpid());
  {
    OutputFolder folder(place);
    EXPECT_THROW((void)write_outputs(result, folder, {}, nullptr, lists), Error);
    lists.painters.push_back(&kClay);
    EXPECT_THAT(write_outputs(result, folder, {}, nullptr, lists), testing::Contains("tables/table2_benchmark.clay"));
    folder.commit();
  }
  EXPECT_EQ(read_file(place / "tables/table2_benchmark.clay"), "clay: benchmark");
  std::filesystem::remove_all(place);
}

// Nothing but the list knows a figure: an invented one is drawn, numbered and refused like the others.
TEST(Figures, AreThoseOfTheList) {
  StudyResult result = picture_test::make_result();
  const std::vector<Figure> all = build_figures(result, kWidePage, {&kInvented});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].id, "pie");
  EXPECT_EQ(all[0].number, 1);
  result.study.report.figures = {"pie", "coefplt"};
  try {
    (void)build_figures(result, kWidePage, {&kInvented});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "S104");
    EXPECT_EQ(error.message.en, "report.figures does not know \"coefplt\"; it knows pie");
  }
}

// Nothing but the list knows a kind of table: an invented one is read with its keys, and a key that it lacks is
// refused.
TEST(TableKinds, AreThoseOfTheList) {
  TableKinds kinds = table_kinds();
  kinds.push_back(&kInventedTable);
  const auto read = [&](const std::string& lines) {
    return parse_study("[data]\nunit = \"u\"\n[[table]]\nkind = \"abacus\"\n" + lines, "study.toml", {}, kinds);
  };
  EXPECT_EQ(std::any_cast<int>(read("size = 7\n").tables.at(0).own), 7);
  try {
    (void)read("sise = 7\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "S102");
    EXPECT_EQ(error.hint.en, "did you mean \"size\"?");
  }
}

TEST(Vocabulary, OfTheReportHoldsTheDefaultsOfAStudy) {
  const Vocabulary known = report_vocabulary();
  Study study;
  study.model = ModelSpec{};
  EXPECT_NO_THROW(refuse_unknown_words(study, known));
  for (const WordList* list : {&known.formats, &known.figures, &known.figure_widths, &known.replicate, &known.rows,
                               &known.styles, &known.below, &known.r2}) {
    EXPECT_THAT(list->words, testing::Not(IsEmpty()));
    EXPECT_THAT(list->words, testing::IsSupersetOf(list->otherwise));
  }
}

// A study that was read without the vocabulary is refused later, with the same words.
TEST(Vocabulary, IsAskedSoonerOrLater) {
  const std::string toml =
      "[data]\nunit = \"u\"\n[model]\nformula = \"y ~ x\"\nfocus = \"x\"\n[[table]]\ncolumns = [ {} ]\nbelow = "
      "\"se\"\n[report]\n";
  const auto error_of = [](const auto& body) {
    try {
      body();
    } catch (const Error& error) {
      return error;
    }
    return Error(Fault::internal, "", {"nothing was refused", ""});
  };
  for (const std::string& wrong : {std::string("figures = [\"score-tend\"]"), std::string("formats = [\"docs\"]"),
                                   std::string("style = \"apa\""), std::string("rows = [\"n2\"]"),
                                   std::string("replicate = [\"stat\"]"), std::string("figure_widths = [\"18cm\"]")}) {
    const Error now = error_of([&] { (void)parse_study(toml + wrong + "\n", "study.toml", report_vocabulary()); });
    const Error later =
        error_of([&] { refuse_unknown_words(parse_study(toml + wrong + "\n", "study.toml"), report_vocabulary()); });
    EXPECT_EQ(now.code, "S104") << wrong;
    EXPECT_EQ(now.message, later.message);
    EXPECT_EQ(now.hint, later.hint);
    EXPECT_EQ(now.where.row, 10U);
    EXPECT_EQ(now.where.row, later.where.row);
    EXPECT_EQ(now.where.column, later.where.column);
  }
  const std::string below =
      "[data]\nunit = \"u\"\n[model]\nformula = \"y ~ x\"\nfocus = \"x\"\n[[table]]\ncolumns = [ {} "
      "]\n[[table]]\ncolumns = [ {} ]\nid = \"b\"\nbelow = \"t-value\"\n";
  const Error now = error_of([&] { (void)parse_study(below, "study.toml", report_vocabulary()); });
  const Error later = error_of([&] { refuse_unknown_words(parse_study(below, "study.toml"), report_vocabulary()); });
  EXPECT_EQ(now.message.en, "table[2].below cannot be \"t-value\"; it is one of t, se, p, ci");
  EXPECT_EQ(later.message, now.message);
  EXPECT_EQ(later.where.row, 11U);
}

}  // namespace
}  // namespace ecoeff
