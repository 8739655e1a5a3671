#include "ecoeff/panel/column_spread.hpp"

#include <cmath>

namespace ecoeff {
namespace {

constexpr double kOneValue = 1e-12;

}  // namespace

Vector column_spreads(const Matrix& x, const Vector& frequencies) {
  const Vector f = frequencies.size() > 0 ? frequencies : Vector::Ones(x.rows());
  const double n = f.sum();
  Vector out(x.cols());
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    const Vector apart = x.col(j).array() - x(0, j);
    const double mean = f.dot(apart) / n;
    const double squares = (f.array() * (apart.array() - mean).square()).sum();
    const double size = std::sqrt((f.array() * x.col(j).array().square()).sum() / n);
    const double spread = std::sqrt(squares / (n - 1));
    out(j) = spread > kOneValue * size ? spread : size;
  }
  return out;
}

}  // namespace ecoeff
