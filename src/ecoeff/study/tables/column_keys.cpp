#include "ecoeff/study/tables/column_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/panel/estimator.hpp"

namespace ecoeff {
namespace {

GmmSpec read_gmm(Section s) {
  GmmSpec gmm;
  gmm.endogenous = s.texts("endogenous");
  gmm.predetermined = s.texts("predetermined");
  const std::vector<double> limits = s.numbers("laglimits", {2, 3});
  if (limits.empty() || limits.size() > 2 || limits[0] < 0 || (limits.size() == 2 && limits[1] < limits[0]) ||
      !std::all_of(limits.begin(), limits.end(), [](double l) { return std::floor(l) == l && l <= 1000; })) {
    s.fail("S104", {"laglimits must be [from, to] or [from]", "laglimits 应写成 [起, 止] 或 [起]"},
           s.study().positions[s.path() + ".laglimits"]);
  }
  gmm.lag_from = static_cast<int>(limits[0]);
  gmm.lag_to = limits.size() == 2 ? std::optional(static_cast<int>(limits[1])) : std::nullopt;
  gmm.collapse = s.flag("collapse", gmm.collapse);
  gmm.steps = s.whole("steps", gmm.steps);
  if (gmm.steps != 1 && gmm.steps != 2) {
    s.fail("S104", {"steps must be 1 or 2", "steps 只能是 1 或 2"}, s.study().positions[s.path() + ".steps"]);
  }
  gmm.robust = s.flag("robust", gmm.robust);
  gmm.small = s.flag("small", gmm.small);
  gmm.orthogonal = s.flag("orthogonal", gmm.orthogonal);
  if (s.has("h")) gmm.h = s.whole("h", 3);
  if (gmm.h && (*gmm.h < 1 || *gmm.h > 3)) {
    s.fail("S104", {"h must be 1, 2 or 3", "h 只能是 1、2 或 3"}, s.study().positions[s.path() + ".h"]);
  }
  s.finish();
  return gmm;
}

WinsorSpec read_winsor(Section s) {
  WinsorSpec winsor;
  winsor.columns = s.texts("columns");
  const std::vector<double> cuts = s.numbers("cuts", {1, 99});
  if (cuts.size() == 2 && cuts[0] >= 0 && cuts[1] <= 1) {
    s.fail("S104", {"cuts are percentiles, from 0 to 100", "cuts 是 0 到 100 的百分位数"},
           s.study().positions[s.path() + ".cuts"],
           {fmt::format("did you mean [{:.6g}, {:.6g}]?", 100 * cuts[0], 100 * cuts[1]),
            fmt::format("您是不是要写 [{:.6g}, {:.6g}]？", 100 * cuts[0], 100 * cuts[1])});
  }
  if (cuts.size() != 2 || cuts[0] < 0 || cuts[1] > 100 || cuts[0] >= cuts[1]) {
    s.fail("S104", {"cuts must be two percentiles, as [1, 99]", "cuts 应为两个百分位数，例如 [1, 99]"},
           s.study().positions[s.path() + ".cuts"]);
  }
  winsor.low = cuts[0];
  winsor.high = cuts[1];
  s.finish();
  return winsor;
}

// Every model but the one that takes its instruments as command-line strings.
std::vector<std::string> study_models() {
  std::vector<std::string> names;
  for (const Estimator* method : estimators().all()) {
    if (!method->traits.in_studies) continue;
    names.push_back(method->about.name);
    names.insert(names.end(), method->about.aliases.begin(), method->about.aliases.end());
  }
  return names;
}

std::vector<std::pair<std::string, std::string>> read_swap(Section s) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [key, node] : s.entries()) out.emplace_back(key, s.text_value(key, *node));
  return out;
}

