#include "ecoeff/panel/model_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/referee_tests.hpp"
#include "ecoeff/panel/specification_tests.hpp"
#include "ecoeff/panel/turning_points.hpp"
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

AskedTest read_test(const std::string& typed) {
  AskedTest asked{.text = std::string(trim(typed))};
  const std::size_t open = asked.text.find('(');
  asked.name = lower_ascii(trim(std::string_view(asked.text).substr(0, open)));
  if (open == std::string::npos || !asked.text.ends_with(')')) return asked;
  for (const std::string& word : split(asked.text.substr(open + 1, asked.text.size() - open - 2), ' ')) {
    if (!trim(word).empty()) asked.arguments.emplace_back(trim(word));
  }
  return asked;
}

[[noreturn]] void refuse_test(const AskedTest& asked, const Text& reason) {
  throw Error(Fault::usage, "P602",
              {fmt::format("the test {} cannot be made here: {}", asked.text, reason.en),
               fmt::format("无法进行检验 {}：{}", asked.text, reason.zh)},
              {.value = asked.text});
}

NamedTest wald_of(const AskedTest& asked, const Estimate& estimate) {
  if (asked.arguments.empty()) refuse_test(asked, {"write wald(x1 x2)", "写法：wald(x1 x2)"});
  const auto k = static_cast<Eigen::Index>(asked.arguments.size());
  Vector b(k);
  Matrix v(k, k);
  std::vector<Eigen::Index> at;
  for (const std::string& name : asked.arguments) {
    const std::size_t index = estimate.index_of(name);
    if (index == static_cast<std::size_t>(-1)) {
      refuse_test(asked, {fmt::format("{} is not among {}", name, join(estimate.names, ", ")),
                          fmt::format("{} 不在 {} 之中", name, join(estimate.names, "、"))});
    }
    at.push_back(static_cast<Eigen::Index>(index));
  }
  for (Eigen::Index i = 0; i < k; ++i) {
    b(i) = estimate.coefficients(at[static_cast<std::size_t>(i)]);
    for (Eigen::Index j = 0; j < k; ++j)
      v(i, j) = estimate.covariance(at[static_cast<std::size_t>(i)], at[static_cast<std::size_t>(j)]);
  }
  NamedTest test{.name = asked.text, .label = {"Wald test", "Wald 检验"}};
  test.result = wald_f(b, v, estimate.df_r).value_or(TestResult{.df = static_cast<double>(k)});
  if (std::isinf(estimate.df_r)) {
    test.result = {.statistic = test.result.statistic * test.result.df, .df = test.result.df};
    test.result.p = chi2_upper_p(test.result.statistic, test.result.df);
  }
  return test;
}

void run_wald(const AskedTest& asked, const TestSetting&, Estimate& estimate) {
  estimate.tests.push_back(wald_of(asked, estimate));
}

template <HausmanKind kind>
void run_hausman(const AskedTest& asked, const TestSetting& setting, Estimate& estimate) {
  const TestResult result = hausman_test(setting.panel, setting.formula, kind, estimate.notes);
  estimate.tests.push_back(
      {asked.name, {"Hausman test, fixed against random effects", "Hausman 检验（固定效应对随机效应）"}, result});
}

void run_breusch_pagan(const AskedTest&, const TestSetting& setting, Estimate& estimate) {
  TestResult result = breusch_pagan_test(setting.panel, setting.formula);
  estimate.tests.push_back(
      {"bp", {"Breusch-Pagan LM test of unit effects", "Breusch-Pagan LM 检验（个体效应）"}, result});
  result.p /= 2;
  estimate.tests.push_back({"bp-half", {"the same, one-sided p (xttest0)", "同上，单侧 p 值（xttest0）"}, result});
}

void run_unit_effects(const AskedTest&, const TestSetting& setting, Estimate& estimate) {
  estimate.tests.push_back({"f",
                            {"F test that all unit effects are equal", "F 检验（全部个体效应相等）"},
                            unit_effects_test(setting.panel, setting.formula)});
}

