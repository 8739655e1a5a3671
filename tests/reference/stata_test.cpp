// The Stata lines that stand in the reference cases (case.json, "stata"), run as lines, against expected.json at each
// case's own tolerance. The templates leave choices open ("[twostep]", "re|fe|be", "vce(...)"); each test says what it
// puts there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "ecoeff/data/read.hpp"
#include "ecoeff/stata/session.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const fs::path kCases = fs::path(ECOEFF_SOURCE_DIR) / "tests/reference/panel";

class StataCase {
 public:
  explicit StataCase(const std::string& name)
      : what(parse(name, "case.json")),
        expected(parse(name, "expected.json")),
        rtol(what.at("rtol").get<double>()),
        session_(stata::start_session(read_table(kCases / name / "input.csv").table)),
        name_(name) {}

  Json what;
  Json expected;
  double rtol;

  // The template, pieces put in for its open choices.
  [[nodiscard]] std::string line(const std::vector<std::pair<std::string, std::string>>& choices = {}) const {
    std::string text = what.at("stata").get<std::string>();
    for (const auto& [open, chosen] : choices) {
      EXPECT_NE(text.find(open), std::string::npos) << open << " is not in " << text;
      text = replace_all(text, open, chosen);
    }
    return text;
  }

  stata::Outcome run(const std::string& line) { return stata::run_line(session_, line); }
  const Estimate& estimate(const std::string& line) {
    outcome_ = run(line);
    return outcome_.fitted->estimate;
  }

  void near(const Json& wanted, double got, const std::string& of) const {
    EXPECT_LE(tolerance::relative_difference(wanted.get<double>(), got), rtol)
        << name_ << " " << of << ": " << got << ", expected " << wanted;
  }
  void coefficients(const Json& wanted, const Estimate& e) const {
    EXPECT_EQ(wanted.size(), e.names.size()) << name_;
    for (const auto& [name, value] : wanted.items()) near(value, e.coefficient(name), "coef " + name);
  }
  void errors(const Json& wanted, const Estimate& e, const std::string& of) const {
    for (const auto& [name, value] : wanted.items()) near(value, e.se(name), of + " se " + name);
  }

 private:
  static Json parse(const std::string& name, const char* file) {
    std::ifstream in(kCases / name / file);
    return Json::parse(in);
  }
  stata::Session session_;
  stata::Outcome outcome_;
  std::string name_;
};

// "cluster_id_year" is vce(cluster id year), "DK_L1" reghdfe's vce(dkraay 2).
std::string vce_of(const std::string& block) {
  if (block == "iid") return "";
  if (block == "HC1") return "vce(robust)";
  if (block.starts_with("DK_L")) return "vce(dkraay " + std::to_string(std::stoi(block.substr(4)) + 1) + ")";
  return "vce(cluster " + replace_all(block.substr(8), "_", " ") + ")";
}

void check_fixed_effects(StataCase& c, const std::string& line, const Json& expected, const std::string& block) {
  const Estimate& e = c.estimate(line);
  c.coefficients(expected.at("coef"), e);
  c.errors(expected.at("se").at(block), e, line);
  EXPECT_EQ(e.df_r, expected.at("df_r").at(block).get<double>()) << line;
  EXPECT_EQ(e.n, expected.at("N").get<std::size_t>()) << line;
  EXPECT_EQ(e.omitted, expected.at("omitted").get<std::vector<std::string>>()) << line;
  c.near(expected.at("r2"), e.r2.at("r2"), "r2");
  c.near(expected.at("r2_within"), e.r2.at("within"), "r2 within");
}

