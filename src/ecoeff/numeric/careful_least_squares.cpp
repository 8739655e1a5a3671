#include "ecoeff/numeric/careful_least_squares.hpp"

namespace ecoeff {
namespace {

using Wide = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
using WideVector = Eigen::Matrix<long double, Eigen::Dynamic, 1>;

struct WideQr {
  Wide q;
  Wide r;
};

WideQr orthogonalised(const Matrix& x) {
  WideQr out{x.cast<long double>(), Wide::Zero(x.cols(), x.cols())};
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (int pass = 0; pass < 2 && j > 0; ++pass) {
      const WideVector on = out.q.leftCols(j).transpose() * out.q.col(j);
      out.q.col(j) -= out.q.leftCols(j) * on;
      out.r.col(j).head(j) += on;
    }
    out.r(j, j) = out.q.col(j).norm();
    out.q.col(j) /= out.r(j, j);
  }
  return out;
}

// Q R^-T: columns from the last to the first.
Wide influence_of(const WideQr& qr) {
  Wide h = qr.q;
  for (Eigen::Index j = h.cols() - 1; j >= 0; --j) {
    for (Eigen::Index m = j + 1; m < h.cols(); ++m) h.col(j) -= qr.r(j, m) * h.col(m);
    h.col(j) /= qr.r(j, j);
  }
  return h;
}

WideVector solved(const Wide& r, WideVector b) {
  for (Eigen::Index j = b.size() - 1; j >= 0; --j) {
    for (Eigen::Index m = j + 1; m < b.size(); ++m) b(j) -= r(j, m) * b(m);
    b(j) /= r(j, j);
  }
  return b;
}

}  // namespace

CarefulFit careful_least_squares(const Matrix& x, const Vector& y) {
  const WideQr qr = orthogonalised(x);
  // What the first projection leaves of y is projected again, so that Q'e is zero to the last bit of e.
  WideVector e = y.cast<long double>();
  WideVector on = WideVector::Zero(x.cols());
  for (int pass = 0; pass < 2; ++pass) {
    const WideVector part = qr.q.transpose() * e;
    e -= qr.q * part;
    on += part;
  }
  return {solved(qr.r, on).cast<double>(), influence_of(qr).cast<double>(), e.cast<double>()};
}

}  // namespace ecoeff
