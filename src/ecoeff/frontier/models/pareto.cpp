#include "ecoeff/frontier/models/pareto.hpp"

#include <algorithm>
#include <utility>

#include "ecoeff/frontier/answer.hpp"

namespace ecoeff::frontier {

bool ParetoTest::is_beyond(const Model& model, std::size_t row, const Reference& reference) {
  if (reference.behind_within > 0 && !reference.holds_behind_own) return false;
  const double* own = reference.data->row(row);
  if (!std::all_of(own, own + reference.data->features, [](double z) { return z > 0; })) return false;
  others_ = {.kind = Kind::super_slacks, .features = model.features, .returns = model.returns};
  for (Feature& feature : others_.features) feature.weight = 1;
  reference_ = reference;
  reference_.without_row = row;
  reference_.but_keep = reference_.own_row = kNone;
  build(others_, own, program_);
  exact_ = exact_maker(others_, own);
  solver_.attend(witnesses_, "others");
  const Solution& solution = solver_.find(program_.program, reference_, exact_);
  is_marginal_ = solution.outcome == Outcome::optimal &&
                 frontier::is_marginal(program_.program, reference_, solution, solution.value - 1);
  if (solution.outcome != Outcome::infeasible && !(solution.value > 1)) return false;
  return solver_.prove_in_double() && (solution.outcome == Outcome::infeasible || solution.lower > 1);
}

bool ParetoTest::undominated(const Model& model, const double* own, const Reference& reference) {
  build_second_stage(model, own, 1.0, program_);
  exact_ = [&model, own](ExactProgram& out) {
    ExactRowProgram exact;
    build_second_stage(model, own, Rational(1), exact);
    out = std::move(exact.program);
  };
  solver_.attend(witnesses_, "dominance");
  const Solution* solution = &solver_.find(program_.program, reference, exact_);
  if (solution->outcome == Outcome::optimal && solver_.upper_bound() < 0) return false;
  solution = &solver_.settle();
  if (solution->outcome == Outcome::infeasible) return true;
  return solution->outcome == Outcome::optimal && solver_.exact_value() == 0;
}

}  // namespace ecoeff::frontier
