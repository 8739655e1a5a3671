#include "ecoeff/panel/number_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ecoeff {
namespace {

constexpr double kLarge = 1e150;
constexpr double kSmall = 1e-150;

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

void require_range(const Panel& panel, const Formula& formula) {
  require_column(panel, formula.outcome);
  for (const auto* terms : {&formula.regressors, &formula.endogenous, &formula.instruments}) {
    for (const std::string& term : *terms) {
      if (!term.starts_with("i.")) require_column(panel, term);
    }
  }
}

}  // namespace ecoeff
