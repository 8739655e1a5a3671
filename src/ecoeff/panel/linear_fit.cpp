#include "ecoeff/panel/linear_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/numeric/careful_least_squares.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

// What is left after the effects counts as nothing below this share of the variation about the mean, and below this
// share of the size (the rounding of the means).
constexpr double kNothingOfVariation = 1e-8;
constexpr double kNothingOfSize = 1e-12;

// Squares of x about its mean; with weights x holds the roots of weights times the values.
double squares_about_mean(const Eigen::Ref<const Vector>& x, const Vector& roots) {
  if (roots.size() == 0) {
    const double mean = (x.array() - x(0)).mean();
    return (x.array() - x(0) - mean).square().sum();
  }
  const Vector shifted = x - roots * (x(0) / roots(0));
  return (shifted - roots * (roots.dot(shifted) / roots.squaredNorm())).squaredNorm();
}

double negligible(const Eigen::Ref<const Vector>& x, bool centred, const Vector& roots) {
  if (!centred) return kNothingOfVariation * x.norm();
  const double about_mean = std::sqrt(squares_about_mean(x, roots));
  return std::max(kNothingOfVariation * about_mean, kNothingOfSize * x.norm());
}

// Extended precision costs at most some hundredths of a second below this.
constexpr double kCarefulOperations = 5e6;

bool to_be_careful(const std::vector<Effect>& effects, Eigen::Index rows, std::size_t kept) {
  const bool constant_alone = effects.empty() || (effects.size() == 1 && effects[0].levels == 1 && !effects[0].slope);
  const auto columns = static_cast<double>(kept + 1);
  return kept > 0 && constant_alone && static_cast<double>(rows) * columns * columns <= kCarefulOperations;
}

// The fit again with the columns that were kept, the constant being the first column.
void refit_carefully(const EstimationSample& sample, const std::vector<Effect>& effects, LinearFit& fit) {
  const Eigen::Index first = effects.empty() ? 0 : 1;
  const auto kept = static_cast<Eigen::Index>(fit.kept.size());
  Matrix x = Matrix::Ones(sample.x.rows(), first + kept);
  if (first == 1 && !effects[0].values.empty()) x.col(0) = Eigen::Map<const Vector>(effects[0].values.data(), x.rows());
  for (Eigen::Index j = 0; j < kept; ++j) x.col(first + j) = sample.x.col(fit.kept[static_cast<std::size_t>(j)]);
  CarefulFit careful = careful_least_squares(x, sample.y);
  fit.slopes = careful.coefficients.tail(kept);
  fit.influence = careful.influence.rightCols(kept);
  fit.residuals = std::move(careful.residuals);
  if (first == 1) fit.constant = {careful.coefficients(0), careful.influence.col(0)};
}

[[noreturn]] void fail_constant_outcome(const std::string& text, bool absorbed) {
  throw Error(Fault::estimator, "P512",
              {absorbed ? fmt::format("{}: nothing of the outcome is left inside the fixed effects", text)
                        : fmt::format("{}: the outcome has the same value in every row", text),
               absorbed ? fmt::format("{}：去除固定效应后被解释变量没有变化", text)
                        : fmt::format("{}：被解释变量在每一行都相同", text)},
              {}, {"check the column and the rows kept", "请检查该列以及保留的行"});
}

// x = x t, a few rows at a time: x may be most of the memory.
void turn_rows(Matrix& x, const Matrix& t) {
  constexpr Eigen::Index kRows = 1024;
  Matrix part(kRows, x.cols());
  for (Eigen::Index first = 0; first < x.rows(); first += kRows) {
    const Eigen::Index count = std::min(kRows, x.rows() - first);
    part.topRows(count).noalias() = x.middleRows(first, count) * t;
    x.middleRows(first, count) = part.topRows(count);
  }
}

}  // namespace

LinearFit fit_linear(const EstimationSample& sample, const std::vector<Effect>& effects, const std::string& text,
                     unsigned threads) {
  const Eigen::Index k = sample.x.cols();
  const Absorber absorber(effects);
  LinearFit fit;
  const Vector roots = sample.weights.cwiseSqrt();

  // 1. The effects out of y and X.
  Vector y = sample.y;
  const double y_nothing = negligible(y, !effects.empty(), roots);
  fit.tss = effects.empty() ? y.squaredNorm() : squares_about_mean(y, roots);
  Matrix x = sample.x;
  Vector x_nothing(k);
  std::vector<double*> columns{y.data()};
  for (Eigen::Index j = 0; j < k; ++j) {
    x_nothing(j) = negligible(x.col(j), !effects.empty(), roots);
    columns.push_back(x.col(j).data());
  }
  fit.converged = absorber.project(columns, threads);
  fit.tss_within = y.squaredNorm();
  if (!(y.norm() > y_nothing)) fail_constant_outcome(text, fit.tss > y_nothing * y_nothing);

  // 2. Collinear columns, from left to right.
  OrthogonalColumns basis = orthogonalise(std::move(x), x_nothing);
  fit.kept = std::move(basis.kept);
  fit.omitted = std::move(basis.omitted);
  if (k > 0 && fit.kept.empty()) {
    throw Error(Fault::estimator, "P513",
                {fmt::format("{}: nothing of any regressor is left after the fixed effects", text),
                 fmt::format("{}：去除固定效应后所有解释变量都没有变化", text)},
                {},
                {"use a regressor that varies inside the effects, or fewer effects",
                 "请使用在固定效应内有变化的解释变量，或减少固定效应"});
  }
  fit.r = std::move(basis.r);
  fit.r_inverse = std::move(basis.r_inverse);

  // 3. Coefficients, influence and residuals.
  if (to_be_careful(effects, x.rows(), fit.kept.size())) {
    refit_carefully(sample, effects, fit);
    return fit;
  }
  const Vector on_basis = basis.q.transpose() * y;
  fit.slopes = fit.r_inverse * on_basis;
  fit.residuals = y - basis.q * on_basis;
  fit.influence = std::move(basis.q);
  turn_rows(fit.influence, fit.r_inverse.transpose());
  return fit;
}

}  // namespace ecoeff
