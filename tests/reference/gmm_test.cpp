// Difference and system GMM against xtabond2's algorithm, gretl, pydynpd and plm (tests/reference/panel/gmm_*): every
// variant of a case, every number in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "ecoeff/panel/study_gmm.hpp"
#include "ecoeff/panel/xtabond2.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using Json = nlohmann::ordered_json;

const std::filesystem::path kCases = std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests/reference/panel";

Json read_json(const std::filesystem::path& path) {
  std::ifstream in(path);
  return Json::parse(in);
}

// The inputs are plain: commas, no quotes, numbers only. yr1978 ... are the year dummies that the Stata lines name.
Panel read_panel(const std::string& name) {
  std::ifstream in(kCases / name / "input.csv");
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> header = split(line, ',');
  std::vector<std::vector<double>> columns(header.size());
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = split(line, ',');
    for (std::size_t j = 0; j < header.size(); ++j) columns[j].push_back(parse_number(cells[j]).value_or(kMissing));
  }
  Table table;
  for (std::size_t j = 0; j < header.size(); ++j) table.set_numbers(std::string(trim(header[j])), columns[j]);
  for (int year = 1976; year <= 1984; ++year) {
    std::vector<double> dummy;
    for (const double at : table.numbers("year")) dummy.push_back(at == year ? 1 : 0);
    table.set_numbers("yr" + std::to_string(year), dummy);
  }
  return {std::move(table), "id", "year"};
}

// The Stata line without remarks: "// and without robust", "; same with ...", "[robust]".
std::string plain_line(std::string line) {
  line = line.substr(0, std::min(line.find("//"), line.find(';')));
  const std::size_t bracket = line.find('[');
  return bracket == std::string::npos ? line : line.substr(0, bracket);
}

// What the name of a variant says: twostep_nonrobust, classic, onestep_robust_small ...
void apply_variant(const std::string& variant, DynamicGmmOptions& options) {
  if (variant.empty()) return;
  const auto says = [&](const char* word) { return variant.find(word) != std::string::npos; };
  if (says("onestep")) options.steps = 1;
  if (says("twostep")) options.steps = 2;
  if (says("robust") || says("windmeijer")) options.robust = true;
  if (says("nonrobust") || says("classic")) options.robust = false;
  options.small = says("small");
}

class Checker {
 public:
  Checker(const Json& expected, double tolerance, std::string where)
      : expected_(expected), tolerance_(tolerance), where_(std::move(where)) {}

  void number(const char* key, double got) const {
    if (expected_.contains(key)) near(expected_.at(key).get<double>(), got, key);
  }
  void near(double want, double got, const std::string& what) const {
    EXPECT_LE(tolerance::relative_difference(want, got), tolerance_)
        << where_ << " " << what << ": " << got << ", expected " << want;
  }

 private:
  const Json& expected_;
  double tolerance_;
  std::string where_;
};

void check_estimate(const Estimate& estimate, const Json& expected, double rtol, const std::string& where) {
  const Checker check(expected, rtol, where);
  ASSERT_EQ(estimate.names.size(), expected.at("coef").size()) << where;
  for (const auto& [name, value] : expected.at("coef").items())
    check.near(value.get<double>(), estimate.coefficient(name), "coef " + name);
  for (const auto& [name, value] : expected.at("se").items())
    check.near(value.get<double>(), estimate.se(name), "se " + name);
  ASSERT_TRUE(estimate.gmm);
  const GmmReport& report = *estimate.gmm;
  check.number("N", static_cast<double>(estimate.n));
  check.number("N_g", static_cast<double>(estimate.groups));
  check.number("j", static_cast<double>(report.instruments));
  check.number("g_min", static_cast<double>(report.group_min));
  check.number("g_max", static_cast<double>(report.group_max));
  check.number("sig2", estimate.rmse * estimate.rmse);
  check.number("sargan", report.sargan.statistic);
  check.number("sar_df", report.sargan.df);
  check.number("sarganp", report.sargan.p);
  check.number("hansen", report.hansen.statistic);
  check.number("hansenp", report.hansen.p);
  ASSERT_GE(report.ar.size(), 2U);
  check.number("ar1", report.ar[0].z);
  check.number("ar1p", report.ar[0].p);
  check.number("ar2", report.ar[1].z);
  check.number("ar2p", report.ar[1].p);
  if (!expected.contains("diffsargan")) return;
  ASSERT_EQ(report.difference_in_hansen.size(), expected.at("diffsargan").size()) << where;
  std::size_t i = 0;
  for (const auto& [group, want] : expected.at("diffsargan").items()) {
    const DifferenceInHansen& got = report.difference_in_hansen[i++];
    const Checker one(want, rtol, where + " " + group + " (" + got.group + ")");
    one.number("excluding", got.excluding.statistic);
    one.number("excluding_df", got.excluding.df);
    one.number("excluding_p", got.excluding.p);
    one.number("difference", got.difference.statistic);
    one.number("difference_df", got.difference.df);
    one.number("difference_p", got.difference.p);
  }
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kCases)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("gmm_")) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

