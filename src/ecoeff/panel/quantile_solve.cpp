#include "ecoeff/panel/quantile_solve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/panel/orthogonal.hpp"

namespace ecoeff {
namespace {

constexpr double kPerturbation = 1e-10;
constexpr double kDualSlack = 1e-9;

double objective_of(const Vector& r, double tau) {
  double sum = 0;
  for (Eigen::Index i = 0; i < r.size(); ++i) sum += r(i) * (tau - (r(i) < 0 ? 1 : 0));
  return sum;
}

// k independent rows, those nearest to the least-squares fit first.
std::vector<Eigen::Index> first_basis(const Matrix& x, const Vector& y) {
  const Vector e = (y - x * least_squares(x, y)).cwiseAbs();
  std::vector<Eigen::Index> order(static_cast<std::size_t>(x.rows()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Eigen::Index a, Eigen::Index b) { return e(a) < e(b); });
  std::vector<Eigen::Index> basis;
  Matrix rows(x.cols(), x.cols());
  for (const Eigen::Index row : order) {
    Vector rest = x.row(row).transpose();
    const double length = rest.norm();
    const auto chosen = static_cast<Eigen::Index>(basis.size());
    for (int pass = 0; pass < 2; ++pass) rest -= rows.leftCols(chosen) * (rows.leftCols(chosen).transpose() * rest);
    if (!(rest.norm() > 1e-7 * length)) continue;
    rows.col(chosen) = rest / rest.norm();
    basis.push_back(row);
    if (chosen + 1 == x.cols()) break;
  }
  return basis;
}

// The inverse of the basic rows.
Matrix inverse_of_rows(const Matrix& x, const std::vector<Eigen::Index>& basis) {
  const Matrix rows = x(basis, Eigen::all);
  const bool square = rows.rows() == rows.cols();
  Matrix inverse = square ? lu_solve(rows, Matrix::Identity(rows.rows(), rows.cols())) : Matrix();
  if (inverse.size() > 0) return inverse;
  throw Error(Fault::estimator, "P513",
              {"the regressors are too nearly collinear for a quantile regression: no rows determine the coefficients",
               "解释变量过于接近共线，无法做分位数回归：没有足以确定系数的行"},
              {}, {"use one of two columns that say the same", "含义相同的两列只用一列"});
}

class Descent {
 public:
  Descent(const Matrix& x, const Vector& y, double tau)
      : x_(x), y_(y), tau_(tau), basis_(first_basis(x, y)), basic_(static_cast<std::size_t>(x.rows()), false) {
    for (const Eigen::Index row : basis_) basic_[static_cast<std::size_t>(row)] = true;
    refactor();
  }

  void run() {
    // Each step lowers the objective; the bound is far beyond what generic data needs.
    const Eigen::Index most = 50 * (x_.rows() + 50);
    for (Eigen::Index step = 0; step < most && move(); ++step) refactor();
  }

  [[nodiscard]] const std::vector<Eigen::Index>& basis() const { return basis_; }

 private:
  // Directions are the columns of the inverse of the basic rows: column j moves the fit off basic row j alone.
  void refactor() {
    inverse_ = inverse_of_rows(x_, basis_);
    r_ = y_ - x_ * (inverse_ * Vector(y_(basis_)));
    for (const Eigen::Index row : basis_) r_(row) = 0;
  }

