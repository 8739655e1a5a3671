#include "ecoeff/frontier/models/price_range.hpp"

#include <algorithm>
#include <type_traits>

#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff::frontier {
namespace {

double nearest(const Rational& r) { return solver::near(r); }

}  // namespace

const char* word(PriceRange::Kind kind) {
  static constexpr const char* kWords[]{"unique",    "range", "unbounded-above", "unbounded-below",
                                        "unbounded", "none",  "uncertified"};
  return kWords[static_cast<std::size_t>(kind)];
}

PriceQuestion::PriceQuestion(const Prepared& its_prepared, const ScoreOptions& its_options)
    : prepared(its_prepared),
      options(its_options),
      directional(score_model(its_options.model).traits.distances),
      direction(direction_of(its_options, its_prepared.model)),
      twins(directional && has_twins(direction, its_prepared.model)),
      data(directional ? with_twins(its_prepared.data, its_prepared.model, twins) : its_prepared.data) {}

PriceFinder::PriceFinder(const PriceQuestion& question, const std::vector<std::size_t>& reference)
    : q_(question),
      rows_(with_twins(reference, question.prepared.data.rows(), question.twins)),
      store_(question.data, rows_),
      directional_(question.prepared.model, question.direction, question.data, question.prepared.data.rows()) {}

bool PriceFinder::solve_row(std::size_t row) {
  own_ = q_.data.row(row);
  reference_ = {.data = &q_.data, .store = &store_};
  const RowProgram* program = &radial_program_;
  const ProvedSolver* solver = &radial_;
  if (q_.directional) {
    solver = &directional_.settled(row, reference_);
    program = &directional_.program();
  } else {
    const bool by_unit = q_.options.leave_out == LeaveOut::unit;
    reference_.without_unit = by_unit ? q_.data.unit[row] : -1;
    const bool super = q_.prepared.is_super;
    if (super) reference_.without_row = row;
    if (by_unit && !super) reference_.but_keep = row;
    frontier::build(q_.prepared.model, own_, radial_program_);
    radial_exact_ = exact_maker(q_.prepared.model, own_);
    (void)radial_.find(radial_program_.program, reference_, radial_exact_);
    (void)radial_.settle();
  }
  const Solution& solution = solver->settled();
  if (solution.outcome != Outcome::optimal) return false;
  multiplier_ = solver->proof().price;
  peers_.clear();
  slack_.assign(q_.data.features, 0);
  gap_ = false;
  const auto is_gap = [&](std::size_t v) {
    const Program& p = program->program;
    return p.has_returns_row() && v != program->scale && p.at(p.returns_row(), v) != 0;
  };
  for (std::size_t i = 0; i < solution.basis.size(); ++i) {
    if (!(solution.basic[i] > 0)) continue;
    const std::size_t index = solution.basis[i].index;
    if (solution.basis[i].kind == Label::Kind::reference) peers_.push_back(index);
    if (solution.basis[i].kind != Label::Kind::own) continue;
    gap_ = gap_ || is_gap(index);
    for (std::size_t k = 0; k < slack_.size(); ++k) {
      if (program->slack[k] == index) slack_[k] = 1;
    }
  }
  return true;
}

template <class Real>
Real PriceFinder::share(std::size_t row, std::size_t k) const {
  const double by = own_[k] == 0 ? 1 : own_[k];
  if constexpr (std::is_same_v<Real, Rational>) return exact_value(q_.data, row, k) / Rational(by);
  return Real(q_.data.row(row)[k] / by);
}

