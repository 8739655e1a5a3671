#include "ecoeff/frontier/models/ebm.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/models/score_words.hpp"
#include "ecoeff/method/sources.hpp"
#include "ecoeff/numeric/decompose.hpp"

namespace ecoeff::frontier {
namespace {

// 1 - 2 D of two features.
double affinity(const std::vector<std::vector<double>>& rows, std::size_t a, std::size_t b) {
  std::vector<double> c;
  for (const auto& row : rows) {
    if (row[a] > 0 && row[b] > 0) c.push_back(std::log(row[a] / row[b]));
  }
  if (c.empty()) return 1;
  const auto [low, high] = std::minmax_element(c.begin(), c.end());
  const double range = *high - *low;
  if (range <= kSameAffinity) return 1;
  double mean = 0;
  for (const double v : c) mean += v;
  mean /= static_cast<double>(c.size());
  double sum = 0;
  for (const double v : c) sum += std::abs(v - mean);
  return 1 - 2 * sum / (static_cast<double>(c.size()) * range);
}

// Weights and epsilon of the features of one side.
void set_side(const std::vector<std::size_t>& members, const std::vector<std::vector<double>>& projected, Side side,
              EbmParameters& out) {
  const std::size_t m = members.size();
  if (m == 0) return;
  Matrix s(m, m);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < m; ++j) {
      s(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
          i == j ? 1 : affinity(projected, members[i], members[j]);
    }
  }
  if ((s.array() == 1).all()) {  // features in proportion, or one: epsilon is exactly 0
    for (const std::size_t k : members) out.weight[k] = 1 / static_cast<double>(m);
    return;
  }
  const SymmetricEigen eigen = symmetric_eigen(s);
  const double rho = eigen.values(0);
  Vector w = Vector::Zero(static_cast<Eigen::Index>(m));
  for (Eigen::Index e = 0; e < eigen.values.size(); ++e) {
    if (eigen.values(e) < rho - kSameEigenvalue) break;
    w += eigen.vectors.col(e).sum() * eigen.vectors.col(e);
  }
  w = w.cwiseMax(0.0) / w.cwiseMax(0.0).sum();
  for (std::size_t i = 0; i < m; ++i) out.weight[members[i]] = w(static_cast<Eigen::Index>(i));
  const auto count = static_cast<double>(m);
  out.epsilon[static_cast<std::size_t>(side)] = std::clamp((count - rho) / (count - 1), 0.0, 1.0);
}

// The price of each slack: eps w over the features of o that are not zero.
template <class Real>
std::vector<Real> prices(const Model& model, const EbmParameters& p, const double* own) {
  Real total[3] = {0, 0, 0};
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (own[k] > 0) total[static_cast<std::size_t>(model.features[k].side)] += Real(p.weight[k]);
  }
  std::vector<Real> price(model.features.size(), Real(0));
  for (std::size_t k = 0; k < price.size(); ++k) {
    const auto side = static_cast<std::size_t>(model.features[k].side);
    if (own[k] > 0 && total[side] > 0) price[k] = Real(p.epsilon[side]) * Real(p.weight[k]) / total[side];
  }
  return price;
}

template <class Real>
struct EbmProgram {
  RowProgramOf<Real> row;
  std::size_t shrink = kNone;  // t - theta, where that is not negative ...
  std::size_t swell = kNone;   // ... and theta - t, input-oriented alone
  std::size_t grow = kNone;    // eta - t, and where eta may be below t ...
  std::size_t fall = kNone;    // ... t - eta, output-oriented alone
};

template <class Real>
EbmProgram<Real> build(const Model& model, const EbmParameters& parameters, const double* own) {
  EbmProgram<Real> out;
  const bool output = model.orientation == Orientation::output;
  const bool input = model.orientation == Orientation::input;
  start_program(model, own, Real(output ? 0 : 1), out.row);
  auto& p = out.row.program;
  const std::vector<Real> price = prices<Real>(model, parameters, own);
  if (!output) out.shrink = p.add(Real(-1));
  if (!input) out.grow = p.add(Real(output ? -1 : 0));
  if (input) out.swell = p.add(Real(1));
  if (output) out.fall = p.add(Real(1));
  if (!input && !output) p.at(p.norm_row(), out.grow) = 1;
  for (std::size_t k = 0; k < price.size(); ++k) {
    const bool top = model.features[k].side == Side::input;
    const bool shrinks = model.features[k].side != Side::good;
    const bool moves = own[k] > 0 && (shrinks ? !output : !input);
    const std::size_t back = shrinks ? out.swell : out.fall;
    if (moves) p.at(k, shrinks ? out.shrink : out.grow) = shrinks ? 1 : -1;
    if (moves && back != kNone) p.at(k, back) = shrinks ? -1 : 1;
    const bool in_objective = top ? !output : output;
    const std::size_t s = add_slack(model, k, in_objective ? Real(-price[k]) : Real(0), out.row);
    if (!top && !input && !output) p.at(p.norm_row(), s) = price[k];
  }
  return out;
}

