#include "ecoeff/panel/model_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/referee_tests.hpp"
#include "ecoeff/panel/specification_tests.hpp"
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

// "wald(x1 x2)" is the test "wald" with the arguments x1 and x2.
struct Asked {
  std::string text;
  std::string name;
  std::vector<std::string> arguments;
};

Asked read_test(const std::string& typed) {
  Asked asked{.text = std::string(trim(typed))};
  const std::size_t open = asked.text.find('(');
  asked.name = lower_ascii(trim(std::string_view(asked.text).substr(0, open)));
  if (open == std::string::npos || !asked.text.ends_with(')')) return asked;
  for (const std::string& word : split(asked.text.substr(open + 1, asked.text.size() - open - 2), ' ')) {
    if (!trim(word).empty()) asked.arguments.emplace_back(trim(word));
  }
  return asked;
}

struct Setting {
  const Panel& panel;
  const Formula& formula;
  const ModelOptions& options;
};

[[noreturn]] void refuse_test(const Asked& asked, const Text& reason) {
  throw Error(Fault::usage, "P602",
              {fmt::format("the test {} cannot be made here: {}", asked.text, reason.en),
               fmt::format("无法进行检验 {}：{}", asked.text, reason.zh)},
              {.value = asked.text});
}

NamedTest wald_of(const Asked& asked, const Estimate& estimate) {
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

using Run = std::function<void(const Asked&, const Setting&, Estimate&)>;

// Tests that compare static panel models: asked for beside one of them.
void require_static(const Asked& asked, const Setting& setting) {
  static const std::vector<std::string> kStatic{"fe", "re", "pooled", "ols", "between", "fd"};
  if (std::find(kStatic.begin(), kStatic.end(), setting.options.model) == kStatic.end())
    refuse_test(asked, {"it belongs to " + join(kStatic, ", "), "它只用于 " + join(kStatic, "、")});
}

Run hausman(HausmanKind kind) {
  return [kind](const Asked& asked, const Setting& setting, Estimate& estimate) {
    require_static(asked, setting);
    const TestResult result = hausman_test(setting.panel, setting.formula, kind, estimate.notes);
    estimate.tests.push_back(
        {asked.name, {"Hausman test, fixed against random effects", "Hausman 检验（固定效应对随机效应）"}, result});
  };
}

void run_breusch_pagan(const Asked& asked, const Setting& setting, Estimate& estimate) {
  require_static(asked, setting);
  TestResult result = breusch_pagan_test(setting.panel, setting.formula);
  estimate.tests.push_back(
      {"bp", {"Breusch-Pagan LM test of unit effects", "Breusch-Pagan LM 检验（个体效应）"}, result});
  result.p /= 2;
  estimate.tests.push_back({"bp-half", {"the same, one-sided p (xttest0)", "同上，单侧 p 值（xttest0）"}, result});
}

void run_unit_effects(const Asked& asked, const Setting& setting, Estimate& estimate) {
  require_static(asked, setting);
  estimate.tests.push_back({"f",
                            {"F test that all unit effects are equal", "F 检验（全部个体效应相等）"},
                            unit_effects_test(setting.panel, setting.formula)});
}

void run_referee(const Asked& asked, const Setting& setting, Estimate& estimate) {
  const std::string& model = setting.options.model;
  if (model != "fe" && model != "pooled" && model != "ols")
    refuse_test(asked, {"it belongs to fe and pooled", "它只用于 fe 和 pooled"});
  add_referee_test(asked.name, setting.panel, setting.formula, estimate);
}

struct KnownTest {
  std::string name;
  Run run;
};

const std::vector<KnownTest>& known_tests() {
  static const std::vector<KnownTest> kTests{
      {"wald", [](const Asked& asked, const Setting&,
                  Estimate& estimate) { estimate.tests.push_back(wald_of(asked, estimate)); }},
      {"hausman", hausman(HausmanKind::plain)},
      {"hausman-common", hausman(HausmanKind::common)},
      {"hausman-robust", hausman(HausmanKind::robust)},
      {"bp", run_breusch_pagan},
      {"f", run_unit_effects},
      {"vif", run_referee},
      {"within", run_referee},
      {"cd", run_referee},
      {"serial", run_referee},
      {"hetero", run_referee},
  };
  return kTests;
}

const KnownTest* find_test(const std::string& name) {
  const auto at =
      std::find_if(known_tests().begin(), known_tests().end(), [&](const KnownTest& t) { return t.name == name; });
  return at == known_tests().end() ? nullptr : &*at;
}

}  // namespace

void check_test_names(const std::vector<std::string>& tests) {
  for (const std::string& typed : tests) {
    const Asked asked = read_test(typed);
    if (find_test(asked.name) != nullptr) continue;
    std::vector<std::string> names;
    for (const KnownTest& test : known_tests()) names.push_back(test.name);
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
  const Setting setting{panel, formula, options};
  for (const std::string& typed : options.tests) {
    const Asked asked = read_test(typed);
    find_test(asked.name)->run(asked, setting, estimate);
  }
}

}  // namespace ecoeff
