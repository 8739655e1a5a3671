#include "ecoeff/panel/dynamic_gmm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/method/sources.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/gmm_columns.hpp"
#include "ecoeff/panel/gmm_estimate.hpp"
#include "ecoeff/panel/gmm_notes.hpp"
#include "ecoeff/panel/gmm_options.hpp"
#include "ecoeff/panel/gmm_tests.hpp"
#include "ecoeff/panel/orthogonal.hpp"
#include "ecoeff/panel/study_gmm.hpp"

namespace ecoeff {
namespace {

void check_options(const DynamicGmmOptions& options) {
  const bool steps = options.steps == 1 || options.steps == 2;
  const bool h = !options.h || (*options.h >= 1 && *options.h <= 3);
  if (steps && h && options.ar_tests >= 0 && options.ar_tests <= 1000) return;
  throw Error(Fault::usage, "P534",
              {"GMM takes steps 1 or 2, h 1, 2 or 3, and no negative number of AR tests",
               "GMM 的 steps 只能为 1 或 2，h 只能为 1、2 或 3，AR 检验个数不能为负"});
}

void require_transformed_rows(const Panel& panel, const GmmSample& sample) {
  if (sample.transformed_rows > 0) return;
  throw Error(Fault::data, "P532",
              {"the panel is too short for GMM: after lags and differences no complete row is left",
               "面板过短，无法进行 GMM 估计：取滞后与差分后没有完整的观测"},
              {.file = panel.table.file, .sheet = panel.table.sheet, .column = panel.time_column()},
              {"use fewer lags, or fill missing values inside units", "请减少滞后阶数，或补全单元内部的缺失值"});
}

// At least one column of some gmm() group, or of iv() when there is no gmm().
void require_instruments(const Instruments& instruments, const std::vector<GmmGroup>& gmm) {
  const std::size_t asked = gmm.empty() ? instruments.groups.size() : gmm.size();
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < asked; ++i) {
    if (!instruments.groups[i].columns.empty()) return;
    labels.push_back(instruments.groups[i].label);
  }
  const std::string named = labels.empty() ? "gmm()" : join(labels, " ");
  throw Error(Fault::usage, "P531",
              {"no valid instrument: every column of " + named + " is missing or zero in the sample",
               "没有有效的工具变量：" + named + " 的所有列在样本中均缺失或为零"},
              {.value = named}, {"ask for shorter lags, or use more periods", "请使用较短的滞后，或增加时期数"});
}

// Rows that count as observations: level rows in system, transformed rows in difference GMM.
void count_rows(const GmmCalendar& calendar, const GmmSample& sample, Estimate& estimate, GmmReport& report) {
  const std::vector<bool>& used = sample.system ? sample.level_used : sample.transformed_used;
  const auto periods = static_cast<std::size_t>(sample.periods);
  const std::size_t back = sample.orthogonal && !sample.system ? 1 : 0;  // a deviation stands one slot late
  report.group_min = std::numeric_limits<std::size_t>::max();
  for (std::size_t unit = 0; unit < static_cast<std::size_t>(sample.units); ++unit) {
    std::size_t rows = 0;
    for (std::size_t slot = unit * periods; slot < (unit + 1) * periods; ++slot) {
      if (!used[slot]) continue;
      ++rows;
      estimate.rows.push_back(calendar.rows[slot - back]);
    }
    if (rows == 0) continue;
    ++estimate.groups;
    report.group_min = std::min(report.group_min, rows);
    report.group_max = std::max(report.group_max, rows);
  }
  estimate.n = estimate.rows.size();
}

bool homoskedastic(const DynamicGmmOptions& options) { return options.steps == 1 && !options.robust; }

// xtabond2's `small`; after one step without robust errors it stands in sig2 already.
double small_factor(const Estimate& estimate, const DynamicGmmOptions& options) {
  if (!options.small || homoskedastic(options)) return 1;
  const auto k = static_cast<double>(estimate.names.size());
  const auto n = static_cast<double>(estimate.n);
  const auto groups = static_cast<double>(estimate.groups);
  return (n - 1) / (n - k) * groups / (groups - 1);
}

// Of t: N - k where errors are not clustered on units, else the units, less one for a constant.
double degrees_of_freedom(const Estimate& estimate, const DynamicGmmOptions& options, bool constant) {
  if (!options.small) return std::numeric_limits<double>::infinity();
  if (homoskedastic(options)) return static_cast<double>(estimate.n) - static_cast<double>(estimate.names.size());
  return static_cast<double>(estimate.groups) - (constant ? 1 : 0);
}

std::optional<TestResult> wald_test(const Estimate& estimate, bool constant) {
  const Eigen::Index slopes = estimate.coefficients.size() - (constant ? 1 : 0);
  if (slopes == 0) return std::nullopt;
  const Vector b = estimate.coefficients.head(slopes);
  const GeneralizedInverse inverse = generalized_inverse(estimate.covariance.topLeftCorner(slopes, slopes));
  TestResult test{.statistic = b.dot(inverse.inverse * b), .df = static_cast<double>(inverse.rank)};
  if (std::isinf(estimate.df_r)) {
    test.p = chi2_upper_p(test.statistic, test.df);
  } else {
    test.statistic /= test.df;
    test.df2 = estimate.df_r;
    test.p = f_upper_p(test.statistic, test.df, test.df2);
  }
  return test;
}

constexpr const char* kDeviations = "orthogonal";  // 1 among the parameters where the equation is in deviations
bool is_orthogonal(const Estimate& estimate) { return estimate.parameters.contains(kDeviations); }

std::string vce_name(const DynamicGmmOptions& options) {
  if (options.steps == 2) return options.robust ? "windmeijer" : "two-step";
  return options.robust ? "robust" : "iid";
}

}  // namespace

