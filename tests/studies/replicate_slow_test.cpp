// replicate.R run by R, without any package: every cell of the tables of a study of every estimator, of a study of
// awkward names and of both examples, to the printed digit.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "awkward_study.hpp"
#include "condition_study.hpp"
#include "ecoeff/base/number.hpp"
#include "every_estimator.hpp"
#include "program.hpp"
#include "replicated_cells.hpp"
#include "tolerance.hpp"

namespace ecoeff::testing {
namespace {

using Json = nlohmann::ordered_json;

struct Printed {
  double estimate = kMissing;
  double se = kMissing;
};

class ReplicateInR : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    if (std::system("Rscript --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no R on this machine";
  }

  // Runs the study and its script, and reads "t4c2 <tab> NQP <tab> 0.2135 <tab> 0.0932 <tab> 2.29".
  void replicate(const std::string& study, const std::string& out) {
    const Outcome run = ecoeff("run " + study + " -o " + out + " --quiet");
    ASSERT_EQ(run.code, 0) << run.err;
    out_ = out;
    results_ = Json::parse(read(out + "/results.json"));
    const std::string command =
        "cd '" + (folder_ / out).string() + "' && LC_ALL=C.UTF-8 Rscript replicate.R >r.out 2>r.err";
    ASSERT_EQ(std::system(command.c_str()), 0) << read(out + "/r.err") << read(out + "/r.out");
    script_ = read(out + "/replicate.R");
    for (const std::string& line : split(read(out + "/r.out"), '\n')) {
      const std::vector<std::string> cells = split(line, '\t');
      if (cells.size() < 3) continue;
      // Correlations are two lines a pair.
      const bool correlation = cells[2] == "pearson" || cells[2] == "spearman";
      lines_[cells[0] + "\t" + cells[1] + (correlation ? "\t" + cells[2] : "")] = cells;
      Printed& one = printed_[{cells[0], cells[1]}];
      one.estimate = parse_number(cells[2]).value_or(kMissing);
      if (cells.size() > 3) one.se = parse_number(cells[3]).value_or(kMissing);
    }
  }

  void same_number(double ours, double theirs, const std::string& where) {
    EXPECT_EQ(format_fixed(ours, 3), format_fixed(theirs, 3)) << where;
    EXPECT_LT(tolerance::relative_difference(ours, theirs), 1e-5) << where << " " << ours << " " << theirs;
    ++compared_;
  }

  void compare_column(const std::string& name, const Json& ours) {
    if (!printed_.contains({name, "N"})) {
      without_line_[name] = ours.at("model").get<std::string>();
      return;
    }
    const bool quantile = ours.at("model") == "quantile";
    const bool drawn = ours.at("vce").get<std::string>().starts_with("bootstrap");
    for (const auto& [term, value] : ours.at("coef").items()) {
      const std::string where = name + " " + term;
      // Periods that are texts are numbers in R: "2018年.年 份" is 2018.period.
      auto at = printed_.find({name, term});
      if (const std::size_t dot = term.find("年."); at == printed_.end() && dot != std::string::npos)
        at = printed_.find({name, term.substr(0, dot) + ".period"});
      if (at == printed_.end()) {
        ADD_FAILURE() << where << " is not printed";
        continue;
      }
      // Between dummies and the constant a quantile may have several solutions (the median of an even group), of which
      // each program takes one.
      const bool tied = quantile && (term == "_cons" || term.find('.') != std::string::npos);
      if (!tied) same_number(value.get<double>(), at->second.estimate, where);
      if (!drawn) same_number(ours.at("se").at(term).get<double>(), at->second.se, where + " se");
    }
    EXPECT_EQ(ours.at("N").get<double>(), printed_.at({name, "N"}).estimate) << name;
    if (!ours.contains("r2")) return;
    const Json& r2 = ours.at("r2");
    if (r2.contains("r2") && printed_.contains({name, "R2"}))
      same_number(r2.at("r2").get<double>(), printed_.at({name, "R2"}).estimate, name + " R2");
    if (r2.contains("within") && printed_.contains({name, "R2 within"}))
      same_number(r2.at("within").get<double>(), printed_.at({name, "R2 within"}).estimate, name + " within");
  }

  void compare() {
    for (const Json& table : results_.at("tables")) {
      if (!table.contains("columns")) continue;
      for (std::size_t c = 0; c < table.at("columns").size(); ++c) {
        const Json& column = table.at("columns")[c];
        if (!column.is_object() || !column.contains("estimate")) continue;
        compare_column("t" + std::to_string(table.at("number").get<int>()) + "c" + std::to_string(c + 1),
                       column.at("estimate"));
      }
    }
  }

  double made_again(const std::string& table, const std::string& kind, const PrintedCell& cell,
                    const std::vector<std::string>& years) {
    const bool labelled = kind == "scores" || kind == "productivity";
    std::string key = table + "\t" + (labelled ? label_of(cell.row) : cell.row);
    std::size_t place = 0;
    const auto at_of = [&](const std::vector<std::string>& all, const std::string& one) {
      return static_cast<std::size_t>(std::find(all.begin(), all.end(), one) - all.begin());
    };
    if (kind == "describe") {
      place = 2 + at_of({"n", "mean", "sd", "min", "max"}, cell.column);
    } else if (kind == "correlation") {
      const std::size_t blank = cell.column.find(' ');
      const std::string measure = cell.column.substr(0, blank);
      key += cell.column.substr(blank) + (measure.starts_with("rho") ? "\tspearman" : "\tpearson");
      place = measure == "r" || measure == "rho" ? 3 : 4;
    } else {
      place = 2 + at_of(years, cell.column);
    }
    const auto line = lines_.find(key);
    return line == lines_.end() || line->second.size() <= place ? kMissing
                                                                : parse_number(line->second[place]).value_or(kMissing);
  }

  // Tables of other kinds than regressions.
  void compare_cells() {
    for (const Json& table : results_.at("tables")) {
      const std::string kind = table.at("kind");
      const std::string name = "t" + std::to_string(table.at("number").get<int>());
      const std::vector<PrintedCell> cells = printed_cells(table, folder_ / out_);
      std::vector<std::string> years;
      for (const PrintedCell& cell : cells) {
        if (std::find(years.begin(), years.end(), cell.column) == years.end()) years.push_back(cell.column);
      }
      for (const PrintedCell& cell : cells) {
        const double theirs = made_again(name, kind, cell, years);
        const std::string where = name + " " + cell.row + ", " + cell.column;
        const std::size_t point = cell.text.find('.');
        const int digits = point == std::string::npos ? 0 : static_cast<int>(cell.text.size() - point - 1);
        if (!cell.text.empty()) {
          EXPECT_EQ(cell.text, is_missing(theirs) ? "—" : format_fixed(theirs, digits)) << where;
        }
        if (!is_missing(cell.value)) {
          EXPECT_TRUE(is_close(cell.value, theirs, 1e-8)) << where;
        }
        ++cells_[kind];
      }
    }
  }

  // The weights of an index that R made again, to the digits of the table.
  void compare_weights(const std::string& index, const std::string& file) {
    for (const std::vector<std::string>& row : printed_rows(folder_ / out_ / "tables" / file)) {
      const std::string& indicator = row.at(row.size() - 4);
      const auto line = lines_.find(index + "\t" + indicator);
      if (row.back() == "权重") continue;
      ASSERT_NE(line, lines_.end()) << indicator;
      EXPECT_EQ(row.back(), format_fixed(parse_number(line->second.at(2)).value_or(kMissing), 4)) << indicator;
      ++cells_["index-definition"];
    }
  }

  void TearDown() override {
    std::printf("compared with R: %zu numbers of regressions", compared_);
    for (const auto& [kind, count] : cells_) std::printf(", %zu of tables of kind %s", count, kind.c_str());
    std::printf("\n");
    ProgramTest::TearDown();
  }

  // Estimators whose columns have no line, each said in the script.
  std::set<std::string> models_without_line() const {
    std::set<std::string> models;
    for (const auto& [name, model] : without_line_) models.insert(model);
    return models;
  }

  Json results_;
  std::string script_;
  std::map<std::pair<std::string, std::string>, Printed> printed_;
  std::string out_;
  std::map<std::string, std::vector<std::string>> lines_;  // cells by the first two
  std::map<std::string, std::size_t> cells_;
  std::size_t compared_ = 0;
  std::map<std::string, std::string> without_line_;
};

TEST_F(ReplicateInR, EveryEstimator) {
  write("d.csv", every_estimator_csv());
  write("study.toml", every_estimator_study());
  replicate("study.toml", "out");
  if (HasFatalFailure()) return;
  compare();
  std::set<std::string> expected{"xttobit", "system-gmm", "difference-gmm"};
  if (std::system("Rscript -e 'library(quantreg)' >/dev/null 2>&1") != 0) {
    expected.insert("quantile");
    std::printf("R without quantreg: quantile regression is not compared\n");
  }
  EXPECT_EQ(models_without_line(), expected);
  EXPECT_GT(compared_, 700U);
  compare_cells();
  EXPECT_GT(cells_["describe"], 60U);
  EXPECT_GT(cells_["correlation"], 40U);
  EXPECT_GT(cells_["scores"], 700U);
  EXPECT_GT(cells_["productivity"], 100U);
  for (const char* index : {"ENT", "ENY", "CRI", "CRY", "PC", "PCU"})
    EXPECT_TRUE(lines_.contains(index + std::string("\tlargest difference"))) << index;
}

TEST_F(ReplicateInR, GroupsTakeTheLagsOfTheWholePanel) {
  write("d.csv", every_estimator_csv());
  write("study.toml", study_of_broken_groups());
  replicate("study.toml", "out");
  if (HasFatalFailure()) return;
  compare();
  EXPECT_TRUE(models_without_line().empty());
  EXPECT_GT(compared_, 30U);
}

TEST_F(ReplicateInR, TheBuiltInStudy) {
  ASSERT_EQ(ecoeff("new yr").code, 0);
  replicate("yr/study.toml", "out");
  if (HasFatalFailure()) return;
  compare();
  EXPECT_EQ(models_without_line(), std::set<std::string>{"system-gmm"});
  EXPECT_GT(compared_, 180U);
  compare_cells();
  EXPECT_EQ(cells_["describe"], 45U);
  compare_weights("NQP", "table2_indicators.md");
  EXPECT_EQ(cells_["index-definition"], 15U);
  EXPECT_TRUE(lines_.contains("NQP_PCA\tlargest difference"));
}

TEST_F(ReplicateInR, TheStudyOfCountries) {
  const std::filesystem::path root = ECOEFF_SOURCE_DIR;
  const std::filesystem::path data = root / "../shared/data/world_countries/world_countries_2007_2019.csv";
  if (!std::filesystem::exists(data)) GTEST_SKIP() << "no data at " << data;
  replicate("'" + (root / "examples/world-countries/study.toml").string() + "' --data '" + data.string() + "'", "out");
  if (HasFatalFailure()) return;
  compare();
  EXPECT_EQ(models_without_line(), std::set<std::string>{"system-gmm"});
  EXPECT_GT(compared_, 100U);
  compare_cells();
  EXPECT_EQ(cells_["describe"], 50U);
}

TEST_F(ReplicateInR, AwkwardNames) {
  write("d.csv", awkward_csv());
  write("study.toml", awkward_study());
  replicate("study.toml", "out");
  if (HasFatalFailure()) return;
  compare();
  EXPECT_TRUE(models_without_line().empty());
  EXPECT_GT(compared_, 150U);
  compare_cells();
  EXPECT_EQ(cells_.size(), 3U);
}

TEST_F(ReplicateInR, Conditions) {
  write("d.csv", condition_csv());
  write("study.toml", condition_study());
  replicate("study.toml", "out");
  if (HasFatalFailure()) return;
  compare();
  EXPECT_TRUE(models_without_line().empty());
  EXPECT_GT(compared_, 6 * kept_conditions().size());
}

TEST_F(ReplicateInR, StopsAtAnIndexThatItsIndicatorsDoNotGive) {
  ASSERT_EQ(ecoeff("new yr").code, 0);
  ASSERT_EQ(ecoeff("run yr/study.toml -o out --quiet").code, 0);
  std::string panel = read("out/panel.csv");
  const std::size_t first = panel.find('\n') + 1;
  std::vector<std::string> heads = split(panel.substr(0, first - 1), ',');
  std::vector<std::string> cells = split(panel.substr(first, panel.find('\n', first) - first), ',');
  const auto place = static_cast<std::size_t>(std::find(heads.begin(), heads.end(), "NQP") - heads.begin());
  cells.at(place) = "0.5";
  panel.replace(first, panel.find('\n', first) - first, join(cells, ","));
  write("out/panel.csv", panel);
  EXPECT_NE(
      std::system(
          ("cd '" + (folder_ / "out").string() + "' && LC_ALL=C.UTF-8 Rscript replicate.R >r.out 2>r.err").c_str()),
      0);
  EXPECT_NE(read("out/r.err").find("NQP of panel.csv is another index"), std::string::npos) << read("out/r.err");
}

}  // namespace
}  // namespace ecoeff::testing
