#include "ecoeff/frontier/models/directional.hpp"

#include <algorithm>
#include <cmath>
#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/models/score_words.hpp"

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
const Solution& DirectionalSolver::second_stage(const double* own, const std::vector<double>& beta,
                                                const Reference& reference) {
  std::vector<double> shorter = beta;
  const Solution* solution = nullptr;
  for (const double step : kStepsBack) {
    for (std::size_t k = 0; k < beta.size(); ++k) {
      if (moves(own, k)) shorter[k] = beta[k] - step;
    }
    build_second_stage(own, shorter);
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
  answer.unbounded = std::all_of(column_.begin(), column_.end(), [](std::size_t column) { return column == kNone; });
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
  if (answer.unbounded) {
    out.status = RowStatus::unbounded;
    out.efficient = free_of_slack(own, out);
    out.reason = unbounded_reason();
    beta.assign(data_.features, kMissing);
    return out;
  }
  out.score = answer.score;
  out.efficient = out.score <= kEfficientScore && free_of_slack(own, out);
  out.marginal = out.score < kMarginalScore;
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
constexpr Source kKuosmanen2005{
    "Kuosmanen 2005",
    "Kuosmanen, T. (2005). Weak disposability in nonparametric production analysis with undesirable outputs. American "
    "Journal of Agricultural Economics 87(4), 1077–1082."};

struct Moves {
  bool inputs = false;
  bool good = true;
  bool bad = true;
};

Moves moves_of(const ScoreOptions& options) {
  if (options.direction.empty()) return {};
  const auto has = [&](const char* word) {
    return std::find(options.direction.begin(), options.direction.end(), word) != options.direction.end();
  };
  return {has("inputs"), has("good"), has("bad")};
}

Text moving_text(const Moves& moves, bool bad) {
  std::vector<std::string> en, zh;
  const auto add = [&](bool moves_too, const char* in_en, const char* in_zh) {
    if (!moves_too) return;
    en.emplace_back(in_en);
    zh.emplace_back(in_zh);
  };
  add(moves.inputs, "less of the inputs", "投入减少");
  add(moves.good, bad ? "more of the desirable outputs" : "more of the outputs", bad ? "期望产出增加" : "产出增加");
  add(moves.bad && bad, "less of the undesirable outputs", "非期望产出减少");
  return {join(en, ", "), join(zh, "、")};
}

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
  const bool bad = !options.bad.empty();
  const Text moving = moving_text(moves_of(options), bad);
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
  if (!bad) return;
  const bool weak = options.disposability.value_or(Disposability::weak) == Disposability::weak;
  if (weak && options.returns != Returns::crs) cite(text.sources, kKuosmanen2005);
  text.paragraph(weak ? Text{std::string("Undesirable outputs are weakly disposable") +
                                 (options.returns == Returns::crs ? "."
                                                                  : ", each row with an abatement factor of its own "
                                                                    "(Kuosmanen 2005): $\\mu$ is what a peer abates."),
                             std::string("非期望产出为弱可处置") +
                                 (options.returns == Returns::crs
                                      ? "。"
                                      : "，各样本有各自的减排因子（Kuosmanen 2005），$\\mu$ 为参照样本的减排部分。")}
                      : Text{"Undesirable outputs are strongly disposable.", "非期望产出为强可处置。"});
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
                takes::disposability(), takes::zero_output(), takes::certify(), takes::multipliers()},
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
