#include "ecoeff/panel/leverage.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

constexpr double kMostEntries = 40e6;
constexpr double kNothing = 1e-8;  // share of its length below which a column adds nothing

Matrix dummies(const std::vector<const Effect*>& effects, Eigen::Index rows, Eigen::Index more) {
  Eigen::Index columns = 0;
  for (const Effect* effect : effects) columns += static_cast<Eigen::Index>(effect->levels);
  if (static_cast<double>(rows) * static_cast<double>(columns + more) > kMostEntries) {
    throw Error(
        Fault::estimator, "P560",
        {"the fixed effects have too many levels for exact leverages", "固定效应的水平过多，无法精确计算杠杆值"}, {},
        {"use cluster(column), which needs none", "请改用不需要杠杆值的 cluster(列名)"});
  }
  Matrix out = Matrix::Zero(rows, columns + more);
  Eigen::Index begin = 0;
  for (const Effect* effect : effects) {
    for (Eigen::Index i = 0; i < rows; ++i) out(i, begin + effect->codes[static_cast<std::size_t>(i)]) = 1;
    begin += static_cast<Eigen::Index>(effect->levels);
  }
  return out;
}

}  // namespace

HatMatrix::HatMatrix(const std::vector<Effect>& effects, const Matrix& x) {
  std::vector<const Effect*> others;
  for (const Effect& effect : effects) others.push_back(&effect);
  const auto most = std::max_element(others.begin(), others.end(),
                                     [](const Effect* a, const Effect* b) { return a->levels < b->levels; });
  if (most != others.end()) {
    first_ = *most;
    others.erase(most);
    inverse_count_.assign(first_->levels, 0);
    for (const std::int32_t code : first_->codes) inverse_count_[static_cast<std::size_t>(code)] += 1;
    for (double& count : inverse_count_) count = 1 / count;
  }
  Matrix columns = dummies(others, x.rows(), x.cols());
  columns.rightCols(x.cols()) = x;
  const Vector negligible = kNothing * columns.colwise().norm().transpose();
  if (first_ != nullptr) {
    const std::vector<Effect> only{*first_};  // an Absorber keeps pointers
    const Absorber means(only);
    for (Eigen::Index j = 0; j < columns.cols() - x.cols(); ++j) (void)means.project(columns.col(j));
  }
  q_ = orthogonalise(std::move(columns), negligible).q;
}

double HatMatrix::first_share(Eigen::Index row) const {
  return first_ == nullptr ? 0 : inverse_count_[static_cast<std::size_t>(first_->codes[static_cast<std::size_t>(row)])];
}

double HatMatrix::leverage(Eigen::Index row) const { return first_share(row) + q_.row(row).squaredNorm(); }

Matrix HatMatrix::residual_block(const std::vector<Eigen::Index>& rows) const {
  const auto n = static_cast<Eigen::Index>(rows.size());
  Matrix q(n, q_.cols());
  for (Eigen::Index i = 0; i < n; ++i) q.row(i) = q_.row(rows[static_cast<std::size_t>(i)]);
  Matrix block = Matrix::Identity(n, n) - q * q.transpose();
  if (first_ == nullptr) return block;
  const auto code = [&](Eigen::Index i) {
    return first_->codes[static_cast<std::size_t>(rows[static_cast<std::size_t>(i)])];
  };
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      if (code(i) == code(j)) block(i, j) -= first_share(rows[static_cast<std::size_t>(i)]);
    }
  }
  return block;
}

Vector HatMatrix::onto_basis(const std::vector<Eigen::Index>& rows, const Vector& w) const {
  const auto levels = static_cast<Eigen::Index>(inverse_count_.size());
  Vector out = Vector::Zero(levels + q_.cols());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double value = w(static_cast<Eigen::Index>(i));
    if (first_ != nullptr)
      out(first_->codes[static_cast<std::size_t>(rows[i])]) += value * std::sqrt(first_share(rows[i]));
    out.tail(q_.cols()) += value * q_.row(rows[i]).transpose();
  }
  return out;
}

}  // namespace ecoeff