TEST(StataReference, OneWayFixedEffects) {
  StataCase c("fe_oneway_unbalanced");
  const std::vector<std::string> lines = split(c.line(), ';');
  ASSERT_EQ(lines.size(), 3U);
  (void)c.run(lines[0]);
  check_fixed_effects(c, replace_all(lines[1], "[vce(cluster id)]", ""), c.expected, "iid");
  check_fixed_effects(c, replace_all(lines[1], "[vce(cluster id)]", "vce(cluster id)"), c.expected, "cluster_id");
  check_fixed_effects(c, replace_all(lines[1], "[vce(cluster id)]", "vce(robust)"), c.expected, "cluster_id");
  check_fixed_effects(c, replace_all(lines[2], "id|region", "id"), c.expected, "cluster_id");
  check_fixed_effects(c, replace_all(lines[2], "id|region", "region"), c.expected, "cluster_region");
  check_fixed_effects(c, replace_all(lines[2], "vce(cluster id|region)", "vce(robust)"), c.expected, "HC1");
  const Estimate& e = c.estimate("xtreg y x1 x2 x3, fe");
  c.near(c.expected.at("xtreg_r2_overall"), e.r2.at("overall"), "overall");
  c.near(c.expected.at("xtreg_r2_between"), e.r2.at("between"), "between");
}

TEST(StataReference, TwoWayFixedEffects) {
  StataCase c("fe_twoway_unbalanced");
  (void)c.run("xtset id year");  // dkraay needs the years
  int blocks = 0;
  for (const auto& [block, unused] : c.expected.at("se").items()) {
    check_fixed_effects(c, c.line({{"vce(...)", vce_of(block)}}), c.expected, block);
    ++blocks;
  }
  EXPECT_EQ(blocks, 8);
}

TEST(StataReference, CollinearRegressors) {
  StataCase c("fe_collinear");
  for (const auto& [block, unused] : c.expected.at("se").items())
    check_fixed_effects(c, c.line() + " " + vce_of(block), c.expected, block);
}

// areg against the dummies themselves: regress y x i.id counts every level too.
TEST(StataReference, AregIsTheRegressionOnDummies) {
  StataCase c("fe_oneway_unbalanced");
  for (const std::string vce : {"", "vce(robust)", "vce(cluster id)", "vce(cluster region)"}) {
    const Estimate dummies = c.estimate("regress y x1 x2 x3 i.id, " + vce);
    const Estimate& areg = c.estimate("areg y x1 x2 x3, absorb(id) " + vce);
    for (const std::string name : {"x1", "x2", "x3"}) {
      EXPECT_LE(tolerance::relative_difference(dummies.coefficient(name), areg.coefficient(name)), c.rtol) << name;
      EXPECT_LE(tolerance::relative_difference(dummies.se(name), areg.se(name)), c.rtol) << name << vce;
    }
    EXPECT_EQ(dummies.df_r, areg.df_r) << vce;
    EXPECT_LE(tolerance::relative_difference(dummies.r2.at("r2"), areg.r2.at("r2")), c.rtol) << vce;
  }
}

TEST(StataReference, GroupDifference) {
  StataCase c("group_difference");
  const Json& interacted = c.expected.at("interacted");
  const Estimate e = c.estimate(c.line());
  for (const std::string x : {"x1", "x2", "x3"}) {
    const std::string product = "1.grp#c." + x;
    c.near(interacted.at("coef").at(x), e.coefficient(x), x);
    c.near(interacted.at("coef").at("g_" + x), e.coefficient(product), product);
    c.near(interacted.at("se").at("cluster_id").at("g_" + x), e.se(product), product);
    const double t = c.expected.at("t_interacted").at(x).get<double>();
    const stata::Outcome test = c.run("test " + product);
    EXPECT_LE(tolerance::relative_difference(test.tests.at(0).result.statistic, t * t), 10 * c.rtol) << x;
  }
  for (const std::string group : {"0", "1"}) {
    const Estimate& half = c.estimate("reghdfe y x1-x3 if grp==" + group + ", a(id year) cluster(id) keepsing");
    c.coefficients(c.expected.at("g" + group).at("coef"), half);
    c.errors(c.expected.at("g" + group).at("se").at("cluster_id"), half, group);
  }
}

