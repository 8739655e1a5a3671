#include "ecoeff/frontier/models/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/frontier/answer.hpp"

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
}

void refuse_alone(RowScore& score) {
  score.status = RowStatus::infeasible;
  score.reason = {"no other row to compare with", "没有其他行可供比较"};
}

bool is_beyond(const RowScore& score) { return score.beyond && score.delta - 1 > kTrySuper; }

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

const Solution& Evaluator::solve_near(const Reference& reference) {
  const bool warm = last_columns_ == program_.program.columns();
  const Solution& solution = solver_.solve(program_.program, reference, warm ? &last_basis_ : nullptr);
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

bool Evaluator::certified(const Solution& solution, const Program& p, const Reference& reference,
                          RowScore& score) const {
  if (!options_.certify || all_.empty()) return true;
  std::vector<double> weights(p.features());
  double largest = 1;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    weights[k] = solution.dual[k] * p.inverse[k];
    largest = std::max(largest, std::abs(solution.dual[k]));
  }
  const double violation = largest_violation(reference, all_,
                                             {.weights = weights.data(),
                                              .constant = p.has_returns_row() ? solution.dual[p.returns_row()] : 0.0,
                                              .inverse = p.inverse.data(),
                                              .unbounded = p.unbounded});
  double& worst = score.certificate.dual_violation;
  worst = std::max(worst, violation);
  if (violation <= kCertified * largest) return true;
  score.status = RowStatus::uncertified;
  score.score = score.rho = score.delta = score.efficiency = kMissing;
  score.efficient = false;
  return false;
}

void Evaluator::super_slacks(std::size_t row, const Reference& without, RowScore& score) {
  const double* own = prepared_.data.row(row);
  if (holds_nothing(without)) return refuse_alone(score);
  if (!super_built_ || !rebuild(prepared_.super, own, super_program_)) build(prepared_.super, own, super_program_);
  super_built_ = true;
  const Solution& solution =
      solver_.solve(super_program_.program, without, last_super_.empty() ? nullptr : &last_super_);
  if (solution.outcome == Outcome::failed) {
    score.status = RowStatus::uncertified;
    score.reason = uncertified_reason();
    return;
  }
  if (solution.outcome == Outcome::infeasible) {
    score.status = RowStatus::infeasible;
    score.reason = infeasible_reason(row, super_program_, without);
    return;
  }
  last_super_ = solution.basis;
  keep_worst(solution, score.certificate);
  if (!certified(solution, super_program_.program, without, score)) {
    score.reason = uncertified_reason();
    return;
  }
  score.delta = std::max(1.0, solution.value);
  score.score = score.rho;
  if (solution.distance_from_one <= kBeyond) return;
  score.score = score.delta;
  score.beyond = true;
  read_answer(own, prepared_.data.features, prepared_.data.rows(), super_program_, solution, score);
  if (options_.multipliers) score.multipliers = multipliers_of(prepared_.super, super_program_, solution);
}

// The longer way asks for rho first, which most rows near the frontier but not on it need; so it is left out after a
// row that was on it. Were rho below 1, (lambda, s) with s > 0 would leave (1 - lambda_o) z_o - s to the others'
// mixture, and that mixture over 1 - lambda_o would dominate z_o without it: delta would be 1. With zeros lambda_o may
// be 1, so they take the longer way.
bool Evaluator::beyond_others(std::size_t row, const Reference& with, RowScore& score) {
  const double* own = prepared_.data.row(row);
  if (!std::all_of(own, own + prepared_.data.features, [](double z) { return z > 0; })) return false;
  super_slacks(row, without(row, with), score);
  if (!is_beyond(score)) {
    clear(score);
    return false;
  }
  score.status = RowStatus::optimal;
  score.rho = 1;
  score.efficient = true;
  return true;
}

void Evaluator::slacks_based(std::size_t row, const Reference& with, RowScore& score) {
  const double* own = prepared_.data.row(row);
  if (!built_ || !rebuild(prepared_.model, own, program_)) build(prepared_.model, own, program_);
  built_ = true;
  score.zero = program_.zero;
  const Solution* solution = &solve_near(with);
  const double short_of_one = -solution->distance_from_one;
  if (solution->outcome == Outcome::optimal && short_of_one > kRhoRounding && short_of_one < kRhoUnsure) {
    const std::vector<Label> basis = solution->basis;
    solution = &solver_.solve(program_.program, with, &basis, true);
  }
  if (solution->outcome != Outcome::optimal) {
    score.status = RowStatus::uncertified;
    score.reason = uncertified_reason();
    return;
  }
  score.status = RowStatus::optimal;
  score.rho = short_of_one <= kRhoRounding ? 1 : solution->value;
  score.efficient = -solution->distance_from_one <= kEfficientScore;
  keep_worst(*solution, score.certificate);
  remember_peers(*solution);
  if (!certified(*solution, program_.program, with, score)) {
    score.reason = uncertified_reason();
    return;
  }
  read_answer(own, prepared_.data.features, prepared_.data.rows(), program_, *solution, score);
  if (options_.multipliers) score.multipliers = multipliers_of(prepared_.model, program_, *solution);
  if (!prepared_.is_super) {
    score.score = score.rho;
  } else if (1 - score.rho <= kTrySuper) {
    super_slacks(row, without(row, with), score);
  } else {
    score.delta = 1;  // a row with rho < 1 is dominated by others, which stay
    score.score = score.rho;
  }
  score.marginal = std::abs(score.score - 1) < kMarginalScore;
}

