#include "ecoeff/panel/gmm_tests.hpp"

#include <cmath>

#include "ecoeff/numeric/distributions.hpp"

namespace ecoeff {
namespace {

TestResult chi2_test(double statistic, int df) {
  TestResult out{.statistic = statistic, .df = static_cast<double>(df)};
  if (df > 0) out.p = chi2_upper_p(statistic, df);
  return out;
}

int degrees(const GmmFit& fit) { return fit.rank - static_cast<int>(fit.b.size()); }

Matrix block(const Matrix& a, const std::vector<int>& keep) { return a(keep, keep); }

// The model without the columns `leave_out`; false when it is not identified.
bool restricted_test(const GmmFit& fit, const std::vector<int>& leave_out, bool sargan, TestResult& out) {
  std::vector<bool> left_out(static_cast<std::size_t>(fit.zy.size()), false);
  for (const int column : leave_out) left_out[static_cast<std::size_t>(column)] = true;
  std::vector<int> keep;
  for (int column = 0; column < fit.zy.size(); ++column) {
    if (!left_out[static_cast<std::size_t>(column)]) keep.push_back(column);
  }
  const int coefficients = static_cast<int>(fit.b.size());
  if (static_cast<int>(keep.size()) < coefficients) return false;
  const int rank = fit.clear ? static_cast<int>(keep.size()) : moment_rank(block(fit.weight1_inverse, keep));
  if (rank < coefficients) return false;
  const Matrix zx = fit.zx(keep, Eigen::all);
  const Vector zy = fit.zy(keep);
  const Matrix weight = generalized_inverse(block(sargan ? fit.weight1_inverse : fit.s, keep)).inverse;
  Vector b;
  Matrix variance;
  if (!solve_moments(zx, zy, weight, b, variance)) return false;
  const Vector moment = zy - zx * b;
  const double statistic = moment.dot(weight * moment) / (sargan ? fit.sigma2_1 : 1);
  out = chi2_test(statistic, rank - coefficients);
  return true;
}

// Residuals and regressors in differences by slot, whatever transformation was used for estimation.
struct Differenced {
  Vector e;
  Matrix x;
  SparseRows transform;
};

Differenced differenced(const GmmSample& sample, const Vector& b) {
  Differenced out;
  out.transform = first_differences(sample.complete, sample.units, sample.periods);
  out.x = Matrix(sample.x_level.rows(), sample.x_level.cols());
  for (Eigen::Index j = 0; j < out.x.cols(); ++j) {
    out.x.col(j) = transform_column(out.transform, sample.periods, sample.x_level.col(j));
  }
  out.e = transform_column(out.transform, sample.periods, sample.y_level) - out.x * b;
  return out;
}

Vector lagged(const Vector& e, int order, int periods) {
  Vector out = Vector::Zero(e.size());
  for (Eigen::Index slot = 0; slot < e.size(); ++slot) {
    if (slot % periods >= order) out(slot) = e(slot - order);
  }
  return out;
}

// w' sum_i W_i w_i and sum_i Z_i' W_i w_i.
struct ArMoments {
  double variance = 0;
  Vector cross;
};

ArMoments robust_moments(const GmmSample& sample, const GmmFit& fit, const Vector& w, const Vector& e) {
  Vector products(sample.units);
  for (int unit = 0; unit < sample.units; ++unit) {
    const Eigen::Index at = static_cast<Eigen::Index>(unit) * sample.periods;
    products(unit) = w.segment(at, sample.periods).dot(e.segment(at, sample.periods));
  }
  return {products.squaredNorm(), fit.moments * products};
}

// W_i = sig2 H_i over the transformed rows; the level rows of system GMM count as zero (see docs/decisions/012).
ArMoments classical_moments(const GmmSample& sample, const GmmFit& fit, const SparseRows& z,
                            const SparseRows& differences, Vector w) {
  // Only rows in which a difference exists enter the statistic.
  for (Eigen::Index slot = 0; slot < w.size(); ++slot) {
    if (differences.empty_row(static_cast<std::size_t>(slot))) w(slot) = 0;
  }
  const Vector p = fit.h == 1 ? w : transform_back(differences, sample.periods, w);
  const Vector q = fit.h == 1 ? w : transform_column(sample.pattern, sample.periods, p);
  ArMoments out{fit.sigma2 * p.squaredNorm(), Vector::Zero(fit.zy.size())};
  for (std::size_t row = 0; row < sample.slots(); ++row) {
    const double weight = fit.sigma2 * q(static_cast<Eigen::Index>(row));
    const auto columns = z.columns(row);
    const auto values = z.values(row);
    for (std::size_t i = 0; i < columns.size(); ++i) out.cross(columns[i]) += weight * values[i];
  }
  return out;
}

}  // namespace

TestResult sargan_test(const GmmFit& fit) {
  const Vector moment = fit.zy - fit.zx * fit.b1;
  return chi2_test(moment.dot(fit.weight1 * moment) / fit.sigma2_1, degrees(fit));
}

TestResult hansen_test(const GmmFit& fit) {
  const Vector moment = fit.zy - fit.zx * fit.b2;
  return chi2_test(moment.dot(fit.weight2 * moment), degrees(fit));
}

std::vector<DifferenceInHansen> difference_in_hansen_tests(const GmmFit& fit, const Instruments& instruments,
                                                           const DynamicGmmOptions& options) {
  const bool sargan = options.steps == 1 && !options.robust;
  const TestResult full = sargan ? sargan_test(fit) : hansen_test(fit);
  std::vector<InstrumentGroup> groups;
  if (!instruments.level_columns.empty()) groups.push_back({"GMM instruments for levels", instruments.level_columns});
  groups.insert(groups.end(), instruments.groups.begin(), instruments.groups.end());
  std::vector<DifferenceInHansen> out;
  for (const InstrumentGroup& group : groups) {
    DifferenceInHansen test{.group = group.label};
    if (group.columns.empty() || !restricted_test(fit, group.columns, sargan, test.excluding)) continue;
    const int df = static_cast<int>(full.df - test.excluding.df);
    test.difference = chi2_test(full.statistic - test.excluding.statistic, df);
    out.push_back(std::move(test));
  }
  return out;
}

std::vector<ArTest> ar_tests(const GmmSample& sample, const Instruments& instruments, const GmmFit& fit,
                             const DynamicGmmOptions& options) {
  const Differenced d = differenced(sample, fit.b);
  const bool two = options.steps == 2;
  const Matrix gain = (two ? fit.v2 : fit.v1) * (fit.zx.transpose() * (two ? fit.weight2 : fit.weight1));
  // The factor of `small` is in the variance of the errors, not in that of the coefficients.
  const Matrix v = two || options.robust ? fit.covariance : Matrix(fit.sigma2_1 * fit.v1);
  std::vector<ArTest> out;
  for (int order = 1; order <= options.ar_tests; ++order) {
    const Vector w = lagged(d.e, order, sample.periods);
    const ArMoments moments = two || options.robust ? robust_moments(sample, fit, w, d.e)
                                                    : classical_moments(sample, fit, instruments.rows, d.transform, w);
    const Vector wx = d.x.transpose() * w;
    const double variance = moments.variance - 2 * wx.dot(gain * moments.cross) + wx.dot(v * wx);
    ArTest test{.order = order};
    if (variance > 0) {
      test.z = w.dot(d.e) / std::sqrt(variance);
      test.p = normal_two_sided_p(test.z);
    }
    out.push_back(test);
  }
  return out;
}

}  // namespace ecoeff
