#include "ecoeff/stata/panel_checks.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/model_tests.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/frame.hpp"
#include "ecoeff/stata/hypothesis.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/terms.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

void refuse_everything(const Line& line, bool body) {
  refuse_weight(line);
  refuse_options(line);
  if (body) return;
  refuse_rows(line);
  if (!line.body.empty())
    refuse("T705", line.body, line.text, {"nothing stands behind this command", "该命令之后不应有内容"});
}

const Fitted& after(const Session& session, const Line& line, const std::string& command) {
  const Fitted& fitted = last_fit(session, line);
  if (fitted.command != command)
    refuse("T716", line.command, line.text,
           {fmt::format("it belongs behind \"{}\", the last estimates are of \"{}\"", command, fitted.command),
            fmt::format("应在“{}”之后使用，而上次估计是“{}”", command, fitted.command)});
  return fitted;
}

std::string chi2_line(const TestResult& test) {
  return fmt::format("chi2({}) = {}\nProb > chi2 = {}\n", test.df, stata_fixed(test.statistic, 2),
                     stata_fixed(test.p, 4));
}

}  // namespace

GroupwiseTest groupwise_test(const Vector& residuals, const std::vector<std::int32_t>& unit) {
  std::map<std::int32_t, std::vector<double>> squares;
  for (Eigen::Index i = 0; i < residuals.size(); ++i)
    squares[unit[static_cast<std::size_t>(i)]].push_back(residuals(i) * residuals(i));
  const double all = residuals.squaredNorm() / static_cast<double>(residuals.size());
  GroupwiseTest out;
  double total = 0;
  double units = 0;
  for (const auto& [code, e2] : squares) {
    const auto t = static_cast<double>(e2.size());
    double mean = 0;
    for (const double x : e2) mean += x / t;
    double spread = 0;
    for (const double x : e2) spread += (x - mean) * (x - mean);
    if (e2.size() < 2 || spread <= 1e-24 * t * mean * mean) {  // equal but for rounding
      ++out.left_out;
      continue;
    }
    total += (mean - all) * (mean - all) / (spread / (t * (t - 1)));
    units += 1;
  }
  if (units > 0) out.test = {.statistic = total, .df = units, .p = chi2_upper_p(total, units)};
  return out;
}

Outcome run_xttest0(Session& session, const Line& line) {
  refuse_everything(line, false);
  const Fitted& fitted = after(session, line, "xtreg, re");
  ModelOptions options = fitted.options;
  options.tests = {"bp"};
  Estimate estimate = fitted.estimate;
  estimate.tests.clear();
  run_tests(*fitted.panel, fitted.formula, options, estimate);
  Outcome outcome{.line = line.text, .quiet = line.quiet, .tests = estimate.tests, .about = session.last};
  for (const NamedTest& test : estimate.tests) {
    if (test.name != "bp-half") continue;
    const std::string shown = fmt::format("chibar2(01) = {}\nProb > chibar2 = {}\n",
                                          stata_fixed(test.result.statistic, 2), stata_fixed(test.result.p, 4));
    outcome.output = {"Breusch and Pagan Lagrangian multiplier test for random effects\n" + shown,
                      "随机效应的 Breusch-Pagan 拉格朗日乘数检验\n" + shown};
  }
  return outcome;
}

Outcome run_xttest3(Session& session, const Line& line) {
  refuse_everything(line, false);
  const Fitted& fitted = after(session, line, "xtreg, fe");
  std::vector<std::int32_t> unit;
  for (const std::size_t row : fitted.estimate.rows) unit.push_back(fitted.panel->unit()[row]);
  const GroupwiseTest result = groupwise_test(fitted.estimate.residuals, unit);
  Outcome outcome{.line = line.text, .quiet = line.quiet, .about = session.last};
  outcome.tests.push_back(
      {"xttest3", {"modified Wald test of groupwise heteroskedasticity", "组间异方差的修正 Wald 检验"}, result.test});
  const std::string shown = chi2_line(result.test);
  outcome.output = {"Modified Wald test for groupwise heteroskedasticity\n" + shown,
                    "组间异方差的修正 Wald 检验\n" + shown};
  if (result.left_out > 0) {
    outcome.notes.push_back(
        {Severity::info,
         "T732",
         {fmt::format("xttest3: {} unit(s) of one row, or of equal squared residuals, left out", result.left_out),
          fmt::format("xttest3：{} 个单元只有一行或残差平方相同，已略去", result.left_out)}});
  }
  return outcome;
}

Outcome run_xtserial(Session& session, const Line& line) {
  refuse_weight(line);
  refuse_options(line);
  require_xtset(session, line, true);
  const std::vector<std::string> names = expand_variables(session.table(), line.body, line.text);
  std::vector<std::string> rest;
  for (std::size_t i = 1; i < names.size(); ++i) rest.push_back("D." + names[i]);
  if (rest.empty()) refuse("T705", line.body, line.text, {"a regressor is missing", "缺少解释变量"});
  const Frame frame = make_frame(session, line, {.outcome = "D." + names[0], .lists = {join(rest, " ")}, .groups = {}});
  const Formula differences{.outcome = frame.outcome, .regressors = frame.lists[0], .text = line.text};
  const Estimate first = fit_fixed_effects(*frame.panel, differences, {.constant = false});

  // The residuals and those of the year before, where both are there.
  Panel panel = *frame.panel;
  std::vector<double> e(panel.rows(), kMissing);
  for (std::size_t i = 0; i < first.rows.size(); ++i) e[first.rows[i]] = first.residuals(static_cast<Eigen::Index>(i));
  panel.table.set_numbers("e", std::move(e));
  const Formula second{.outcome = "e", .regressors = {"L.e"}, .text = line.text};
  const Estimate lagged =
      fit_fixed_effects(panel, second, {.vce = "cluster(" + panel.unit_column() + ")", .constant = false});
  const TestResult test = wald_test(lagged, parse_hypotheses(lagged, "L.e = -0.5", line.text));

  Outcome outcome{.line = line.text, .quiet = line.quiet};
  if (session.last) outcome.about = session.last;
  outcome.tests.push_back({line.text, {"Wooldridge test of serial correlation", "Wooldridge 序列相关检验"}, test});
  const std::string shown = fmt::format("F({}, {}) = {}\nProb > F = {}\n", test.df, test.df2,
                                        stata_fixed(test.statistic, 3), stata_fixed(test.p, 4));
  outcome.output = {"Wooldridge test for autocorrelation in panel data\n" + shown,
                    "面板数据自相关的 Wooldridge 检验\n" + shown};
  return outcome;
}

}  // namespace ecoeff::stata
