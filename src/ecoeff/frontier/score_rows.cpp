#include "ecoeff/frontier/score_rows.hpp"

#include <algorithm>
#include <stdexcept>

#include "ecoeff/base/threads.hpp"

namespace ecoeff {
const char* word(RowStatus status) {
  switch (status) {
    case RowStatus::optimal: return "optimal";
    case RowStatus::infeasible: return "infeasible";
    case RowStatus::uncertified: return "uncertified";
    case RowStatus::bad_data: return "bad-data";
    case RowStatus::unbounded: return "unbounded";
  }
  return "";
}

const char* word(Settled settled) {
  switch (settled) {
    case Settled::no: return "";
    case Settled::in_double: return "double";
    case Settled::rational: return "rational";
  }
  return "";
}

ScoreRows::ScoreRows(std::size_t rows, std::size_t features, unsigned threads)
    : rows_(rows),
      features_(features),
      lines_((count_at() + sizeof(std::uint16_t) + sizeof(Line) - 1) / sizeof(Line)),
      reason_(rows) {
  line_.resize(rows * lines_);
  for_chunks(rows, 4096, threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      scores(row) = {};
      *place<std::uint16_t>(row, count_at()) = kNothing;
    }
  });
}

std::span<const double> ScoreRows::slacks(std::size_t row) const {
  if (peers(row) == kNothing) return {};
  return {place<double>(row, slack_at()), features_};
}

std::span<const std::uint32_t> ScoreRows::peer_rows(std::size_t row) const {
  if (peers(row) == kNothing) return {};
  return {place<std::uint32_t>(row, peer_at()), peers(row)};
}

std::span<const double> ScoreRows::intensities(std::size_t row) const {
  if (peers(row) == kNothing) return {};
  return {place<double>(row, intensity_at()), peers(row)};
}

std::vector<double> ScoreRows::targets(std::size_t row) const {
  if (peers(row) == kNothing) return {};
  const auto first = static_cast<std::ptrdiff_t>(row * features_);
  const auto last = first + static_cast<std::ptrdiff_t>(features_);
  if (!target_.empty()) return {target_.begin() + first, target_.begin() + last};
  if (own_.empty()) return {};
  std::vector<double> out(own_.begin() + first, own_.begin() + last);
  const std::span<const double> slack = slacks(row);
  for (std::size_t k = 0; k < features_; ++k)
    out[k] += (scores(row).beyond ? -direction_[k] : direction_[k]) * slack[k];
  return out;
}

std::span<const double> ScoreRows::multipliers(std::size_t row) const {
  if (multiplier_.empty() || peers(row) == kNothing) return {};
  return std::span(multiplier_).subspan(row * (features_ + 1), features_ + 1);
}

const Text& ScoreRows::reason(std::size_t row) const {
  static const Text kNone;
  const Text* text = reason_.find(row);
  return text == nullptr ? kNone : *text;
}

RowScore ScoreRows::operator[](std::size_t row) const {
  RowScore out{scores(row), reason(row), {}, targets(row), {}, {}};
  const std::span<const double> slack = slacks(row);
  out.slacks.assign(slack.begin(), slack.end());
  const std::span<const double> multiplier = multipliers(row);
  out.multipliers.assign(multiplier.begin(), multiplier.end());
  const auto rows = peer_rows(row);
  for (std::size_t i = 0; i < rows.size(); ++i) out.peers.push_back({rows[i], intensities(row)[i]});
  return out;
}

RowScore ScoreRows::at(std::size_t row) const {
  if (row >= size()) throw std::out_of_range("no such row");
  return (*this)[row];
}

void ScoreRows::put(std::size_t row, const RowScore& answer) {
  if (!exact_.empty()) exact_[row] = answer.exact;
  scores(row) = answer;
  if (!answer.reason.empty()) set_reason(row, answer.reason);
  if (answer.slacks.empty()) return;
  if (answer.slacks.size() != features_ || answer.peers.size() > places())
    throw std::length_error("an answer of another size");
  std::copy(answer.slacks.begin(), answer.slacks.end(), place<double>(row, slack_at()));
  for (std::size_t k = 0; k < features_ && !target_.empty(); ++k)
    target_[row * features_ + k] = answer.targets.empty() ? kMissing : answer.targets[k];
  if (!multiplier_.empty() && !answer.multipliers.empty())
    std::copy(answer.multipliers.begin(), answer.multipliers.end(), multiplier_.data() + row * (features_ + 1));
  double* const intensity = place<double>(row, intensity_at());
  std::uint32_t* const peer = place<std::uint32_t>(row, peer_at());
  for (std::size_t i = 0; i < answer.peers.size(); ++i) {
    intensity[i] = answer.peers[i].intensity;
    peer[i] = static_cast<std::uint32_t>(answer.peers[i].row);
  }
  *place<std::uint16_t>(row, count_at()) = static_cast<std::uint16_t>(answer.peers.size());
}

void ScoreRows::set_reason(std::size_t row, const Text& reason) { reason_.add(row, reason); }

void ScoreRows::keep_targets() { target_.resize(rows_ * features_); }

void ScoreRows::derive_targets(std::vector<double> own, std::vector<double> direction) {
  own_ = std::move(own);
  direction_ = std::move(direction);
}

}  // namespace ecoeff
