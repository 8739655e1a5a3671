// replicate.do run through our own lines of Stata: every cell of every table of a study of every estimator, of a study
// of awkward names and of both examples, to the printed digit.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "awkward_study.hpp"
#include "condition_study.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/replicate/stata_words.hpp"
#include "ecoeff/stata/line.hpp"
#include "ecoeff/stata/session.hpp"
#include "every_estimator.hpp"
#include "program.hpp"
#include "replicated_cells.hpp"
#include "tolerance.hpp"

namespace ecoeff::testing {
namespace {

using Json = nlohmann::ordered_json;

// What a line of Stata gives otherwise; its comment in the script says so.
struct Aside {
  bool constant = false;    // that of the first levels, where the line has dummies for effects that the study absorbs
  bool errors = false;      // others, because the command does not have the study's
  double errors_times = 1;  // the study's errors over the line's
};

class Replication : public ProgramTest {
 protected:
  // Runs the study, then its do-file.
  void replicate(const std::string& study, const std::string& out) {
    const Outcome run = ecoeff("run " + study + " -o " + out + " --quiet");
    ASSERT_EQ(run.code, 0) << run.err;
    out_ = out;
    results_ = Json::parse(read(out + "/results.json"));
    session_ = stata::start_session(folder_ / out);
    std::string line;
    try {
      for (const std::string& one : stata::split_lines(read(out + "/replicate.do"))) {
        line = one;
        if (line == "restore") keep_pairs(session_.table());
        (void)stata::run_line(session_, line);
      }
    } catch (const Error& error) {
      FAIL() << line << "\n" << error.code << " " << error.message.en;
    }
    script_ = read(out + "/replicate.do");
  }

  // What the lines of a table of productivity make is gone with `restore`.
  void keep_pairs(const Table& data) {
    for (const std::string& name : data.names()) {
      if (name.ends_with("_once") && data.has("from")) pairs_[name.substr(0, name.size() - 5)] = data;
    }
  }

  static std::string printed(double value) { return format_fixed(value, 3); }

  // The terms of Stata's line stand in the order of ours, dummies and the constant last.
  static std::string counterpart(const stata::Fitted& fitted, const std::string& term, std::size_t place) {
    const bool same = fitted.estimate.index_of(term) < fitted.estimate.names.size();
    return same || term == "_cons" ? term : fitted.estimate.names.at(place);
  }

  void same_number(double ours, double theirs, const std::string& where) {
    EXPECT_EQ(printed(ours), printed(theirs)) << where;
    EXPECT_LT(tolerance::relative_difference(ours, theirs), 1e-6) << where << " " << ours << " " << theirs;
    ++compared_;
  }

  void compare_column(const std::string& name, const Json& ours, const Aside& aside) {
    const auto stored = session_.stored.find(name);
    if (stored == session_.stored.end()) {
      without_line_.insert(name);
      return;
    }
    const stata::Fitted& fitted = *stored->second;
    models_.insert(estimator(ours.at("model").get<std::string>()).about.name);
    std::size_t place = 0;
    for (const auto& [term, value] : ours.at("coef").items()) {
      // No table prints dummies of units, which are numbered in the script.
      if (term.ends_with(".城市")) continue;
      const std::string theirs = counterpart(fitted, term, place++);
      if (const auto first = session_.stored.find("first_year_" + name);
          term == "_cons" && first != session_.stored.end()) {
        same_number(value.get<double>(), first->second->estimate.coefficient(term), name + " " + first->second->line);
        same_number(ours.at("se").at(term).get<double>(), first->second->estimate.se(term), name + " constant's se");
        continue;
      }
      if (term == "_cons" && (aside.constant || fitted.estimate.index_of(term) >= fitted.estimate.names.size()))
        continue;
      const std::string where = name + " " + term + " (" + theirs + ") " + fitted.line;
      same_number(value.get<double>(), fitted.estimate.coefficient(theirs), where);
      if (!aside.errors)
        same_number(ours.at("se").at(term).get<double>(), aside.errors_times * fitted.estimate.se(theirs),
                    where + " se");
    }
    EXPECT_EQ(ours.at("N").get<std::size_t>(), fitted.estimate.n) << name;
    if (!ours.contains("r2")) return;
    for (const auto& [key, value] : ours.at("r2").items()) {
      const auto theirs = fitted.estimate.r2.find(key);
      if (theirs != fitted.estimate.r2.end()) same_number(value.get<double>(), theirs->second, name + " " + key);
    }
  }

