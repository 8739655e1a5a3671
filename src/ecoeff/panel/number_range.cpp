#include "ecoeff/panel/number_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ecoeff {
namespace {

constexpr double kLarge = 1e150;
constexpr double kSmall = 1e-150;

bool lost(double variance, double coefficient) {
  return std::isinf(variance) || (variance < std::numeric_limits<double>::min() && std::abs(coefficient) < 1e-140);
}

void require_column(const Panel& panel, const std::string& term) {
  const std::vector<double> values = build_term(panel, term);
  double largest = 0;
  for (const double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  if (largest < kLarge && (largest == 0 || largest > kSmall)) return;
  throw Error(Fault::estimator, "P658",
              {fmt::format("{} has values as {} as {:.3g}, whose squares no number can hold", term,
                           largest < kSmall ? "small" : "large", largest),
               fmt::format("{} 的数值达到 {:.3g}，其平方超出浮点数的范围", term, largest)},
              {.column = term}, {"use another unit of measurement", "请换用其他计量单位"});
}

}  // namespace

void leave_out_lost_errors(Estimate& estimate) {
  std::vector<std::string> names;
  for (Eigen::Index i = 0; i < estimate.covariance.rows(); ++i) {
    if (!lost(estimate.covariance(i, i), estimate.coefficients(i))) continue;
    names.push_back(estimate.names[static_cast<std::size_t>(i)]);
    estimate.covariance.row(i).setConstant(kMissing);
    estimate.covariance.col(i).setConstant(kMissing);
  }
  for (auto& [name, value] : estimate.parameters) {
    if (std::isinf(value)) value = kMissing;
  }
  if (names.empty()) return;
  estimate.notes.push_back(
      {Severity::warning,
       "P657",
       {fmt::format("no standard error of {}: its square is beyond what a number can hold", join(names, " ")),
        fmt::format("{} 没有标准误：其平方超出浮点数的范围", join(names, " "))},
       {}});
}

void require_range(const Panel& panel, const Formula& formula) {
  require_column(panel, formula.outcome);
  for (const auto* terms : {&formula.regressors, &formula.endogenous, &formula.instruments}) {
    for (const std::string& term : *terms) {
      if (!term.starts_with("i.")) require_column(panel, term);
    }
  }
}

}  // namespace ecoeff
