// What a paper says is held against what was computed: random studies are run, every sentence, row and note is rendered
// in both languages, and each must follow from the result.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/panel/covariance_kinds.hpp"
#include "ecoeff/report/figures/figure.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/prose/method_text.hpp"
#include "ecoeff/report/prose/narrative.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/tables/build_tables.hpp"
#include "ecoeff/report/tables/error_words.hpp"
#include "ecoeff/report/tables/table_style.hpp"
#include "ecoeff/report/unit_words.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"
#include "random_study.hpp"

namespace ecoeff {
namespace {

using Complaints = std::vector<std::string>;

// The decimal numbers of a text, sorted as words. Whole numbers may be words in one language: "none", "the middle
// half".
std::vector<std::string> decimals_in(const std::string& text) {
  static const std::regex number("[0-9]+\\.[0-9]+(e-?[0-9]+)?");
  std::vector<std::string> all;
  for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at) all.push_back(at->str());
  std::sort(all.begin(), all.end());
  return all;
}

bool has_chinese(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

// Words of the program that no reader should meet: a covariance as it is typed, a formula, a code of a diagnostic.
std::string raw_code_in(const std::string& text) {
  static const std::regex code(
      "(\\b(dk|nw|wild|webb|cluster|bootstrap|first-stage)\\([a-z0-9])|\\bhc[0-3]\\b|\\[[A-Z][0-9]{3}\\]|\\| "
      "unit|aw=|`|\\[, \\]|-?\\binf\\b|= n/a|p = "
      "0\\.000\\b|\\b(utest|hausman-common|hausman-robust)\\b|\\b(EFF|NQ)\\b");
  std::smatch found;
  return std::regex_search(text, found, code) ? found.str() : "";
}

class Paper {
 public:
  explicit Paper(const StudyResult& result) : result_(result), tables_(build_tables(result)) {}

  Complaints complaints() {
    for (const auto& [where, text] : texts()) check_text(where, text);
    check_tables();
    check_method();
    return complaints_;
  }

 private:
  using Said = std::vector<std::pair<std::string, Text>>;

  void complain(const std::string& where, const std::string& what) { complaints_.push_back(where + ": " + what); }

  // Everything that is said, with its place.
  [[nodiscard]] Said texts() const {
    Said all;
    const auto add = [&](const std::string& where, const std::optional<Text>& text) {
      if (text && !text->empty()) all.emplace_back(where, *text);
    };
    add("data", data_paragraph(result_));
    for (const ScoreOutcome& outcome : result_.scores) {
      add("score", score_sentence(result_, outcome));
      add("slacks", slack_sentence(result_, outcome));
      add("score warnings", score_warnings(result_, outcome));
    }
    for (const IndexOutcome& outcome : result_.indexes) add("index", index_sentence(result_, outcome));
    for (const TableResult& table : result_.tables) {
      add("sentence of " + table.spec.id, table_sentence(result_, table));
      add("warnings of " + table.spec.id, table_warnings(result_, table));
    }
    add("all columns", all_columns_sentence(result_));
    add("conclusion", conclusion(result_));
    for (const PaperTable& table : tables_) {
      for (const Text& note : table.notes) add("note of " + table.id, note);
      for (const Text& note : table.cautions) add("caution of " + table.id, note);
    }
    for (const MethodBlock& block : method_text(result_).blocks) {
      if (block.kind != MethodBlock::Kind::formula) add("method", block.text);
    }
    for (const Figure& figure : build_figures(result_, *figure_pages().front())) {
      add("figure " + figure.id, figure.how_to_read);
      add("title of figure " + figure.id, figure.title);
    }
    return all;
  }

  void check_text(const std::string& where, const Text& text) {
    const std::string &en = text.en, &zh = text.zh;
    if (en.empty() || zh.empty()) return complain(where, "lacks a language: " + en + zh);
    if (has_chinese(en)) complain(where, "Chinese in the English: " + en);
    if (!has_chinese(zh)) complain(where, "no Chinese in the Chinese: " + zh);
    const bool refused = en.find("not estimated") != std::string::npos;  // says what the author typed
    for (const std::string* one : {&en, &zh}) {
      const std::string code = refused ? "" : raw_code_in(*one);
      if (!code.empty()) complain(where, "raw code \"" + code + "\" in: " + *one);
      if (one->find("  ") != std::string::npos) complain(where, "two blanks in: " + *one);
      if (one->find("nan") != std::string::npos || one->find("inf)") != std::string::npos)
        complain(where, "not a number in: " + *one);
    }
    if (en.find("* p < ") == std::string::npos && decimals_in(en) != decimals_in(zh))  // "p < 0.05" is 5%

      complain(where, "other numbers in Chinese than in English:\n  " + en + "\n  " + zh);
  }

  // What may stand in a cell of the column below another: all that the estimate holds, printed with these digits.
  [[nodiscard]] std::set<std::string> printed_numbers(const Estimate& e, int digits) const {
    std::set<std::string> all;
    const auto add = [&](double value) {
      if (is_missing(value)) return;
      all.insert(fmt::format("{:.{}f}", value, digits));
      all.insert(fmt::format("{:.3f}", value));
    };
    for (const std::string& name : e.names) {
      for (const double value : {e.coefficient(name), e.se(name), e.statistic(name), e.p(name)}) add(value);
      for (const double value : {e.interval(name).first, e.interval(name).second}) add(value);
    }
    for (const auto& [name, value] : e.r2) add(value);
    const Estimator& method = estimator_of(e);
    for (const EstimatorRow& row : method.rows == nullptr ? std::vector<EstimatorRow>{} : method.rows(e)) {
      add(row.value);
      all.insert(fmt::format("{:.0f}", row.value));
    }
    for (const std::size_t count : {e.n, e.groups, e.clusters}) all.insert(std::to_string(count));
    return all;
  }

  // "<0.001" stands for a p-value of the estimate that is as small.
  void check_small(const std::string& where, const Estimate& e, const Cell& cell) {
    const std::size_t at = cell.text.en.find('<') + 1;
    const double bound = std::strtod(cell.text.en.c_str() + at, nullptr);
    const Estimator& method = estimator_of(e);
    bool some = std::any_of(e.names.begin(), e.names.end(), [&](const std::string& name) { return e.p(name) < bound; });
    for (const EstimatorRow& row : method.rows == nullptr ? std::vector<EstimatorRow>{} : method.rows(e))
      some = some || row.value < bound;
    if (!some) complain(where, "\"" + cell.text.en + "\", and no p is as small");
  }

  void check_cell(const std::string& where, const Estimate& e, const std::set<std::string>& known, const Cell& cell) {
    std::string text = cell.text.en;
    if (text.find(" = ") != std::string::npos) return;  // a row across the table
    if (text.find('<') != std::string::npos) return check_small(where, e, cell);
    std::erase_if(text, [](char c) { return c == '(' || c == ')' || c == '[' || c == ']' || c == '<'; });
    for (const std::string& word : split(text, ',')) {
      const std::string one(trim(word));
      if (one.empty() || one.find_first_of("0123456789") == std::string::npos || one == "0.001") continue;
      const std::string other = one.starts_with("-0.") && one.find_first_of("123456789") == std::string::npos
                                    ? one.substr(1)
                                    : "-" + one;  // minus zero
      if (!known.contains(one) && !(known.contains(other) && one.find_first_of("123456789") == std::string::npos))
        complain(where, "\"" + cell.text.en + "\" is no number of the estimate (" + e.model + ")");
    }
  }

  void check_stars(const std::string& where, const Estimate& e, int digits, const Cell& cell) {
    if (cell.stars.empty()) return;
    const std::vector<double>& levels = result_.study.model->stars;
    const bool some = std::any_of(e.names.begin(), e.names.end(), [&](const std::string& name) {
      const double p = e.p(name);
      return fmt::format("{:.{}f}", e.coefficient(name), digits) == cell.text.en &&
             static_cast<std::size_t>(std::count_if(levels.begin(), levels.end(), [&](double l) { return p < l; })) ==
                 cell.stars.size();
    });
    if (!some) complain(where, "stars of \"" + cell.text.en + cell.stars + "\" follow from no coefficient");
  }

  void check_tables() {
    for (std::size_t t = 0; t < tables_.size(); ++t) {
      const TableResult& table = result_.tables[t];
      if (table.columns.empty()) continue;
      for (std::size_t c = 0; c < table.columns.size(); ++c) check_column(table, tables_[t], c);
      check_notes(table, tables_[t]);
    }
  }

  void check_column(const TableResult& table, const PaperTable& paper, std::size_t c) {
    const ColumnResult& column = table.columns[c];
    const std::string where = fmt::format("{} column ({})", table.spec.id, c + 1);
    const TableStyle style = style_of(result_, table);
    std::map<std::string, std::string> by_label;
    for (const TableRow& row : paper.body) {
      if (row.cells.size() != table.columns.size() + 1) continue;  // a row across
      const Cell& cell = row.cells[c + 1];
      by_label.emplace(row.cells[0].text.en, cell.text.en);
      if (!column.estimate) {
        if (cell.text.en.find_first_of("0123456789") != std::string::npos)
          complain(where, "a number without an estimate");
        continue;
      }
      check_cell(where, *column.estimate, printed_numbers(*column.estimate, style.digits), cell);
      check_stars(where, *column.estimate, style.digits, cell);
    }
    if (column.estimate) check_effects(where, *column.estimate, by_label);
    const std::string focus = result_.label(column.focus).en;
    if (column.estimate && by_label[focus] != format_fixed(column.estimate->coefficient(column.focus), style.digits))
      complain(where, "the row of " + focus + " shows \"" + by_label[focus] + "\"");
  }

  // The row of an effect says what the estimate took out.
  void check_effects(const std::string& where, const Estimate& e, const std::map<std::string, std::string>& rows) {
    for (const auto& [label, effect] : {std::pair{"Unit effects", "unit"}, std::pair{"Time effects", "time"}}) {
      const auto row = rows.find(label);
      if (row == rows.end()) continue;
      std::string expected = "No";
      for (const TakenEffect& taken : e.effects) {
        if (taken.name != effect) continue;
        if (taken.how == EffectTreatment::random) expected = "Random";
        if (taken.how == EffectTreatment::absorbed || taken.how == EffectTreatment::dummies ||
            taken.how == EffectTreatment::differenced)
          expected = "Yes";
      }
      if (row->second != expected) complain(where, std::string(label) + " " + row->second + ", not " + expected);
    }
  }

  // What the estimator says of a column, its variables by the names that the table has for them.
  [[nodiscard]] Text said_by(const Estimator& method, const TableResult& table, const Estimate& estimate) const {
    const TableStyle style = style_of(result_, table);
    const auto in = [&](Language language) {
      Estimate named = estimate;
      for (std::string& name : named.endogenous) name = variable_label(result_, style, name).in(language);
      for (std::string& name : named.instruments) name = variable_label(result_, style, name).in(language);
      return method.says(named).in(language);
    };
    return with_units(result_.study, {in(Language::en), in(Language::zh)});
  }

  // Notes name the errors and the estimators of this table, and of no other.
  void check_notes(const TableResult& table, const PaperTable& paper) {
    Text notes;
    for (const Text& note : paper.notes) {
      notes.en += note.en + "\n";
      notes.zh += note.zh + "\n";
    }
    std::string unclaimed = notes.en;  // less what its own estimates say
    const auto claim = [&](const Text& text) {
      unclaimed = replace_all(unclaimed, with_units(result_.study, text).en, "");
    };
    for (const ColumnResult& column : table.columns) {
      if (!column.estimate) continue;
      const Estimator& method = estimator_of(*column.estimate);
      if (method.says != nullptr) claim(said_by(method, table, *column.estimate));
      for (const Note& note : column.estimate->notes) claim(note.message);
    }
    for (const Estimator* method : estimators().all()) {
      const auto of_method = [&](const ColumnResult& column) {
        return column.estimate && &estimator_of(*column.estimate) == method;
      };
      for (const ColumnResult& column : table.columns) {
        if (!of_method(column)) continue;
        if (method->says != nullptr) {
          const Text says = said_by(*method, table, *column.estimate);
          const bool in_chinese =
              replace_all(notes.zh, " ", "").find(replace_all(says.zh, " ", "")) != std::string::npos;
          if (notes.en.find(says.en) == std::string::npos || !in_chinese)
            complain(table.spec.id, "no note says " + says.en + " / " + says.zh);
        }
        const Text errors = errors_said(result_, *column.estimate);
        if (notes.en.find(errors.en) == std::string::npos) complain(table.spec.id, "no note says " + errors.en);
      }
      const bool used = std::any_of(table.columns.begin(), table.columns.end(), of_method);
      if (!used && method->says != nullptr && method->about.title.en.size() > 4 &&
          unclaimed.find(method->about.title.en) != std::string::npos)
        complain(table.spec.id, "a note speaks of " + method->about.title.en + ", which no column has");
    }
  }

  // Describes what the study has, cites what it uses, numbers its formulas.
  void check_method() {
    const MethodText text = method_text(result_);
    int number = 0;
    for (const MethodBlock& block : text.blocks) {
      if (block.kind == MethodBlock::Kind::formula && block.number != ++number)
        complain("method", fmt::format("formula {} has the number {}", number, block.number));
    }
    std::set<std::string> may, must;
    const auto uses = [&](const About& about) {
      for (const Source& source : about.sources) must.insert(std::string(source.key));
    };
    MethodText said;
    for (const ScoreOutcome& outcome : result_.scores) {
      uses(score_model(outcome.result.options.model).about);
      score_model(outcome.result.options.model).describe({both("s"), outcome.result.options}, said);
    }
    for (const IndexOutcome& outcome : result_.indexes) {
      uses(index_method(outcome.result.method).about);
      index_method(outcome.result.method).describe({both("i"), outcome.result, outcome.spec.options}, said);
    }
    for (const TableResult& table : result_.tables) {
      for (const ColumnResult& column : table.columns) {
        if (!column.estimate) continue;
        const Estimator& method = estimator_of(*column.estimate);
        uses(method.about);
        method.describe({&*column.estimate}, said);
        if (!errors_defined(result_, *column.estimate).empty())
          uses(covariance_kind(parse_vce(column.estimate->vce)).about);
      }
      if (table.mechanism) may.insert("Jiang 2022");
    }
    for (const Source& source : said.sources) may.insert(std::string(source.key));
    std::set<std::string> cited;
    for (const Source& source : text.sources) cited.insert(std::string(source.key));
    for (const std::string& key : must) {
      if (!cited.contains(key)) complain("method", key + " is used and not cited");
    }
    for (const std::string& key : cited) {
      if (!must.contains(key) && !may.contains(key)) complain("method", key + " is cited and not used");
    }
  }

  const StudyResult& result_;
  std::vector<PaperTable> tables_;
  Complaints complaints_;
};

TEST(RandomStudies, SayWhatWasComputed) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "ecoeff_random_studies";
  std::filesystem::create_directories(folder);
  std::size_t ran = 0, columns = 0;
  std::set<std::string> estimated;
  // ECOEFF_STUDIES=1000 tries more than the suite does.
  const char* const more = std::getenv("ECOEFF_STUDIES");
  const std::uint64_t studies = more == nullptr ? 60 : std::stoull(more);
  for (std::uint64_t seed = 1; seed <= studies; ++seed) {
    const std::string text = random_study::study(seed);
    write_file(folder / "data.csv", random_study::data(seed));
    write_file(folder / "study.toml", text);
    try {
      const StudyResult result = run_study(read_study(folder / "study.toml", report_vocabulary()), {});
      ++ran;
      for (const TableResult& table : result.tables) {
        for (const ColumnResult& column : table.columns) {
          columns += column.estimate ? 1 : 0;
          if (column.estimate) estimated.insert(column.estimate->model);
        }
      }
      const Complaints complaints = Paper(result).complaints();
      EXPECT_TRUE(complaints.empty()) << "seed " << seed << "\n" << join(complaints, "\n") << "\n" << text;
    } catch (const Error& error) {
      // A combination that has no meaning is refused when the study is read or scored.
      EXPECT_TRUE(error.fault != Fault::internal) << error.message.en << "\n" << text;
      EXPECT_NE(error.code, "S102") << error.message.en << "\n" << text;
      EXPECT_NE(error.code, "S104") << error.message.en << "\n" << text;
    }
  }
  std::filesystem::remove_all(folder);
  EXPECT_GE(ran, studies / 2);
  EXPECT_GE(columns, 2 * studies);
  EXPECT_GE(estimated.size(), estimators().all().size() - 2);
}

}  // namespace
}  // namespace ecoeff