void check_gmm(const StataCase& c, const Estimate& e, const Json& expected) {
  c.coefficients(expected.at("coef"), e);
  c.errors(expected.at("se"), e, "gmm");
  EXPECT_EQ(e.n, expected.at("N").get<std::size_t>());
  EXPECT_EQ(e.gmm->instruments, expected.at("j").get<std::size_t>());
  c.near(expected.at("sargan"), e.gmm->sargan.statistic, "sargan");
  if (expected.contains("hansen")) c.near(expected.at("hansen"), e.gmm->hansen.statistic, "hansen");
  c.near(expected.at("ar1"), e.gmm->ar.at(0).z, "ar1");
  c.near(expected.at("ar2"), e.gmm->ar.at(1).z, "ar2");
}

// The options that the name of a variant stands for.
std::string options_of(const std::string& variant) {
  static const std::map<std::string, std::string> kOptions{
      {"robust", "robust"},
      {"nonrobust", ""},
      {"windmeijer", "twostep robust"},
      {"classic", "twostep"},
      {"twostep", "twostep robust"},
      {"onestep", "robust"},
      {"twostep_robust", "twostep robust"},
      {"twostep_nonrobust", "twostep"},
      {"onestep_robust", "robust"},
      {"onestep_nonrobust", ""},
      {"onestep_robust_small", "robust small"},
  };
  const auto at = kOptions.find(variant);
  EXPECT_NE(at, kOptions.end()) << variant;
  return at == kOptions.end() ? "" : at->second;
}

// The template without its remarks and without the options that its variants choose.
std::string without_variants(const std::string& line) {
  std::string text = line.substr(0, std::min(line.find("//"), line.find(';')));
  text = replace_all(text, "[robust]", "");
  text = replace_all(text, "[twostep]", "");
  for (const std::string word : {" twostep", " robust", " small"}) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word)) text.erase(at, word.size());
  }
  return text;
}

TEST(StataReference, DynamicPanels) {
  int cases = 0;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("gmm_")) continue;
    StataCase c(name);
    (void)c.run("xtset id year");
    for (int year = 1976; year <= 1984; ++year)
      (void)c.run("gen byte yr" + std::to_string(year) + " = year == " + std::to_string(year));
    if (c.expected.contains("coef")) {
      check_gmm(c, c.estimate(c.line()), c.expected);
    } else {
      for (const auto& [variant, numbers] : c.expected.items())
        check_gmm(c, c.estimate(without_variants(c.line()) + " " + options_of(variant)), numbers);
    }
    ++cases;
  }
  EXPECT_EQ(cases, 11);
}

class StaticPanels : public testing::TestWithParam<std::string> {};

TEST_P(StaticPanels, EveryLine) {
  StataCase c(GetParam());
  const auto index = c.what.at("index").get<std::vector<std::string>>();
  const std::string model =
      c.what.at("depvar").get<std::string>() + " " + join(c.what.at("regressors").get<std::vector<std::string>>(), " ");
  (void)c.run("xtset " + join(index, " "));
  const std::vector<std::string> lines = split(c.line({{"...", model}}), ';');
  ASSERT_EQ(lines.size(), 3U);
  const auto check = [&](const Estimate& e, const Json& block) {
    c.coefficients(block.at("coef"), e);
    c.errors(block.at("se"), e, e.model);
  };
  check(c.estimate("regress " + model), c.expected.at("pooling"));
  check(c.estimate(replace_all(lines[0], "re|fe|be", "be")), c.expected.at("between"));
  check(c.estimate(replace_all(lines[0], "re|fe|be", "fe")), c.expected.at("within"));
  (void)c.run("estimates store fe");
  check(c.estimate(replace_all(lines[0], "re|fe|be", "re")), c.expected.at("random"));
  (void)c.run("estimates store re");
  const TestResult bp = c.run(lines[2]).tests.at(0).result;
  c.near(c.expected.at("bp_lm").at("chi2"), bp.statistic, "xttest0");
  const TestResult hausman = c.run(lines[1]).tests.at(0).result;
  c.near(c.expected.at("hausman").at("chi2"), hausman.statistic, "hausman");
  c.near(c.expected.at("hausman").at("p"), hausman.p, "hausman p");
  EXPECT_EQ(hausman.df, c.expected.at("hausman").at("df").get<double>());

  // xttest3 and xtserial: stata/panel_checks.json (NumPy and gretl).
  std::ifstream in(kCases.parent_path() / "stata/panel_checks.json");
  const Json checks = Json::parse(in).at(GetParam());
  const TestResult serial = c.run("xtserial " + model).tests.at(0).result;
  c.near(checks.at("xtserial").at("statistic"), serial.statistic, "xtserial");
  EXPECT_EQ(serial.df2, checks.at("xtserial").at("df2").get<double>());
  (void)c.run("estimates restore fe");
  const TestResult groupwise = c.run("xttest3").tests.at(0).result;
  c.near(checks.at("xttest3").at("statistic"), groupwise.statistic, "xttest3");
  EXPECT_EQ(groupwise.df, checks.at("xttest3").at("df").get<double>());

  c.errors(c.expected.at("within").at("se_cluster"), c.estimate("xtreg " + model + ", fe vce(robust)"), "robust");
}

