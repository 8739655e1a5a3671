#include "ecoeff/frontier/models/directional.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/models/score_words.hpp"
#include "ecoeff/frontier/shadow_prices.hpp"

namespace ecoeff::frontier {
namespace {

const char* word_of(Side side) {
  if (side == Side::input) return "inputs";
  return side == Side::good ? "good" : "bad";
}

// Weight of each beta_k: equal among the sides that move, shared inside a side.
template <class Real>
std::vector<Real> shares(const Model& model, const Direction& direction, const double* own) {
  const auto counts = [&](std::size_t k) { return direction.moves[k] != 0 && own[k] > 0; };
  Real total[3] = {0, 0, 0};
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (counts(k)) total[static_cast<std::size_t>(model.features[k].side)] += Real(model.features[k].weight);
  }
  const auto sides =
      static_cast<double>(std::count_if(std::begin(total), std::end(total), [](const Real& t) { return t > 0; }));
  std::vector<Real> share(model.features.size(), Real(0));
  for (std::size_t k = 0; k < share.size(); ++k) {
    if (!counts(k)) continue;
    share[k] = Real(model.features[k].weight) / total[static_cast<std::size_t>(model.features[k].side)] / Real(sides);
  }
  return share;
}

}  // namespace

Direction direction_of(const ScoreOptions& options, const Model& model) {
  Direction out{.separate = score_model(options.model).traits.separate};
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

template <class Real>
void DirectionalSolver::build(const double* own, bool free_sign, RowProgramOf<Real>& out,
                              std::vector<std::size_t>& column, std::vector<std::size_t>& backward) const {
  const std::size_t features = model_.features.size();
  start_program(model_, own, Real(0), out);
  column.assign(features, kNone);
  backward.assign(features, kNone);
  const std::vector<Real> share = shares<Real>(model_, direction_, own);
  std::size_t forward = kNone;
  std::size_t back = kNone;
  for (std::size_t k = 0; k < features; ++k) {
    if (!moves(own, k)) continue;
    const bool fresh = direction_.separate || forward == kNone;
    const Real gain = direction_.separate ? share[k] : Real(1);
    if (fresh) forward = out.program.add(Real(-gain));
    if (fresh && free_sign) back = out.program.add(gain);
    column[k] = forward;
    backward[k] = back;
    out.program.at(k, forward) = sign_of(model_.features[k].side);
    if (back != kNone) out.program.at(k, back) = -sign_of(model_.features[k].side);
  }
  for (std::size_t k = 0; k < features; ++k) {
    if (has_slack(k)) add_slack(model_, k, Real(0), out);
  }
}

template <class Real>
void DirectionalSolver::build_second_stage(const double* own, const std::vector<double>& beta,
                                           RowProgramOf<Real>& out) const {
  start_program(model_, own, Real(0), out);
  for (std::size_t k = 0; k < beta.size(); ++k) {
    out.program.at(k, out.scale) *= Real(1) - Real(sign_of(model_.features[k].side)) * Real(beta[k]);
    if (has_slack(k)) add_slack(model_, k, Real(-1), out);
  }
}

// o after its move, less the largest slacks. The move ends on the frontier to the last digit, so rounding can leave the
// second program without an answer, above all where frontier rows lie on nearly the same ray: then a move that is
// shorter by a few units of the last place is taken. Null where none has a feasible answer.
const Solution* DirectionalSolver::second_stage(const double* own, const std::vector<double>& beta,
                                                const Reference& reference) {
  std::vector<double> shorter = beta;
  second_exact_ = [&, own](ExactProgram& out) {
    ExactRowProgram exact;
    build_second_stage(own, shorter, exact);
    out = std::move(exact.program);
  };
  second_.attend(its_, "slacks");
  for (const double step : kStepsBack) {
    for (std::size_t k = 0; k < beta.size(); ++k) {
      if (moves(own, k)) shorter[k] = beta[k] - step * std::max(1.0, std::abs(beta[k]));
    }
    shorter = agreed(its_, "slacks", std::move(shorter));
    build_second_stage(own, shorter, second_program_);
    const Solution& solution = second_.find(second_program_.program, reference, second_exact_);
    if (solution.outcome == Outcome::optimal && std::isfinite(second_.upper_bound())) return &solution;
  }
  const Solution& solution = second_.settle();
  return solution.outcome == Outcome::optimal ? &solution : nullptr;
}

bool DirectionalSolver::undominated(const double* own, const Reference& reference) {
  const std::vector<double> still(model_.features.size(), 0.0);
  second_exact_ = [&, own](ExactProgram& out) {
    ExactRowProgram exact;
    build_second_stage(own, still, exact);
    out = std::move(exact.program);
  };
  build_second_stage(own, still, second_program_);
  second_.attend(its_, "dominance");
  const Solution& found = second_.find(second_program_.program, reference, second_exact_);
  if (found.outcome == Outcome::optimal && second_.upper_bound() < 0) return false;
  return second_.settle().outcome == Outcome::optimal && second_.exact_value() == 0;
}

const Solution& DirectionalSolver::find(std::size_t row, const Reference& reference, bool free_sign) {
  const double* own = data_.row(row);
  build(own, free_sign, program_, column_, backward_);
  exact_ = [this, own, free_sign](ExactProgram& out) {
    ExactRowProgram exact;
    std::vector<std::size_t> unused;
    std::vector<std::size_t> unused_too;
    build(own, free_sign, exact, unused, unused_too);
    out = std::move(exact.program);
  };
  return solver_.find(program_.program, reference, exact_);
}

DirectionalAnswer DirectionalSolver::prove() {
  DirectionalAnswer answer;
  answer.unbounded = std::all_of(column_.begin(), column_.end(), [](std::size_t column) { return column == kNone; });
  const Solution* found = &solver_.prove();
  // Whether o is on the frontier is decided exactly.
  if (found->outcome == Outcome::optimal && found->lower <= 0 && found->upper >= 0) found = &solver_.settle();
  const Solution& solution = *found;
  answer.outcome = solution.outcome;
  if (solution.outcome != Outcome::optimal) return answer;
  answer.settled = settled_by(solution);
  answer.score = 0.0 - solution.value;
  answer.lower = 0.0 - solution.upper;
  answer.upper = 0.0 - solution.lower;
  answer.multipliers = multipliers_of(model_, program_, solution);
  answer.beta.assign(model_.features.size(), 0.0);
  for (std::size_t k = 0; k < answer.beta.size(); ++k) {
    if (column_[k] == kNone) continue;
    answer.beta[k] = solution.own(column_[k]) - (backward_[k] == kNone ? 0 : solution.own(backward_[k]));
  }
  return answer;
}

// Along a direction that moves, with beta free in sign, and without the row itself (but with its abated twin): what does
// not reach it is not what dominates it, nor is a mixture with itself.
bool DirectionalSolver::is_beyond(std::size_t row, const Reference& reference) {
  const double* own = data_.row(row);
  if (reference.behind_within > 0 && !reference.holds_behind_own) return false;
  if (!std::all_of(own, own + data_.features, [](double z) { return z > 0; })) return false;
  std::vector<std::size_t> column;
  std::vector<std::size_t> backward;
  build(own, true, second_program_, column, backward);
  if (std::all_of(column.begin(), column.end(), [](std::size_t c) { return c == kNone; })) return false;
  second_exact_ = [this, own](ExactProgram& out) {
    ExactRowProgram exact;
    std::vector<std::size_t> unused;
    std::vector<std::size_t> unused_too;
    build(own, true, exact, unused, unused_too);
    out = std::move(exact.program);
  };
  others_ = reference;
  others_.without_row = row;
  others_.own_row = kNone;
  second_.attend(its_, "others");
  const Solution& solution = second_.find(second_program_.program, others_, second_exact_);
  is_marginal_ =
      solution.outcome == Outcome::optimal && is_marginal(second_program_.program, others_, solution, solution.value);
  if (solution.outcome != Outcome::infeasible && !(solution.value > 0)) return false;
  return second_.prove_in_double() && (solution.outcome == Outcome::infeasible || solution.lower > 0);
}

RowScore DirectionalSolver::score(std::size_t row, const Reference& reference, std::vector<double>& beta) {
  RowScore out;
  const double* own = data_.row(row);
  is_marginal_ = false;
  const Solution& found = find(row, reference, false);
  out.zero = program_.zero;
  const bool near = found.outcome != Outcome::optimal || found.value > -kTrySuper;
  if (near && !direction_.separate && is_beyond(row, reference)) {
    stand_alone(own, data_.features, row, out);
    out.score = out.lower = out.upper = 0;
    out.marginal = is_marginal_;
    beta.assign(data_.features, 0.0);
    if (found.outcome == Outcome::optimal) out.multipliers = multipliers_of(model_, program_, found);
    return out;
  }
  const DirectionalAnswer answer = prove();
  if (answer.outcome != Outcome::optimal) {
    out.status = RowStatus::uncertified;
    out.reason = uncertified_reason();
    return out;
  }
  out.status = RowStatus::optimal;
  out.efficient = answer.score == 0 && undominated(own, reference);
  if (out.efficient) {
    stand_alone(own, data_.features, row, out);
  } else if (const Solution* second = second_stage(own, answer.beta, reference); second != nullptr) {
    read_answer(own, data_.features, rows_, second_program_, *second, out);
  } else {
    read_answer(own, data_.features, rows_, program_, solver_.settled(), out);
  }
  for (std::size_t k = 0; k < data_.features; ++k)
    out.targets[k] -= sign_of(model_.features[k].side) * answer.beta[k] * own[k];
  if (answer.unbounded) {
    out.status = RowStatus::unbounded;
    out.reason = unbounded_reason();
    beta.assign(data_.features, kMissing);
    return out;
  }
  out.score = answer.score;
  out.lower = answer.lower;
  out.upper = answer.upper;
  out.settled = answer.settled;
  out.marginal = out.efficient ? is_marginal_ : is_marginal(program_.program, reference, solver_.settled(), out.score);
  out.multipliers = answer.multipliers;
  beta = answer.beta;
  return out;
}

}  // namespace ecoeff::frontier

