// Fixed effects, OLS and group comparisons against other programs: tests/reference/panel, at each case's own tolerance.
#include "ecoeff/panel/fixed_effects.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ecoeff/panel/groups.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using Json = nlohmann::json;

const std::string kFolder = std::string(ECOEFF_SOURCE_DIR) + "/tests/reference/panel/";

Json read_json(const std::string& name) {
  std::ifstream in(kFolder + name);
  return Json::parse(in);
}

Table read_table(const std::string& which) {
  std::ifstream in(kFolder + which + "/input.csv");
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

void expect_near(double actual, double wanted, double tolerance, const std::string& what) {
  EXPECT_LE(tolerance::relative_difference(actual, wanted), tolerance)
      << what << ": " << actual << ", wanted " << wanted;
}

void expect_by_name(const Json& wanted, const Estimate& fit, bool errors, double rtol, const std::string& what) {
  ASSERT_EQ(wanted.size(), fit.names.size()) << what;
  for (const auto& [name, value] : wanted.items()) {
    expect_near(errors ? fit.se(name) : fit.coefficient(name), value.get<double>(), rtol, what + " " + name);
  }
}

// "cluster_id_year" in the case files is cluster(id,year) here, "DK_L1" is dk(1).
std::string vce_of(const std::string& block) {
  if (block == "iid") return "iid";
  if (block == "HC1") return "robust";
  if (block.starts_with("DK_L")) return "dk(" + block.substr(4) + ")";
  return "cluster(" + replace_all(block.substr(std::string("cluster_").size()), "_", ",") + ")";
}

Formula formula_of(const std::string& outcome, const Json& regressors, const Json& effects) {
  std::string text = outcome + " ~ " + join(regressors.get<std::vector<std::string>>(), " + ");
  if (!effects.empty()) text += " | " + join(effects.get<std::vector<std::string>>(), " + ");
  return parse_formula(text);
}

// One block of expected.json against every covariance in it.
void expect_block(const Panel& panel, const Formula& formula, const Json& wanted, double rtol) {
  int blocks = 0;
  for (const auto& [block, errors] : wanted.at("se").items()) {
    ++blocks;
    const Estimate fit = fit_fixed_effects(panel, formula, {.vce = vce_of(block), .keep_singletons = true});
    expect_by_name(wanted.at("coef"), fit, false, rtol, block + " coef");
    expect_by_name(errors, fit, true, rtol, block + " se");
    EXPECT_EQ(fit.omitted, wanted.at("omitted").get<std::vector<std::string>>());
    EXPECT_EQ(fit.n, wanted.at("N").get<std::size_t>());
    EXPECT_EQ(fit.singletons_dropped, wanted.at("singletons_dropped").get<std::size_t>());
    EXPECT_EQ(fit.df_r, wanted.at("df_r").at(block).get<double>()) << block;
    EXPECT_EQ(fit.df_a, wanted.at("df_a").at(block).get<double>()) << block;
    expect_near(fit.rss, wanted.at("rss").get<double>(), rtol, "rss");
    expect_near(fit.rmse, wanted.at("rmse").get<double>(), rtol, "rmse");
    expect_near(fit.r2.at("r2"), wanted.at("r2").get<double>(), rtol, "r2");
    expect_near(fit.r2.at("adjusted"), wanted.at("r2_adj").get<double>(), rtol, "adjusted");
    expect_near(fit.r2.at("within"), wanted.at("r2_within").get<double>(), rtol, "within");
    expect_near(fit.r2.at("within-adjusted"), wanted.at("r2_within_adj").get<double>(), rtol, "within-adjusted");
    if (wanted.contains("xtreg_r2_overall")) {
      expect_near(fit.r2.at("overall"), wanted.at("xtreg_r2_overall").get<double>(), rtol, "overall");
      expect_near(fit.r2.at("between"), wanted.at("xtreg_r2_between").get<double>(), rtol, "between");
    }
  }
  EXPECT_GE(blocks, 3);
}

class FixedEffectsReference : public testing::TestWithParam<std::string> {};

TEST_P(FixedEffectsReference, EveryBlock) {
  const Json study = read_json(GetParam() + "/case.json");
  const Panel panel(read_table(GetParam()), "id", "year");
  const Formula formula = formula_of(study.at("depvar"), study.at("regressors"), study.at("absorb"));
  expect_block(panel, formula, read_json(GetParam() + "/expected.json"), study.at("rtol").get<double>());
}

INSTANTIATE_TEST_SUITE_P(Cases, FixedEffectsReference,
                         testing::Values("fe_oneway_unbalanced", "fe_twoway_unbalanced", "fe_collinear"));

class PanelReference : public testing::TestWithParam<std::string> {};

TEST_P(PanelReference, PoolingAndWithin) {
  const Json study = read_json(GetParam() + "/case.json");
  const Json wanted = read_json(GetParam() + "/expected.json");
  const auto index = study.at("index").get<std::vector<std::string>>();
  const double rtol = study.at("rtol").get<double>();
  const Panel panel(read_table(GetParam()), index[0], index[1]);

  const Json effects{{"pooling", Json::array()}, {"within", {"unit"}}, {"twfe", {"unit", "time"}}};
  for (const auto& [which, absorbed] : effects.items()) {
    const Formula formula = formula_of(study.at("depvar"), study.at("regressors"), absorbed);
    const Json& block = wanted.at(which);
    const Estimate fit = fit_fixed_effects(panel, formula);
    expect_by_name(block.at("coef"), fit, false, rtol, which);
    expect_by_name(block.at("se"), fit, true, rtol, which + " se");
    if (block.contains("rss")) expect_near(fit.rss, block.at("rss").get<double>(), rtol, which + " rss");
    if (block.contains("r2_within")) expect_near(fit.r2.at("within"), block.at("r2_within").get<double>(), rtol, which);
    if (!block.contains("se_cluster")) continue;
    const Estimate clustered = fit_fixed_effects(panel, formula, {.vce = "cluster(unit)"});
    expect_by_name(block.at("se_cluster"), clustered, true, rtol, which + " cluster");
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, PanelReference, testing::Values("panel_grunfeld", "panel_produc"));

TEST(GroupReference, EachGroup) {
  const Json wanted = read_json("group_difference/expected.json");
  const Panel panel(read_table("group_difference"), "id", "year");
  const Formula formula = parse_formula("y ~ x1 + x2 + x3 | unit + time");
  for (const std::string group : {"0", "1"}) {
    std::vector<std::size_t> rows;
    const std::vector<std::string> groups = panel.table.texts("grp");
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups[i] == group) rows.push_back(i);
    }
    expect_block(panel.select(rows), formula, wanted.at("g" + group), tolerance::kEstimate);
  }
}

TEST(GroupReference, EqualCoefficients) {
  const Json wanted = read_json("group_difference/expected.json");
  const Panel panel(read_table("group_difference"), "id", "year");
  const Formula formula = parse_formula("y ~ x1 + x2 + x3 | unit + time");
  for (const std::string focus : {"x1", "x2", "x3"}) {
    const GroupComparison comparison =
        compare_groups(panel, formula, {.vce = "cluster(id)", .keep_singletons = true}, "grp", {"1", "0"}, focus);
    ASSERT_EQ(comparison.pairs.size(), 1U);
    expect_near(comparison.pairs[0].z, wanted.at("z_independent").at(focus).get<double>(), tolerance::kEstimate, focus);
    const double t = wanted.at("t_interacted").at(focus).get<double>();
    expect_near(comparison.equal.statistic, t * t, tolerance::kEstimate, focus + " interacted");
    EXPECT_EQ(comparison.equal.df, 1);
    EXPECT_EQ(comparison.equal.df2, wanted.at("interacted").at("df_r").at("cluster_id").get<double>());
  }
}

}  // namespace
}  // namespace ecoeff