INSTANTIATE_TEST_SUITE_P(Cases, StaticPanels, testing::Values("panel_grunfeld", "panel_produc"));

TEST(StataReference, InstrumentalVariables) {
  StataCase c("iv_cigarettes");
  const std::vector<std::pair<std::string, std::string>> variants{{"iid_stata_default", ""},
                                                                  {"iid_small", ", small"},
                                                                  {"HC0_stata_robust", ", vce(robust)"},
                                                                  {"HC1_stata_robust_small", ", small vce(robust)"}};
  for (const auto& [block, options] : variants) {
    const Estimate e = c.estimate(c.line({{" [, small vce(robust)]", options}}));
    c.coefficients(c.expected.at("coef"), e);
    c.errors(c.expected.at("se").at(block), e, block);
    const Estimate& same =
        c.estimate(replace_all(c.line({{" [, small vce(robust)]", options}}), "ivregress 2sls", "ivreg2"));
    c.errors(c.expected.at("se").at(block), same, "ivreg2 " + block);
  }
}

TEST(StataReference, Tobit) {
  StataCase c("tobit_affairs");
  const std::string model = join(c.what.at("regressors").get<std::vector<std::string>>(), " ");
  for (const auto& [block, upper] : std::map<std::string, std::string>{{"left0", ""}, {"left0_right4", "ul(4)"}}) {
    const Json& expected = c.expected.at(block);
    const Estimate& e = c.estimate(c.line({{"...", model}, {"[ul(4)]", upper}}));
    for (const auto& [name, value] : expected.at("coef").items()) {
      c.near(value, e.coefficient(name), name);
      c.near(expected.at("se").at(name), e.se(name), name + " se");
    }
    c.near(expected.at("sigma"), e.parameters.at("sigma"), "sigma");
    c.near(expected.at("logLik"), e.parameters.at("log_likelihood"), "log likelihood");
  }
}

TEST(StataReference, QuantileRegression) {
  StataCase c("quantile_engel");
  for (const auto& [block, expected] : c.expected.items()) {
    const Estimate& e = c.estimate("qreg foodexp income, quantile(" + block.substr(1) + ") vce(robust)");
    c.coefficients(expected.at("coef"), e);
    c.errors(expected.at("se_nid"), e, block);
  }
}

TEST(StataReference, Winsorizing) {
  for (const std::string cut : {"1_99", "5_95", "10_90"}) {
    StataCase c("winsor");
    const Json& expected = c.expected.at(cut);
    std::string line = replace_all(c.line(), "cuts(1 99)", "cuts(" + replace_all(cut, "_", " ") + ")");
    line = line.substr(0, line.find(';'));
    (void)c.run(line);
    (void)c.run(line + " trim");
    const Estimate cut_mean = c.estimate("regress x_w");
    c.near(expected.at("mean_winsor"), cut_mean.coefficient("_cons"), cut + " mean");
    c.near(expected.at("sd_winsor"), cut_mean.rmse, cut + " sd");
    const Estimate& trimmed = c.estimate("regress x_tr");
    EXPECT_EQ(trimmed.n, expected.at("n_trim").get<std::size_t>());
    c.near(expected.at("mean_trim"), trimmed.coefficient("_cons"), cut + " trimmed mean");
  }
}

}  // namespace
}  // namespace ecoeff