// The factor of the first stage ends on the frontier to the last digit, so rounding can leave the second program
// without an answer; then one that falls short of it by a few units of the last place is taken.
const Solution& Evaluator::second_stage(const double* own, double factor, const Reference& reference) {
  const double away = prepared_.model.orientation == Orientation::output ? -1 : 1;
  const Solution* solution = nullptr;
  for (const double step : kStepsBack) {
    build_second_stage(prepared_.model, own, factor * (1 + away * step), program_);
    solution = &solver_.solve(program_.program, reference);
    if (solution->outcome == Outcome::optimal) break;
  }
  return *solution;
}

bool Evaluator::nothing_moves(const double* own) const {
  const Side side = prepared_.model.orientation == Orientation::output ? Side::good : Side::input;
  for (std::size_t k = 0; k < prepared_.data.features; ++k) {
    if (prepared_.model.features[k].side == side && own[k] > 0) return false;
  }
  return true;
}

bool Evaluator::is_undominated(const double* own, const Reference& with) {
  const Solution& solution = second_stage(own, 1, with);
  if (solution.outcome != Outcome::optimal) return solution.outcome == Outcome::infeasible;
  RowScore at;
  read_answer(own, prepared_.data.features, prepared_.data.rows(), program_, solution, at);
  return free_of_slack(own, at);
}

// `efficient` is the row's status among all rows, itself included, for super-efficiencies too. Were a row beyond the
// others dominated by a mixture with itself, the rest of that mixture would dominate it: so it is not, unless zeros in
// the data let others take part at no cost, which is tried.
void Evaluator::radial(std::size_t row, const Reference& with, RowScore& score) {
  const Reference reference = prepared_.is_super ? without(row, with) : with;
  const double* own = prepared_.data.row(row);
  if (holds_nothing(reference)) {
    refuse_alone(score);
    score.efficient = true;
    return;
  }
  const bool output = prepared_.model.orientation == Orientation::output;
  build(prepared_.model, own, program_);
  score.zero = program_.zero;
  if (nothing_moves(own)) {
    score.status = RowStatus::unbounded;
    score.reason = unbounded_reason();
    score.efficient = is_undominated(own, with);
    return;
  }
  const Solution& first = solve_near(reference);
  if (first.outcome == Outcome::infeasible) {
    score.status = RowStatus::infeasible;
    score.reason = infeasible_reason(row, program_, reference);
    score.efficient = prepared_.positive || is_undominated(own, with);
    return;
  }
  score.status = RowStatus::uncertified;
  score.reason = uncertified_reason();
  if (first.outcome == Outcome::failed) return;
  const double factor = output ? -first.value : first.value;
  if (output && factor <= kNoScale) {
    score.status = RowStatus::unbounded;
    score.reason = {"the others reach it with zero intensity alone, so its efficiency 1/phi has no bound",
                    "其他行只有以零强度才能达到该行，效率 1/phi 无界"};
    score.efficient = is_undominated(own, with);
    return;
  }
  keep_worst(first, score.certificate);
  if (!certified(first, program_.program, reference, score)) return;
  if (options_.multipliers) score.multipliers = multipliers_of(prepared_.model, program_, first);
  const Solution& second = second_stage(own, factor, reference);
  if (second.outcome != Outcome::optimal) return;
  keep_worst(second, score.certificate);
  if (!certified(second, program_.program, reference, score)) return;
  read_answer(prepared_.data.row(row), prepared_.data.features, prepared_.data.rows(), program_, second, score);
  score.status = RowStatus::optimal;
  score.reason = {};
  score.score = factor;
  score.efficiency = output ? 1 / factor : factor;
  bool slack_free = true;
  for (std::size_t k = 0; k < prepared_.data.features; ++k) {
    slack_free = slack_free && score.slacks[k] <= kFreeSlack * own[k];
    const bool moves =
        output ? prepared_.model.features[k].side == Side::good : prepared_.model.features[k].side == Side::input;
    if (moves) score.targets[k] = factor * own[k] + program_.direction[k] * score.slacks[k];
  }
  score.efficient = score.efficiency >= 1 - kEfficientScore && slack_free;
  if (prepared_.is_super && score.efficiency > 1 + kBeyond)
    score.efficient = prepared_.positive || is_undominated(own, with);
  score.marginal = std::abs(score.score - 1) < kMarginalScore;
}

const RowScore& Evaluator::evaluate(std::size_t row, const Columns& columns) {
  all_ = columns.all;
  const std::int32_t unit = options_.leave_out == LeaveOut::unit ? prepared_.data.unit[row] : -1;
  const Reference with{.data = &prepared_.data,
                       .store = columns.store,
                       .extra = columns.extra,
                       .without_unit = unit,
                       .but_keep = unit < 0 ? kNone : row,
                       .own_row = columns.holds_row ? row : kNone};
  clear(score_);
  if (prepared_.model.kind == Kind::radial) {
    radial(row, with, score_);
  } else {
    if (!columns.carries || !was_beyond_ || !beyond_others(row, with, score_)) slacks_based(row, with, score_);
    was_beyond_ = is_beyond(score_);
  }
  return score_;
}

}  // namespace ecoeff::frontier
