#include "ecoeff/frontier/schedule/frontier_set.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/frontier/programs.hpp"
#include "ecoeff/frontier/schedule/dominators.hpp"

namespace ecoeff::frontier {
namespace {

constexpr std::size_t kChunk = 64;
constexpr std::size_t kBatch = 2048;  // rows tested against the same F, at least
constexpr std::size_t kDominators = 12;
constexpr std::size_t kFew = 512;  // rows of F up to which testing them again is worth while

std::uint64_t hash_of(const Data& data, std::size_t row) {
  std::uint64_t h = 0x9e3779b97f4a7c15ULL;
  for (std::size_t k = 0; k < data.features; ++k) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, data.row(row) + k, sizeof bits);
    h = (h ^ bits) * 0xff51afd7ed558ccdULL;
    h ^= h >> 32U;
  }
  return h;
}

bool equal(const Data& data, std::size_t a, std::size_t b) {
  return std::equal(data.row(a), data.row(a) + data.features, data.row(b));
}

// The rows found so far, by the positions they have in the order, and the same rows by their values.
class Found {
 public:
  Found(const Data& data, std::span<const std::size_t> ordered)
      : data_(data), ordered_(ordered), in_(ordered.size(), 0) {}
  void add(std::size_t position) {
    const std::size_t row = ordered_[position];
    const std::uint64_t hash = hash_of(data_, row);
    const auto [from, to] = by_value_.equal_range(hash);
    for (auto it = from; it != to; ++it) {
      if (equal(data_, it->second, row)) return;
    }
    by_value_.emplace(hash, row);
    in_[position] = 1;
    ++size_;
  }
  [[nodiscard]] bool has(std::size_t position) const { return in_[position] != 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::vector<std::size_t> rows() const {
    std::vector<std::size_t> out;
    out.reserve(size_);
    for (std::size_t i = 0; i < in_.size(); ++i) {
      if (in_[i] != 0) out.push_back(ordered_[i]);
    }
    return out;
  }

 private:
  const Data& data_;
  std::span<const std::size_t> ordered_;
  std::vector<char> in_;
  std::unordered_multimap<std::uint64_t, std::size_t> by_value_;
  std::size_t size_ = 0;
};

// By what part of its values, at most, the mixture of a solution is worse than the row, returns to scale included.
double missed_by(const Data& data, const Model& model, std::size_t row, const RowProgram& program,
                 const Solution& solution) {
  const double t = solution.own(program.scale);
  if (!(t > kMixtureScale)) return std::numeric_limits<double>::infinity();
  const double* own = data.row(row);
  double worst = 0;
  double sum = 0;
  for (std::size_t k = 0; k < data.features; ++k) {
    double mixture = 0;
    for (std::size_t i = 0; i < solution.basis.size(); ++i) {
      if (solution.basis[i].kind != Label::Kind::reference) continue;
      mixture += solution.basic[i] / t * data.row(solution.basis[i].index)[k];
      if (k == 0) sum += solution.basic[i] / t;
    }
    const double miss = sign_of(model.features[k].side) * (mixture - own[k]);
    if (miss > 0) worst = std::max(worst, own[k] > 0 ? miss / own[k] : std::numeric_limits<double>::infinity());
  }
  const double over = model.returns == Returns::vrs || model.returns == Returns::nirs ? sum - 1 : 0;
  const double under = model.returns == Returns::vrs || model.returns == Returns::ndrs ? 1 - sum : 0;
  return std::max({worst, over, under});
}

// Tests one row after the other.
class Tester {
 public:
  Tester(const Data& data, const Model& model, const ColumnStore& frontier, Dominators dominators)
      : data_(data), model_(model), frontier_(frontier), dominators_(std::move(dominators)) {}

  // What joins is a column for the rows that follow.
  bool joins(std::size_t row) {
    const bool does = !dominated(row);
    if (does) more_.add(data_, row);
    return does;
  }

