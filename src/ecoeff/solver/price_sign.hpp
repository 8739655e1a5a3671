// The sign of a reference row's price sum_k pi_k z_k (+ pi of the returns row), by doubles where the bound of all
// roundings allows, else open.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "ecoeff/solver/columns.hpp"
#include "ecoeff/solver/rational.hpp"

namespace ecoeff::solver {

// What a unit of the last place is of a number, at most.
inline constexpr double kRounding = std::numeric_limits<double>::epsilon() / 2;

class PriceSign {
 public:
  struct Answer {
    int sign = 0;     // 0: open
    double size = 0;  // the price over the sum of its terms
  };

  PriceSign(const Data& data, std::size_t features, const std::vector<Rational>& price, bool has_returns)
      : data_(data), features_(features), margin_(static_cast<double>(features + 8) * kRounding) {
    for (std::size_t k = 0; k < features; ++k) weights_.push_back(near(price[k]));
    constant_ = has_returns ? near(price[features]) : 0;
  }

  [[nodiscard]] Answer of(std::size_t row) const {
    const double* z = data_.row(row);
    double sum = constant_;
    double terms = std::abs(constant_);
    for (std::size_t k = 0; k < features_; ++k) {
      const double term = weights_[k] * z[k];
      sum += term;
      terms += std::abs(term);
    }
    Answer out{.sign = 0, .size = terms > 0 ? sum / terms : 0};
    // Where products may have left the normal range nothing is said.
    if (!(terms < kMost && terms > kLeast)) return out;
    if (sum > margin_ * terms) out.sign = 1;
    if (sum < -margin_ * terms) out.sign = -1;
    return out;
  }

 private:
  static constexpr double kMost = std::numeric_limits<double>::max() / 4;
  static constexpr double kLeast = std::numeric_limits<double>::min() / std::numeric_limits<double>::epsilon() /
                                   std::numeric_limits<double>::epsilon();
  const Data& data_;
  std::size_t features_;
  double margin_;
  std::vector<double> weights_;
  double constant_ = 0;
};

}  // namespace ecoeff::solver
