#include "ecoeff/numeric/distributions.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace ecoeff {
namespace {

using Policy =
    boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::promote_double<false>>;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
const boost::math::normal_distribution<double, Policy> kNormal(0, 1);

}  // namespace

double normal_cdf(double z) { return std::isnan(z) ? kNaN : std::isinf(z) ? (z > 0 ? 1 : 0) : cdf(kNormal, z); }

double normal_density(double z) { return std::isinf(z) ? 0 : std::isnan(z) ? kNaN : pdf(kNormal, z); }

double normal_quantile(double p) { return p > 0 && p < 1 ? quantile(kNormal, p) : kNaN; }

double normal_two_sided_p(double z) {
  if (std::isnan(z)) return kNaN;
  return std::isinf(z) ? 0 : 2 * cdf(complement(kNormal, std::abs(z)));
}

double t_two_sided_p(double t, double df) {
  if (std::isnan(t) || !(df > 0)) return kNaN;
  if (std::isinf(t)) return 0;
  if (std::isinf(df)) return normal_two_sided_p(t);
  return 2 * cdf(complement(boost::math::students_t_distribution<double, Policy>(df), std::abs(t)));
}

double t_quantile(double p, double df) {
  if (!(p > 0 && p < 1) || !(df > 0)) return kNaN;
  if (std::isinf(df)) return normal_quantile(p);
  return quantile(boost::math::students_t_distribution<double, Policy>(df), p);
}

double chi2_upper_p(double x, double df) {
  if (std::isnan(x) || !(df > 0)) return kNaN;
  if (x <= 0) return 1;
  if (std::isinf(x)) return 0;
  return cdf(complement(boost::math::chi_squared_distribution<double, Policy>(df), x));
}

double f_upper_p(double f, double df1, double df2) {
  if (std::isnan(f) || !(df1 > 0) || !(df2 > 0)) return kNaN;
  if (f <= 0) return 1;
  if (std::isinf(f)) return 0;
  if (std::isinf(df2)) return chi2_upper_p(f * df1, df1);
  return cdf(complement(boost::math::fisher_f_distribution<double, Policy>(df1, df2), f));
}

}  // namespace ecoeff
