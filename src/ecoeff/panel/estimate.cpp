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

const WildTest* Estimate::wild_test(const std::string& name) const {
  const auto at = std::find_if(wild.begin(), wild.end(), [&](const WildTest& t) { return t.name == name; });
  return at == wild.end() ? nullptr : &*at;
}

double Estimate::degrees_of(const std::string& name) const {
  const std::size_t at = index_of(name);
  return df.size() == 0 || at == kAbsent ? df_r : df(static_cast<Eigen::Index>(at));
}

double Estimate::p(const std::string& name) const {
  if (!vce.starts_with("wild(")) return t_two_sided_p(statistic(name), degrees_of(name));
  const WildTest* test = wild_test(name);
  return test != nullptr ? test->p : kMissing;
}

std::pair<double, double> Estimate::interval(const std::string& name, double level) const {
  if (vce.starts_with("wild(")) {
    const WildTest* test = wild_test(name);
    return test != nullptr ? std::pair(test->low, test->high) : std::pair(kMissing, kMissing);
  }
  const double reach = t_quantile(0.5 + level / 2, degrees_of(name)) * se(name);
  return {coefficient(name) - reach, coefficient(name) + reach};
}

}  // namespace ecoeff
