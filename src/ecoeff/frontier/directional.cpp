#include "ecoeff/frontier/directional.hpp"

#include <algorithm>
#include <cmath>

namespace ecoeff::frontier {
namespace {

const char* word_of(Side side) {
  if (side == Side::input) return "inputs";
  return side == Side::good ? "good" : "bad";
}

// Weight of each beta_k: equal among the sides that move, shared inside a side.
std::vector<double> shares(const Model& model, const Direction& direction, const double* own) {
  const auto counts = [&](std::size_t k) { return direction.moves[k] != 0 && own[k] > 0; };
  double total[3] = {0, 0, 0};
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (counts(k)) total[static_cast<std::size_t>(model.features[k].side)] += model.features[k].weight;
  }
  const auto sides =
      static_cast<double>(std::count_if(std::begin(total), std::end(total), [](double t) { return t > 0; }));
  std::vector<double> share(model.features.size(), 0.0);
  for (std::size_t k = 0; k < share.size(); ++k) {
    if (counts(k))
      share[k] = model.features[k].weight / total[static_cast<std::size_t>(model.features[k].side)] / sides;
  }
  return share;
}

}  // namespace

Direction direction_of(const ScoreOptions& options, const Model& model) {
  Direction out{.separate = options.model == "nddf"};
  out.weak = !options.bad.empty() && options.disposability.value_or(Disposability::weak) == Disposability::weak;
  for (const Feature& feature : model.features) {
    const bool named = options.direction.empty() ? feature.side != Side::input
                                                 : std::find(options.direction.begin(), options.direction.end(),
                                                             word_of(feature.side)) != options.direction.end();
    out.moves.push_back(named ? 1 : 0);
  }
  return out;
}

Data with_twins(const Data& data, const Model& model, bool twins) {
  Data out{.features = data.features, .value = data.value};
  const std::size_t rows = data.rows();
  if (twins) {
    out.value.resize(2 * data.value.size(), 0.0);
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t k = 0; k < data.features; ++k) {
        if (model.features[k].side == Side::input) out.value[(rows + row) * data.features + k] = data.row(row)[k];
      }
    }
  }
  for (std::size_t row = 0; row < out.rows(); ++row) out.unit.push_back(static_cast<std::int32_t>(row % rows));
  return out;
}

std::vector<std::size_t> with_twins(const std::vector<std::size_t>& rows, std::size_t all, bool twins) {
  std::vector<std::size_t> out = rows;
  if (!twins) return out;
  for (const std::size_t row : rows) out.push_back(all + row);
  return out;
}

void DirectionalSolver::build(const double* own, bool free_sign) {
  const std::size_t features = model_.features.size();
  start_program(model_, own, 0, program_);
  column_.assign(features, kNone);
  backward_.assign(features, kNone);
  const std::vector<double> share = shares(model_, direction_, own);
  std::size_t forward = kNone;
  std::size_t backward = kNone;
  for (std::size_t k = 0; k < features; ++k) {
    if (!moves(own, k)) continue;
    const bool fresh = direction_.separate || forward == kNone;
    const double gain = direction_.separate ? share[k] : 1;
    if (fresh) forward = program_.program.add(-gain);
    if (fresh && free_sign) backward = program_.program.add(gain);
    column_[k] = forward;
    backward_[k] = backward;
    program_.program.at(k, forward) = sign_of(model_.features[k].side);
    if (backward != kNone) program_.program.at(k, backward) = -sign_of(model_.features[k].side);
  }
  for (std::size_t k = 0; k < features; ++k) {
    if (has_slack(k)) add_slack(model_, k, 0, program_);
  }
}

// o after its move, less the largest slacks. The move ends on the frontier to the last digit, so rounding can leave the
// second program without an answer, above all where frontier rows lie on nearly the same ray: then a move that is
// shorter by a few units of the last place is taken.
const Solution& DirectionalSolver::second_stage(const double* own, std::vector<double> beta,
                                                const Reference& reference) {
  constexpr double kShorter[] = {0, 1e-15, 9e-15, 9e-14, 9e-13};
  const Solution* solution = nullptr;
  for (const double step : kShorter) {
    for (std::size_t k = 0; k < beta.size(); ++k) {
      if (moves(own, k)) beta[k] -= step;
    }
    build_second_stage(own, beta);
    solution = &solver_.solve(program_.program, reference);
    if (solution->outcome == Outcome::optimal) break;
  }
  return *solution;
}

void DirectionalSolver::build_second_stage(const double* own, const std::vector<double>& beta) {
  start_program(model_, own, 0, program_);
  for (std::size_t k = 0; k < beta.size(); ++k) {
    program_.program.at(k, program_.scale) *= 1 - sign_of(model_.features[k].side) * beta[k];
    if (has_slack(k)) add_slack(model_, k, -1, program_);
  }
}

DirectionalAnswer DirectionalSolver::distance(std::size_t row, const Reference& reference, bool free_sign,
                                              Certificate& certificate) {
  const double* own = data_.row(row);
  build(own, free_sign);
  const Solution& solution = solver_.solve(program_.program, reference);
  DirectionalAnswer answer{.outcome = solution.outcome};
  if (solution.outcome != Outcome::optimal) return answer;
  keep_worst(solution, certificate);
  answer.score = free_sign ? -solution.value : std::max(0.0, -solution.value);
  answer.multipliers = multipliers_of(model_, program_, solution);
  answer.beta.assign(model_.features.size(), 0.0);
  for (std::size_t k = 0; k < answer.beta.size(); ++k) {
    if (column_[k] == kNone) continue;
    answer.beta[k] = solution.own(column_[k]) - (backward_[k] == kNone ? 0 : solution.own(backward_[k]));
  }
  return answer;
}

RowScore DirectionalSolver::score(std::size_t row, const Reference& reference, std::vector<double>& beta) {
  RowScore out;
  const double* own = data_.row(row);
  const DirectionalAnswer answer = distance(row, reference, false, out.certificate);
  out.zero = program_.zero;
  out.status = RowStatus::uncertified;
  out.reason = uncertified_reason();
  if (answer.outcome != Outcome::optimal) return out;
  const Solution& second = second_stage(own, answer.beta, reference);
  if (second.outcome != Outcome::optimal) return out;
  keep_worst(second, out.certificate);
  read_answer(own, data_.features, rows_, program_, second, out);
  for (std::size_t k = 0; k < data_.features; ++k)
    out.targets[k] -= sign_of(model_.features[k].side) * answer.beta[k] * own[k];
  out.status = RowStatus::optimal;
  out.reason = {};
  out.score = answer.score;
  out.efficient = out.score <= kEfficientScore && free_of_slack(own, out);
  out.marginal = out.score < kMarginalScore;
  out.multipliers = answer.multipliers;
  beta = answer.beta;
  return out;
}

}  // namespace ecoeff::frontier
