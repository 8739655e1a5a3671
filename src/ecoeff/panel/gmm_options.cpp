#include "ecoeff/panel/gmm_options.hpp"

#include <algorithm>
#include <cmath>

namespace ecoeff {
namespace {

using Type = Option::Type;

std::optional<Text> wrong_limits(const OptionValue& value) {
  const auto* limits = std::get_if<std::vector<double>>(&value);
  const bool fits =
      limits != nullptr && !limits->empty() && limits->size() <= 2 && limits->front() >= 0 &&
      limits->back() >= limits->front() &&
      std::all_of(limits->begin(), limits->end(), [](double lag) { return std::floor(lag) == lag && lag <= 1000; });
  if (fits) return std::nullopt;
  return Text{"laglimits must be [from, to] or [from], lags from 0 to 1000",
              "laglimits 应写成 [起, 止] 或 [起]，滞后 0 至 1000 期"};
}

}  // namespace

Options gmm_switches() {
  return {
      {.key = "gmm",
       .type = Type::lines,
       .help = {"instruments by their own past: 'L.y, lag(2 3) collapse'",
                "以自身滞后为工具变量：'L.y, lag(2 3) collapse'"},
       .in_studies = false},
      {.key = "iv",
       .type = Type::lines,
       .help = {"instruments as they are: 'x, eq(level)'", "普通工具变量：'x, eq(level)'"},
       .in_studies = false},
      {.key = "steps",
       .type = Type::whole,
       .help = {"steps of the weighting matrix", "权重矩阵的步数"},
       .otherwise = "2",
       .least = 1,
       .most = 2,
       .section = "gmm"},
      {.key = "robust",
       .type = Type::flag,
       .help = {"robust errors, in two steps with Windmeijer's correction", "稳健标准误，两步估计经 Windmeijer 修正"},
       .otherwise = "true",
       .section = "gmm",
       .typed = "nonrobust"},
      {.key = "small",
       .type = Type::flag,
       .help = {"small-sample factors and t", "小样本修正与 t 分布"},
       .otherwise = "false",
       .section = "gmm"},
      {.key = "orthogonal",
       .type = Type::flag,
       .help = {"forward orthogonal deviations in place of differences", "以前向正交离差代替差分"},
       .otherwise = "false",
       .section = "gmm"},
      {.key = "h",
       .type = Type::whole,
       .help = {"weights of step one, as xtabond2's h()", "第一步的权重矩阵，同 xtabond2 的 h()"},
       .least = 1,
       .most = 3,
       .section = "gmm"},
  };
}

void take_gmm_switches(const OptionValues& values, ModelOptions& options) {
  options.gmm = values.texts("gmm");
  options.iv = values.texts("iv");
  DynamicGmmOptions& dynamic = options.dynamic;
  dynamic.steps = values.whole("steps");
  dynamic.robust = values.flag("robust");
  dynamic.small = values.flag("small");
  dynamic.orthogonal = values.flag("orthogonal");
  dynamic.h = values.has("h") ? std::optional(values.whole("h")) : std::nullopt;
  StudyGmmOptions& planned = options.study_gmm;
  planned.steps = dynamic.steps;
  planned.robust = dynamic.robust;
  planned.small = dynamic.small;
  planned.orthogonal = dynamic.orthogonal;
  planned.h = dynamic.h;
}

Options gmm_plan() {
  return {
      {.key = "lags",
       .type = Type::whole,
       .help = {"lags of the outcome among the regressors", "解释变量中被解释变量的滞后阶数"},
       .otherwise = "1",
       .least = 1,
       .most = 20},
      {.key = "endogenous",
       .type = Type::texts,
       .help = {"regressors instrumented by their lags within `laglimits`",
                "以 `laglimits` 内的滞后项为工具变量的解释变量"},
       .section = "gmm",
       .columns = true},
      {.key = "predetermined",
       .type = Type::texts,
       .help = {"the same, with both limits a period earlier", "同上，但两端滞后各提前一期"},
       .section = "gmm",
       .columns = true},
      {.key = "laglimits",
       .type = Type::numbers,
       .help = {"`[from, to]`, or `[from]` for all that are deeper", "`[起, 止]`；`[起]` 表示用尽更深的滞后"},
       .otherwise = "2, 3",
       .section = "gmm",
       .wrong = wrong_limits},
      {.key = "collapse",
       .type = Type::flag,
       .help = {"one column an instrument and lag, not one a period", "工具变量按滞后合并为一列，不按时期展开"},
       .otherwise = "true",
       .section = "gmm"},
  };
}

void take_gmm_plan(const OptionValues& values, ModelOptions& options) {
  StudyGmmOptions& planned = options.study_gmm;
  planned.lags = values.whole("lags");
  planned.endogenous = values.texts("endogenous");
  planned.predetermined = values.texts("predetermined");
  const std::vector<double> limits = values.numbers("laglimits");
  planned.lag_from = static_cast<int>(limits.front());
  planned.lag_to = limits.size() > 1 ? std::optional(static_cast<int>(limits[1])) : std::nullopt;
  planned.collapse = values.flag("collapse");
}

}  // namespace ecoeff
