#include "ecoeff/panel/time_effects.hpp"

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/panel/absorbed_degrees.hpp"

namespace ecoeff {
namespace {

Vector row_counts(const Effect& effect) {
  Vector counts = Vector::Zero(static_cast<Eigen::Index>(effect.levels));
  for (const std::int32_t code : effect.codes) counts(code) += 1;
  return counts;
}

}  // namespace

std::optional<TimeEffects> TimeEffects::build(const Effect& unit, const Effect& time) {
  if (connected_components(unit, time) != 1) return std::nullopt;
  TimeEffects out(unit, time);
  out.unit_rows_ = row_counts(unit);
  out.time_rows_ = row_counts(time);
  const auto years = static_cast<Eigen::Index>(time.levels);
  std::vector<std::vector<std::int32_t>> years_of(unit.levels);
  for (std::size_t i = 0; i < unit.codes.size(); ++i)
    years_of[static_cast<std::size_t>(unit.codes[i])].push_back(time.codes[i]);
  Matrix s = out.time_rows_.asDiagonal();
  for (std::size_t u = 0; u < unit.levels; ++u) {
    const double share = 1 / out.unit_rows_(static_cast<Eigen::Index>(u));
    for (const std::int32_t a : years_of[u]) {
      for (const std::int32_t b : years_of[u]) s(a, b) -= share;
    }
  }
  const Matrix inner = s.bottomRightCorner(years - 1, years - 1);
  out.s_inverse_ = years > 1 ? spd_inverse(inner) : Matrix(0, 0);
  if (out.s_inverse_.rows() != years - 1) return std::nullopt;
  return out;
}

Vector TimeEffects::within_units(Vector x) const {
  Vector means = Vector::Zero(unit_rows_.size());
  for (Eigen::Index i = 0; i < x.size(); ++i) means(unit_->codes[static_cast<std::size_t>(i)]) += x(i);
  means = means.cwiseQuotient(unit_rows_);
  for (Eigen::Index i = 0; i < x.size(); ++i) x(i) -= means(unit_->codes[static_cast<std::size_t>(i)]);
  return x;
}

Vector TimeEffects::effects(const Vector& v) const {
  const Vector inside = within_units(v);
  Vector sums = Vector::Zero(time_rows_.size());
  for (Eigen::Index i = 0; i < v.size(); ++i) sums(time_->codes[static_cast<std::size_t>(i)]) += inside(i);
  Vector delta = Vector::Zero(time_rows_.size());
  delta.tail(sums.size() - 1) = s_inverse_ * sums.tail(sums.size() - 1);
  return delta;
}

Vector TimeEffects::mean_weights() const {
  const auto n = static_cast<Eigen::Index>(unit_->codes.size());
  Vector psi = Vector::Zero(time_rows_.size());
  psi.tail(psi.size() - 1) = s_inverse_ * time_rows_.tail(psi.size() - 1) / static_cast<double>(n);
  Vector q(n);
  for (Eigen::Index i = 0; i < n; ++i) q(i) = psi(time_->codes[static_cast<std::size_t>(i)]);
  return within_units(std::move(q));
}

}  // namespace ecoeff
