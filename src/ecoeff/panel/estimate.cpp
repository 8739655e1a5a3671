#include "ecoeff/panel/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/numeric/distributions.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

}  // namespace

std::size_t Estimate::index_of(const std::string& name) const {
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? kAbsent : static_cast<std::size_t>(at - names.begin());
}

double Estimate::coefficient(const std::string& name) const {
  const std::size_t at = index_of(name);
  return at == kAbsent ? kMissing : coefficients(static_cast<Eigen::Index>(at));
}

double Estimate::se(const std::string& name) const {
  const std::size_t at = index_of(name);
  if (at == kAbsent) return kMissing;
  const auto i = static_cast<Eigen::Index>(at);
  return covariance(i, i) >= 0 ? std::sqrt(covariance(i, i)) : kMissing;
}

double Estimate::statistic(const std::string& name) const { return coefficient(name) / se(name); }

double Estimate::p(const std::string& name) const { return t_two_sided_p(statistic(name), df_r); }

std::pair<double, double> Estimate::interval(const std::string& name, double level) const {
  const double reach = t_quantile(0.5 + level / 2, df_r) * se(name);
  return {coefficient(name) - reach, coefficient(name) + reach};
}

}  // namespace ecoeff
