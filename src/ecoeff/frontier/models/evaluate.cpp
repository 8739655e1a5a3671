#include "ecoeff/frontier/models/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/proof_book.hpp"

namespace ecoeff::frontier {
namespace {

// Calls body(row) for the rows of the reference.
template <class Body>
void for_rows(const Reference& reference, Body body) {
  for (const ColumnStore* store : {reference.store, reference.extra}) {
    if (store == nullptr) continue;
    for (std::size_t i = 0; i < store->size(); ++i) {
      const std::size_t row = store->rows(0)[i];
      if (reference.holds(row)) body(row);
    }
  }
}

bool holds_nothing(const Reference& reference) {
  for (const ColumnStore* store : {reference.store, reference.extra}) {
    for (std::size_t i = 0; store != nullptr && i < store->size(); ++i) {
      if (reference.holds(store->rows(0)[i])) return false;
    }
  }
  return true;
}

// The reference less the evaluated row.
Reference without(std::size_t row, const Reference& with) {
  Reference out = with;
  out.without_row = row;
  out.but_keep = out.own_row = kNone;
  return out;
}

// Keeps the room of its lists.
void clear(RowScore& score) {
  static_cast<Scores&>(score) = {};
  if (!score.reason.empty()) score.reason = {};
  score.slacks.clear();
  score.targets.clear();
  score.peers.clear();
  score.multipliers.clear();
  score.exact.clear();
}

void refuse_alone(RowScore& score) {
  score.status = RowStatus::infeasible;
  score.reason = {"no other row to compare with", "没有其他行可供比较"};
}

bool is_beyond(const RowScore& score) { return score.beyond && score.delta - 1 > kTrySuper; }

bool is_positive(const double* own, std::size_t features) {
  return std::all_of(own, own + features, [](double z) { return z > 0; });
}

// By how much, relative to the row's own value, the feature may be worse in the program's answer: nothing where its
// slack is fixed, no end where it is paid for in the numerator, less than the whole denominator where it is paid there.
double room_of(const RowProgram& program, std::size_t k, Kind kind) {
  const std::size_t slack = program.slack[k];
  if (kind == Kind::radial || slack == kNone) return 0;
  const Program& p = program.program;
  if (p.cost[slack] > 0) return std::numeric_limits<double>::infinity();
  const double share = std::abs(p.at(p.norm_row(), slack));
  return share > 0 ? 1 / share : std::numeric_limits<double>::infinity();
}

}  // namespace

Evaluator::Evaluator(const Prepared& prepared, const ScoreOptions& options)
    : prepared_(prepared),
      options_(options),
      beyond_(prepared.is_super ? prepared.super : prepared.model),
      witnesses_(witnesses_of(options, prepared.data.rows())) {
  if (!prepared.is_super && beyond_.kind == Kind::slacks) beyond_.kind = Kind::super_slacks;
}

const Solution& Evaluator::find_near(const double* own, const Reference& reference) {
  exact_ = exact_maker(prepared_.model, own);
  const bool warm = last_columns_ == program_.program.columns();
  const Solution& solution = solver_.find(program_.program, reference, exact_, {.warm = warm ? &last_basis_ : nullptr});
  if (solution.outcome == Outcome::optimal) {
    last_basis_ = solution.basis;
    last_columns_ = program_.program.columns();
  }
  return solution;
}

// Looks for the one feature in which every other row is worse than this one can become.
Text Evaluator::infeasible_reason(std::size_t row, const RowProgram& program, const Reference& reference) const {
  const Model& model = prepared_.is_super ? prepared_.super : prepared_.model;
  const double* own = prepared_.data.row(row);
  double worst = kOutOfReach;
  std::size_t feature = kNone;
  for (std::size_t k = 0; k < prepared_.data.features; ++k) {
    const bool good = model.features[k].side == Side::good;
    const bool bounded = model.returns == Returns::vrs || model.returns == (good ? Returns::nirs : Returns::ndrs);
    const bool scaled = model.kind == Kind::radial &&
                        model.features[k].side == (model.orientation == Orientation::output ? Side::good : Side::input);
    if (!bounded || scaled || own[k] == 0) continue;
    double best = good ? 0 : std::numeric_limits<double>::infinity();
    for_rows(reference, [&](std::size_t other) {
      const double z = prepared_.data.row(other)[k];
      best = good ? std::max(best, z) : std::min(best, z);
    });
    const double ratio = good ? own[k] / best : best / own[k];
    const double worse = good ? 1 - 1 / ratio : ratio - 1;
    if (!std::isfinite(ratio) || ratio <= worst || worse <= room_of(program, k, model.kind)) continue;
    worst = ratio;
    feature = k;
  }
  if (feature == kNone) {
    return {"no mixture of the other rows reaches this one in all features at once",
            "其他行的任何组合都无法在各项上同时达到该行"};
  }
  const std::string& column = prepared_.columns[feature];
  if (model.features[feature].side == Side::good) {
    return {fmt::format("no mixture of the other rows reaches this one: its {} is {:.3g} times the highest among them",
                        column, worst),
            fmt::format("其他行的任何组合都达不到该行：其{}是其他行最高值的 {:.3g} 倍", column, worst)};
  }
  return {fmt::format("no mixture of the other rows reaches this one: the lowest {} among them is {:.3g} times its own",
                      column, worst),
          fmt::format("其他行的任何组合都达不到该行：其他行最低的{}是该行的 {:.3g} 倍", column, worst)};
}

void Evaluator::remember_peers(const Solution& solution) {
  leans_on_.clear();
  for (std::size_t i = 0; i < solution.basis.size(); ++i) {
    if (solution.basis[i].kind == Label::Kind::reference && solution.basic[i] > 0)
      leans_on_.push_back(static_cast<std::uint32_t>(solution.basis[i].index));
  }
}

// Were rho below 1, (lambda, s) with s > 0 would leave (1 - lambda_o) z_o - s to the others' mixture, and that mixture
// over 1 - lambda_o would dominate z_o without it: the optimum without o would be 1. With zeros lambda_o may be 1, so they
// take the longer way.
bool Evaluator::is_beyond_others(std::size_t row, const Reference& with) {
  const double* own = prepared_.data.row(row);
  super_solution_ = nullptr;
  const Reference others = without(row, with);
  if (holds_nothing(others)) return false;
  if (!super_built_ || !rebuild(beyond_, own, super_program_)) build(beyond_, own, super_program_);
  super_built_ = true;
  super_exact_ = exact_maker(beyond_, own);
  super_solution_ = &super_solver_.solve(super_program_.program, others, super_exact_,
                                         {.warm = last_super_.empty() ? nullptr : &last_super_});
  if (super_solution_->outcome == Outcome::optimal) last_super_ = super_solution_->basis;
  if (!is_positive(own, prepared_.data.features)) return false;
  if (super_solution_->outcome == Outcome::infeasible) return true;
  return super_solution_->outcome == Outcome::optimal && super_solution_->lower > 1;
}

void Evaluator::answer_beyond(std::size_t row, RowScore& score) {
  const Solution& solution = *super_solution_;
  put_value(solution, score);
  score.delta = score.score;
  score.beyond = true;
  read_answer(prepared_.data.row(row), prepared_.data.features, prepared_.data.rows(), super_program_, solution, score);
  score.marginal = is_marginal(super_program_.program, without_, solution, solution.value - 1);
  if (options_.multipliers) score.multipliers = multipliers_of(prepared_.super, super_program_, solution);
}

// o is on the frontier: delta, at least 1, is its score.
void Evaluator::super_slacks(std::size_t row, const Reference& with, RowScore& score) {
  without_ = without(row, with);
  if (super_solution_ == nullptr) {
    score.score = score.lower = score.upper = kMissing;
    return refuse_alone(score);
  }
  if (super_solution_->outcome == Outcome::optimal && super_solution_->lower <= 1)
    super_solution_ = &super_solver_.settle();
  if (super_solution_->outcome != Outcome::optimal) {
    const bool failed = super_solution_->outcome == Outcome::failed;
    score.status = failed ? RowStatus::uncertified : RowStatus::infeasible;
    score.reason = failed ? uncertified_reason() : infeasible_reason(row, super_program_, without_);
    score.score = score.lower = score.upper = kMissing;
    return;
  }
  // Settled, delta may exceed 1 by less than a double tells.
  const bool beyond = super_solution_->lower > 1 ||
                      (super_solution_->settled == solver::Settled::rational && super_solver_.exact_value() > 1);
  if (beyond) return answer_beyond(row, score);
  score.delta = score.score = score.lower = score.upper = 1;
}

void Evaluator::answer_efficient(std::size_t row, const Reference& with, const Solution* rho, RowScore& score) {
  stand_alone(prepared_.data.row(row), prepared_.data.features, row, score);
  score.rho = score.score = score.lower = score.upper = 1;
  if (super_solution_ != nullptr && super_solution_->outcome == Outcome::optimal)
    score.marginal =
        is_marginal(super_program_.program, without(row, with), *super_solution_, super_solution_->value - 1);
  if (options_.multipliers && rho != nullptr && rho->outcome == Outcome::optimal)
    score.multipliers = multipliers_of(prepared_.model, program_, *rho);
  if (prepared_.is_super) super_slacks(row, with, score);
}

void Evaluator::slacks_based(std::size_t row, const Reference& with, RowScore& score) {
  const double* own = prepared_.data.row(row);
  super_solution_ = nullptr;
  if (!built_ || !rebuild(prepared_.model, own, program_)) build(prepared_.model, own, program_);
  built_ = true;
  score.zero = program_.zero;
  const Solution* solution = &find_near(own, with);
  const bool near = solution->outcome != Outcome::optimal || solution->distance_from_one > -kTrySuper;
  if (near && is_beyond_others(row, with)) {
    if (solution->outcome == Outcome::optimal) remember_peers(*solution);
    return answer_efficient(row, with, solution, score);
  }
  solution = &solver_.prove();
  if (solution->outcome == Outcome::optimal && solution->upper >= 1) solution = &solver_.settle();
  if (solution->outcome != Outcome::optimal) {
    score.status = RowStatus::uncertified;
    score.reason = uncertified_reason();
    return;
  }
  last_basis_ = solution->basis;
  last_columns_ = program_.program.columns();
  remember_peers(*solution);
  if (solution->settled == solver::Settled::rational && solver_.exact_value() == 1) {
    if (super_solution_ == nullptr && prepared_.is_super) (void)is_beyond_others(row, with);
    answer_efficient(row, with, solution, score);
    if (score.settled == Settled::in_double) score.settled = settled_by(*solution);
    return;
  }
  score.status = RowStatus::optimal;
  put_value(*solution, score);
  score.rho = score.score;
  if (prepared_.is_super) score.delta = 1;  // dominated by others, which stay
  score.marginal = is_marginal(program_.program, with, *solution, 1 - solution->value);
  read_answer(own, prepared_.data.features, prepared_.data.rows(), program_, *solution, score);
  if (options_.multipliers) score.multipliers = multipliers_of(prepared_.model, program_, *solution);
}

// At a factor that is proved to be within reach there is always an answer. Null beyond the limit of work.
const Solution* Evaluator::second_stage(const double* own, double factor, const Reference& reference) {
  factor = agreed(its_, "slacks", {factor})[0];
  second_exact_ = [this, own, factor](ExactProgram& out) {
    ExactRowProgram exact;
    build_second_stage(prepared_.model, own, Rational(factor), exact);
    out = std::move(exact.program);
  };
  build_second_stage(prepared_.model, own, factor, second_program_);
  const Solution& solution = second_.find(second_program_.program, reference, second_exact_);
  if (solution.outcome == Outcome::optimal && std::isfinite(second_.upper_bound())) return &solution;
  return second_.settle().outcome == Outcome::optimal ? &second_.settled() : nullptr;
}

bool Evaluator::nothing_moves(const double* own) const {
  const Side side = prepared_.model.orientation == Orientation::output ? Side::good : Side::input;
  for (std::size_t k = 0; k < prepared_.data.features; ++k) {
    if (prepared_.model.features[k].side == side && own[k] > 0) return false;
  }
  return true;
}

bool Evaluator::is_undominated(const double* own, const Reference& with) {
  return pareto_.undominated(prepared_.model, own, with);
}

// `efficient` is the row's status among all rows, itself included, for super-efficiencies too. A row that needs a factor
// above 1 to be reached by the others is not dominated by them; were it dominated by a mixture with itself, the rest of
// that mixture would dominate it, unless zeros in the data let others take part at no cost: then it is tried.
void Evaluator::radial(std::size_t row, const Reference& with, RowScore& score) {
  const Reference reference = prepared_.is_super ? without(row, with) : with;
  const double* own = prepared_.data.row(row);
  if (holds_nothing(reference)) {
    refuse_alone(score);
    score.efficient = true;
    return;
  }
  build(prepared_.model, own, program_);
  score.zero = program_.zero;
  if (nothing_moves(own)) {
    score.status = RowStatus::unbounded;
    score.reason = unbounded_reason();
    score.efficient = is_undominated(own, with);
    return;
  }
  (void)find_near(own, reference);
  const bool output = prepared_.model.orientation == Orientation::output;
  const double frontier = output ? -1 : 1;  // on the scale of the program phi is negative
  const Solution& found = solver_.settled();
  const bool near = found.outcome != Outcome::optimal || std::abs(found.value - frontier) < kTrySuper;
  if (near && !prepared_.is_super && pareto_.is_beyond(prepared_.model, row, reference)) {
    stand_alone(own, prepared_.data.features, row, score);
    score.score = score.efficiency = score.lower = score.upper = 1;
    score.marginal = pareto_.is_marginal();
    if (options_.multipliers && found.outcome == Outcome::optimal)
      score.multipliers = multipliers_of(prepared_.model, program_, found);
    return;
  }
  const Solution* first = &solver_.prove();
  const bool positive = is_positive(own, prepared_.data.features);
  if (first->outcome == Outcome::infeasible) {
    score.status = RowStatus::infeasible;
    score.reason = infeasible_reason(row, program_, reference);
    score.efficient = (prepared_.is_super && positive) || is_undominated(own, with);
    return;
  }
  score.status = RowStatus::uncertified;
  score.reason = uncertified_reason();
  if (first->outcome == Outcome::failed) return;
  // Whether 1 is the optimum is decided exactly.
  if (first->lower <= frontier && first->upper >= frontier) first = &solver_.settle();
  if (first->outcome != Outcome::optimal) return;
  if (output && first->upper >= 0 && solver_.settle().upper >= 0) {
    score.status = RowStatus::unbounded;
    score.reason = {"the others reach it with zero intensity alone, so its efficiency 1/phi has no bound",
                    "其他行只有以零强度才能达到该行，效率 1/phi 无界"};
    score.efficient = is_undominated(own, with);
    return;
  }
  const bool inside = first->upper < frontier;
  const bool beyond = first->lower > frontier;
  score.efficient = !inside && ((prepared_.is_super && beyond && positive) || is_undominated(own, with));
  radial_answer(own, reference, score);
}

void Evaluator::radial_answer(const double* own, const Reference& reference, RowScore& score) {
  const bool output = prepared_.model.orientation == Orientation::output;
  const Solution& first = solver_.settled();
  const double value = first.value;
  const double factor = output ? -value : value;
  const Solution* second = second_stage(own, output ? -first.upper : first.upper, reference);
  if (second == nullptr) return;
  read_answer(own, prepared_.data.features, prepared_.data.rows(), second_program_, *second, score);
  score.status = RowStatus::optimal;
  score.reason = {};
  score.settled = settled_by(first);
  score.score = factor;
  score.lower = output ? -first.upper : first.lower;
  score.upper = output ? -first.lower : first.upper;
  score.efficiency = output ? 1 / factor : factor;
  score.marginal =
      score.efficient ? pareto_.is_marginal() : is_marginal(program_.program, reference, first, std::abs(factor - 1));
  for (std::size_t k = 0; k < prepared_.data.features; ++k) {
    if (score.efficient || score.slacks[k] <= kNoSlack * own[k]) score.slacks[k] = 0;
    const bool moves =
        output ? prepared_.model.features[k].side == Side::good : prepared_.model.features[k].side == Side::input;
    score.targets[k] = (moves ? factor : 1) * own[k] + second_program_.direction[k] * score.slacks[k];
  }
  if (options_.multipliers) score.multipliers = multipliers_of(prepared_.model, program_, first);
}

void Evaluator::put_exact() {
  if (score_.status != RowStatus::optimal) return;
  const bool one = score_.efficient && score_.lower == 1 && score_.upper == 1;
  score_.exact = one ? "1" : (solver_.settle(), solver_.exact_value().str());
}

const RowScore& Evaluator::evaluate(std::size_t row, const Columns& columns) {
  const std::int32_t unit = options_.leave_out == LeaveOut::unit ? prepared_.data.unit[row] : -1;
  const Reference with{.data = &prepared_.data,
                       .store = columns.store,
                       .extra = columns.extra,
                       .without_unit = unit,
                       .but_keep = unit < 0 ? kNone : row,
                       .own_row = columns.holds_row ? row : kNone,
                       .behind_within = columns.behind_within,
                       .behind = columns.all};
  clear(score_);
  its_ = of_row(witnesses_, row);
  solver_.attend(its_, "score");
  super_solver_.attend(its_, "without");
  second_.attend(its_, "slacks");
  pareto_.attend(its_);
  if (prepared_.model.kind == Kind::radial) {
    radial(row, with, score_);
  } else {
    // Rows near the frontier mostly have to be asked for rho first, but on it delta alone answers: so it is asked for
    // first after a row that was on it.
    const bool first = columns.carries && was_beyond_ && is_beyond_others(row, with);
    if (first) {
      answer_efficient(row, with, nullptr, score_);
    } else {
      slacks_based(row, with, score_);
    }
    was_beyond_ = is_beyond(score_);
  }
  if (!options_.exact.empty() && options_.exact[row] != 0) put_exact();
  return score_;
}

}  // namespace ecoeff::frontier