  void compare(const std::map<std::string, Aside>& asides = {}) {
    for (const Json& table : results_.at("tables")) {
      if (!table.contains("columns")) continue;
      for (std::size_t c = 0; c < table.at("columns").size(); ++c) {
        const Json& column = table.at("columns")[c];
        const std::string name = "t" + std::to_string(table.at("number").get<int>()) + "c" + std::to_string(c + 1);
        if (!column.is_object() || !column.contains("estimate")) {
          refused_.insert(name);
          continue;
        }
        const auto aside = asides.find(name);
        compare_column(name, column.at("estimate"), aside == asides.end() ? Aside{} : aside->second);
      }
    }
  }

  // What the do-file leaves for a cell of a table.
  double made_again(const std::string& table, const std::string& kind, const std::string& of, const PrintedCell& cell) {
    if (kind == "scores") return score_again(table, of, cell);
    if (kind == "productivity") return pair_again(table, cell);
    const bool described = kind == "describe";
    const std::string measure = cell.column.substr(0, cell.column.find(' '));
    const std::string matrix = described || measure == "r" ? table : table + "_" + measure;
    const auto at = session_.matrices.find(matrix);
    if (at == session_.matrices.end()) return kMissing;
    const auto place = [](const std::vector<std::string>& names, const std::string& name) {
      return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };
    const StataWords words(panel());
    const std::size_t row = place(at->second.rows, words.name(cell.row));
    const std::size_t column =
        place(at->second.columns,
              described ? (measure == "n" ? "N" : measure) : words.name(cell.column.substr(measure.size() + 1)));
    return at->second.values.at(row).at(column);
  }

  // A variable of the data that the lines of a table of scores generate; `of` is the column of its rows.
  double score_again(const std::string& table, const std::string& of, const PrintedCell& cell) {
    const Table& data = session_.table();
    const bool unit = !data.has(table + "_group") || cell.row == "all" || !holds(of, cell.row);
    const std::string part = cell.row == "all" ? "_all" : unit ? "_unit" : "_group";
    const std::string key = unit ? panel().unit_column() : of;
    const std::string variable = table + part + (cell.column == "mean" ? "_mean" : "");
    const StataWords words(panel());
    const std::vector<std::string> keys = data.texts(words.original(key));
    const std::vector<std::string> years = data.texts(words.time());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if ((cell.row == "all" || label_of(keys[i]) == label_of(cell.row)) &&
          (cell.column == "mean" || years[i] == cell.column) && data.numbers(table + part + "_once")[i] == 1)
        return data.numbers(variable)[i];
    }
    return kMissing;
  }

  // `cell.column` is the place of its column in the table.
  double pair_again(const std::string& table, const PrintedCell& cell) {
    const auto at = pairs_.find(table);
    if (at == pairs_.end()) return kMissing;
    const Table& data = at->second;
    std::vector<std::string> means;
    for (const std::string& name : data.names()) {
      if (name.starts_with(table + "_") && !name.ends_with("_once") && !name.ends_with("_all")) means.push_back(name);
    }
    const std::string& mean = means.at(std::stoul(cell.column));
    if (cell.row == "all") return data.numbers(mean + "_all")[0];
    for (std::size_t i = 0; i < data.rows(); ++i) {
      const std::string pair = format_shortest(data.numbers("from")[i]) + "–" + format_shortest(data.numbers("to")[i]);
      const std::string label = data.has("pair") ? pair : label_of(data.texts("unit")[i]);
      if (data.numbers(table + "_once")[i] == 1 && label == label_of(cell.row)) return data.numbers(mean)[i];
    }
    return kMissing;
  }

  bool holds(const std::string& column, const std::string& text) {
    const StataWords words(panel());
    const std::vector<std::string> texts = session_.table().texts(words.original(column));
    return std::any_of(texts.begin(), texts.end(), [&](const auto& one) { return label_of(one) == label_of(text); });
  }

  // panel.csv as the study wrote it.
  const Panel& panel() {
    if (!panel_) {
      panel_ = std::make_unique<Panel>(read_table(folder_ / out_ / "panel.csv").table, unit_, time_);
    }
    return *panel_;
  }

  // Tables of other kinds than regressions; `by` names the column of a table of scores that has groups.
  void compare_cells(const std::map<std::string, std::string>& by = {}) {
    for (const Json& table : results_.at("tables")) {
      const std::string kind = table.at("kind");
      const std::string name = "t" + std::to_string(table.at("number").get<int>());
      const auto group = by.find(table.at("id").get<std::string>());
      std::vector<std::string> heads;
      for (PrintedCell cell : printed_cells(table, folder_ / out_)) {
        if (kind == "productivity") {
          if (std::find(heads.begin(), heads.end(), cell.column) == heads.end()) heads.push_back(cell.column);
          cell.column = std::to_string(std::find(heads.begin(), heads.end(), cell.column) - heads.begin());
        }
        const double theirs = made_again(name, kind, group == by.end() ? "" : group->second, cell);
        const std::string where = name + " " + cell.row + ", " + cell.column;
        const std::size_t point = cell.text.find('.');
        const int digits = point == std::string::npos ? 0 : static_cast<int>(cell.text.size() - point - 1);
        if (!cell.text.empty()) {
          EXPECT_EQ(cell.text, is_missing(theirs) ? "—" : format_fixed(theirs, digits)) << where;
        }
        if (!is_missing(cell.value)) {
          EXPECT_TRUE(is_close(cell.value, theirs, 1e-9)) << where << " " << cell.value << " " << theirs;
        }
        ++cells_[kind];
      }
    }
  }

