// Linear programs over fractions: a textbook two-phase simplex, slow and simple on purpose. It shares no code with the
// library and knows no tolerance.
//
// The tableau holds whole numbers over one denominator, the last pivot (Edmonds 1967): with every entry a determinant,
// the division in a_ij = (a_ij p - a_ic a_rj) / last is exact and no fraction is ever reduced. Artificial columns are
// never formed: one that has left the basis does not come back.
#pragma once

#include <boost/multiprecision/gmp.hpp>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ecoeff::exact {

using Fraction = boost::multiprecision::number<boost::multiprecision::gmp_rational, boost::multiprecision::et_off>;
using Whole = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;

struct Unbounded : std::logic_error {
  Unbounded() : std::logic_error("the program has no bound") {}
};

// More pivots than a program of this size has ever needed: the answer is not known.
struct TooMuchWork : std::runtime_error {
  TooMuchWork() : std::runtime_error("too many pivots in exact arithmetic") {}
};

// min c'x, A x = b, x >= 0.
class Simplex {
 public:
  Simplex(const std::vector<std::vector<Fraction>>& rows, const std::vector<Fraction>& right,
          const std::vector<Fraction>& cost)
      : m_(rows.size()), n_(cost.size()), width_(cost.size() + 1), a_((rows.size() + 2) * (cost.size() + 1)) {
    for (std::size_t i = 0; i < m_; ++i) {
      set_row(i, rows[i], right[i], right[i] < 0 ? -1 : 1);
      basis_.push_back(n_ + i);
    }
    units_ = set_row(m_, cost, 0, 1);
    for (std::size_t j = 0; j < width_; ++j) {
      for (std::size_t i = 0; i < m_; ++i) at(m_ + 1, j) -= at(i, j);
    }
  }

  // Nothing when infeasible. Throws Unbounded and TooMuchWork.
  std::optional<Fraction> minimum() {
    descend(m_ + 1);
    if (at(m_ + 1, n_) != 0) return std::nullopt;
    drive_out();
    descend(m_);
    return Fraction(-at(m_, n_), Whole(units_ * last_));
  }

 private:
  static constexpr std::size_t kPivots = 4000;  // a program of 20 rows and 60 columns needs some 100

  [[nodiscard]] Whole& at(std::size_t i, std::size_t j) { return a_[i * width_ + j]; }

  // The row times what makes it whole, which is returned.
  Whole set_row(std::size_t i, const std::vector<Fraction>& row, const Fraction& right, int sign) {
    Whole common = denominator(right);
    for (const Fraction& v : row) common = lcm(common, denominator(v));
    const auto whole = [&](const Fraction& v) { return Whole(numerator(v) * (common / denominator(v)) * sign); };
    for (std::size_t j = 0; j < n_; ++j) at(i, j) = whole(row[j]);
    at(i, n_) = whole(right);
    return common;
  }

  // The column that improves the row of costs the most, and after many pivots the first that improves it at all
  // (Bland 1977), which cannot go on for ever.
  [[nodiscard]] std::size_t entering(std::size_t costs) {
    std::size_t best = n_;
    for (std::size_t j = 0; j < n_; ++j) {
      if (at(costs, j) >= 0) continue;
      if (best == n_ || at(costs, j) < at(costs, best)) best = j;
      if (pivots_ > 3 * (m_ + n_)) break;
    }
    return best;
  }

  void descend(std::size_t costs) {
    for (std::size_t column = entering(costs); column != n_; column = entering(costs)) {
      std::size_t leave = m_;
      for (std::size_t i = 0; i < m_; ++i) {
        if (at(i, column) <= 0) continue;
        if (leave == m_) {
          leave = i;
          continue;
        }
        const Whole here = at(i, n_) * at(leave, column);
        const Whole best = at(leave, n_) * at(i, column);
        if (here < best || (here == best && basis_[i] < basis_[leave])) leave = i;
      }
      if (leave == m_) throw Unbounded();
      pivot(leave, column);
    }
  }

  // Artificial variables that stay basic at zero leave the basis wherever a real column can replace them.
  void drive_out() {
    for (std::size_t i = 0; i < m_; ++i) {
      if (basis_[i] < n_) continue;
      for (std::size_t j = 0; j < n_; ++j) {
        if (at(i, j) == 0) continue;
        if (at(i, j) < 0) {
          for (std::size_t k = 0; k < width_; ++k) at(i, k) = -at(i, k);
        }
        pivot(i, j);
        break;
      }
    }
  }

  void pivot(std::size_t row, std::size_t column) {
    if (++pivots_ > kPivots) throw TooMuchWork();
    const Whole p = at(row, column);
    Whole product;
    mpz_ptr t = product.backend().data();
    for (std::size_t i = 0; i < m_ + 2; ++i) {
      if (i == row) continue;
      const Whole f = at(i, column);
      for (std::size_t j = 0; j < width_; ++j) {
        mpz_ptr entry = at(i, j).backend().data();
        if (mpz_sgn(entry) == 0 && (f == 0 || at(row, j) == 0)) continue;
        mpz_mul(t, entry, p.backend().data());
        if (f != 0) mpz_submul(t, f.backend().data(), at(row, j).backend().data());
        mpz_divexact(entry, t, last_.backend().data());
      }
    }
    last_ = p;
    basis_[row] = column;
  }

  std::size_t m_, n_, width_;
  std::vector<Whole> a_;  // m rows, the costs, the sum of artificial levels with its sign turned
  std::vector<std::size_t> basis_;
  Whole units_ = 1;  // of the costs
  Whole last_ = 1;
  std::size_t pivots_ = 0;
};

enum class Sense { equal, at_most, at_least };

using Terms = std::vector<std::pair<std::size_t, Fraction>>;

// min c'x with rows of any sense, x >= 0.
class Lp {
 public:
  std::size_t add(const Fraction& cost) {
    cost_.push_back(cost);
    return cost_.size() - 1;
  }
  void row(const Terms& terms, Sense sense, const Fraction& right) {
    rows_.push_back(terms);
    if (sense != Sense::equal) rows_.back().emplace_back(add(0), sense == Sense::at_most ? 1 : -1);
    right_.push_back(right);
  }
  // Nothing when infeasible.
  [[nodiscard]] std::optional<Fraction> minimum() const {
    std::vector<std::vector<Fraction>> dense(rows_.size(), std::vector<Fraction>(cost_.size(), 0));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (const auto& [column, value] : rows_[i]) dense[i][column] += value;
    }
    return Simplex(dense, right_, cost_).minimum();
  }

 private:
  std::vector<Fraction> cost_;
  std::vector<Terms> rows_;
  std::vector<Fraction> right_;
};

}  // namespace ecoeff::exact
