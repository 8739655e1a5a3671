#include "ecoeff/frontier/models/least_square_mixture.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::frontier {
namespace {

// Rows of the constraints that hold with equality: the sum of lam, the sum of B lam, and those of the working set.
// Constraint i < n is lam_i >= 0, constraint n + k is (B lam)_k >= 0.
class ActiveSet {
 public:
  ActiveSet(const Matrix& columns, Vector start) : b_(columns), lam_(std::move(start)) {
    const Vector t = b_ * lam_;
    for (Eigen::Index i = 0; i < count(); ++i) {
      if (value(i, t) <= kOnFace) add(i);
    }
  }

  Vector solve() {
    const auto most = static_cast<std::size_t>(50 * (count() + 1));  // it ends far below; a cycle of rounding must too
    for (std::size_t round = 0; round < most; ++round) {
      const Vector step = best_step();
      if ((b_ * step).norm() <= kStill * std::max(1.0, (b_ * lam_).norm())) {
        if (!drop()) break;
        continue;
      }
      move(step);
    }
    return b_ * lam_;
  }

 private:
  [[nodiscard]] Eigen::Index count() const { return b_.cols() + b_.rows(); }
  [[nodiscard]] double value(Eigen::Index i, const Vector& t) const {
    return i < b_.cols() ? lam_(i) : t(i - b_.cols());
  }
  [[nodiscard]] Vector row(Eigen::Index i) const {
    if (i < b_.cols()) return Vector::Unit(b_.cols(), i);
    return b_.row(i - b_.cols()).transpose();
  }

  [[nodiscard]] Matrix equalities() const {
    Matrix rows(2 + static_cast<Eigen::Index>(working_.size()), b_.cols());
    rows.row(0).setOnes();
    rows.row(1) = b_.colwise().sum();
    for (std::size_t w = 0; w < working_.size(); ++w)
      rows.row(2 + static_cast<Eigen::Index>(w)) = row(working_[w]).transpose();
    return rows;
  }

  // Only what is independent of what is held already: multipliers are unique then.
  bool add(Eigen::Index i) {
    const Matrix held = equalities().transpose();
    const Vector normal = row(i);
    if ((held * least_squares(held, normal) - normal).norm() <= kDependent * std::max(1.0, normal.norm())) return false;
    working_.push_back(i);
    return true;
  }

  // A step to the least squares on the working set.
  [[nodiscard]] Vector best_step() const {
    const Matrix free = null_space(equalities());
    if (free.cols() == 0) return Vector::Zero(b_.cols());
    return free * least_squares(b_ * free, -(b_ * lam_));
  }

  // Lets go of the constraint whose multiplier is most negative; false where none is.
  bool drop() {
    const Vector gradient = b_.transpose() * (b_ * lam_);
    const Vector multiplier = least_squares(equalities().transpose(), gradient);
    double least = -kOnFace * std::max(1.0, gradient.norm());
    std::size_t at = working_.size();
    for (std::size_t w = 0; w < working_.size(); ++w) {
      if (multiplier(2 + static_cast<Eigen::Index>(w)) < least) {
        least = multiplier(2 + static_cast<Eigen::Index>(w));
        at = w;
      }
    }
    if (at == working_.size()) return false;
    working_.erase(working_.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
  }

  void move(const Vector& step) {
    const Vector t = b_ * lam_;
    double length = 1;
    Eigen::Index stop = -1;
    for (Eigen::Index i = 0; i < count(); ++i) {
      if (std::find(working_.begin(), working_.end(), i) != working_.end()) continue;
      const double change = row(i).dot(step);
      if (change >= -kOnFace * step.norm()) continue;
      const double until = std::max(0.0, value(i, t)) / -change;
      if (until < length) {
        length = until;
        stop = i;
      }
    }
    lam_ += length * step;
    if (stop >= 0) (void)add(stop);
  }

  const Matrix& b_;
  Vector lam_;
  std::vector<Eigen::Index> working_;
};

}  // namespace

Vector least_square_mixture(const Matrix& columns, Vector start) {
  if (columns.cols() == 1) return columns.col(0);
  return ActiveSet(columns, std::move(start)).solve();
}

}  // namespace ecoeff::frontier