  void TearDown() override {
    std::printf("compared with Stata: %zu numbers of regressions", compared_);
    for (const auto& [kind, count] : cells_) std::printf(", %zu of tables of kind %s", count, kind.c_str());
    std::printf("\n");
    ProgramTest::TearDown();
  }

  Json results_;
  std::string out_;
  std::string unit_ = "城市";
  std::string time_ = "年份";
  std::unique_ptr<Panel> panel_;
  std::map<std::string, std::size_t> cells_;
  std::map<std::string, Table> pairs_;  // by table of productivity
  stata::Session session_ = stata::start_session(std::filesystem::path());
  std::string script_;
  std::size_t compared_ = 0;
  std::set<std::string> without_line_;
  std::set<std::string> refused_;
  std::set<std::string> models_;
};

// Of the study of every estimator: hc2, hc3, cr2, cr3, bootstrap; three regions in the jackknife that leaves (G-1)/G out.
std::map<std::string, Aside> said_in_the_script() {
  const Aside first_levels{.constant = true};
  return {{"t4c2", first_levels},
          {"t4c3", first_levels},
          {"t4c10", first_levels},
          {"t4c11", first_levels},
          {"t4c12", {.constant = true, .errors_times = std::sqrt(3.0 / 2.0)}},
          {"t4c15", first_levels},
          {"t6c3", {.errors = true}},
          {"t6c5", {.errors = true}},  // xtreg, be has no clusters
          {"t6c6", {.errors = true}}};
}

TEST_F(Replication, EveryEstimatorInStata) {
  write("d.csv", every_estimator_csv());
  write("study.toml", every_estimator_study());
  replicate("study.toml", "out");
  ASSERT_FALSE(HasFailure());
  compare(said_in_the_script());
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_THAT(refused_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 1000U);
  compare_cells({{"scores", "region"}, {"changes", "region"}, {"some-years", "编码"}});
  EXPECT_GT(cells_["describe"], 60U);
  EXPECT_GT(cells_["correlation"], 40U);
  EXPECT_GT(cells_["scores"], 700U);
  EXPECT_GT(cells_["productivity"], 100U);
  // Every estimator that a study may name has a column here, so that none is forgotten.
  for (const Estimator* method : estimators().all()) {
    if (method->traits.in_studies) {
      EXPECT_TRUE(models_.contains(method->about.name)) << method->about.name;
    }
  }
}

TEST_F(Replication, EveryEstimatorUnderAwkwardNamesInStata) {
  write("d.csv", every_estimator_csv());
  write("study.toml", every_estimator_under_awkward_names());
  replicate("study.toml", "out");
  ASSERT_FALSE(HasFailure());
  compare(said_in_the_script());
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_THAT(refused_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 1000U);
  compare_cells({{"scores", "function"}, {"changes", "function"}, {"some-years", "编码"}});
  EXPECT_EQ(cells_.size(), 4U);
}

// The rows of a group are not one run of years.
TEST_F(Replication, GroupsTakeTheLagsOfTheWholePanelInStata) {
  write("d.csv", every_estimator_csv());
  write("study.toml", study_of_broken_groups());
  replicate("study.toml", "out");
  ASSERT_FALSE(HasFailure());
  compare();
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_THAT(refused_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 30U);
}

TEST_F(Replication, AwkwardNamesInStata) {
  write("d.csv", awkward_csv());
  write("study.toml", awkward_study());
  replicate("study.toml", "out");
  ASSERT_FALSE(HasFailure());
  compare();
  unit_ = "省:市^名";
  time_ = "年 份";
  compare_cells({{"scores", "region"}});
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_THAT(refused_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 150U);
  EXPECT_EQ(cells_.size(), 3U);
}

TEST_F(Replication, ConditionsInStata) {
  write("d.csv", condition_csv());
  write("study.toml", condition_study());
  replicate("study.toml", "out");
  ASSERT_FALSE(HasFailure());
  compare();
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_THAT(refused_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 6 * kept_conditions().size());
}

// A file of Stata whose groups and periods are codes with labels.
TEST_F(Replication, LabelledCodesInStata) {
  const std::string file =
      (std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests/reference/data/labelled_dummy.dta").string();
  write("study.toml",
        "[study]\ntitle = \"labels\"\n[data]\nfile = \"" + file +
            "\"\nunit = \"id\"\ntime = \"yr\"\n[model]\nformula = \"y ~ x | time\"\nfocus = \"x\"\n[report]\n"
            "replicate = [\"stata\", \"r\"]\nformats = [\"md\"]\nfigures = []\n[[table]]\nid = \"kept\"\ncolumns = [\n"
            "  { keep = \"prov == 10\" }, { keep = \"prov == '天津'\" }, { keep = \"prov in {'天津', 10}\" },\n"
            "  { keep = \"prov != '北京' or x > 0\" }, { keep = \"time > 2\" }, { formula = \"y ~ x + i.prov | time\" "
            "},\n"
            "  { formula = \"y ~ x + L.x | prov^time\" },\n]\n[[table]]\nid = \"groups\"\nsplit = { by = \"prov\" }\n");
  replicate("study.toml", "out");
  ASSERT_FALSE(HasFailure());
  compare();
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_THAT(refused_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 40U);
}

// Files that a comment of the scripts names are there.
TEST_F(Replication, NamesOnlyFilesThatAreThere) {
  write("d.csv", every_estimator_csv());
  write("study.toml", every_estimator_study());
  ASSERT_EQ(ecoeff("run study.toml -o out --quiet").code, 0);
  std::set<std::string> named;
  for (const char* script : {"out/replicate.do", "out/replicate.R"}) {
    for (const std::string& line : split(read(script), '\n')) {
      if (!line.starts_with("* ") && !line.starts_with("# ")) continue;
      for (std::string word : split(line, ' ')) {
        while (word.ends_with(';') || word.ends_with(',')) word.pop_back();
        if (word.ends_with(".csv") || word.ends_with(".xlsx")) named.insert(word);
      }
    }
  }
  EXPECT_THAT(named,
              ::testing::IsSupersetOf({"panel.csv", "scores.csv", "productivity_TFP.csv", "index_weights.xlsx"}));
  for (const std::string& name : named) EXPECT_TRUE(exists("out/" + replace_all(name, "*", "TFP"))) << name;
  const std::string script = read("out/replicate.do");
  for (const char* column : {"EFF (sbm)", "TFP (malmquist)", "ENT (entropy)", "CRI (critic)", "PC (pca)"})
    EXPECT_THAT(script, ::testing::HasSubstr(std::string("* ") + column + ": ")) << column;
  EXPECT_THAT(script, ::testing::HasSubstr("made again by replicate.R"));
  write("study.toml", replace_all(every_estimator_study(), "[\"stata\", \"r\"]", "[\"stata\"]"));
  ASSERT_EQ(ecoeff("run study.toml -o alone --quiet").code, 0);
  EXPECT_FALSE(exists("alone/replicate.R"));
  EXPECT_THAT(read("alone/replicate.do"), ::testing::Not(::testing::HasSubstr("replicate.R")));
}

TEST_F(Replication, TheBuiltInStudyInStata) {
  ASSERT_EQ(ecoeff("new yr").code, 0);
  replicate("yr/study.toml", "out");
  ASSERT_FALSE(HasFailure());
  compare();
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 200U);
  compare_cells();
  EXPECT_EQ(cells_["describe"], 45U);
}

TEST_F(Replication, TheStudyOfCountriesInStata) {
  const std::filesystem::path root = ECOEFF_SOURCE_DIR;
  const std::filesystem::path data = root / "../shared/data/world_countries/world_countries_2007_2019.csv";
  if (!std::filesystem::exists(data)) GTEST_SKIP() << "no data at " << data;
  replicate("'" + (root / "examples/world-countries/study.toml").string() + "' --data '" + data.string() + "'", "out");
  ASSERT_FALSE(HasFailure());
  compare();
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 100U);
  unit_ = "iso3";
  time_ = "year";
  compare_cells();
  EXPECT_EQ(cells_["describe"], 50U);
}

TEST_F(Replication, TheProgramRunsTheDoFile) {
  write("d.csv", every_estimator_csv());
  write("study.toml", every_estimator_study());
  ASSERT_EQ(ecoeff("run study.toml -o out --quiet").code, 0);
  const Outcome run = ecoeff("stata --do out/replicate.do");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, ::testing::HasSubstr(". esttab t3c*"));
  EXPECT_THAT(ecoeff("stata --do out/no.do").err, ::testing::HasSubstr("D101"));
  EXPECT_THAT(ecoeff("stata --do out/replicate.do d.csv 'count'").err, ::testing::HasSubstr("U101"));
}

}  // namespace
}  // namespace ecoeff::testing
