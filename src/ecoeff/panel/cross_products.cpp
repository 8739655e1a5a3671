#include "ecoeff/panel/cross_products.hpp"

namespace ecoeff {

Matrix cross_products(const Matrix& x, unsigned threads) {
  const Matrix zero = Matrix::Zero(x.cols(), x.cols());
  if (x.size() == 0) return zero;
  return sum_rows(x.rows(), threads, zero, [&](Eigen::Index first, Eigen::Index count) {
    Matrix sum = zero;
    in_cache(first, count, [&](Eigen::Index at, Eigen::Index rows) {
      const auto block = x.middleRows(at, rows);
      sum.noalias() += block.transpose() * block;
    });
    return sum;
  });
}

Matrix cross_products(const Matrix& x, const Vector& w, unsigned threads) {
  const Matrix zero = Matrix::Zero(x.cols(), x.cols());
  if (x.size() == 0) return zero;
  return sum_rows(x.rows(), threads, zero, [&](Eigen::Index first, Eigen::Index count) {
    Matrix sum = zero;
    Matrix weighted(std::min(kRowsInCache, count), x.cols());
    in_cache(first, count, [&](Eigen::Index at, Eigen::Index rows) {
      weighted.topRows(rows) = w.segment(at, rows).asDiagonal() * x.middleRows(at, rows);
      sum.noalias() += weighted.topRows(rows).transpose() * weighted.topRows(rows);
    });
    return sum;
  });
}

}  // namespace ecoeff
