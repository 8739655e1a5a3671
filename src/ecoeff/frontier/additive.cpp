#include "ecoeff/frontier/additive.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