Estimate fit_dynamic_gmm(const Panel& panel, const std::string& outcome, const std::vector<std::string>& regressors,
                         const std::vector<GmmGroup>& gmm, const std::vector<IvGroup>& iv,
                         const DynamicGmmOptions& options) {
  return fit_dynamic_gmm(panel, {outcome, regressors, gmm, iv, options});
}

Estimate fit_dynamic_gmm(const Panel& panel, const DynamicGmmModel& model) {
  const DynamicGmmOptions& options = model.options;
  check_options(options);
  const bool constant = options.system && options.constant;

  // 1. Every unit in every period; outcome, regressors and instruments on these slots.
  const GmmCalendar calendar = fill_calendar(panel);
  GmmColumns columns = build_gmm_columns(calendar, model, constant);

  // 2. The rows that are used, transformed above level, and the regressors that are not collinear.
  GmmSample sample = stack_sample(calendar, columns.y, columns.x, columns.required, options.system, options.orthogonal);
  require_transformed_rows(panel, sample);
  Estimate estimate;
  estimate.omitted = keep_independent(columns, sample, constant);
  estimate.names = columns.names;
  estimate.condition = scaled_condition(sample.x);

  // 3. Instruments.
  const Instruments instruments = build_instruments(sample, columns.gmm, columns.iv, constant);
  require_instruments(instruments, model.gmm);

  // 4. Coefficients and their covariance.
  const GmmFit fit = estimate_gmm(sample, instruments, options);
  GmmReport report{.instruments = static_cast<std::size_t>(fit.rank),
                   .steps = options.steps,
                   .windmeijer = options.steps == 2 && options.robust};
  count_rows(calendar, sample, estimate, report);
  estimate.model = options.system ? "system-gmm" : "difference-gmm";
  estimate.outcome = model.outcome;
  estimate.coefficients = fit.b;
  estimate.covariance = fit.covariance * small_factor(estimate, options);
  estimate.vce = vce_name(options);
  if (options.orthogonal) estimate.parameters[kDeviations] = 1;
  estimate.clusters = options.robust ? estimate.groups : 0;
  estimate.df_r = degrees_of_freedom(estimate, options, constant);
  estimate.df_a = 0;
  estimate.rss = fit.e.head(static_cast<Eigen::Index>(sample.slots())).squaredNorm();
  estimate.rmse = std::sqrt(fit.sigma2);
  estimate.f = wald_test(estimate, constant);

  // 5. Specification tests.
  report.sargan = sargan_test(fit);
  if (options.steps == 2 || options.robust) report.hansen = hansen_test(fit);
  report.ar = ar_tests(sample, instruments, fit, options);
  report.difference_in_hansen = difference_in_hansen_tests(fit, instruments, options);
  estimate.notes = gmm_notes(panel, estimate, report, model.gmm, fit.rank2);
  estimate.gmm = std::move(report);
  return estimate;
}