template <void (*add)(const Panel&, const Formula&, Estimate&)>
void run_referee(const AskedTest&, const TestSetting& setting, Estimate& estimate) {
  add(setting.panel, setting.formula, estimate);
}

void run_turning_points(const AskedTest& asked, const TestSetting& setting, Estimate& estimate) {
  if (!add_turning_points(setting.panel, estimate))
    refuse_test(asked, {"no regressor stands beside its square alone, without its cube or a product",
                        "没有解释变量仅与其平方项同时出现（含立方项或交互项时不适用）"});
}

const std::vector<std::string> kStatic{"fe", "re", "pooled", "ols", "between", "fd"};
const std::vector<std::string> kLeastSquares{"fe", "pooled", "ols"};

constexpr const char* kSpecification = "tests/reference/static_panel_test.cpp";
constexpr const char* kReferee = "tests/reference/panel_checks_test.cpp";

constexpr Source kHausman1978{
    "Hausman 1978", "Hausman, J. A. (1978). Specification tests in econometrics. Econometrica 46(6), 1251–1271."};
constexpr Source kWooldridge2010{"Wooldridge 2010",
                                 "Wooldridge, J. M. (2010). Econometric Analysis of Cross Section and Panel Data, 2nd "
                                 "edition. MIT Press."};