// What the program says of it.

namespace ecoeff {
namespace {

constexpr Source kChung1997{
    "Chung et al. 1997",
    "Chung, Y. H., Färe, R., Grosskopf, S. (1997). Productivity and undesirable outputs: a directional distance "
    "function approach. Journal of Environmental Management 51(3), 229–240."};
constexpr Source kZhou2012{
    "Zhou et al. 2012",
    "Zhou, P., Ang, B. W., Wang, H. (2012). Energy and CO2 emission performance in electricity generation: a "
    "non-radial directional distance function approach. European Journal of Operational Research 221(3), 625–635."};
using frontier::Moves;
using frontier::moves_of;

// The move of one side: "- \beta g_x", or with a part of its own "- \beta_x x_o".
std::string move(bool moves, const char* sign, const char* letter, bool separate) {
  if (!moves) return "";
  const std::string by(letter);
  return separate ? " " + std::string(sign) + " \\beta_{" + by + "} " + by + "_o"
                  : " " + std::string(sign) + " \\beta " + by + "_o";
}

std::string directional_formula(const ScoreOptions& options, bool separate) {
  const Moves moves = moves_of(options);
  const bool bad = !options.bad.empty();
  const bool weak = bad && options.disposability.value_or(Disposability::weak) == Disposability::weak;
  const bool twins = weak && options.returns != Returns::crs;
  const std::string weight = twins ? "(\\lambda_j + \\mu_j)" : "\\lambda_j";
  std::string rows = "\\sum_j " + weight + " x_j \\le x_o" + move(moves.inputs, "-", "x", separate) +
                     ", \\quad \\sum_j \\lambda_j y_j \\ge y_o" + move(moves.good, "+", "y", separate);
  if (bad)
    rows += std::string(", \\quad \\sum_j \\lambda_j b_j ") + (weak ? "=" : "\\le") + " b_o" +
            move(moves.bad, "-", "b", separate);
  std::string returns = frontier::returns_row(options.returns);
  if (twins) {
    const std::size_t at = returns.find("\\lambda_j");
    if (at != std::string::npos) returns.replace(at, 9, weight);
  }
  return std::string("D = \\max & ") + (separate ? "\\sum_k w_k \\beta_k" : "\\beta") + " \\\\ \\text{s.t.} & " + rows +
         " \\\\ & \\lambda" + (twins ? ", \\mu" : "") + (separate ? ", \\beta" : "") + " \\ge 0" + returns;
}

void describe_directional(const ScoreSaid& said, bool separate, MethodText& text) {
  const ScoreOptions& options = said.options;
  const Text moving = frontier::direction_text(options);
  frontier::open_text(said,
                      separate ? Text{"the non-radial directional distance", "非径向方向距离函数"}
                               : Text{"the directional distance", "方向距离函数"},
                      text);
  text.formula(directional_formula(options, separate));
  text.paragraph(
      {"A row moves along its own values (" + moving.en + "); a distance of 0 is efficient." +
           (separate ? " Every feature has a part of its own, and each side that moves the same total weight." : ""),
       "样本沿自身数值的方向移动（" + moving.zh + "），0 为有效。" +
           (separate ? "各变量的移动比例各不相同，移动的各侧总权重相等。" : "")});
  frontier::weights_text(options, {"they are relative inside a side", "在各侧内部按比例分配"}, text);
  frontier::disposability_text(options, "$\\mu$", text);
  frontier::describe_shadow_prices(options, text);
}

}  // namespace

const ScoreModel kDirectional{
    .about = {.name = "ddf",
              .title = {"directional distance", "方向距离函数"},
              .help = {"how far a row can move at once along its own values", "沿自身数值方向可同时移动的幅度"},
              .formula = "D = \\max \\beta, \\quad \\sum_j \\lambda_j y_j \\ge y_o + \\beta y_o, \\quad \\sum_j "
                         "\\lambda_j b_j = b_o - \\beta b_o",
              .sources = {kChung1997},
              .page = "directional",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.distances = true},
    .options = {takes::returns(), takes::reference_of_rows(), takes::group(), takes::direction(),
                takes::disposability(), takes::zero_output(), takes::certify(), takes::multipliers(),
                takes::price_of()},
    .compute = frontier::score_directional,
    .describe = [](const ScoreSaid& said, MethodText& text) { describe_directional(said, false, text); }};

const ScoreModel kNonRadialDirectional{
    .about = {.name = "nddf",
              .title = {"non-radial directional distance", "非径向方向距离函数"},
              .help = {"the same with a part of its own for each feature", "各变量移动比例各不相同的方向距离"},
              .formula = "D = \\max \\sum_k w_k \\beta_k",
              .sources = {kChung1997, kZhou2012},
              .page = "directional",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.distances = true, .separate = true},
    .options = {takes::returns(), takes::reference_of_rows(), takes::group(), takes::direction(),
                takes::disposability(),
                takes::weights({"inputs, desirable and undesirable outputs share a sum each",
                                "投入、期望产出、非期望产出各有一个合计"}),
                takes::zero_output(), takes::certify(), takes::multipliers()},
    .compute = frontier::score_directional,
    .describe = [](const ScoreSaid& said, MethodText& text) { describe_directional(said, true, text); }};

}  // namespace ecoeff