Text gmm_errors(const Estimate& estimate) {
  const GmmReport& gmm = *estimate.gmm;
  const bool system = estimate.model == kSystemGmm.about.name;
  const bool orthogonal = is_orthogonal(estimate);
  const Text errors = gmm.windmeijer          ? Text{" with Windmeijer-corrected errors", "Windmeijer 修正标准误"}
                      : gmm.steps == 2        ? Text{" with uncorrected errors", "未修正的两步标准误"}
                      : estimate.clusters > 0 ? Text{" with robust errors", "稳健标准误"}
                                              : Text{" with homoskedastic errors", "同方差标准误"};
  return {fmt::format("{}-step {} GMM{}{}, {}, {}", gmm.steps == 2 ? "two" : "one", system ? "system" : "difference",
                      orthogonal ? " in forward orthogonal deviations" : "", errors.en,
                      counted(gmm.instruments, "instrument"), counted(estimate.groups, "group")),
          fmt::format("{}步{} GMM（{}{}），工具变量 {} 个，个体 {} 个", gmm.steps == 2 ? "两" : "一",
                      system ? "系统" : "差分", orthogonal ? "前向正交离差，" : "", errors.zh, gmm.instruments,
                      estimate.groups)};
}

std::vector<EstimatorRow> gmm_rows(const Estimate& estimate) {
  const GmmReport& gmm = *estimate.gmm;
  std::vector<EstimatorRow> rows;
  for (const ArTest& test : gmm.ar) {
    rows.push_back({both(fmt::format("AR({})", test.order)), test.p, EstimatorRow::Kind::p, "ar"});
  }
  rows.push_back({both("Hansen"), gmm.hansen.p, EstimatorRow::Kind::p, "overid"});
  rows.push_back(
      {{"Instruments", "工具变量数"}, static_cast<double>(gmm.instruments), EstimatorRow::Kind::count, "instruments"});
  return rows;
}

Text gmm_rows_note() { return {"AR(1), AR(2) and Hansen rows are p-values.", "AR(1)、AR(2)、Hansen 各行为 p 值。"}; }

namespace {

using Estimates = std::vector<const Estimate*>;

bool any_of_them(const Estimates& estimates, bool (*is)(const Estimate&)) {
  return std::any_of(estimates.begin(), estimates.end(), [&](const Estimate* one) { return is(*one); });
}

// The deepest lag of the outcome among the regressors: 1 of L.y, 0 of none.
int deepest_lag(const Estimates& estimates) {
  int deepest = 0;
  for (const Estimate* one : estimates) {
    for (const std::string& name : one->names) {
      if (name == "L." + one->outcome) deepest = std::max(deepest, 1);
      if (!name.starts_with('L') || !name.ends_with("." + one->outcome)) continue;
      const std::string digits = name.substr(1, name.size() - one->outcome.size() - 2);
      if (const std::optional<double> lag = parse_number(digits)) deepest = std::max(deepest, static_cast<int>(*lag));
    }
  }
  return deepest;
}

std::string gmm_equation(int lags) {
  const std::string past = lags == 0   ? ""
                           : lags == 1 ? "\\phi y_{i,t-1} + "
                                       : fmt::format("\\sum_{{l=1}}^{{{}}} \\phi_l y_{{i,t-l}} + ", lags);
  return "y_{it} = " + past + "\\beta x_{it} + \\gamma^{\\prime} z_{it} + \\tau_t + \\mu_i + \\epsilon_{it}";
}

// How the unit effects leave the equation: of all columns, or of some.
Text gmm_transformation(const Estimates& estimates) {
  const bool some = any_of_them(estimates, is_orthogonal);
  const bool all = some && !any_of_them(estimates, [](const Estimate& one) { return !is_orthogonal(one); });
  if (all) return {"the equation in forward orthogonal deviations", "前向正交离差方程"};
  if (some)
    return {"the equation in differences (in some columns in forward orthogonal deviations)",
            "差分方程（部分列为前向正交离差）"};
  return {"the equation in differences", "差分方程"};
}

}  // namespace

