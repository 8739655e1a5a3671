#include "ecoeff/panel/linear_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/numeric/careful_least_squares.hpp"
#include "ecoeff/panel/near_zero.hpp"
#include "ecoeff/panel/orthogonal.hpp"
#include "ecoeff/panel/row_pieces.hpp"
#include "ecoeff/panel/tall_least_squares.hpp"

namespace ecoeff {
namespace {

// The size of a column, and its squares about its mean; with weights it holds the roots of weights times the values.
// Parts are joined as Chan, Golub and LeVeque (1983) do.
struct Sizes {
  double weight = 0;
  double mean = 0;
  double about_mean = 0;
  double squares = 0;

  Sizes& operator+=(const Sizes& more) {
    const double all = weight + more.weight;
    const double apart = more.mean - mean;
    mean += apart * (more.weight / all);
    about_mean += more.about_mean + apart * apart * (weight * more.weight / all);
    squares += more.squares;
    weight = all;
    return *this;
  }
};

Sizes sizes_of(const Eigen::Ref<const Vector>& x, const Vector& roots, unsigned threads) {
  return sum_rows(x.size(), threads, Sizes(), [&](Eigen::Index first, Eigen::Index count) {
    const auto part = x.segment(first, count).array();
    Sizes sizes{.squares = part.square().sum()};
    if (roots.size() == 0) {
      const double start = part(0);
      sizes.weight = static_cast<double>(count);
      sizes.mean = start + (part - start).sum() / sizes.weight;
      sizes.about_mean = (part - start - (sizes.mean - start)).square().sum();
    } else {
      const auto root = roots.segment(first, count).array();
      const double start = part(0) / root(0);
      sizes.weight = root.square().sum();
      const double above = ((part - start * root) * root).sum() / sizes.weight;
      sizes.mean = start + above;
      sizes.about_mean = (part - start * root - above * root).square().sum();
    }
    return sizes;
  });
}

double negligible(const Sizes& sizes, bool centred) {
  return negligible_length(std::sqrt(sizes.squares), std::sqrt(sizes.about_mean), centred);
}

// Extended precision costs at most some hundredths of a second below this.
constexpr double kCarefulOperations = 5e6;

bool to_be_careful(const std::vector<Effect>& effects, Eigen::Index rows, Eigen::Index k) {
  const bool constant_alone = effects.empty() || (effects.size() == 1 && effects[0].levels == 1 && !effects[0].slope);
  const auto columns = static_cast<double>(k + 1);
  return k > 0 && constant_alone && static_cast<double>(rows) * columns * columns <= kCarefulOperations;
}

// The fit again with the columns of `all` that were kept, the constant being the first column.
void refit_carefully(const Matrix& all, const Vector& y, const std::vector<Effect>& effects, LinearFit& fit) {
  const Eigen::Index first = effects.empty() ? 0 : 1;
  const auto kept = static_cast<Eigen::Index>(fit.kept.size());
  Matrix x = Matrix::Ones(all.rows(), first + kept);
  if (first == 1 && !effects[0].values.empty()) x.col(0) = Eigen::Map<const Vector>(effects[0].values.data(), x.rows());
  for (Eigen::Index j = 0; j < kept; ++j) x.col(first + j) = all.col(fit.kept[static_cast<std::size_t>(j)]);
  CarefulFit careful = careful_least_squares(x, y);
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

// The fit when every column may be kept: x becomes the influence and y the residuals.
bool fit_all(Matrix& x, Vector& y, const Vector& nothing, unsigned threads, LinearFit& fit) {
  std::optional<TallFit> tall = fit_tall(x, y, nothing, threads);
  if (!tall) return false;
  for (Eigen::Index j = 0; j < x.cols(); ++j) fit.kept.push_back(j);
  fit.r = std::move(tall->r);
  fit.r_inverse = std::move(tall->r_inverse);
  fit.slopes = std::move(tall->slopes);
  return true;
}

// The same with collinear columns left out, from left to right.
void fit_independent(Matrix& x, Vector& y, const Vector& nothing, const std::string& text, LinearFit& fit) {
  const Eigen::Index k = x.cols();
  OrthogonalColumns basis = orthogonalise(std::move(x), nothing);
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
  const Vector on_basis = basis.q.transpose() * y;
  fit.slopes = fit.r_inverse * on_basis;
  y -= basis.q * on_basis;
  x = std::move(basis.q);
  turn_rows(x, fit.r_inverse.transpose());
}

}  // namespace

LinearFit fit_linear(const EstimationSample& sample, Matrix x, const std::vector<Effect>& effects,
                     const std::string& text, unsigned threads) {
  const Eigen::Index k = x.cols();
  const Absorber absorber(effects, threads);
  LinearFit fit;
  const Vector roots = sample.weights.cwiseSqrt();
  const bool careful = to_be_careful(effects, x.rows(), k);
  const Matrix as_given = careful ? x : Matrix();

  // 1. The effects out of y and X.
  Vector y = copied(sample.y, threads);
  const Sizes y_sizes = sizes_of(y, roots, threads);
  const double y_nothing = negligible(y_sizes, !effects.empty());
  fit.tss = effects.empty() ? y_sizes.squares : y_sizes.about_mean;
  Vector x_nothing(k);
  std::vector<double*> columns{y.data()};
  for (Eigen::Index j = 0; j < k; ++j) {
    x_nothing(j) = negligible(sizes_of(x.col(j), roots, threads), !effects.empty());
    columns.push_back(x.col(j).data());
  }
  fit.converged = absorber.project(columns, threads);
  fit.tss_within = squares_of(y, threads);
  if (!(std::sqrt(fit.tss_within) > y_nothing)) fail_constant_outcome(text, fit.tss > y_nothing * y_nothing);

  // 2. Coefficients, influence and residuals.
  if (!fit_all(x, y, x_nothing, threads, fit)) fit_independent(x, y, x_nothing, text, fit);
  fit.influence = std::move(x);
  fit.residuals = std::move(y);
  if (careful && !fit.kept.empty()) refit_carefully(as_given, sample.y, effects, fit);
  return fit;
}

}  // namespace ecoeff
