#include "ecoeff/frontier/answer.hpp"

#include <algorithm>
#include <cmath>

namespace ecoeff::frontier {
namespace {

// A row with output from no input makes an output grow without end: the score is a limit that no point reaches.
void leave_empty(RowScore& score) {
  std::fill(score.slacks.begin(), score.slacks.end(), kMissing);
  std::fill(score.targets.begin(), score.targets.end(), kMissing);
  score.reason = {"the score is a limit without a target: a row has output from no input, and grows without end",
                  "得分是没有目标点的极限：某行不用投入就有产出，可无限放大"};
}

void add_peer(std::vector<Peer>& peers, std::size_t row, double intensity) {
  for (Peer& peer : peers) {
    if (peer.row != row) continue;
    peer.intensity += intensity;
    return;
  }
  peers.push_back({row, intensity});
}

}  // namespace

Settled settled_by(const Solution& solution) {
  switch (solution.settled) {
    case solver::Settled::no: return Settled::no;
    case solver::Settled::in_double: return Settled::in_double;
    case solver::Settled::rational: return Settled::rational;
  }
  return Settled::no;
}

Settled weaker(Settled a, Settled b) {
  if (a == Settled::no || b == Settled::no) return Settled::no;
  return a == b ? a : Settled::rational;
}

void put_value(const Solution& solution, RowScore& score) {
  score.score = solution.value;
  score.lower = solution.lower;
  score.upper = solution.upper;
  score.settled = settled_by(solution);
  if (score.score == 1 && score.lower < 1 && score.upper <= 1) score.score = std::nextafter(1.0, 0.0);
}

void stand_alone(const double* own, std::size_t features, std::size_t row, RowScore& score) {
  score.status = RowStatus::optimal;
  score.efficient = true;
  score.settled = Settled::in_double;
  score.slacks.assign(features, 0.0);
  score.targets.assign(own, own + features);
  score.peers = {{row, 1.0}};
}

bool is_marginal(const Program& program, const Reference& reference, const Solution& solution, double distance) {
  if (distance == 0) return true;
  if (!(distance < kFarFromMargin)) return false;
  const double t = solution.own(0);
  if (!(t > 0)) return false;
  double sum = 0;
  for (std::size_t k = 0; k < program.features(); ++k) {
    double mixture = program.at(k, 0) == 0 ? 0 : 1;
    for (std::size_t i = 0; i < solution.basis.size(); ++i) {
      if (solution.basis[i].kind != Label::Kind::reference) continue;
      mixture += solution.basic[i] / t * reference.data->row(solution.basis[i].index)[k] * program.inverse[k];
    }
    sum += std::abs(solution.dual[k]) * mixture;
  }
  return distance <= kMargin * sum;
}

void read_answer(const double* own, std::size_t features, std::size_t rows, const RowProgram& program,
                 const Solution& solution, RowScore& score) {
  const double scale = solution.own(program.scale);
  score.slacks.assign(features, 0.0);
  score.targets.assign(own, own + features);
  score.peers.clear();
  if (!(scale > kNoScale)) return leave_empty(score);
  for (std::size_t k = 0; k < features; ++k) {
    if (program.slack[k] == kNone || own[k] == 0) continue;
    score.slacks[k] = solution.own(program.slack[k]) / scale * own[k];
    score.targets[k] = own[k] + program.direction[k] * score.slacks[k];
  }
  for (std::size_t i = 0; i < solution.basis.size(); ++i) {
    if (solution.basis[i].kind != Label::Kind::reference) continue;
    const double intensity = solution.basic[i] / scale;
    if (intensity <= kIntensity) continue;
    const std::size_t row = solution.basis[i].index;
    add_peer(score.peers, row < rows ? row : row - rows, intensity);
  }
  std::sort(score.peers.begin(), score.peers.end(), [](const Peer& a, const Peer& b) {
    return a.intensity != b.intensity ? a.intensity > b.intensity : a.row < b.row;
  });
}

std::vector<double> multipliers_of(const Model& model, const RowProgram& program, const Solution& solution,
                                   double scale) {
  const Program& p = program.program;
  std::vector<double> out(p.features() + 1, 0.0);
  for (std::size_t k = 0; k < p.features(); ++k)
    out[k] = 0.0 - sign_of(model.features[k].side) * solution.dual[k] * p.inverse[k] * scale;
  if (p.has_returns_row()) out.back() = solution.dual[p.returns_row()] * scale;
  return out;
}

std::vector<double> agreed(solver::Witnesses* witnesses, const char* name, std::vector<double> numbers) {
  if (witnesses == nullptr) return numbers;
  if (!witnesses->reading()) {
    witnesses->keep_numbers(name, numbers);
    return numbers;
  }
  const auto kept = witnesses->numbers().find(name);
  if (kept == witnesses->numbers().end() || kept->second.size() != numbers.size()) return numbers;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double apart = std::abs(kept->second[i] - numbers[i]);
    if (!(apart <= kSameNumber * std::max(1.0, std::abs(numbers[i])))) return numbers;
  }
  return kept->second;
}

const Text& uncertified_reason() {
  static const Text kReason{"no proof within the limit of work", "在计算量上限内未得到证明"};
  return kReason;
}

const Text& unbounded_reason() {
  static const Text kReason{"all features that move are zero, so the measure has no bound",
                            "要改进的各项均为零，测度无界"};
  return kReason;
}

ScoreRows rows_for(const Prepared& prepared, std::size_t rows, const ScoreOptions& options) {
  ScoreRows out(rows, prepared.data.features, options.threads);
  if (options.multipliers) out.keep_multipliers();
  if (!options.exact.empty()) out.keep_exact();
  if (!prepared.targets_follow) out.keep_targets();
  for (const auto& [row, problem] : prepared.problem) out.set_reason(row, problem);
  return out;
}

void finish_rows(Prepared prepared, ScoreRows& rows) {
  if (!prepared.targets_follow) return;
  std::vector<double> direction;
  for (const Feature& feature : prepared.model.features) direction.push_back(-sign_of(feature.side));
  if (!prepared.moved.empty()) {
    std::vector<double>& value = prepared.data.value;
    for (std::size_t i = 0; i < value.size(); ++i) value[i] -= prepared.moved[i % prepared.moved.size()];
  }
  rows.derive_targets(std::move(prepared.data.value), std::move(direction));
}

}  // namespace ecoeff::frontier