  // One exchange; false at the optimum.
  bool move() {
    Vector weights(r_.size());
    for (Eigen::Index i = 0; i < r_.size(); ++i)
      weights(i) = basic_[static_cast<std::size_t>(i)] ? 0 : tau_ - (r_(i) < 0 ? 1 : 0);
    // d objective / d step along +column j: the fit rises by 1 on basic row j (its residual falls below 0, cost 1-tau),
    // along -column j its residual rises (cost tau).
    const Vector slope = -(inverse_.transpose() * (x_.transpose() * weights));
    Eigen::Index leave = -1;
    double steepest = -kDualSlack;
    double sign = 1;
    for (Eigen::Index j = 0; j < slope.size(); ++j) {
      const double up = slope(j) + 1 - tau_;
      const double down = -slope(j) + tau_;
      if (up < steepest) {
        steepest = up;
        leave = j;
        sign = 1;
      }
      if (down < steepest) {
        steepest = down;
        leave = j;
        sign = -1;
      }
    }
    if (leave < 0) return false;
    const Eigen::Index enter = line_search(sign * inverse_.col(leave), steepest);
    if (enter < 0) return false;
    basic_[static_cast<std::size_t>(basis_[static_cast<std::size_t>(leave)])] = false;
    basis_[static_cast<std::size_t>(leave)] = enter;
    basic_[static_cast<std::size_t>(enter)] = true;
    return true;
  }

  // The breakpoint at which the slope, negative at first, stops being negative.
  Eigen::Index line_search(const Vector& direction, double slope) {
    const Vector move = x_ * direction;
    breakpoints_.clear();
    const double nothing = 1e-12 * move.cwiseAbs().maxCoeff();
    for (Eigen::Index i = 0; i < move.size(); ++i) {
      if (basic_[static_cast<std::size_t>(i)] || std::abs(move(i)) <= nothing) continue;
      const double at = r_(i) / move(i);
      if (at > 0) breakpoints_.emplace_back(at, i);
    }
    std::sort(breakpoints_.begin(), breakpoints_.end());
    for (const auto& [at, i] : breakpoints_) {
      slope += std::abs(move(i));
      if (slope >= 0) return i;
    }
    return breakpoints_.empty() ? -1 : breakpoints_.back().second;
  }

  const Matrix& x_;
  const Vector& y_;
  double tau_;
  std::vector<Eigen::Index> basis_;
  std::vector<bool> basic_;
  Matrix inverse_;
  Vector r_;
  std::vector<std::pair<double, Eigen::Index>> breakpoints_;
};

// Dual values of the basic rows lie in [tau - 1, tau] at an optimum, and inside where it is the only one.
void check_dual(const Matrix& x, const Vector& r, const std::vector<Eigen::Index>& basis, const Matrix& inverse,
                double tau, QuantileSolution& out) {
  Vector weights(r.size());
  for (Eigen::Index i = 0; i < r.size(); ++i) weights(i) = tau - (r(i) < 0 ? 1 : 0);
  for (const Eigen::Index row : basis) weights(row) = 0;
  const Vector dual = -(inverse.transpose() * (x.transpose() * weights));
  for (Eigen::Index j = 0; j < dual.size(); ++j) {
    const double slack = std::min(tau - dual(j), dual(j) - (tau - 1));
    if (slack < -1e-7) out.optimal = false;
    if (std::abs(slack) < 1e-9) out.unique = false;
  }
}

}  // namespace

QuantileSolution solve_quantile(const Matrix& x, const Vector& y, double tau) {
  const double spread = (y.array() - y.mean()).matrix().norm() / std::sqrt(static_cast<double>(y.size()));
  Vector moved = y;
  RandomStream random(20240117);
  for (Eigen::Index i = 0; i < y.size(); ++i)
    moved(i) += kPerturbation * (spread > 0 ? spread : 1) * random.uniform(-1, 1);
  Descent descent(x, moved, tau);
  descent.run();
  const std::vector<Eigen::Index>& basis = descent.basis();
  const Matrix inverse = inverse_of_rows(x, basis);
  QuantileSolution out;
  out.b = inverse * Vector(y(basis));
  Vector r = y - x * out.b;
  out.objective = objective_of(r, tau);
  // The side of a row on the plane is the one it has after the small move.
  Vector sided = moved - x * (inverse * Vector(moved(basis)));
  check_dual(x, sided, basis, inverse, tau, out);
  return out;
}

}  // namespace ecoeff
