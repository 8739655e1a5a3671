#include "ecoeff/panel/gmm_estimate.hpp"

#include <fmt/format.h>

namespace ecoeff {
namespace {

Matrix instruments_times(const Instruments& z, const Matrix& x) {
  Matrix out = Matrix::Zero(z.columns, x.cols());
  for (std::size_t row = 0; row < z.rows.rows(); ++row) {
    const auto columns = z.rows.columns(row);
    const auto values = z.rows.values(row);
    for (std::size_t i = 0; i < columns.size(); ++i)
      out.row(columns[i]) += values[i] * x.row(static_cast<Eigen::Index>(row));
  }
  return out;
}

// Adds weight * row `from` of z to a dense row and remembers which columns it touched.
class RowSum {
 public:
  explicit RowSum(int columns) : sum_(Vector::Zero(columns)), touched_(static_cast<std::size_t>(columns), false) {}

  void add(const SparseRows& z, std::size_t from, double weight) {
    const auto columns = z.columns(from);
    const auto values = z.values(from);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      sum_(columns[i]) += weight * values[i];
      if (!touched_[static_cast<std::size_t>(columns[i])]) {
        touched_[static_cast<std::size_t>(columns[i])] = true;
        order_.push_back(columns[i]);
      }
    }
  }
  void flush(SparseRows& out) {
    for (const int column : order_) {
      out.add(column, sum_(column));
      sum_(column) = 0;
      touched_[static_cast<std::size_t>(column)] = false;
    }
    order_.clear();
    out.end_row();
  }

 private:
  Vector sum_;
  std::vector<bool> touched_;
  std::vector<int> order_;
};

// F with Z'HZ = F'F.
SparseRows error_factor(const GmmSample& sample, const Instruments& z, int h) {
  if (h == 1) return z.rows;
  const std::size_t slots = sample.slots();
  const auto periods = static_cast<std::size_t>(sample.periods);
  // M by columns: for period s the transformed rows in which it has a weight.
  std::vector<std::vector<std::pair<std::size_t, double>>> back(slots);
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const auto columns = sample.pattern.columns(slot);
    const auto weights = sample.pattern.values(slot);
    const std::size_t base = slot - slot % periods;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      back[base + static_cast<std::size_t>(columns[i])].emplace_back(slot, weights[i]);
    }
  }
  SparseRows factor;
  RowSum sum(z.columns);
  for (std::size_t slot = 0; slot < slots; ++slot) {
    for (const auto& [row, weight] : back[slot]) sum.add(z.rows, row, weight);
    if (h == 3 && sample.system) sum.add(z.rows, slots + slot, 1);
    sum.flush(factor);
  }
  if (h == 2 && sample.system) {
    for (std::size_t slot = 0; slot < slots; ++slot) {
      sum.add(z.rows, slots + slot, 1);
      sum.flush(factor);
    }
  }
  return factor;
}

// The rows of one period as a dense block of the columns that occur in them, which are few: no instrument of another
// period, unless collapsed.
class PeriodBlock {
 public:
  explicit PeriodBlock(int columns) : place_(static_cast<std::size_t>(columns), -1) {}

  void add_cross_product(const SparseRows& rows, std::size_t first, std::size_t step, std::size_t last, Matrix& out) {
    collect(rows, first, step, last);
    const auto width = static_cast<Eigen::Index>(columns_.size());
    if (width == 0) return;  // a period without instruments
    block_.setZero(static_cast<Eigen::Index>((last - first + step - 1) / step), width);
    Eigen::Index at = 0;
    for (std::size_t row = first; row < last; row += step, ++at) {
      const auto columns = rows.columns(row);
      const auto values = rows.values(row);
      for (std::size_t i = 0; i < columns.size(); ++i)
        block_(at, place_[static_cast<std::size_t>(columns[i])]) = values[i];
    }
    product_.setZero(width, width);
    product_.selfadjointView<Eigen::Lower>().rankUpdate(block_.transpose());
    product_.triangularView<Eigen::StrictlyUpper>() = product_.transpose();
    out(columns_, columns_) += product_;
    for (const int column : columns_) place_[static_cast<std::size_t>(column)] = -1;
  }

