#include "ecoeff/solver/enclosure.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ecoeff/solver/price_bound.hpp"
#include "ecoeff/solver/price_sign.hpp"
#include "ecoeff/solver/scaled_bound.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff::solver {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Entries of the program's own columns are sums and quotients of a few weights.
constexpr double kEntry = 6 * kRounding;

}  // namespace

// C and its error, e its right-hand side (the norm row's 1).
struct Enclosure::Core {
  std::size_t size = 0;
  std::array<std::array<double, kCore>, kCore> c;
  std::array<std::array<double, kCore>, kCore> error;
  std::array<std::array<double, kCore>, kCore> inverse;
  std::array<double, kCore> scale;  // of each column, a power of two
  std::array<double, kCore> x;
  std::array<double, kCore> radius;

  bool invert();
  bool solve();
};

// Gauss-Jordan with row pivoting, columns scaled to size 1.
bool Enclosure::Core::invert() {
  std::array<std::array<double, kCore>, kCore> m;
  std::array<std::size_t, kCore> from;
  for (std::size_t i = 0; i < size; ++i) {
    from[i] = i;
    for (std::size_t j = 0; j < size; ++j) {
      m[i][j] = c[i][j];
      inverse[i][j] = i == j ? 1 : 0;
    }
  }
  for (std::size_t k = 0; k < size; ++k) {
    std::size_t r = k;
    for (std::size_t i = k + 1; i < size; ++i) {
      if (std::abs(m[i][k]) > std::abs(m[r][k])) r = i;
    }
    if (!(std::abs(m[r][k]) > 0)) return false;
    std::swap(m[r], m[k]);
    std::swap(inverse[r], inverse[k]);
    const double over = 1 / m[k][k];
    for (std::size_t j = 0; j < size; ++j) {
      m[k][j] *= over;
      inverse[k][j] *= over;
    }
    for (std::size_t i = 0; i < size; ++i) {
      const double factor = m[i][k];
      if (i == k || factor == 0) continue;
      for (std::size_t j = 0; j < size; ++j) {
        m[i][j] -= factor * m[k][j];
        inverse[i][j] -= factor * inverse[k][j];
      }
    }
  }
  return true;
}

bool Enclosure::Core::solve() {
  for (std::size_t j = 0; j < size; ++j) {
    double largest = 0;
    for (std::size_t i = 0; i < size; ++i) largest = std::max(largest, std::abs(c[i][j]));
    if (!(largest > 0) || !std::isfinite(largest)) return false;
    scale[j] = std::ldexp(1.0, -std::ilogb(largest));
    for (std::size_t i = 0; i < size; ++i) {
      c[i][j] *= scale[j];
      error[i][j] *= scale[j];
    }
  }
  if (!invert()) return false;
  const std::size_t last = size - 1;
  const double n = static_cast<double>(size + 2) * kRounding;
  // x~ with one step of refinement.
  std::array<double, kCore> r;
  for (std::size_t j = 0; j < size; ++j) x[j] = inverse[j][last];
  for (std::size_t i = 0; i < size; ++i) {
    r[i] = i == last ? 1 : 0;
    for (std::size_t j = 0; j < size; ++j) r[i] -= c[i][j] * x[j];
  }
  for (std::size_t j = 0; j < size; ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum += inverse[j][i] * r[i];
    x[j] += sum;
  }
  std::array<double, kCore> left;  // |e - C x~| with all errors
  for (std::size_t i = 0; i < size; ++i) {
    double sum = i == last ? 1 : 0;
    double terms = sum;
    double unsure = 0;
    for (std::size_t j = 0; j < size; ++j) {
      const double term = c[i][j] * x[j];
      sum -= term;
      terms += std::abs(term);
      unsure += error[i][j] * std::abs(x[j]);
    }
    left[i] = (std::abs(sum) + n * terms + unsure) * (1 + n);
  }
  std::array<double, kCore> reach;  // |R| left
  std::array<double, kCore> gain;   // row sums of |I - R C|
  double far = 0;
  double most = 0;
  for (std::size_t j = 0; j < size; ++j) {
    reach[j] = gain[j] = 0;
    for (std::size_t i = 0; i < size; ++i) reach[j] += std::abs(inverse[j][i]) * left[i];
    for (std::size_t k = 0; k < size; ++k) {
      double sum = j == k ? -1 : 0;
      double terms = j == k ? 1 : 0;
      double unsure = 0;
      for (std::size_t i = 0; i < size; ++i) {
        const double term = inverse[j][i] * c[i][k];
        sum += term;
        terms += std::abs(term);
        unsure += std::abs(inverse[j][i]) * error[i][k];
      }
      gain[j] += std::abs(sum) + n * terms + unsure;
    }
    gain[j] *= 1 + 4 * n;
    reach[j] *= 1 + 4 * n;
    far = std::max(far, reach[j]);
    most = std::max(most, gain[j]);
  }
  if (!(most < 0.5)) return false;
  for (std::size_t j = 0; j < size; ++j) {
    radius[j] = (reach[j] + gain[j] * far / (1 - most)) * (1 + 4 * n) * scale[j];
    x[j] *= scale[j];
    if (!std::isfinite(radius[j])) return false;
  }
  return true;
}