void describe_gmm(const std::vector<const Estimate*>& estimates, MethodText& text) {
  const int lags = deepest_lag(estimates);
  const bool system = any_of_them(estimates, [](const Estimate& one) { return one.model == kSystemGmm.about.name; });
  const bool difference =
      any_of_them(estimates, [](const Estimate& one) { return one.model == kDifferenceGmm.about.name; });
  const bool two = any_of_them(estimates, [](const Estimate& one) { return one.gmm->windmeijer; });
  const bool hansen =
      any_of_them(estimates, [](const Estimate& one) { return !is_missing(one.gmm->hansen.statistic); });
  const Text what = gmm_transformation(estimates);
  text.paragraph({std::string(lags > 0 ? "GMM columns add the lagged outcome; " : "In GMM columns ") + what.en +
                      (system && difference ? " is estimated, in system GMM together with the one in levels,"
                       : system             ? " is estimated together with the one in levels (system)"
                                            : " is estimated") +
                      " by instruments from the variables' own past:",
                  std::string(lags > 0 ? "GMM 列加入被解释变量的滞后项，" : "GMM 列") + "以变量自身的滞后值为工具变量" +
                      (system ? "；系统 GMM 将" + what.zh + "与水平方程联合估计：" : "，估计" + what.zh + "：")});
  text.formula(gmm_equation(lags));
  text.paragraph({std::string("Conventions are those of xtabond2 3.7.2") +
                      (two ? "; two-step errors carry Windmeijer's correction" : "") +
                      ". AR(m) are tests of serial correlation in the differenced residuals; " +
                      (hansen ? "Hansen's J tests the over-identifying restrictions, and " : "") +
                      "instruments are counted by rank.",
                  std::string("约定与 xtabond2 3.7.2 一致") + (two ? "，两步估计的标准误经 Windmeijer 修正" : "") +
                      "。AR(m) 检验差分残差的序列相关，" + (hansen ? "Hansen J 检验过度识别约束，" : "") +
                      "工具变量数按秩计。"});
}

namespace {

Estimate fit_by_strings(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  std::vector<GmmGroup> gmm;
  std::vector<IvGroup> iv;
  for (const std::string& text : options.gmm) gmm.push_back(parse_gmm_group(text));
  for (const std::string& text : options.iv) iv.push_back(parse_iv_group(text));
  return fit_dynamic_gmm(panel, formula.outcome, formula.regressors, gmm, iv, options.dynamic);
}

}  // namespace

namespace {

Options spelt_options() {
  Options all = gmm_switches();
  all.push_back({.key = "artests",
                 .type = Option::Type::whole,
                 .help = {"orders of the AR tests", "AR 检验的最高阶数"},
                 .otherwise = "2",
                 .in_studies = false});
  all.push_back({.key = "difference",
                 .type = Option::Type::flag,
                 .help = {"difference GMM, no level equation", "差分 GMM，不含水平方程"},
                 .otherwise = "false",
                 .in_studies = false});
  return all;
}

void take_spelt(const OptionValues& values, ModelOptions& options) {
  take_gmm_switches(values, options);
  options.dynamic.ar_tests = values.whole("artests");
  options.dynamic.system = !values.flag("difference");
}

}  // namespace

const Estimator kGmmByInstruments{
    .about = {.name = "gmm",
              .title = {"GMM with instruments as given", "GMM（自定工具变量）"},
              .help = {"GMM whose instruments are spelt out (--gmm, --iv)", "逐项给出工具变量的 GMM（--gmm、--iv）"},
              .formula =
                  "\\Delta y_{it} = \\phi \\Delta y_{i,t-1} + \\beta^{\\prime} \\Delta x_{it} + \\Delta \\epsilon_{it}",
              .sources = {sources::kArellanoBond1991, sources::kRoodman2009},
              .page = "system-gmm",
              .reference = "tests/reference/gmm_test.cpp"},
    .traits = {.own_draws = true,
               .squares = true,
               .in_studies = false,
               .unit_always = true,
               .unit = EffectTreatment::differenced,
               .others = EffectTreatment::dummies},
    .options = spelt_options(),
    .take = take_spelt,
    .fit = fit_by_strings,
    .errors = gmm_errors,
    .rows = gmm_rows,
    .rows_note = gmm_rows_note(),
    .describe = describe_gmm,
    .replica = {.missing = "it cannot be asked for in a study, and scripts are of studies"}};

}  // namespace ecoeff
