#include "ecoeff/frontier/models/additive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/models/score_words.hpp"

namespace ecoeff::frontier {

std::vector<double> additive_prices(const Prepared& prepared, bool range_adjusted) {
  const std::size_t features = prepared.data.features;
  std::vector<double> price(features);
  for (std::size_t k = 0; k < features; ++k) price[k] = prepared.model.features[k].weight;
  if (!range_adjusted) return price;
  double total = 0;
  for (std::size_t k = 0; k < features; ++k) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t row = 0; row < prepared.data.rows(); ++row) {
      if (prepared.usable[row] == 0) continue;
      low = std::min(low, prepared.data.row(row)[k]);
      high = std::max(high, prepared.data.row(row)[k]);
    }
    if (high > low) {
      total += price[k];
      price[k] /= high - low;
    } else {
      price[k] = 0;
    }
  }
  for (double& p : price) p = total > 0 ? p / total : 0;
  return price;
}

RowScore additive_score(const Prepared& prepared, const std::vector<double>& prices, bool range_adjusted,
                        std::size_t row, const Reference& reference, Solver& solver) {
  const double* own = prepared.data.row(row);
  const std::size_t features = prepared.data.features;
  RowProgram program;
  start_program(prepared.model, own, 0, program);
  // In the solver slacks are relative to o's values: their prices are brought to size 1.
  std::vector<double> cost(features);
  for (std::size_t k = 0; k < features; ++k) cost[k] = prices[k] * program.program.divisor[k];
  const double largest = std::max(*std::max_element(cost.begin(), cost.end()), std::numeric_limits<double>::min());
  for (std::size_t k = 0; k < features; ++k) add_slack(prepared.model, k, -cost[k] / largest, program);

  RowScore out;
  out.zero = program.zero;
  const Solution& solution = solver.solve(program.program, reference);
  if (solution.outcome != Outcome::optimal) {
    out.status = RowStatus::uncertified;
    out.reason = uncertified_reason();
    return out;
  }
  keep_worst(solution, out.certificate);
  read_answer(own, features, prepared.data.rows(), program, solution, out);
  out.multipliers = multipliers_of(prepared.model, program, solution, largest);
  // The intercept of the user's values: u'(y + c) - v'(x + c) + u0 is u'y - v'x + (u'c - v'c + u0).
  for (std::size_t k = 0; k < prepared.moved.size(); ++k)
    out.multipliers.back() +=
        (prepared.model.features[k].side == Side::good ? 1 : -1) * out.multipliers[k] * prepared.moved[k];
  out.status = RowStatus::optimal;
  const double sum = std::max(0.0, -solution.value) * largest;
  out.score = range_adjusted ? 1 - sum : sum;
  out.efficient = free_of_slack(own, out);
  out.marginal =
      range_adjusted ? sum < kMarginalScore : std::all_of(out.slacks.begin(), out.slacks.end(), [&](const double& s) {
        return s < kMarginalScore * own[&s - out.slacks.data()];
      });
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
  text.formula("\\max & \\sum_k w_k s_k" + rows(said.options));
  text.paragraph(
      {"The score is the sum of the slacks in the units of the data: 0 is efficient, and it changes with the "
       "units of measurement.",
       "得分为松弛变量之和，以数据的原单位计：0 为有效，且随计量单位而变。"});
}

void describe_range(const ScoreSaid& said, MethodText& text) {
  frontier::open_text(said, {"the range-adjusted measure", "极差调整测度（RAM）"}, text);
  text.formula("\\text{RAM} = \\min & 1 - \\frac{1}{K} \\sum_k \\frac{s_k}{R_k}" + rows(said.options));
  text.paragraph(
      {"R is the range of a feature over all usable rows and K the number of features that have one (weights, "
       "where given, share the sum); 1 is efficient.",
       "R 为各变量在全部可用样本中的极差，K 为极差不为零的变量数（给定权重时按权重分配）；1 为有效。"});
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
