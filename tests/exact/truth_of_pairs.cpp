// Productivity (productivity.hpp) by exact distances.
#include <algorithm>
#include <cmath>

#include "ecoeff/frontier/score_model.hpp"
#include "exact/reference.hpp"
#include "exact/truth.hpp"

namespace ecoeff::exact {
namespace {

// A distance, turned so that more is better: E, 1 / (1 + D), or -D for differences.
struct Level {
  std::optional<Fraction> value;
  double uncertainty = 0;  // of `value`; relative where levels are ratios
  RowStatus status = RowStatus::optimal;
};

class Pair {
 public:
  Pair(const Instance& instance, const Usable& usable, std::size_t from, std::size_t to, double precision)
      : instance_(instance), usable_(usable), o_(instance.options), precision_(precision) {
    out_.from = from;
    out_.to = to;
    differences_ = score_model(o_.model).traits.differences;
    distances_ = score_model(o_.model).traits.distances;
  }

  PairTruth solve() {
    const bool ray_desli = !distances_ && o_.returns == Returns::vrs;
    const Returns main = distances_ ? o_.returns : Returns::crs;
    out_.index = index(main);
    if (ray_desli) {
      out_.ec = own_change(Returns::vrs);
      const Index variable = index(Returns::vrs);
      out_.tc = less(variable, out_.ec);
      out_.scale = less(out_.index, variable);
    } else {
      out_.ec = own_change(main);
      out_.tc = less(out_.index, out_.ec);
      if (!distances_) out_.pec = own_change(Returns::vrs);
      if (!distances_) out_.sec = less(out_.ec, out_.pec);
    }
    if (kinds_.empty()) out_.status = RowStatus::optimal;
    if (!kinds_.empty() && std::count(kinds_.begin(), kinds_.end(), kinds_[0]) == std::ssize(kinds_))
      out_.status = kinds_[0];
    return out_;
  }

 private:
  [[nodiscard]] int year(std::size_t row) const { return instance_.year[row]; }

  template <class Test>
  [[nodiscard]] Rows rows_of(Test in) const {
    Rows out;
    for (std::size_t row = 0; row < instance_.rows(); ++row) {
      if (usable_[row] && in(year(row))) out.push_back(row);
    }
    return out;
  }
  [[nodiscard]] Rows own_technology(std::size_t row) const {
    const bool sequential = o_.reference == ReferenceKind::sequential;
    return rows_of([&](int y) { return y == year(row) || (sequential && y < year(row)); });
  }

  Level level(const Rows& technology, std::size_t row, Returns returns) {
    Level out = distances_ ? distance(technology, row, returns) : efficiency(technology, row, returns);
    if (out.status != RowStatus::optimal) {
      out.value.reset();
      kinds_.push_back(out.status);
    }
    return out;
  }

  [[nodiscard]] Level distance(const Rows& technology, std::size_t row, Returns returns) const {
    Directions g = directions_of(instance_.data, o_);
    g.moves = moving(instance_.data, row, g);
    if (std::none_of(g.moves.begin(), g.moves.end(), [](char m) { return m != 0; }))
      return {.status = RowStatus::unbounded};
    g.free_sign = true;
    const auto beta = directional(instance_.data, row, technology, returns, g);
    if (!beta) return {.status = RowStatus::infeasible};
    const double error = precision_ * (1 + std::abs(static_cast<double>(*beta)));
    if (differences_) return {Fraction(-*beta), error};
    if (*beta <= -1) return {.status = RowStatus::infeasible};
    return {Fraction(1 / (1 + *beta)), error / static_cast<double>(Fraction(1 + *beta))};
  }

  [[nodiscard]] Level efficiency(const Rows& technology, std::size_t row, Returns returns) const {
    const Data& d = instance_.data;
    const bool output = o_.orientation == Orientation::output;
    std::optional<Fraction> e;
    if (o_.base.value_or(Base::radial) == Base::radial) {
      e = radial(d, row, technology, returns, output);
      if (e && *e == 0) return {.status = RowStatus::unbounded};
    } else {
      ScoreOptions options = o_;
      options.returns = returns;
      Rows joined = technology;
      const bool member = std::find(technology.begin(), technology.end(), row) != technology.end();
      if (!member) {
        e = solve_row(d, row, technology, options, true);
        if (e && *e == 1) joined.push_back(row);
      }
      if (member || (e && *e == 1)) e = solve_row(d, row, joined, options, false);
    }
    if (!e) return {.status = RowStatus::infeasible};
    const double solved = static_cast<double>(*e);
    const double error = precision_ * std::max(1.0, std::abs(solved)) / std::abs(solved);
    const bool inverse = output && o_.base.value_or(Base::radial) == Base::radial;
    return {inverse ? Fraction(1 / *e) : *e, error};
  }

  [[nodiscard]] Index change(const Level& from, const Level& to) const {
    if (!from.value || !to.value) return {};
    const Fraction exact = differences_ ? Fraction(*to.value - *from.value) : Fraction(*to.value / *from.value);
    const auto v = static_cast<double>(exact);
    return {v, (from.uncertainty + to.uncertainty) * (differences_ ? 1 : std::abs(v))};
  }

  Index along(const Rows& technology, Returns returns) {
    const Level from = level(technology, out_.from, returns);
    return change(from, level(technology, out_.to, returns));
  }

  Index own_change(Returns returns) {
    const Level from = level(own_technology(out_.from), out_.from, returns);
    return change(from, level(own_technology(out_.to), out_.to, returns));
  }

  Index index(Returns returns) {
    if (o_.reference == ReferenceKind::pooled) return along(rows_of([](int) { return true; }), returns);
    if (o_.reference == ReferenceKind::biennial)
      return along(rows_of([&](int y) { return y == year(out_.from) || y == year(out_.to); }), returns);
    const Index first = along(own_technology(out_.from), returns);
    const Index second = along(own_technology(out_.to), returns);
    if (!first.value || !second.value) return {};
    if (differences_) return {(*first.value + *second.value) / 2, first.tolerance + second.tolerance};
    const double mean = std::sqrt(*first.value * *second.value);
    return {mean, mean * (first.tolerance / *first.value + second.tolerance / *second.value)};
  }

  // What is left of `all` without `part`.
  [[nodiscard]] Index less(const Index& all, const Index& part) const {
    if (!all.value || !part.value) return {};
    if (differences_) return {*all.value - *part.value, all.tolerance + part.tolerance};
    const double ratio = *all.value / *part.value;
    return {ratio, std::abs(ratio) * (all.tolerance / *all.value + part.tolerance / *part.value)};
  }

  const Instance& instance_;
  const Usable& usable_;
  const ScoreOptions& o_;
  double precision_;
  bool differences_ = false;
  bool distances_ = false;
  std::vector<RowStatus> kinds_;  // of missing distances
  PairTruth out_;
};

}  // namespace

std::vector<PairTruth> truth_of_pairs(const Instance& instance, double precision) {
  const Usable usable = usable_rows(instance);
  const Panel panel = panel_of(instance);
  std::vector<PairTruth> out;
  std::optional<std::size_t> before;
  for (const std::size_t row : panel.by_unit_and_time()) {
    if (!usable[row]) continue;
    if (before && instance.unit[*before] == instance.unit[row]) {
      try {
        out.push_back(Pair(instance, usable, *before, row, precision).solve());
      } catch (const TooMuchWork&) {
        out.push_back({.known = false, .from = *before, .to = row});
      }
    }
    before = row;
  }
  return out;
}

}  // namespace ecoeff::exact
