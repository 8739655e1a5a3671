#include "ecoeff/frontier/ebm.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
  if (range <= 1e-12) return 1;
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
  const SymmetricEigen eigen = symmetric_eigen(s);
  const double rho = eigen.values(0);
  Vector w = Vector::Zero(static_cast<Eigen::Index>(m));
  for (Eigen::Index e = 0; e < eigen.values.size(); ++e) {
    if (eigen.values(e) < rho - 1e-9) break;
    w += eigen.vectors.col(e).sum() * eigen.vectors.col(e);
  }
  w = w.cwiseMax(0.0) / w.cwiseMax(0.0).sum();
  for (std::size_t i = 0; i < m; ++i) out.weight[members[i]] = w(static_cast<Eigen::Index>(i));
  const auto count = static_cast<double>(m);
  out.epsilon[static_cast<std::size_t>(side)] = m == 1 ? 0 : std::clamp((count - rho) / (count - 1), 0.0, 1.0);
}

// The price of each slack: eps w over the features of o that are not zero.
std::vector<double> prices(const Model& model, const EbmParameters& p, const double* own) {
  double total[3] = {0, 0, 0};
  for (std::size_t k = 0; k < model.features.size(); ++k) {
    if (own[k] > 0) total[static_cast<std::size_t>(model.features[k].side)] += p.weight[k];
  }
  std::vector<double> price(model.features.size(), 0.0);
  for (std::size_t k = 0; k < price.size(); ++k) {
    const auto side = static_cast<std::size_t>(model.features[k].side);
    if (own[k] > 0 && total[side] > 0) price[k] = p.epsilon[side] * p.weight[k] / total[side];
  }
  return price;
}

struct EbmProgram {
  RowProgram row;
  std::size_t shrink = kNone;  // t - theta
  std::size_t grow = kNone;    // eta - t
};

EbmProgram build(const Model& model, const EbmParameters& parameters, const double* own) {
  EbmProgram out;
  const bool output = model.orientation == Orientation::output;
  const bool input = model.orientation == Orientation::input;
  start_program(model, own, output ? 0 : 1, out.row);
  Program& p = out.row.program;
  const std::vector<double> price = prices(model, parameters, own);
  if (!output) out.shrink = p.add(-1);
  if (!input) out.grow = p.add(output ? -1 : 0);
  if (!input && !output) p.at(p.norm_row(), out.grow) = 1;
  for (std::size_t k = 0; k < price.size(); ++k) {
    const bool top = model.features[k].side == Side::input;
    const bool shrinks = model.features[k].side != Side::good;
    const bool moves = own[k] > 0 && (shrinks ? !output : !input);
    if (moves) p.at(k, shrinks ? out.shrink : out.grow) = shrinks ? 1 : -1;
    const bool in_objective = top ? !output : output;
    const std::size_t s = add_slack(model, k, in_objective ? -price[k] : 0, out.row);
    if (!top && !input && !output) p.at(p.norm_row(), s) = price[k];
  }
  return out;
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
                   const Reference& reference, Solver& solver) {
  const double* own = data.row(row);
  const EbmProgram program = build(model, parameters, own);
  RowScore out;
  out.zero = program.row.zero;
  const Solution& solution = solver.solve(program.row.program, reference);
  if (solution.outcome != Outcome::optimal) {
    out.status = RowStatus::uncertified;
    out.reason = uncertified_reason();
    return out;
  }
  keep_worst(solution, out.certificate);
  read_answer(own, data.features, data.rows(), program.row, solution, out);
  out.multipliers = multipliers_of(model, program.row, solution);
  const double scale = solution.own(program.row.scale);
  const double shrink = program.shrink == kNone ? 0 : solution.own(program.shrink) / scale;
  const double grow = program.grow == kNone ? 0 : solution.own(program.grow) / scale;
  for (std::size_t k = 0; k < data.features; ++k) {
    out.targets[k] += (model.features[k].side == Side::good ? grow : -shrink) * own[k];
  }
  out.status = RowStatus::optimal;
  const double value = model.orientation == Orientation::output ? 1 / (1 - solution.value) : solution.value;
  out.score = std::min(1.0, value);
  out.efficient = 1 - out.score <= kEfficientScore && free_of_slack(own, out);
  out.marginal = std::abs(out.score - 1) < kMarginalScore;
  return out;
}

}  // namespace ecoeff::frontier
