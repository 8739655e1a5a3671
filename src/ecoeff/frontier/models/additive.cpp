#include "ecoeff/frontier/models/additive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/models/score_words.hpp"

namespace ecoeff::frontier {

Rational AdditivePrices::exact(const Data& data, std::size_t k) const {
  if (!range_adjusted) return weight[k];
  if (price[k] == 0) return 0;
  Rational total = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    if (price[i] != 0) total += Rational(weight[i]);
  }
  return Rational(weight[k]) / total / (exact_value(data, highest[k], k) - exact_value(data, lowest[k], k));
}

AdditivePrices additive_prices(const Prepared& prepared, bool range_adjusted) {
  const std::size_t features = prepared.data.features;
  AdditivePrices out{.range_adjusted = range_adjusted};
  for (std::size_t k = 0; k < features; ++k) out.weight.push_back(prepared.model.features[k].weight);
  out.price = out.weight;
  if (!range_adjusted) return out;
  double total = 0;
  out.lowest.assign(features, 0);
  out.highest.assign(features, 0);
  for (std::size_t k = 0; k < features; ++k) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t row = 0; row < prepared.data.rows(); ++row) {
      if (prepared.usable[row] == 0) continue;
      const double z = prepared.data.row(row)[k];
      if (z < low) out.lowest[k] = row;
      if (z > high) out.highest[k] = row;
      low = std::min(low, z);
      high = std::max(high, z);
    }
    if (high > low) {
      total += out.weight[k];
      out.price[k] /= high - low;
    } else {
      out.price[k] = 0;
    }
  }
  for (double& p : out.price) p = total > 0 ? p / total : 0;
  return out;
}

namespace {

// The sum of slacks is -value times `largest`.
void put_sum(const Solution& solution, double largest, bool range_adjusted, RowScore& out) {
  const auto up = [](double x) { return std::nextafter(x, std::numeric_limits<double>::infinity()); };
  const auto down = [](double x) { return std::nextafter(x, -std::numeric_limits<double>::infinity()); };
  double low = solution.upper >= 0 ? 0 : down(-solution.upper * largest);
  double high = solution.lower >= 0 ? 0 : up(-solution.lower * largest);
  double sum = out.efficient ? 0 : std::clamp(-solution.value * largest, low, high);
  if (out.efficient) low = high = 0;
  out.settled = settled_by(solution);
  out.score = range_adjusted ? 1 - sum : sum;
  out.lower = range_adjusted && !out.efficient ? down(1 - high) : range_adjusted ? 1 : low;
  out.upper = range_adjusted && !out.efficient ? up(1 - low) : range_adjusted ? 1 : high;
}

// The intercept of the user's values: u'(y + c) - v'(x + c) + u0 is u'y - v'x + (u'c - v'c + u0).
std::vector<double> user_multipliers(const Prepared& prepared, const RowProgram& program, const Solution& solution,
                                     double largest) {
  std::vector<double> out = multipliers_of(prepared.model, program, solution, largest);
  for (std::size_t k = 0; k < prepared.moved.size(); ++k)
    out.back() += (prepared.model.features[k].side == Side::good ? 1 : -1) * out[k] * prepared.moved[k];
  return out;
}

// What the width of its bounds is measured by: the sum of o's own values as the user has them, each at its price.
double size_of_score(const Prepared& prepared, const AdditivePrices& prices, const double* own) {
  if (prices.range_adjusted) return 1;
  double sum = 0;
  for (std::size_t k = 0; k < prices.price.size(); ++k)
    sum += prices.price[k] * std::abs(prepared.moved.empty() ? own[k] : own[k] - prepared.moved[k]);
  return sum;
}

}  // namespace

RowScore additive_score(const Prepared& prepared, const AdditivePrices& prices, std::size_t row,
                        const Reference& reference, AdditiveSolver& solver) {
  const double* own = prepared.data.row(row);
  const std::size_t features = prepared.data.features;
  RowProgram program;
  start_program(prepared.model, own, 0.0, program);
  // In the solver slacks are relative to o's values: their prices are brought to size 1.
  std::vector<double> cost(features);
  for (std::size_t k = 0; k < features; ++k) cost[k] = prices.price[k] * program.program.divisor[k];
  const double largest = std::max(*std::max_element(cost.begin(), cost.end()), std::numeric_limits<double>::min());
  for (std::size_t k = 0; k < features; ++k) add_slack(prepared.model, k, -cost[k] / largest, program);
  const ExactMaker exact = [&](ExactProgram& out) {
    ExactRowProgram e;
    start_program(prepared.model, own, Rational(0), e);
    for (std::size_t k = 0; k < features; ++k) {
      if (!prepared.data.rest.empty()) e.program.add_to_divisor(k, prepared.data.rest[row * features + k]);
      const Rational c = prices.exact(prepared.data, k) * e.program.exact_divisor(k) / Rational(largest);
      add_slack(prepared.model, k, Rational(-c), e);
    }
    out = std::move(e.program);
  };

  RowScore out;
  out.zero = program.zero;
  const Solution* solution = &solver.measure.find(program.program, reference, exact);
  const bool near = solution->outcome != Outcome::optimal || solution->value > -kTrySuper;
  out.efficient = near && solver.pareto.is_beyond(prepared.model, row, reference);
  if (out.efficient) {
    stand_alone(own, features, row, out);
    out.score = out.lower = out.upper = prices.range_adjusted ? 1 : 0;
    out.marginal = solver.pareto.is_marginal();
    if (solution->outcome == Outcome::optimal)
      out.multipliers = user_multipliers(prepared, program, *solution, largest);
    return out;
  }
  solution = &solver.measure.prove();
  // The program is in units of `largest`, the score in its own.
  const double wide = (solution->upper - solution->lower) * largest;
  const bool open = solution->upper >= 0 || wide > solver::kEnclosed * size_of_score(prepared, prices, own);
  if (solution->outcome == Outcome::optimal && open) solution = &solver.measure.settle();
  if (solution->outcome != Outcome::optimal) {
    out.status = RowStatus::uncertified;
    out.reason = uncertified_reason();
    return out;
  }
  out.efficient = solution->upper >= 0;  // settled: the sum is exactly 0
  read_answer(own, features, prepared.data.rows(), program, *solution, out);
  if (out.efficient) std::fill(out.slacks.begin(), out.slacks.end(), 0.0);
  out.multipliers = user_multipliers(prepared, program, *solution, largest);
  out.status = RowStatus::optimal;
  put_sum(*solution, largest, prices.range_adjusted, out);
  out.marginal = out.efficient ? solver.pareto.is_marginal()
                               : is_marginal(program.program, reference, *solution, -solution->value);
  return out;
}

}  // namespace ecoeff::frontier