const std::vector<const ModelTest*>& all_tests() {
  static const ModelTest kWald{
      .about = {.name = "wald",
                .title = {"Wald test", "Wald 检验"},
                .help = {"wald(x1 x2): these coefficients are zero", "wald(x1 x2)：这些系数同时为零"},
                .formula = "W = b^{\\prime} V^{-1} b",
                .sources = {{"Wald 1943",
                             "Wald, A. (1943). Tests of statistical hypotheses concerning several "
                             "parameters when the number of observations is large. Transactions "
                             "of the American Mathematical Society 54(3), 426–482."}},
                .page = "static-panels",
                .reference = kSpecification},
      .run = run_wald};
  static const ModelTest kHausman{.about = {.name = "hausman",
                                            .title = {"Hausman test", "Hausman 检验"},
                                            .help = {"fixed against random effects", "固定效应对随机效应"},
                                            .formula = "H = (b_F - b_R)^{\\prime} (V_F - V_R)^{-1} (b_F - b_R)",
                                            .sources = {kHausman1978},
                                            .page = "static-panels",
                                            .reference = kSpecification},
                                  .beside = kStatic,
                                  .run = run_hausman<HausmanKind::plain>};
  static const ModelTest kCommon{
      .about = {.name = "hausman-common",
                .title = {"Hausman test with one error variance", "Hausman 检验（共同误差方差）"},
                .help = {"the same with the error variance of random effects in both",
                         "两个协方差均用随机效应的误差方差"},
                .formula = "H = (b_F - b_R)^{\\prime} (V_F - V_R)^{-1} (b_F - b_R)",
                .sources = {kHausman1978},
                .page = "static-panels",
                .reference = kSpecification},
      .beside = kStatic,
      .run = run_hausman<HausmanKind::common>};
  static const ModelTest kRobust{
      .about = {.name = "hausman-robust",
                .title = {"robust Hausman test", "稳健 Hausman 检验"},
                .help = {"the same by an auxiliary regression, clustered by unit", "辅助回归，聚类到个体"},
                .formula =
                    "\\tilde{y}_{it} = \\tilde{x}_{it}^{\\prime} b + (x_{it} - \\bar{x}_i)^{\\prime} c + e_{it}, "
                    "\\quad c = 0",
                .sources = {kWooldridge2010},
                .page = "static-panels",
                .reference = kSpecification},
      .beside = kStatic,
      .run = run_hausman<HausmanKind::robust>};
  static const ModelTest kBreuschPagan{
      .about =
          {.name = "bp",
           .title = {"Breusch-Pagan test", "Breusch-Pagan 检验"},
           .help = {"whether units have effects of their own", "是否存在个体效应"},
           .formula = "\\frac{(\\sum_i T_i)^2}{2 (\\sum_i T_i^2 - \\sum_i T_i)} A^2, \\quad A = 1 - \\frac{\\sum_i "
                      "(\\sum_t e_{it})^2}{\\sum_i \\sum_t e_{it}^2}",
           .sources = {{"Breusch and Pagan 1980",
                        "Breusch, T. S., Pagan, A. R. (1980). The Lagrange multiplier test and its applications to "
                        "model specification in econometrics. Review of Economic Studies 47(1), 239–253."}},
           .page = "static-panels",
           .reference = kSpecification},
      .beside = kStatic,
      .run = run_breusch_pagan};
  static const ModelTest kUnitEffects{.about = {.name = "f",
                                                .title = {"F test of the unit effects", "个体效应的 F 检验"},
                                                .help = {"whether all unit effects are equal", "全部个体效应是否相等"},
                                                .formula = "F = \\frac{(RSS_0 - RSS) / q}{RSS / (N - k)}",
                                                .sources = {kWooldridge2010},
                                                .page = "static-panels",
                                                .reference = kSpecification},
                                      .beside = kStatic,
                                      .run = run_unit_effects};
  static const ModelTest kVif{.about = {.name = "vif",
                                        .title = {"variance inflation factors", "方差膨胀因子"},
                                        .help = {"how far the other regressors explain one", "其他解释变量能解释多少"},
                                        .formula = "\\text{VIF}_j = \\frac{1}{1 - R_j^2}",
                                        .sources = {{"Belsley et al. 1980",
                                                     "Belsley, D. A., Kuh, E., Welsch, R. E. (1980). Regression "
                                                     "Diagnostics. Wiley."}},
                                        .page = "referee",
                                        .reference = kReferee},
                              .beside = kLeastSquares,
                              .run = run_referee<add_vif>};
  static const ModelTest kWithin{
      .about = {.name = "within",
                .title = {"variation left by the effects", "固定效应之内的变化"},
                .help = {"the share of a regressor's variation that the effects leave", "去除固定效应后剩余变化的比重"},
                .formula = "\\frac{\\sum_{i,t} \\tilde{x}_{it}^2}{\\sum_{i,t} (x_{it} - \\bar{x})^2}",
                .sources = {kWooldridge2010},
                .page = "referee",
                .reference = kReferee},
      .beside = kLeastSquares,
      .run = run_referee<add_within>};
  static const ModelTest kDependence{
      .about = {.name = "cd",
                .title = {"Pesaran's CD test", "Pesaran CD 检验"},
                .help = {"whether residuals of units go together", "截面相关"},
                .formula = "\\text{CD} = \\frac{1}{\\sqrt{P}} \\sum_{i < j} \\sqrt{T_{ij}} r_{ij}",
                .sources = {{"Pesaran 2004",
                             "Pesaran, M. H. (2004). General diagnostic tests for cross section dependence in panels. "
                             "Cambridge Working Papers in Economics 0435."}},
                .page = "referee",
                .reference = kReferee},
      .beside = kLeastSquares,
      .run = run_referee<add_cd>};
  static const ModelTest kSerial{
      .about = {.name = "serial",
                .title = {"Wooldridge's test of serial correlation", "Wooldridge 序列相关检验"},
                .help = {"whether errors follow those of the year before", "一阶序列相关"},
                .formula =
                    "\\Delta y_{it} = \\beta^{\\prime} \\Delta x_{it} + e_{it}, \\quad e_{it} = \\rho e_{i,t-1} + "
                    "u_{it}, \\quad \\rho = -\\frac{1}{2}",
                .sources = {kWooldridge2010,
                            {"Drukker 2003",
                             "Drukker, D. M. (2003). Testing for serial correlation in linear panel-data models. Stata "
                             "Journal 3(2), 168–177."}},
                .page = "referee",
                .reference = kReferee},
      .beside = kLeastSquares,
      .run = run_referee<add_serial>};
  static const ModelTest kHetero{
      .about = {.name = "hetero",
                .title = {"modified Wald test of groupwise heteroskedasticity", "组间异方差的修正 Wald 检验"},
                .help = {"whether units have errors of one variance", "各单元误差方差是否相同"},
                .formula = "W = \\sum_i \\frac{(s_i^2 - s^2)^2}{V_i}",
                .sources = {{"Greene 2000", "Greene, W. H. (2000). Econometric Analysis, 4th edition. Prentice Hall."}},
                .page = "referee",
                .reference = kReferee},
      .beside = kLeastSquares,
      .run = run_referee<add_hetero>};
  static const ModelTest kTurningPoints{
      .about = {.name = "utest",
                .title = {"Lind and Mehlum's test of a U shape", "Lind–Mehlum U 形检验"},
                .help = {"where x and x^2 turn, and whether inside the data",
                         "x 与 x^2 的拐点，以及拐点是否在样本之内"},
                .formula = "x^{*} = -\\frac{b_1}{2 b_2}, \\quad t = \\min(-t_{\\min}, t_{\\max})",
                .sources = {{"Lind and Mehlum 2010",
                             "Lind, J. T., Mehlum, H. (2010). With or without U? The appropriate test for a U-shaped "
                             "relationship. Oxford Bulletin of Economics and Statistics 72(1), 109–118."},
                            {"Fieller 1954",
                             "Fieller, E. C. (1954). Some problems in interval estimation. Journal of the Royal "
                             "Statistical Society B 16(2), 175–185."}},
                .page = "referee",
                .reference = "tests/reference/formula_test.cpp"},
      .run = run_turning_points};
  static const std::vector<const ModelTest*> all{&kWald,         &kHausman,     &kCommon, &kRobust,
                                                 &kBreuschPagan, &kUnitEffects, &kVif,    &kWithin,
                                                 &kDependence,   &kSerial,      &kHetero, &kTurningPoints};
  return all;
}