// Where epsilon is 1, a factor and slacks that make up for it are worth the same: the smallest theta, or the largest
// eta, is meant.
void take_out_common_slack(const Model& model, const EbmParameters& p, const double* own, double& shrink, double& grow,
                           RowScore& out) {
  if (model.orientation == Orientation::none) return;
  const Side side = model.orientation == Orientation::input ? Side::input : Side::good;
  if (p.epsilon[static_cast<std::size_t>(side)] < 1) return;
  double common = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (model.features[k].side == side && own[k] > 0) common = std::min(common, out.slacks[k] / own[k]);
  }
  if (!(common < std::numeric_limits<double>::infinity())) return;
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (model.features[k].side != side || own[k] == 0) continue;
    out.slacks[k] -= common * own[k];
    out.targets[k] += sign_of(side) * common * own[k];
  }
  (side == Side::input ? shrink : grow) += common;
}

// The score and its bounds from the value of the program, which output-oriented is 1 - 1 / score.
void put_score(const Solution& solution, bool output, RowScore& out) {
  if (!output) return put_value(solution, out);
  const auto up = [](double x) { return std::nextafter(std::nextafter(x, 2.0), 2.0); };
  const auto down = [](double x) { return std::nextafter(std::nextafter(x, 0.0), 0.0); };
  out.settled = settled_by(solution);
  out.lower = solution.lower == 0 ? 1 : down(1 / (1 - solution.lower));
  out.upper = solution.upper == 0 ? 1 : up(1 / (1 - solution.upper));
  out.score = std::clamp(1 / (1 - solution.value), out.lower, out.upper);
}

}  // namespace

EbmParameters ebm_parameters(const std::vector<Feature>& features, const std::vector<std::vector<double>>& projected) {
  EbmParameters out;
  out.weight.assign(features.size(), 0.0);
  for (const Side side : {Side::input, Side::good, Side::bad}) {
    std::vector<std::size_t> members;
    for (std::size_t k = 0; k < features.size(); ++k) {
      if (features[k].side == side) members.push_back(k);
    }
    set_side(members, projected, side, out);
  }
  return out;
}

RowScore ebm_score(const Model& model, const EbmParameters& parameters, const Data& data, std::size_t row,
                   const Reference& reference, EbmSolver& solver) {
  const double* own = data.row(row);
  const bool output = model.orientation == Orientation::output;
  const EbmProgram<double> program = build<double>(model, parameters, own);
  const ExactMaker exact = [&](ExactProgram& out) {
    out = std::move(build<Rational>(model, parameters, own).row.program);
  };
  RowScore out;
  out.zero = program.row.zero;
  const Solution* found = &solver.measure.find(program.row.program, reference, exact);
  const double frontier = output ? 0 : 1;
  const bool near = found->outcome != Outcome::optimal || found->value > frontier - kTrySuper;
  if (near && model.orientation == Orientation::none && solver.pareto.is_beyond(model, row, reference)) {
    stand_alone(own, data.features, row, out);
    out.score = out.lower = out.upper = 1;
    out.marginal = solver.pareto.is_marginal();
    if (found->outcome == Outcome::optimal) out.multipliers = multipliers_of(model, program.row, *found);
    return out;
  }
  found = &solver.measure.prove();
  if (found->outcome == Outcome::optimal && found->upper >= frontier) found = &solver.measure.settle();
  if (found->outcome != Outcome::optimal) {
    out.status = RowStatus::uncertified;
    out.reason = uncertified_reason();
    return out;
  }
  const Solution& solution = *found;
  out.efficient = solution.upper >= frontier && solver.pareto.undominated(model, own, reference);
  read_answer(own, data.features, data.rows(), program.row, solution, out);
  out.multipliers = multipliers_of(model, program.row, solution);
  const double scale = solution.own(program.row.scale);
  const auto part = [&](std::size_t column) { return column == kNone ? 0 : solution.own(column) / scale; };
  double shrink = part(program.shrink) - part(program.swell);
  double grow = part(program.grow) - part(program.fall);
  take_out_common_slack(model, parameters, own, shrink, grow, out);
  for (std::size_t k = 0; k < data.features; ++k) {
    out.targets[k] += (model.features[k].side == Side::good ? grow : -shrink) * own[k];
  }
  out.status = RowStatus::optimal;
  put_score(solution, output, out);
  out.marginal = out.efficient ? solver.pareto.is_marginal()
                               : is_marginal(program.row.program, reference, solution, std::abs(out.score - 1));
  return out;
}

}  // namespace ecoeff::frontier