class GmmReference : public ::testing::TestWithParam<std::string> {};

TEST_P(GmmReference, AgreesInEveryNumber) {
  const Json description = read_json(kCases / GetParam() / "case.json");
  const Json expected = read_json(kCases / GetParam() / "expected.json");
  const double rtol = description.at("rtol").get<double>();
  const Panel panel = read_panel(GetParam());
  const DynamicGmmModel model = parse_xtabond2(plain_line(description.at("stata").get<std::string>()), panel.table);
  if (expected.contains("coef")) {
    check_estimate(fit_dynamic_gmm(panel, model), expected, rtol, GetParam());
    return;
  }
  for (const auto& [variant, numbers] : expected.items()) {
    DynamicGmmModel one = model;
    apply_variant(variant, one.options);
    check_estimate(fit_dynamic_gmm(panel, one), numbers, rtol, GetParam() + " " + variant);
  }
}

INSTANTIATE_TEST_SUITE_P(Panel, GmmReference, ::testing::ValuesIn(case_names()),
                         [](const ::testing::TestParamInfo<std::string>& one) { return one.param; });

// A study's GMM column against gretl 2022c:
//   dpanel 1 ; n const w k ; w k GMM(n,3,4) GMMlevel(n,2,2) --system --two-step --collapse --time-dummies
// Six digits as printed; gretl scales Sargan's statistic with the level rows and is not compared there.
TEST(StudyGmmReference, AgreesWithGretl) {
  const Panel panel = read_panel("gmm_sys_default_h3");
  const Estimate estimate = fit_study_gmm(panel, parse_formula("n ~ w + k | unit + time"), {.endogenous = {"L.n"}});
  const std::vector<std::pair<std::string, std::pair<double, double>>> printed = {
      {"L.n", {0.783720, 0.106461}},          {"w", {-0.166188, 0.0706371}},
      {"k", {0.177148, 0.0803234}},           {"1978.year", {-0.0111079, 0.0178636}},
      {"1979.year", {-0.0183039, 0.0196983}}, {"1980.year", {-0.0584179, 0.0202370}},
      {"1981.year", {-0.120073, 0.0230079}},  {"1982.year", {-0.101598, 0.0211782}},
      {"1983.year", {-0.0808193, 0.0278439}}, {"1984.year", {-0.103523, 0.0445790}},
      {"_cons", {0.850378, 0.344707}}};
  ASSERT_EQ(estimate.names.size(), printed.size());
  for (const auto& [name, numbers] : printed) {
    EXPECT_LT(tolerance::relative_difference(numbers.first, estimate.coefficient(name)), 5e-6) << name;
    EXPECT_LT(tolerance::relative_difference(numbers.second, estimate.se(name)), 5e-6) << name;
  }
  EXPECT_EQ(estimate.n, 891U);
  EXPECT_EQ(estimate.gmm->instruments, 13U);
  EXPECT_EQ(estimate.gmm->hansen.df, 2);
  EXPECT_LT(tolerance::relative_difference(4.57217, estimate.gmm->hansen.statistic), 5e-6);
  EXPECT_LT(tolerance::relative_difference(-2.47662, estimate.gmm->ar.at(0).z), 5e-6);
  EXPECT_LT(tolerance::relative_difference(-0.520155, estimate.gmm->ar.at(1).z), 5e-6);
}

}  // namespace
}  // namespace ecoeff
