#include "ecoeff/frontier/models/model.hpp"

#include <utility>

#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {
namespace {

enum class Place { numerator, denominator, none };

// Which side of the fraction the slack of a feature stands on.
Place place_of(const Model& model, Side side) {
  const bool bad_is_input = model.kind == Kind::super_slacks && model.bad_as == BadAs::input;
  const bool top = side == Side::input || (side == Side::bad && bad_is_input);
  if (top) return model.orientation == Orientation::output ? Place::none : Place::numerator;
  return model.orientation == Orientation::input ? Place::none : Place::denominator;
}

// The weight of each slack in its side of the fraction; zero inputs and bads of o do not count.
template <class Real>
std::vector<Real> shares(const Model& model, const double* own) {
  Real top = 0;
  Real bottom = 0;
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (own[k] == 0) continue;
    const Place place = place_of(model, model.features[k].side);
    if (place == Place::numerator) top += Real(model.features[k].weight);
    if (place == Place::denominator) bottom += Real(model.features[k].weight);
  }
  std::vector<Real> share(model.features.size(), Real(0));
  for (std::size_t k = 0; k < share.size(); ++k) {
    const Place place = place_of(model, model.features[k].side);
    if (own[k] == 0 || place == Place::none) continue;
    share[k] = Real(model.features[k].weight) / (place == Place::numerator ? top : bottom);
  }
  return share;
}

template <class Real>
void build_slacks(const Model& model, const double* own, RowProgramOf<Real>& out) {
  start_program(model, own, Real(1), out);
  auto& p = out.program;
  const std::vector<Real> share = shares<Real>(model, own);
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    const Side side = model.features[k].side;
    const Place place = place_of(model, side);
    const std::size_t s = p.add(place == Place::numerator ? Real(-share[k]) : Real(0));
    p.at(k, s) = sign_of(side);
    if (place == Place::denominator) p.at(p.norm_row(), s) = share[k];
    out.slack[k] = s;
    out.direction[k] = -sign_of(side);
  }
}

template <class Real>
void build_super_slacks(const Model& model, const double* own, RowProgramOf<Real>& out) {
  start_program(model, own, Real(1), out);
  auto& p = out.program;
  const std::vector<Real> share = shares<Real>(model, own);
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    const Side side = model.features[k].side;
    p.at(k, p.add(Real(0))) = sign_of(side);  // the inequality
    if (share[k] == 0) continue;
    const Place place = place_of(model, side);
    const std::size_t s = p.add(place == Place::numerator ? share[k] : Real(0));
    p.at(k, s) = -sign_of(side);
    if (place == Place::denominator) p.at(p.norm_row(), s) = Real(-share[k]);
    out.slack[k] = s;
    out.direction[k] = sign_of(side);
  }
}

bool scaled(const Model& model, Side side) {
  return model.orientation == Orientation::output ? side == Side::good : side == Side::input;
}

template <class Real>
void add_row_slacks(const Model& model, const Real& cost, RowProgramOf<Real>& out) {
  for (std::size_t k = 0; k < model.features.size(); ++k) add_slack(model, k, cost, out);
}

template <class Real>
void build_radial(const Model& model, const double* own, RowProgramOf<Real>& out) {
  start_program(model, own, Real(0), out);
  auto& p = out.program;
  const std::size_t factor = p.add(Real(model.orientation == Orientation::output ? -1 : 1));
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (!scaled(model, model.features[k].side)) continue;
    p.at(k, factor) = p.at(k, out.scale);
    p.at(k, out.scale) = 0;
  }
  add_row_slacks(model, Real(0), out);
}

}  // namespace

template <class Real>
void start_program(const Model& model, const double* own, const Real& cost, RowProgramOf<Real>& out) {
  const std::size_t features = model.features.size();
  out.program.reset(features, model.returns != Returns::crs);
  out.scale = out.program.add(cost);
  out.slack.assign(features, kNone);
  out.direction.assign(features, 0.0);
  out.zero = false;
  auto& p = out.program;
  for (std::size_t k = 0; k < features; ++k) {
    const bool zero = own[k] == 0;
    p.divide(k, zero ? 1.0 : own[k]);
    p.at(k, out.scale) = zero ? 0.0 : -1.0;
    out.zero = out.zero || zero;
  }
  p.at(p.norm_row(), out.scale) = 1;
  if (!p.has_returns_row()) return;
  p.at(p.returns_row(), out.scale) = -1;
  if (model.returns == Returns::vrs) return;
  const std::size_t gap = p.add(Real(0));
  p.at(p.returns_row(), gap) = model.returns == Returns::nirs ? 1 : -1;
  if (model.returns == Returns::nirs) return;
  p.unbounded = true;
  p.surplus = gap;
}

template <class Real>
std::size_t add_slack(const Model& model, std::size_t k, const Real& cost, RowProgramOf<Real>& out) {
  const double sign = sign_of(model.features[k].side);
  const std::size_t s = out.program.add(cost);
  out.program.at(k, s) = sign;
  out.slack[k] = s;
  out.direction[k] = -sign;
  return s;
}

bool rebuild(const Model& model, const double* own, RowProgram& out) {
  if (out.zero || model.kind == Kind::radial) return false;
  const std::size_t features = model.features.size();
  for (std::size_t k = 0; k < features; ++k) {
    if (own[k] == 0) return false;
  }
  for (std::size_t k = 0; k < features; ++k) out.program.divide(k, own[k]);
  return true;
}

template <class Real>
void build(const Model& model, const double* own, RowProgramOf<Real>& out) {
  switch (model.kind) {
    case Kind::slacks: return build_slacks(model, own, out);
    case Kind::super_slacks: return build_super_slacks(model, own, out);
    case Kind::radial: return build_radial(model, own, out);
  }
}

template <class Real>
void build_second_stage(const Model& model, const double* own, const Real& factor, RowProgramOf<Real>& out) {
  start_program(model, own, Real(0), out);
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (scaled(model, model.features[k].side)) out.program.at(k, out.scale) *= factor;
  }
  add_row_slacks(model, Real(-1), out);
}

ExactMaker exact_maker(const Model& model, const double* own) {
  return [&model, own](ExactProgram& out) {
    ExactRowProgram exact;
    build(model, own, exact);
    out = std::move(exact.program);
  };
}

#define ECOEFF_BUILDERS(Real)                                                                  \
  template void build(const Model&, const double*, RowProgramOf<Real>&);                       \
  template void start_program(const Model&, const double*, const Real&, RowProgramOf<Real>&);  \
  template std::size_t add_slack(const Model&, std::size_t, const Real&, RowProgramOf<Real>&); \
  template void build_second_stage(const Model&, const double*, const Real&, RowProgramOf<Real>&)
ECOEFF_BUILDERS(double);
ECOEFF_BUILDERS(Rational);
#undef ECOEFF_BUILDERS

}  // namespace ecoeff::frontier