  bool dominated(std::size_t row) {
    const double* own = data_.row(row);
    if (dominators_.dominate(own)) return true;
    if (!built_ || !rebuild(model_, own, program_)) build(model_, own, program_);
    built_ = true;
    const Reference reference{.data = &data_, .store = &frontier_, .extra = &more_, .own_row = row};
    const Solution& solution = solver_.solve(program_.program, reference,
                                             Start{.warm = basis_.empty() ? nullptr : &basis_, .enough = kDominated});
    if (solution.outcome == Outcome::optimal || solution.outcome == Outcome::enough) {
      const bool leans_on_itself = std::find(solution.basis.begin(), solution.basis.end(),
                                             Label{Label::Kind::reference, row}) != solution.basis.end();
      if (!leans_on_itself) basis_ = solution.basis;
    }
    const bool below =
        (solution.outcome == Outcome::enough || solution.outcome == Outcome::optimal) && solution.value < kDominated;
    if (!below || missed_by(data_, model_, row, program_, solution) > kBehind) return false;
    add_mixture(solution);
    return true;
  }

 private:
  // What the row was dominated by.
  void add_mixture(const Solution& solution) {
    const double scale = solution.own(program_.scale);
    if (!(scale > kMixtureScale)) return;
    mixture_.assign(data_.features, 0.0);
    for (std::size_t i = 0; i < solution.basis.size(); ++i) {
      if (solution.basis[i].kind != Label::Kind::reference) continue;
      const double* z = data_.row(solution.basis[i].index);
      for (std::size_t k = 0; k < data_.features; ++k) mixture_[k] += solution.basic[i] / scale * z[k];
    }
    dominators_.add(mixture_.data());
  }

  const Data& data_;
  const Model& model_;
  const ColumnStore& frontier_;
  Dominators dominators_;
  std::vector<double> mixture_;
  bool built_ = false;
  ColumnStore more_;
  Solver solver_;
  RowProgram program_;
  std::vector<Label> basis_;
};

// Positions at multiples of 64, then of 8, then the rest.
std::vector<std::size_t> spread_positions(std::size_t n) {
  std::vector<std::size_t> out;
  out.reserve(n);
  for (std::size_t i = 0; i < n; i += 64) out.push_back(i);
  for (std::size_t i = 0; i < n; i += 8) {
    if (i % 64 != 0) out.push_back(i);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 8 != 0) out.push_back(i);
  }
  return out;
}

// The rows with the best ratio of goods to inputs and bads, one of each stretch of the order, best first.
std::vector<std::size_t> champions(const Data& data, const Model& model, std::span<const std::size_t> ordered,
                                   unsigned threads) {
  const std::size_t stretch = std::max<std::size_t>(64, ordered.size() / 64);
  std::vector<std::pair<double, std::size_t>> best((ordered.size() + stretch - 1) / stretch);
  for_chunks(ordered.size(), stretch, threads, [&](std::size_t begin, std::size_t end) {
    std::pair<double, std::size_t> top{-std::numeric_limits<double>::infinity(), begin};
    for (std::size_t i = begin; i < end; ++i) {
      if (i + kAhead < end) data.fetch(ordered[i + kAhead]);
      const double* z = data.row(ordered[i]);
      double goods = 1;
      double others = 1;
      double good_count = 0;
      for (std::size_t k = 0; k < data.features; ++k) {
        const bool good = model.features[k].side == Side::good;
        (good ? goods : others) *= std::max(z[k], kLeastLogarithm);
        good_count += good ? 1 : 0;
      }
      const double other_count = static_cast<double>(data.features) - good_count;
      const double value = std::log(goods) / good_count - std::log(others) / other_count;
      if (value > top.first) top = {value, i};
    }
    best[begin / stretch] = top;
  });
  std::sort(best.begin(), best.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<std::size_t> out;
  for (const auto& [value, position] : best) out.push_back(position);
  return out;
}

// Those of the rows of the frontier that no others dominate: early ones were tested against few.
std::vector<std::size_t> still_found(const Data& data, const Model& model, const ColumnStore& frontier,
                                     const Dominators& strong, const std::vector<std::size_t>& rows) {
  Tester tester(data, model, frontier, strong);
  std::vector<std::size_t> out;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(out),
               [&](std::size_t row) { return !tester.dominated(row); });
  return out;
}

}  // namespace