 private:
  void collect(const SparseRows& rows, std::size_t first, std::size_t step, std::size_t last) {
    columns_.clear();
    for (std::size_t row = first; row < last; row += step) {
      for (const int column : rows.columns(row)) {
        int& place = place_[static_cast<std::size_t>(column)];
        if (place >= 0) continue;
        place = static_cast<int>(columns_.size());
        columns_.push_back(column);
      }
    }
  }

  std::vector<int> place_;
  std::vector<int> columns_;
  Matrix block_;
  Matrix product_;
};

// F'F; F has a row for every slot, once or twice.
Matrix cross_product(const GmmSample& sample, const SparseRows& rows, int columns) {
  Matrix out = Matrix::Zero(columns, columns);
  PeriodBlock block(columns);
  const auto periods = static_cast<std::size_t>(sample.periods);
  for (std::size_t half = 0; half < rows.rows(); half += sample.slots()) {
    for (std::size_t period = 0; period < periods; ++period)
      block.add_cross_product(rows, half + period, periods, half + sample.slots(), out);
  }
  return out;
}

// Z_i'x_i for the rows of one unit.
template <typename Accept>
void for_unit_entries(const GmmSample& sample, const SparseRows& z, int unit, Accept&& accept) {
  const auto periods = static_cast<std::size_t>(sample.periods);
  for (std::size_t block = 0; block < (sample.system ? 2U : 1U); ++block) {
    for (std::size_t t = 0; t < periods; ++t) {
      const std::size_t row = block * sample.slots() + static_cast<std::size_t>(unit) * periods + t;
      const auto columns = z.columns(row);
      const auto values = z.values(row);
      for (std::size_t i = 0; i < columns.size(); ++i) accept(columns[i], values[i], static_cast<Eigen::Index>(row));
    }
  }
}

Matrix unit_moments(const GmmSample& sample, const Instruments& z, const Vector& e) {
  Matrix moments = Matrix::Zero(z.columns, sample.units);
  for (int unit = 0; unit < sample.units; ++unit) {
    auto column = moments.col(unit);
    for_unit_entries(sample, z.rows, unit, [&](int j, double value, Eigen::Index row) { column(j) += value * e(row); });
  }
  return moments;
}

double residual_variance(const GmmSample& sample, int h, const Vector& e) {
  const auto slots = static_cast<Eigen::Index>(sample.slots());
  if (h == 1 && sample.system) return e.tail(slots).squaredNorm() / static_cast<double>(sample.level_rows);
  const double divisor = h == 1 || sample.orthogonal ? 1 : 2;
  return e.head(slots).squaredNorm() / (divisor * static_cast<double>(sample.transformed_rows));
}

// The factor of sig2 that `small` asks for after one step without robust errors.
double small_sample_factor(const GmmSample& sample, int h, Eigen::Index coefficients) {
  const auto n = static_cast<double>(h == 1 && sample.system ? sample.level_rows : sample.transformed_rows);
  return n / (n - static_cast<double>(coefficients));
}

// Windmeijer (2005): the derivative of b2 with respect to b1, and the corrected variance.
Matrix windmeijer(const GmmSample& sample, const Instruments& z, const GmmFit& fit, const Matrix& v1_robust) {
  const Vector a = fit.weight2 * (fit.zy - fit.zx * fit.b2);
  // sum_i Z_i'X_i (g_i'a) + g_i (a'Z_i'X_i), g_i the moments of unit i.
  const Vector along = fit.moments1.transpose() * a;
  Matrix weighted = sample.x;
  Matrix projected = Matrix::Zero(sample.units, fit.zx.cols());
  for (int unit = 0; unit < sample.units; ++unit) {
    for (Eigen::Index half = 0; half < weighted.rows(); half += static_cast<Eigen::Index>(sample.slots())) {
      const Eigen::Index first = half + static_cast<Eigen::Index>(unit) * sample.periods;
      weighted.middleRows(first, sample.periods) *= along(unit);
    }
    for_unit_entries(sample, z.rows, unit, [&](int j, double value, Eigen::Index row) {
      projected.row(unit) += (a(j) * value) * sample.x.row(row);
    });
  }
  const Matrix sum = instruments_times(z, weighted) + fit.moments1 * projected;
  const Matrix d = fit.v2 * (fit.zx.transpose() * (fit.weight2 * sum));
  const Matrix v = fit.v2 + d * v1_robust * d.transpose() + d * fit.v2 + fit.v2 * d.transpose();
  return (v + v.transpose()) / 2;
}

