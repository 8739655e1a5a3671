#include "ecoeff/frontier/distances.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/frontier/models/directional.hpp"
#include "ecoeff/frontier/proof_book.hpp"
#include "ecoeff/frontier/schedule/row_chunks.hpp"
#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff::frontier {
namespace {

RowStatus status_of(Outcome outcome) {
  if (outcome == Outcome::optimal) return RowStatus::optimal;
  return outcome == Outcome::infeasible ? RowStatus::infeasible : RowStatus::uncertified;
}

Distance radial(const Model& model, const double* own, const Reference& reference, ProvedSolver& solver) {
  RowProgram program;
  build(model, own, program);
  const ExactMaker exact = exact_maker(model, own);
  const Solution* solution = &solver.solve(program.program, reference, exact);
  if (solution->outcome == Outcome::optimal && solution->lower <= 0 && solution->upper >= 0)
    solution = &solver.settle();
  Distance out{.status = status_of(solution->outcome)};
  if (solution->outcome != Outcome::optimal) return out;
  if (solution->value == 0) {
    out.status = RowStatus::unbounded;
    return out;
  }
  const bool output = model.orientation == Orientation::output;
  out.value = output ? -1 / solution->value : solution->value;
  out.ends = output ? outwards(-1 / solution->lower, -1 / solution->upper) : Ends{solution->lower, solution->upper};
  out.settled = settled_by(*solution);
  return out;
}

// delta where o is outside, else rho; o itself joins the reference of rho, which changes nothing for a row inside.
Distance slacks_based(Model model, const Data& data, std::size_t row, bool member, const Reference& reference,
                      solver::Witnesses* witnesses, ProvedSolver& solver) {
  RowProgram program;
  if (!member) {
    solver.attend(witnesses, "without");
    model.kind = Kind::super_slacks;
    build(model, data.row(row), program);
    const ExactMaker exact = exact_maker(model, data.row(row));
    const Solution* outside = &solver.solve(program.program, reference, exact);
    if (outside->outcome == Outcome::optimal && outside->lower <= 1) outside = &solver.settle();
    Distance out{.status = status_of(outside->outcome)};
    if (outside->outcome != Outcome::optimal) return out;
    out.value = outside->value;
    out.ends = {outside->lower, outside->upper};
    out.settled = settled_by(*outside);
    if (outside->upper > 1) return out;
  }
  solver.attend(witnesses, "score");
  model.kind = Kind::slacks;
  build(model, data.row(row), program);
  const ExactMaker exact = exact_maker(model, data.row(row));
  const std::size_t itself[] = {row};
  const ColumnStore extra(data, itself);
  Reference joined = reference;
  if (!member) joined.extra = &extra;
  const Solution& inside = solver.solve(program.program, joined, exact);
  Distance out{.status = status_of(inside.outcome)};
  if (inside.outcome != Outcome::optimal) return out;
  out.value = std::min(1.0, inside.value);
  out.ends = {std::min(1.0, inside.lower), std::min(1.0, inside.upper)};
  out.settled = settled_by(inside);
  return out;
}

}  // namespace

Distances::Distances(const Panel& panel, const Prepared& prepared, const ScoreOptions& options, Returns returns)
    : panel_(panel), prepared_(prepared), options_(options), model_(prepared.model) {
  model_.returns = returns;
  if (!score_model(options.model).traits.distances && options.base.value_or(Base::radial) == Base::radial)
    model_.kind = Kind::radial;
}

std::size_t Distances::technology(Years years) {
  const auto [at, fresh] = number_.emplace(years, technologies_.size());
  if (!fresh) return at->second;
  Technology out;
  for (std::size_t row = 0; row < panel_.rows(); ++row) {
    const std::int32_t year = panel_.time()[row];
    const bool in =
        years.between ? years.first <= year && year <= years.last : year == years.first || year == years.last;
    if (in && prepared_.usable[row] != 0) out.reference.push_back(row);
  }
  technologies_.push_back(std::move(out));
  return at->second;
}

void Distances::ask(Years years, std::size_t row) {
  const std::size_t t = technology(years);
  auto& rows = technologies_[t].evaluated;
  if (place_.emplace(std::pair{t, row}, rows.size()).second) rows.push_back(row);
}

solver::Witnesses* Distances::witnesses_of(std::size_t t) const {
  const auto years =
      std::find_if(number_.begin(), number_.end(), [&](const auto& entry) { return entry.second == t; })->first;
  ScoreOptions options = options_;
  options.part =
      fmt::format("{} {} {}{}", part_of(model_.returns), years.first, years.last, years.between ? "" : " alone");
  return frontier::witnesses_of(options, prepared_.data.rows());
}

const Distance& Distances::of(Years years, std::size_t row) const {
  const std::size_t t = number_.at(years);
  return answer_[t][place_.at({t, row})];
}

void Distances::solve(const Progress& progress) {
  const bool directional = score_model(options_.model).traits.distances;
  const bool sbm = options_.base == Base::sbm;
  const Direction direction = direction_of(options_, model_);
  const bool twins = directional && has_twins(direction, model_);
  const Data data = with_twins(prepared_.data, model_, twins);
  std::vector<ColumnStore> stores;
  stores.reserve(technologies_.size());
  for (const Technology& t : technologies_) {
    stores.emplace_back(data, with_twins(t.reference, prepared_.data.rows(), twins));
    answer_.emplace_back(t.evaluated.size());
  }
  std::vector<solver::Witnesses*> witnesses;
  for (std::size_t t = 0; t < technologies_.size(); ++t) witnesses.push_back(witnesses_of(t));
  for_row_chunks(technologies_, options_.threads, progress, [&](std::size_t t, std::size_t first, std::size_t last) {
    ProvedSolver solver;
    DirectionalSolver along(model_, direction, data, prepared_.data.rows());
    const Reference reference{.data = &data, .store = &stores[t]};
    const auto& members = technologies_[t].reference;
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t row = technologies_[t].evaluated[i];
      const bool member = std::binary_search(members.begin(), members.end(), row);
      solver::Witnesses* const its = of_row(witnesses[t], row);
      if (directional) {
        along.attend(its);
        const DirectionalAnswer found = along.distance(row, reference, !member);
        answer_[t][i] = found.unbounded ? Distance{.status = RowStatus::unbounded}
                                        : Distance{.value = found.score,
                                                   .status = status_of(found.outcome),
                                                   .ends = {found.lower, found.upper},
                                                   .settled = found.settled};
      } else if (sbm) {
        answer_[t][i] = slacks_based(model_, data, row, member, reference, its, solver);
      } else {
        solver.attend(its, "score");
        answer_[t][i] = radial(model_, data.row(row), reference, solver);
      }
    }
  });
}

}  // namespace ecoeff::frontier
