// The tiny linear program of one evaluated row. Every frontier model is written in this one form
//
//   min  c'v   subject to   sum_j a_j Lambda_j + V v = e_norm,   Lambda, v >= 0
//
// with a row for every feature, a row for the returns to scale when they are not constant, and the norm row, which
// comes last and is the only one with a right-hand side (Charnes and Cooper 1962: t scales the whole answer). Column
// a_j of reference row j is (z_jk / own_k for every feature k, 1 in the returns row, 0 in the norm row) and costs
// nothing. Everything that makes a model (slacks, t, theta, beta) is one of the few own columns V, so a model is data
// for one solver.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ecoeff/solver/columns.hpp"

namespace ecoeff::solver {

// `Real` is double, or Rational where an optimum is wanted without rounding (exact_simplex.hpp).
template <class Real>
class ProgramOf {
 public:
  // Forgets all own columns.
  void reset(std::size_t features, bool returns_row) {
    features_ = features;
    returns_row_ = returns_row;
    divisor.assign(features, 1.0);
    inverse.assign(features, 1.0);
    coefficients_.clear();
    rest_.clear();
    cost.clear();
    unbounded = !returns_row;
    surplus = kNone;
    static std::atomic<std::uint64_t> last{0};
    version_ = ++last;
  }
  // A new own column of zeros; returns its index.
  std::size_t add(const Real& its_cost) {
    cost.push_back(its_cost);
    coefficients_.resize(cost.size() * rows(), Real(0));
    return cost.size() - 1;
  }

  [[nodiscard]] std::size_t features() const { return features_; }
  [[nodiscard]] bool has_returns_row() const { return returns_row_; }
  [[nodiscard]] std::size_t rows() const { return features_ + (returns_row_ ? 2 : 1); }
  [[nodiscard]] std::size_t returns_row() const { return features_; }
  [[nodiscard]] std::size_t norm_row() const { return rows() - 1; }
  [[nodiscard]] std::size_t columns() const { return cost.size(); }
  [[nodiscard]] Real& at(std::size_t row, std::size_t column) { return coefficients_[column * rows() + row]; }
  [[nodiscard]] const Real& at(std::size_t row, std::size_t column) const {
    return coefficients_[column * rows() + row];
  }

  // Programs of the same version differ in the divisors alone. A program must not change otherwise once it is solved.
  [[nodiscard]] std::uint64_t version() const { return version_; }
  [[nodiscard]] const Real* column(std::size_t column) const { return coefficients_.data() + column * rows(); }

  // Sets the divisor of feature k, and its inverse with it.
  void divide(std::size_t k, double by) {
    divisor[k] = by;
    inverse[k] = 1 / by;
  }

  // The divisor without its rounding, where the data have one.
  void add_to_divisor(std::size_t k, double rest) {
    rest_.resize(features_, 0.0);
    rest_[k] = rest;
  }
  [[nodiscard]] Real exact_divisor(std::size_t k) const {
    return rest_.empty() ? Real(divisor[k]) : Real(divisor[k]) + Real(rest_[k]);
  }

  std::vector<double> divisor;  // one a feature: o's own value, 1 where that is zero
  std::vector<double> inverse;  // 1 / divisor
  std::vector<Real> cost;       // one an own column
  bool unbounded = true;        // no row bounds the sum of the intensities from above
  std::size_t surplus = kNone;  // the own column of what the sum of the intensities has beyond t (NDRS)

 private:
  std::size_t features_ = 0;
  bool returns_row_ = false;
  std::uint64_t version_ = 0;
  std::vector<double> rest_;
  std::vector<Real> coefficients_;  // column by column
};

using Program = ProgramOf<double>;

}  // namespace ecoeff::solver