// What the program says of it.

namespace ecoeff {
namespace {

constexpr Source kTone2010{
    "Tone and Tsutsui 2010",
    "Tone, K., Tsutsui, M. (2010). An epsilon-based measure of efficiency in DEA: a third pole of technical "
    "efficiency. European Journal of Operational Research 207(3), 1554–1563."};

std::string ebm_formula(const ScoreOptions& options) {
  const bool bad = !options.bad.empty();
  const bool input = options.orientation == Orientation::input;
  const bool output = options.orientation == Orientation::output;
  const std::string above = "\\theta - \\epsilon_x \\sum_i w_i \\frac{s_i^-}{x_{io}}";
  const std::string below = std::string("\\eta + \\epsilon_y \\sum_r w_r \\frac{s_r^+}{y_{ro}}") +
                            (bad ? " + \\epsilon_b \\sum_k w_k \\frac{s_k^b}{b_{ko}}" : "");
  const std::string objective = input    ? "\\gamma = \\min & " + above
                                : output ? "\\frac{1}{\\gamma} = \\max & " + below
                                         : "\\gamma = \\min & \\frac{" + above + "}{" + below + "}";
  return objective + " \\\\ \\text{s.t.} & \\sum_j \\lambda_j x_j + s^- = " + (output ? "" : "\\theta ") +
         "x_o, \\quad \\sum_j \\lambda_j y_j - s^+ = " + (input ? "" : "\\eta ") + "y_o" +
         (bad ? ", \\quad \\sum_j \\lambda_j b_j + s^b = \\theta b_o" : "") + " \\\\ & \\lambda, s \\ge 0" +
         (input || output ? "" : ", \\quad \\theta \\le 1 \\le \\eta") + frontier::returns_row(options.returns);
}

void describe_ebm(const ScoreSaid& said, MethodText& text) {
  const Text orientation = frontier::orientation_text(said.options.orientation);
  frontier::open_text(said, {"the " + orientation.en + " epsilon-based measure", orientation.zh + "的 EBM 测度"}, text);
  text.formula(ebm_formula(said.options));
  text.paragraph(
      {"The weights w and $\\epsilon$ of each side come from the affinities of the features, once for each "
       "reference set, on rows projected to the frontier under variable returns by their largest sum of relative "
       "slacks "
       "(Tone and Tsutsui 2010, section 4).",
       "各侧的权重 w 与 $\\epsilon$ "
       "由变量间的亲和度确定，每个参照集计算一次，样本先在规模报酬可变下以相对松弛之和最大为准则投影至前沿（Tone 与 "
       "Tsutsui 2010，第 4 节）。"});
  if (!said.options.bad.empty())
    text.paragraph(
        {"Undesirable outputs shrink with the inputs and their slack counts with the outputs, which the authors' model "
         "does not have.",
         "非期望产出随投入一同缩减，其松弛计入产出一侧；原模型不含非期望产出。"});
}

std::optional<ScoreRefusal> oriented_with_bad(const ScoreOptions& o) {
  if (o.orientation == Orientation::none || o.bad.empty()) return std::nullopt;
  return ScoreRefusal{
      "F459",
      {"ebm with undesirable outputs exists without orientation only", "含非期望产出的 ebm 只有无导向形式"},
      {"leave orientation out", "请去掉 orientation"}};
}

}  // namespace

const ScoreModel kEpsilonBased{
    .about = {.name = "ebm",
              .title = {"epsilon-based measure", "EBM 模型"},
              .help = {"between the radial and the slacks-based measure", "介于径向与 SBM 之间的混合距离测度"},
              .formula = "\\gamma = \\min \\frac{\\theta - \\epsilon_x \\sum_i w_i s_i^- / x_{io}}{\\eta + \\epsilon_y "
                         "\\sum_r w_r s_r^+ / y_{ro}}",
              .sources = {kTone2010},
              .page = "ebm",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.comparable = false},
    .options = {takes::orientation(), takes::returns(), takes::reference_of_rows(), takes::group(),
                takes::zero_output(), takes::certify(), takes::multipliers()},
    .wrong = oriented_with_bad,
    .compute = frontier::score_ebm,
    .describe = describe_ebm};

}  // namespace ecoeff