Model membership(const Model& model) {
  Model out{.kind = Kind::slacks, .features = model.features, .returns = model.returns};
  for (Feature& feature : out.features) feature.weight = 1;
  return out;
}

std::vector<std::size_t> find_frontier(const Data& data, const Model& membership, std::span<const std::size_t> ordered,
                                       unsigned threads, const Beat& beat) {
  Found found(data, ordered);
  Dominators strong(membership, kDominators);
  {
    const ColumnStore none;
    Tester tester(data, membership, none, strong);
    std::vector<std::size_t> best;
    for (const std::size_t position : champions(data, membership, ordered, threads)) {
      if (!tester.joins(ordered[position])) continue;
      found.add(position);
      best.push_back(ordered[position]);
    }
    best.resize(std::min(best.size(), kDominators));
    for (std::size_t i = best.size(); i-- > 0;) strong.add(data.row(best[i]));
  }
  const std::vector<std::size_t> positions = spread_positions(ordered.size());
  ColumnStore frontier(data, found.rows());
  std::vector<char> joins(positions.size(), 0);
  for (std::size_t begin = 0; begin < positions.size();) {
    const std::size_t end = std::min(positions.size(), begin + std::max({kBatch, found.size(), begin / 8}));
    for_chunks(end - begin, kChunk, threads, [&](std::size_t first, std::size_t last) {
      Tester tester(data, membership, frontier, strong);
      for (std::size_t i = begin + first; i < begin + last; ++i) {
        if (i + kAhead < begin + last) data.fetch(ordered[positions[i + kAhead]]);
        if (!found.has(positions[i])) joins[i] = tester.joins(ordered[positions[i]]) ? 1 : 0;
      }
    });
    const std::size_t before = found.size();
    for (std::size_t i = begin; i < end; ++i) {
      if (joins[i] != 0) found.add(positions[i]);
    }
    if (found.size() != before) frontier.assign(data, near_order(data, found.rows(), threads));
    begin = end;
    if (beat) beat();
  }
  return found.size() > kFew ? found.rows() : still_found(data, membership, frontier, strong, found.rows());
}

std::vector<Leaning> find_leaning(const Data& data, const Model& membership, const ColumnStore& frontier,
                                  std::span<const std::size_t> rows, unsigned threads, const Beat& beat) {
  std::vector<std::vector<Leaning>> parts((rows.size() + kChunk - 1) / kChunk);
  std::mutex guard;
  for_chunks(rows.size(), kChunk, threads, [&](std::size_t first, std::size_t last) {
    Solver solver;
    RowProgram program;
    std::vector<Label> basis;
    std::vector<Leaning>& part = parts[first / kChunk];
    for (std::size_t i = first; i < last; ++i) {
      build(membership, data.row(rows[i]), program);
      // Not from the row itself: a twin of a row of F would stay there and lean on nobody.
      const Reference reference{.data = &data, .store = &frontier};
      const Solution& solution = solver.solve(program.program, reference, basis.empty() ? nullptr : &basis);
      const auto row = static_cast<std::uint32_t>(rows[i]);
      if (solution.outcome != Outcome::optimal || missed_by(data, membership, rows[i], program, solution) > kBehind) {
        for (std::size_t f = 0; f < frontier.size(); ++f) part.emplace_back(frontier.rows(0)[f], row);
        continue;
      }
      basis = solution.basis;
      for (std::size_t b = 0; b < basis.size(); ++b) {
        if (basis[b].kind != Label::Kind::reference || solution.basic[b] <= 0) continue;
        part.emplace_back(static_cast<std::uint32_t>(basis[b].index), row);
      }
    }
    const std::lock_guard lock(guard);
    if (beat) beat();
  });
  std::vector<Leaning> out;
  for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

Behind::Behind(std::span<const Leaning> pairs, std::size_t rows) : first_(rows + 1, 0), row_(pairs.size()) {
  for (const auto& [peer, row] : pairs) ++first_[peer + 1];
  for (std::size_t i = 0; i < rows; ++i) first_[i + 1] += first_[i];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (const auto& [peer, row] : pairs) row_[next[peer]++] = row;
}

}  // namespace ecoeff::frontier
