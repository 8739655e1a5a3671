#include "ecoeff/panel/sandwich.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/cluster_corrections.hpp"
#include "ecoeff/panel/covariance.hpp"
#include "ecoeff/panel/covariance_kinds.hpp"
#include "ecoeff/panel/cross_products.hpp"
#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {
namespace {

constexpr double kFullLeverage = 1 - 1e-10;

// Residuals over (1 - leverage)^power.
Vector corrected_residuals(const SandwichInput& in, double power) {
  const HatMatrix hat(in.absorbed, in.influence.leftCols(in.slopes));
  Vector u = in.e;
  for (Eigen::Index i = 0; i < u.size(); ++i) {
    const double leverage = hat.leverage(i);
    if (leverage > kFullLeverage) {
      throw Error(Fault::estimator, "P562",
                  {"a row has leverage 1 (the model fits it exactly), so HC2 and HC3 are not defined",
                   "有一行的杠杆值为 1（模型完全拟合该行），HC2 与 HC3 无定义"},
                  {}, {"use robust, or drop singletons", "请改用 robust，或剔除孤立观测"});
    }
    u(i) /= std::pow(1 - leverage, power);
  }
  return u;
}

std::size_t periods_of(const SandwichInput& in, const Vce& vce) {
  std::vector<std::int32_t> periods = in.period;
  std::sort(periods.begin(), periods.end());
  periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
  if (periods.size() < 2 || vce.lags >= periods.back() - periods.front() + 1) {
    throw Error(
        Fault::usage, "P563",
        {fmt::format("{} needs a time column with more than {} periods; there are {}", vce.text, std::max(vce.lags, 1),
                     periods.size()),
         fmt::format("{} 需要时间列且时期多于 {} 个；现有 {} 个", vce.text, std::max(vce.lags, 1), periods.size())},
        {.value = vce.text}, {"give --time, or fewer lags", "请指定 --time，或减少滞后阶数"});
  }
  return periods.size();
}

double rows_of(const SandwichInput& in) { return in.n > 0 ? in.n : static_cast<double>(in.e.size()); }

}  // namespace

Sandwich cluster_sandwich(const SandwichInput& in, const Vce&) {
  const double n = rows_of(in);
  const auto fewest = std::min_element(in.clusters.begin(), in.clusters.end(),
                                       [](const Effect& a, const Effect& b) { return a.levels < b.levels; });
  const auto groups = static_cast<double>(fewest->levels);
  const double left = in.residual + in.degrees.all - in.degrees.not_nested;
  const double factor = (n - 1) / (left - (in.degrees.any_nested ? 1 : 0)) * groups / (groups - 1);
  Sandwich out{.df_r = std::min(groups - 1, left), .clusters = fewest->levels};
  if (in.clusters.size() == 1) {
    const Matrix sums = cluster_sums(in.influence, in.e, in.clusters.front(), in.threads);
    out.v = cross_products(sums, in.threads) * factor;
    out.root = sums.leftCols(in.slopes) * std::sqrt(factor);
    return out;
  }
  out.v = multiway_meat(in.influence, in.e, in.clusters, in.threads) * factor;
  out.repaired = repair_negative(out.v, in.without_constant, in.spread);
  return out;
}

Sandwich newey_west_sandwich(const SandwichInput& in, const Vce& vce) {
  (void)periods_of(in, vce);
  return {.v = serial_meat(in.influence, in.e, in.unit, in.period, vce.lags) * (rows_of(in) / in.residual),
          .df_r = in.residual};
}

Sandwich driscoll_kraay_sandwich(const SandwichInput& in, const Vce& vce) {
  const auto periods = static_cast<double>(periods_of(in, vce));
  const std::vector<std::int32_t> together(in.period.size(), 0);
  return {.v = serial_meat(in.influence, in.e, together, in.period, vce.lags) *
               ((rows_of(in) - 1) / in.residual * periods / (periods - 1)),
          .df_r = periods - 1};
}

Sandwich cr2_sandwich(const SandwichInput& in, const Vce&) {
  const HatMatrix hat(in.absorbed, in.influence.leftCols(in.slopes));
  const Effect& cluster = in.clusters.front();
  CorrectedClusters two = cr2(in.influence, in.e, cluster, hat);
  return {.v = std::move(two.v),
          .df_r = static_cast<double>(cluster.levels) - 1,
          .df = std::move(two.df),
          .clusters = cluster.levels};
}

Sandwich cr3_sandwich(const SandwichInput& in, const Vce& vce) {
  const HatMatrix hat(in.absorbed, in.influence.leftCols(in.slopes));
  const Effect& cluster = in.clusters.front();
  return {.v = cr3(in.influence, in.e, cluster, hat, vce.unscaled),
          .df_r = static_cast<double>(cluster.levels) - 1,
          .clusters = cluster.levels};
}

Sandwich iid_sandwich(const SandwichInput& in, const Vce&) {
  return {.v = iid_meat(in.influence, in.threads) * (squares_of(in.e, in.threads) / in.residual), .df_r = in.residual};
}

Sandwich robust_sandwich(const SandwichInput& in, const Vce&) {
  return {.v = robust_meat(in.influence, in.robust_e.size() > 0 ? in.robust_e : in.e, in.threads) *
               (rows_of(in) / in.residual),
          .df_r = in.residual};
}

Sandwich hc2_sandwich(const SandwichInput& in, const Vce&) {
  return {.v = robust_meat(in.influence, corrected_residuals(in, 0.5), in.threads), .df_r = in.residual};
}

Sandwich hc3_sandwich(const SandwichInput& in, const Vce&) {
  return {.v = robust_meat(in.influence, corrected_residuals(in, 1), in.threads), .df_r = in.residual};
}

Sandwich sandwich(const SandwichInput& in, const Vce& vce) { return covariance_kind(vce).compute(in, vce); }

}  // namespace ecoeff