// Error P602 beside a model that the test does not belong to.
void require_beside(const ModelTest& test, const AskedTest& asked, const std::string& model) {
  if (test.beside.empty() || std::find(test.beside.begin(), test.beside.end(), model) != test.beside.end()) return;
  refuse_test(asked, {"it belongs to " + join(test.beside, ", "), "它只用于 " + join(test.beside, "、")});
}

}  // namespace

MethodList<ModelTest>& model_tests() {
  static MethodList<ModelTest> tests({"test", "检验"}, all_tests());
  return tests;
}

void check_test_names(const std::vector<std::string>& tests) {
  for (const std::string& typed : tests) {
    const AskedTest asked = read_test(typed);
    if (model_tests().find(asked.name) != nullptr) continue;
    const std::vector<std::string> names = model_tests().names();
    const std::string near = did_you_mean(asked.name, names);
    throw Error(
        Fault::usage, "P601",
        {fmt::format("there is no test \"{}\"; it is one of {}", asked.text, join(names, ", ")),
         fmt::format("没有名为“{}”的检验；可选：{}", asked.text, join(names, "、"))},
        {.value = asked.text},
        near.empty() ? Text{} : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("是否指“{}”？", near)});
  }
}

void run_tests(const Panel& panel, const Formula& formula, const ModelOptions& options, Estimate& estimate) {
  const TestSetting setting{panel, formula, options};
  for (const std::string& typed : options.tests) {
    const AskedTest asked = read_test(typed);
    const ModelTest* test = model_tests().find(asked.name);
    require_beside(*test, asked, options.model);
    test->run(asked, setting, estimate);
  }
}

}  // namespace ecoeff