// What the program says of it.

namespace ecoeff {
namespace {

constexpr Source kCharnes1985{
    "Charnes et al. 1985",
    "Charnes, A., Cooper, W. W., Golany, B., Seiford, L., Stutz, J. (1985). Foundations of data envelopment analysis "
    "for Pareto-Koopmans efficient empirical production functions. Journal of Econometrics 30(1–2), 91–107."};
constexpr Source kCooper1999{
    "Cooper et al. 1999",
    "Cooper, W. W., Park, K. S., Pastor, J. T. (1999). RAM: a range adjusted measure of inefficiency for use with "
    "additive models, and relations to other models and measures in DEA. Journal of Productivity Analysis 11(1), "
    "5–42."};

std::string rows(const ScoreOptions& options) {
  return " \\\\ \\text{s.t.} & \\sum_j \\lambda_j x_j + s^- = x_o, \\quad \\sum_j \\lambda_j y_j - s^+ = y_o" +
         std::string(options.bad.empty() ? "" : ", \\quad \\sum_j \\lambda_j b_j + s^b = b_o") +
         " \\\\ & \\lambda, s \\ge 0" + frontier::returns_row(options.returns);
}

void describe_additive(const ScoreSaid& said, MethodText& text) {
  frontier::open_text(said, {"the additive measure", "加性模型的测度"}, text);
  text.formula(std::string("\\max & \\sum_k ") + (said.options.weights.empty() ? "" : "w_k ") + "s_k" +
               rows(said.options));
  text.paragraph(
      {"The score is the sum of the slacks as the data are measured: 0 is efficient, and it changes with the scale of "
       "the data.",
       "得分为松弛变量之和，以数据的原计量单位计：0 为有效，且随计量单位而变。"});
  frontier::weights_text(said.options, {}, text);
}

void describe_range(const ScoreSaid& said, MethodText& text) {
  frontier::open_text(said, {"the range-adjusted measure", "极差调整测度（RAM）"}, text);
  text.formula(std::string("\\text{RAM} = \\min & 1 - \\frac{1}{K} \\sum_k \\frac{") +
               (said.options.weights.empty() ? "s_k" : "w_k s_k") + "}{R_k}" + rows(said.options));
  text.paragraph(
      {"R is the range of a feature over all usable rows and K the number of features that have one; 1 is efficient.",
       "R 为各变量在全部可用样本中的极差，K 为极差不为零的变量数；1 为有效。"});
  frontier::weights_text(said.options, {"they are scaled to the sum K", "按合计等于 K 折算"}, text);
}

}  // namespace

const ScoreModel kAdditive{.about = {.name = "additive",
                                     .title = {"additive model", "加性模型"},
                                     .help = {"the largest sum of slacks", "松弛变量之和的最大值"},
                                     .formula = "\\max \\sum_k w_k s_k",
                                     .sources = {kCharnes1985},
                                     .page = "additive",
                                     .reference = "tests/reference/frontier_test.cpp"},
                           .traits = {.slack_targets = true, .any_sign = true, .comparable = false},
                           .options = {takes::returns(), takes::reference_of_rows(), takes::group(),
                                       takes::weights({"of slacks in their own units: nothing is shared",
                                                       "直接乘以以原单位计的松弛，不作归一化"}),
                                       takes::zero_output(), takes::certify(), takes::multipliers()},
                           .compute = frontier::score_additive,
                           .describe = describe_additive};

const ScoreModel kRangeAdjusted{
    .about = {.name = "ram",
              .title = {"range-adjusted measure", "极差调整测度"},
              .help = {"slacks relative to the range of each feature", "以极差标准化的松弛"},
              .formula = "1 - \\frac{1}{K} \\sum_k \\frac{s_k}{R_k}",
              .sources = {kCooper1999},
              .page = "additive",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.slack_targets = true, .any_sign = true},
    .options = {takes::returns({"vrs"}, "vrs"), takes::reference_of_rows(), takes::group(),
                takes::weights({"all features share a sum", "所有变量共用一个合计"}), takes::zero_output(),
                takes::certify(), takes::multipliers()},
    .compute = frontier::score_range_adjusted,
    .describe = describe_range};

}  // namespace ecoeff
