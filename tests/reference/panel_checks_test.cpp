// Referees' checks against R: tests/reference/panel_checks, whose script says which program gives which number.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ecoeff/panel/model.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using Json = nlohmann::json;

const std::string kFolder = std::string(ECOEFF_SOURCE_DIR) + "/tests/reference/";

Json expected() {
  std::ifstream in(kFolder + "panel_checks/expected.json");
  return Json::parse(in);
}

Table read_table(const std::string& which) {
  std::ifstream in(kFolder + "panel/" + which + "/input.csv");
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> names = split(line, ',');
  std::vector<std::vector<double>> columns(names.size());
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = split(line, ',');
    for (std::size_t j = 0; j < names.size(); ++j) columns[j].push_back(parse_number(cells.at(j)).value_or(kMissing));
  }
  Table table;
  for (std::size_t j = 0; j < names.size(); ++j) table.set_numbers(names[j], columns[j]);
  return table;
}

struct Study {
  std::string folder;
  std::string unit;
  std::string time;
  std::string model;
};

void expect_near(double actual, const Json& wanted, const std::string& what) {
  EXPECT_LE(tolerance::relative_difference(actual, wanted.get<double>()), tolerance::kEstimate)
      << what << ": " << actual << ", wanted " << wanted;
}

void expect_test(const Estimate& fit, const Json& wanted, const std::string& name) {
  for (const NamedTest& test : fit.tests) {
    if (test.name != name) continue;
    expect_near(test.result.statistic, wanted.at("statistic"), name);
    expect_near(test.result.p, wanted.at("p"), name + " p");
    if (wanted.contains("df")) {
      EXPECT_EQ(test.result.df, wanted.at("df").get<double>()) << name;
    }
    if (wanted.contains("df2")) {
      EXPECT_EQ(test.result.df2, wanted.at("df2").get<double>()) << name;
    }
    return;
  }
  FAIL() << name << " is missing";
}

class PanelChecks : public testing::TestWithParam<Study> {};

TEST_P(PanelChecks, AgreeWithR) {
  const Study& study = GetParam();
  const Panel panel(read_table(study.folder), study.unit, study.time);
  for (const std::string which : {"unit", "both"}) {
    const Json wanted = expected().at(study.folder).at(which);
    const Formula formula = parse_formula(study.model + (which == "both" ? " | unit + time" : " | unit"));
    const Estimate fit = fit_model(
        panel, formula, {.linear = {.keep_singletons = true}, .tests = {"vif", "within", "cd", "serial", "hetero"}});
    for (const std::string name : {"cd", "serial", "hetero"}) expect_test(fit, wanted.at(name), name);
    ASSERT_EQ(fit.regressors.size(), wanted.at("vif").size());
    for (const RegressorCheck& check : fit.regressors) {
      expect_near(check.vif, wanted.at("vif").at(check.name), check.name + " vif");
      expect_near(check.vif_within, wanted.at("vif_within").at(check.name), check.name + " vif within");
      expect_near(check.within, wanted.at("within").at(check.name), check.name + " within");
      expect_near(check.sd, wanted.at("sd").at(check.name), check.name + " sd");
      expect_near(check.sd_within, wanted.at("sd_within").at(check.name), check.name + " sd within");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, PanelChecks,
                         testing::Values(Study{"panel_grunfeld", "firm", "year", "inv ~ value + capital"},
                                         Study{"panel_produc", "state", "year", "lgsp ~ lpcap + lpc + lemp + unemp"},
                                         Study{"fe_twoway_unbalanced", "id", "year", "y ~ x1 + x2 + x3"}));

}  // namespace
}  // namespace ecoeff