[[noreturn]] void refuse_unidentified(int rank, Eigen::Index coefficients) {
  throw Error(Fault::estimator, "P533",
              {fmt::format("the instruments do not identify the model: {} independent instruments for {} coefficients",
                           rank, coefficients),
               fmt::format("工具变量不足以识别模型：{} 个独立工具变量，{} 个待估系数", rank, coefficients)},
              {},
              {"add instruments (deeper lags, iv()) or leave regressors out",
               "请增加工具变量（更深的滞后、iv()），或减少解释变量"});
}

}  // namespace

bool solve_moments(const Matrix& zx, const Vector& zy, const Matrix& weight, Vector& b, Matrix& variance) {
  const Matrix xza = zx.transpose() * weight;
  const GeneralizedInverse inverse = generalized_inverse(xza * zx);
  if (inverse.rank < zx.cols()) return false;
  variance = inverse.inverse;
  b = variance * (xza * zy);
  return true;
}

GmmFit estimate_gmm(const GmmSample& sample, const Instruments& instruments, const DynamicGmmOptions& options) {
  GmmFit fit;
  fit.h = options.h.value_or(3);
  fit.zx = instruments_times(instruments, sample.x);
  fit.zy = instruments_times(instruments, sample.y);

  // Step one.
  fit.factor = error_factor(sample, instruments, fit.h);
  fit.weight1_inverse = cross_product(sample, fit.factor, instruments.columns);
  GeneralizedInverse inverse = generalized_inverse(fit.weight1_inverse);
  fit.rank = inverse.rank;
  fit.clear = inverse.clear;
  fit.weight1 = std::move(inverse.inverse);
  if (!solve_moments(fit.zx, fit.zy, fit.weight1, fit.b1, fit.v1)) refuse_unidentified(fit.rank, fit.zx.cols());
  fit.e1 = sample.y - sample.x * fit.b1;
  fit.sigma2_1 = residual_variance(sample, fit.h, fit.e1);
  fit.moments1 = unit_moments(sample, instruments, fit.e1);
  fit.s = Matrix::Zero(instruments.columns, instruments.columns);
  fit.s.selfadjointView<Eigen::Lower>().rankUpdate(fit.moments1);
  fit.s.triangularView<Eigen::StrictlyUpper>() = fit.s.transpose();
  const Matrix half = fit.v1 * (fit.zx.transpose() * fit.weight1);
  const Matrix v1_robust = half * fit.s * half.transpose();

  // Step two, also wanted after one step: Hansen's test rests on it.
  inverse = generalized_inverse(fit.s);
  fit.rank2 = inverse.rank;
  fit.weight2 = std::move(inverse.inverse);
  if (!solve_moments(fit.zx, fit.zy, fit.weight2, fit.b2, fit.v2)) refuse_unidentified(fit.rank2, fit.zx.cols());
  fit.e2 = sample.y - sample.x * fit.b2;

  const bool two = options.steps == 2;
  fit.b = two ? fit.b2 : fit.b1;
  fit.e = two ? fit.e2 : fit.e1;
  fit.moments = two ? unit_moments(sample, instruments, fit.e2) : fit.moments1;
  fit.sigma2 = residual_variance(sample, fit.h, fit.e);
  if (two) {
    fit.covariance = options.robust ? windmeijer(sample, instruments, fit, v1_robust) : fit.v2;
  } else if (options.robust) {
    fit.covariance = v1_robust;
  } else {
    if (options.small) fit.sigma2 *= small_sample_factor(sample, fit.h, fit.b.size());
    fit.covariance = fit.sigma2 * fit.v1;
  }
  return fit;
}

}  // namespace ecoeff