// The dual of the range's program. The multiplier of a row of this program is -v, u, -w or u0 (times the row's values),
// and every own column is one condition on them; the norm row's is what is made as large as possible. The peers are taken
// off column 0, which changes nothing as their conditions are equations, so that the artificial columns start above 0.
template <class Real>
void PriceFinder::build(std::size_t good, std::size_t bad, int sign, solver::ProgramOf<Real>& out) const {
  const Model& model = q_.prepared.model;
  const std::size_t features = q_.data.features;
  out.reset(features, model.returns != Returns::crs);
  for (std::size_t k = 0; k < features; ++k) out.divide(k, own_[k] == 0 ? 1 : own_[k]);
  const std::size_t t = out.add(Real(0));
  out.at(out.norm_row(), t) = 1;
  if (bad != kNone) out.at(bad, t) = sign;
  const auto condition = [&](std::size_t k, double entry, bool equation, double cost) {
    out.at(k, out.add(Real(cost))) = entry;
    if (equation) out.at(k, out.add(Real(-cost))) = -entry;
  };
  const bool weak = q_.directional && q_.direction.weak;
  for (std::size_t k = 0; k < features; ++k) {
    const Side side = model.features[k].side;
    if (k == good) {
      condition(k, 1, true, 1);
    } else if (!(weak && side == Side::bad)) {
      condition(k, sign_of(side), slack_[k] != 0, 0);
    }
  }
  if (model.returns == Returns::nirs) condition(out.returns_row(), 1, gap_, 0);
  if (model.returns == Returns::ndrs) condition(out.returns_row(), -1, gap_, 0);
  if (weak) {
    const std::size_t along = out.add(Real(0));
    for (std::size_t k = 0; k < features; ++k) {
      if (q_.direction.moves[k] != 0 && own_[k] > 0) out.at(k, along) = sign_of(model.features[k].side);
    }
  }
  Real times = 1;
  if (bad != kNone && sign > 0) {
    Real sum = 0;
    for (const std::size_t peer : peers_) sum += share<Real>(peer, bad);
    if (sum > 0) times = Real(2) / sum;
  }
  for (const std::size_t peer : peers_) {
    const std::size_t column = out.add(Real(0));
    for (std::size_t k = 0; k < features; ++k) {
      const Real z = share<Real>(peer, k);
      out.at(k, column) = -z;
      out.at(k, t) -= times * z;
    }
    if (!out.has_returns_row()) continue;
    out.at(out.returns_row(), column) = -1;
    out.at(out.returns_row(), t) -= times;
  }
}

PriceFinder::End PriceFinder::largest(std::size_t good, std::size_t bad, int sign) const {
  Program program;
  ExactProgram exact;
  build(good, bad, sign, program);
  build(good, bad, sign, exact);
  const solver::ExactAnswer answer = solver::exact_solve(
      {.program = program, .exact = exact, .reference = reference_, .rows = rows_}, std::vector<Label>());
  if (answer.outcome == Outcome::optimal) return {End::Kind::found, answer.value};
  if (answer.outcome == Outcome::infeasible) return {End::Kind::unbounded, 0};
  return {answer.pivots < solver::kMostExactPivots ? End::Kind::none : End::Kind::failed, 0};
}

PriceRange PriceFinder::range(std::size_t good, std::size_t bad) const {
  PriceRange out;
  if (slack_[good] != 0) return out;
  const bool priced = multiplier_[good] > 0;
  if (priced) out.price = 0.0 + nearest(-multiplier_[bad] / multiplier_[good]);
  if (!priced) {
    const End any = largest(good, kNone, 0);
    if (any.kind == End::Kind::none) return out;
    if (any.kind != End::Kind::found) return {.kind = PriceRange::Kind::uncertified};
  }
  // Where no peer has any of it, nothing but the sign of w_bad bounds it from above.
  const bool nobody =
      std::none_of(peers_.begin(), peers_.end(), [&](std::size_t peer) { return q_.data.row(peer)[bad] > 0; });
  const End high = nobody && slack_[bad] == 0 ? End{End::Kind::unbounded, 0}
                   : slack_[bad] != 0         ? End{End::Kind::found, 0}
                                              : largest(good, bad, 1);
  const End low = slack_[bad] != 0 ? End{End::Kind::found, 0} : largest(good, bad, -1);
  const auto open = [](const End& end) { return end.kind == End::Kind::none || end.kind == End::Kind::failed; };
  if (open(high) || open(low)) return {.kind = PriceRange::Kind::uncertified};
  const Rational unit = Rational(own_[good]) / Rational(own_[bad] == 0 ? 1 : own_[bad]);
  if (low.kind == End::Kind::found) out.lower = 0.0 + nearest(-low.value * unit);
  if (high.kind == End::Kind::found) out.upper = 0.0 + nearest(high.value * unit);
  const bool below = low.kind == End::Kind::unbounded;
  const bool above = high.kind == End::Kind::unbounded;
  if (below && above) {
    out.kind = PriceRange::Kind::unbounded;
  } else if (below || above) {
    out.kind = above ? PriceRange::Kind::unbounded_above : PriceRange::Kind::unbounded_below;
  } else {
    out.kind = high.value == -low.value ? PriceRange::Kind::unique : PriceRange::Kind::range;
  }
  return out;
}

std::vector<PriceRange> PriceFinder::prices(std::size_t row, std::size_t good, std::size_t first_bad) {
  const std::size_t bads = q_.data.features - first_bad;
  if (!solve_row(row)) return std::vector<PriceRange>(bads, PriceRange{.kind = PriceRange::Kind::uncertified});
  std::vector<PriceRange> out;
  for (std::size_t b = 0; b < bads; ++b) out.push_back(range(good, first_bad + b));
  return out;
}

}  // namespace ecoeff::frontier