void Enclosure::read(const Program& program) {
  if (version_ == program.version()) return;
  version_ = program.version();
  only_row_.assign(program.columns(), kNone);
  for (std::size_t v = 0; v < program.columns(); ++v) {
    std::size_t entries = 0;
    for (std::size_t i = 0; i < program.norm_row(); ++i) {
      if (program.at(i, v) == 0) continue;
      ++entries;
      only_row_[v] = i;
    }
    if (entries != 1) only_row_[v] = kNone;
  }
}

// Slacks are eliminated with their rows; the others are the core.
bool Enclosure::split(const Program& program, const std::vector<Label>& basis) {
  read(program);
  if (basis.size() != program.rows()) return false;
  slack_.assign(program.rows(), kNone);
  core_.clear();
  tight_.clear();
  for (const Label& label : basis) {
    if (label.kind == Label::Kind::artificial) return false;
    const std::size_t row = label.kind == Label::Kind::own ? only_row_[label.index] : kNone;
    if (row != kNone && slack_[row] == kNone) {
      slack_[row] = label.index;
    } else {
      core_.push_back(label);
    }
  }
  for (std::size_t i = 0; i < program.rows(); ++i) {
    if (slack_[i] == kNone) tight_.push_back(i);
  }
  return core_.size() == tight_.size() && core_.size() <= kCore;
}

void Enclosure::fill(const Program& program, const Reference& reference, Core& core) const {
  const std::size_t norm = program.norm_row();
  const std::size_t last = tight_.size() - 1;  // the norm row
  core.size = core_.size();
  for (std::size_t j = 0; j < core.size; ++j) {
    const Label& label = core_[j];
    const bool own = label.kind == Label::Kind::own;
    const double* z = own ? nullptr : reference.data->row(label.index);
    const auto entry = [&](std::size_t i) {
      if (own) return program.at(i, label.index);
      return i < program.features() ? z[i] / program.divisor[i] : 1.0;
    };
    for (std::size_t i = 0; i < last; ++i) {
      core.c[i][j] = entry(tight_[i]);
      core.error[i][j] = kEntry * std::abs(core.c[i][j]);
    }
    double sum = own ? program.at(norm, label.index) : 0;
    double terms = std::abs(sum);
    for (std::size_t r = 0; r < norm; ++r) {
      const std::size_t v = slack_[r];
      if (v == kNone || program.at(norm, v) == 0) continue;
      const double term = program.at(norm, v) / program.at(r, v) * entry(r);
      sum -= term;
      terms += std::abs(term);
    }
    core.c[last][j] = sum;
    core.error[last][j] = (4 * kEntry + static_cast<double>(norm) * kRounding) * terms;
  }
}

