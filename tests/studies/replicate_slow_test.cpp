// replicate.R run by R, without any package: every cell of the regressions of a study of every estimator and of the
// built-in study, to the printed digit.
#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "ecoeff/base/number.hpp"
#include "every_estimator.hpp"
#include "program.hpp"
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
    results_ = Json::parse(read(out + "/results.json"));
    const std::string command =
        "cd '" + (folder_ / out).string() + "' && LC_ALL=C.UTF-8 Rscript replicate.R >r.out 2>r.err";
    ASSERT_EQ(std::system(command.c_str()), 0) << read(out + "/r.err") << read(out + "/r.out");
    script_ = read(out + "/replicate.R");
    for (const std::string& line : split(read(out + "/r.out"), '\n')) {
      const std::vector<std::string> cells = split(line, '\t');
      if (cells.size() < 3) continue;
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
    const bool drawn = ours.at("vce").get<std::string>().starts_with("bootstrap");
    for (const auto& [term, value] : ours.at("coef").items()) {
      const std::string where = name + " " + term;
      const auto at = printed_.find({name, term});
      if (at == printed_.end()) {
        ADD_FAILURE() << where << " is not printed";
        continue;
      }
      same_number(value.get<double>(), at->second.estimate, where);
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

  // Estimators whose columns have no line, each said in the script.
  std::set<std::string> models_without_line() const {
    std::set<std::string> models;
    for (const auto& [name, model] : without_line_) models.insert(model);
    return models;
  }

  Json results_;
  std::string script_;
  std::map<std::pair<std::string, std::string>, Printed> printed_;
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
}

}  // namespace
}  // namespace ecoeff::testing