// In the order in which they are read.
constexpr ColumnKey kKeys[] = {
    {"head",
     {"printed above the column", "列上方的文字"},
     {"", ""},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.head = s.bilingual(key); }},
    {"controls",
     {"false: the focus variable alone", "false：只有核心变量"},
     {"true", "true"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.controls = s.flag(key, true); }},
    {"winsor",
     {"`{ columns, cuts }`", "`{ columns, cuts }`"},
     {"cuts 1, 99", "cuts 1, 99"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (auto winsor = s.section(key)) c.winsor = read_winsor(*winsor);
     }},
    {"keep",
     {"a condition on rows", "行条件"},
     {"", ""},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.keep = s.text(key, ""); }},
    {"swap",
     {"`{ NQP = \"NQP_PCA\" }`: another column in its place", "`{ NQP = \"NQP_PCA\" }`：用另一列代替"},
     {"", ""},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (auto swap = s.section(key)) c.swap = read_swap(*swap);
     }},
    {"estimator",
     {"an estimator of the list below", "下表中的估计方法"},
     {"`fe`", "`fe`"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       c.estimator = s.choice(key, c.estimator, study_models());
     }},
    {"lags",
     {"GMM: lags of the outcome among the regressors", "GMM：解释变量中被解释变量的滞后阶数"},
     {"1", "1"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       c.lags = s.whole(key, 1);
       if (c.lags < 1 || c.lags > 20) {
         s.fail("S104", {"lags must be from 1 to 20", "lags 应在 1 到 20 之间"},
                s.study().positions[s.path() + "." + key]);
       }
     }},
    {"gmm",
     {"`endogenous`, `predetermined`, `laglimits`, `collapse`, `steps`, `robust`, `small`, `orthogonal`, `h`",
      "`endogenous`、`predetermined`、`laglimits`、`collapse`、`steps`、`robust`、`small`、`orthogonal`、`h`"},
     {"lags 2 to 3, collapsed, two steps, robust", "滞后 2 至 3、折叠、两步、稳健"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (auto gmm = s.section(key)) c.gmm = read_gmm(*gmm);
     }},
    {"ll",
     {"lower limit of `tobit`, `truncated`, `xttobit`", "`tobit`、`truncated`、`xttobit` 的下限"},
     {"none", "无"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (s.has(key)) c.lower = s.number(key, 0);
     }},
    {"ul",
     {"upper limit likewise", "上限，同上"},
     {"none", "无"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (s.has(key)) c.upper = s.number(key, 1);
     }},
    {"tau",
     {"the quantile of `quantile`", "`quantile` 的分位点"},
     {"0.5", "0.5"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.tau = s.number(key, c.tau); }},
    {"small",
     {"small-sample factors and t in `iv` without effects", "无固定效应的 `iv` 使用小样本修正与 t 分布"},
     {"`false`", "`false`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.small = s.flag(key, c.small); }},
    {"outcome",
     {"another dependent variable", "另一个被解释变量"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.outcome = s.text(key, ""); }},
    {"vce",
     {"another kind of error", "另一种标准误"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.vce = s.text(key, ""); }},
    {"weights",
     {"other weights of the rows; `\"none\"` for none", "另一种行权重；`\"none\"` 表示不加权"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.weights = s.text(key, ""); }},
    {"dof",
     {"how degrees of freedom are counted: `reghdfe`, `xtreg` or `fixest`",
      "自由度的口径：`reghdfe`、`xtreg` 或 `fixest`"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (s.has(key)) c.dof = s.choice(key, "reghdfe", {"reghdfe", "xtreg", "fixest"});
     }},
    {"formula",
     {"another formula", "另一个公式"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.formula = s.text(key, ""); }},
};

}  // namespace

std::span<const ColumnKey> column_keys() { return kKeys; }

ColumnSpec read_column(Section s) {
  ColumnSpec column;
  column.at = s.position();
  for (const ColumnKey& key : kKeys) key.read(s, std::string(key.name), column);
  s.finish();
  return column;
}

}  // namespace ecoeff