bool Enclosure::primal(const Program& program, const Reference& reference, const std::vector<Label>& basis,
                       Interval& value) {
  if (!split(program, basis)) return false;
  Core core;
  fill(program, reference, core);
  if (!core.solve()) return false;
  double largest = 0;
  double widest = 0;
  for (std::size_t j = 0; j < core.size; ++j) {
    largest = std::max(largest, std::abs(core.x[j]));
    widest = std::max(widest, core.radius[j]);
  }
  unsure_ = widest / largest;
  double sum = 0;
  double radius = 0;
  const auto pay = [&](double cost, double level, double its_radius) {
    if (cost == 0) return;
    sum += cost * level;
    radius += std::abs(cost) * (its_radius + 2 * kEntry * std::abs(level));
  };
  for (std::size_t j = 0; j < core.size; ++j) {
    if (!(core.x[j] >= core.radius[j])) return false;
    if (core_[j].kind == Label::Kind::own) pay(program.cost[core_[j].index], core.x[j], core.radius[j]);
  }
  for (std::size_t r = 0; r < program.norm_row(); ++r) {
    const std::size_t v = slack_[r];
    if (v == kNone) continue;
    double level = 0;
    double terms = 0;
    double unsure = 0;
    for (std::size_t j = 0; j < core.size; ++j) {
      const Label& label = core_[j];
      double a = 1;
      if (label.kind == Label::Kind::own) {
        a = program.at(r, label.index);
      } else if (r < program.features()) {
        a = reference.data->row(label.index)[r] / program.divisor[r];
      }
      level -= a * core.x[j];
      terms += std::abs(a * core.x[j]);
      unsure += std::abs(a) * core.radius[j];
    }
    const double over = 1 / program.at(r, v);
    level *= over;
    const double its_radius = std::abs(over) *
                              (unsure + (2 * kEntry + static_cast<double>(core.size) * kRounding) * terms) *
                              (1 + 4 * kEntry);
    if (!(level >= its_radius)) return false;
    pay(program.cost[v], level, its_radius);
  }
  radius = radius * (1 + 4 * kEntry) + static_cast<double>(program.rows() + 2) * kRounding * (std::abs(sum) + radius);
  value = {.lower = std::nextafter(sum - radius, -kInfinity), .upper = std::nextafter(sum + radius, kInfinity)};
  return std::isfinite(value.lower) && std::isfinite(value.upper);
}

// Signs that slacks without a price ask for.
void Enclosure::clip(const Program& program) {
  for (std::size_t v = 0; v < program.columns(); ++v) {
    const std::size_t row = only_row_[v];
    if (row == kNone || program.cost[v] != 0 || program.at(program.norm_row(), v) != 0) continue;
    if (program.at(row, v) * y_[row] > 0) y_[row] = 0;
  }
}

// Makes the price of every reference row at most 0.
bool Enclosure::absorb(const Program& program, const Reference& reference, bool every) {
  const std::size_t features = program.features();
  weights_.resize(features);
  for (std::size_t k = 0; k < features; ++k) weights_[k] = y_[k] * program.inverse[k];
  const double constant = program.has_returns_row() ? y_[program.returns_row()] : 0;
  const double worst = largest_relative_price(reference, weights_, constant, every);
  if (!(worst < 0.125)) return false;
  // Mixtures that stand for rows behind them have prices up to `worst` times twice the terms of those rows.
  const bool assumed = !every && reference.behind_within > 0;
  const double by = assumed ? 2.5 * worst + 4 * reference.behind_within : worst + 4 * kRounding;
  for (std::size_t i = 0; i < program.norm_row(); ++i) y_[i] -= by * std::abs(y_[i]);
  return true;
}

void Enclosure::make_own(const Program& program) {
  own_.resize(program.columns());
  for (std::size_t v = 0; v < program.columns(); ++v) {
    double sum = 0;
    double terms = 0;
    std::size_t entries = 0;
    const double* a = program.column(v);
    for (std::size_t i = 0; i < program.norm_row(); ++i) {
      if (a[i] == 0 || y_[i] == 0) continue;
      sum += a[i] * y_[i];
      terms += std::abs(a[i] * y_[i]);
      ++entries;
    }
    const double radius = (static_cast<double>(entries) * kRounding + kEntry) * terms;
    own_[v] = terms == 0 ? Interval{0, 0} : Interval{sum - radius, sum + radius};
  }
}

double Enclosure::dual(const Program& program, const Reference& reference, const std::vector<double>& dual,
                       bool every) {
  read(program);
  y_.assign(dual.begin(), dual.end());
  if (!std::all_of(y_.begin(), y_.end(), [](double y) { return std::isfinite(y); })) return -kInfinity;
  clip(program);
  if (!absorb(program, reference, every)) return -kInfinity;
  make_own(program);
  return scaled_bound(program, own_, y_.back(), false);
}

bool Enclosure::farkas(const Program& program, const Reference& reference, const std::vector<double>& dual,
                       bool every) {
  read(program);
  y_.assign(dual.begin(), dual.end());
  if (!std::all_of(y_.begin(), y_.end(), [](double y) { return std::isfinite(y); })) return false;
  // Multipliers that are 0 but for rounding: a column that pays nothing may forbid them.
  double largest = 0;
  for (const double y : y_) largest = std::max(largest, std::abs(y));
  for (double& y : y_) y = std::abs(y) <= Tolerance<double>::dual * largest ? 0 : y;
  clip(program);
  if (!absorb(program, reference, every)) return false;
  make_own(program);
  return scaled_bound(program, own_, y_.back(), true) > 0;
}

}  // namespace ecoeff::solver
