// replicate.do run through our own lines of Stata: every cell of every table of a study of every estimator, and of both
// examples, to the printed digit.
#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "ecoeff/base/number.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/stata/line.hpp"
#include "ecoeff/stata/session.hpp"
#include "every_estimator.hpp"
#include "program.hpp"
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
    results_ = Json::parse(read(out + "/results.json"));
    session_ = stata::start_session(folder_ / out);
    std::string line;
    try {
      for (const std::string& one : stata::split_lines(read(out + "/replicate.do"))) {
        line = one;
        (void)stata::run_line(session_, line);
      }
    } catch (const Error& error) {
      FAIL() << line << "\n" << error.code << " " << error.message.en;
    }
    script_ = read(out + "/replicate.do");
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

  Json results_;
  stata::Session session_ = stata::start_session(std::filesystem::path());
  std::string script_;
  std::size_t compared_ = 0;
  std::set<std::string> without_line_;
  std::set<std::string> refused_;
  std::set<std::string> models_;
};

TEST_F(Replication, EveryEstimatorInStata) {
  write("d.csv", every_estimator_csv());
  write("study.toml", every_estimator_study());
  replicate("study.toml", "out");
  ASSERT_FALSE(HasFailure());
  // hc2, hc3, cr2, cr3, bootstrap; three regions in the jackknife that leaves (G-1)/G out.
  const Aside first_levels{.constant = true};
  compare({{"t4c2", first_levels},
           {"t4c3", first_levels},
           {"t4c10", first_levels},
           {"t4c11", first_levels},
           {"t4c12", {.constant = true, .errors_times = std::sqrt(3.0 / 2.0)}},
           {"t4c15", first_levels},
           {"t6c3", {.errors = true}}});
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_THAT(refused_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 1000U);
  // Every estimator that a study may name has a column here, so that none is forgotten.
  for (const Estimator* method : estimators().all()) {
    if (method->traits.in_studies) {
      EXPECT_TRUE(models_.contains(method->about.name)) << method->about.name;
    }
  }
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

TEST_F(Replication, TheBuiltInStudyInStata) {
  ASSERT_EQ(ecoeff("new yr").code, 0);
  replicate("yr/study.toml", "out");
  ASSERT_FALSE(HasFailure());
  compare();
  EXPECT_THAT(without_line_, ::testing::IsEmpty());
  EXPECT_GT(compared_, 200U);
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
