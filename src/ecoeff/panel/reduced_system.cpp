#include "ecoeff/panel/reduced_system.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kManyRows = 100'000;
constexpr std::size_t kPieces = 8;
constexpr double kExplained = 1e-12;  // of a level's own squares: nothing of it is left
constexpr std::uint64_t kSeed = 2023;
constexpr std::size_t kManyEdges = 16'384;
constexpr std::size_t kSumsAChunk = 16'384;

template <int Width>
using Block = Eigen::Array<double, Width, 1>;

template <int Width>
using Blocks = std::vector<Block<Width>, Eigen::aligned_allocator<Block<Width>>>;

template <int Width>
Block<Width> block_at(const double* values, std::size_t level) {
  return Eigen::Map<const Block<Width>>(values + level * Width);
}

template <int Width>
void add_at(double* values, std::size_t level, const Block<Width>& what) {
  Eigen::Map<Block<Width>>(values + level * Width) += what;
}

template <class F>
void with_width(int width, const F& body) {
  switch (width) {
    case 1: return body(std::integral_constant<int, 1>());
    case 2: return body(std::integral_constant<int, 2>());
    case 4: return body(std::integral_constant<int, 4>());
    default: return body(std::integral_constant<int, 8>());
  }
}

double square(double x) { return x * x; }

// Edges between the same levels become one, where levels are few (years).
void add_up(std::size_t levels, std::vector<WeightedEdge>& edges) {
  if (levels * levels > kManyEdges / 4) return;
  std::vector<double> weight(levels * levels, 0);
  for (const WeightedEdge& e : edges) {
    const auto [low, high] = std::minmax(e.a, e.b);
    weight[static_cast<std::size_t>(low) * levels + static_cast<std::size_t>(high)] += e.weight;
  }
  edges.clear();
  for (std::size_t pair = 0; pair < weight.size(); ++pair) {
    if (weight[pair] > 0)
      edges.push_back(
          {static_cast<std::int32_t>(pair / levels), static_cast<std::int32_t>(pair % levels), weight[pair]});
  }
}

// The effect whose levels are eliminated: the one with most, a slope only where there is nothing else.
std::size_t finest(const std::vector<Effect>& effects) {
  std::size_t best = 0;
  for (std::size_t g = 1; g < effects.size(); ++g) {
    const bool more = effects[g].levels > effects[best].levels;
    if (effects[best].slope ? !effects[g].slope || more : !effects[g].slope && more) best = g;
  }
  return best;
}

}  // namespace

ReducedSystem::ReducedSystem(const std::vector<Effect>& effects, unsigned threads) {
  const std::size_t first = finest(effects);
  rows_ = effects[first].codes.size();
  group_rows(effects[first]);
  plain_ = value_.empty();
  std::vector<std::function<void()>> tasks;
  others_.reserve(effects.size());
  for (std::size_t g = 0; g < effects.size(); ++g) {
    if (g == first) continue;
    const Effect& effect = effects[g];
    others_.push_back({.codes = {}, .values = {}, .first = levels_, .levels = effect.levels, .slope = effect.slope});
    plain_ = plain_ && effect.values.empty();
    levels_ += effect.levels;
    tasks.emplace_back([this, &effect, &other = others_.back()] { place_rows(effect, other); });
  }
  run_tasks(tasks, threads);
  // Without a value of its own an effect has 1 in every row.
  if (!plain_) {
    for (Other& other : others_) {
      if (other.values.empty()) other.values.assign(rows_, 1);
    }
  }
  const std::size_t groups = begin_.size() - 1;
  const std::size_t pieces = rows_ < kManyRows ? 1 : kPieces;
  for (std::size_t piece = 0; piece <= pieces; ++piece) pieces_.push_back(groups * piece / pieces);
  find_diagonal(threads);
}

void ReducedSystem::group_rows(const Effect& first) {
  const std::size_t groups = first.levels;
  begin_.assign(groups + 1, 0);
  for (const std::int32_t code : first.codes) ++begin_[static_cast<std::size_t>(code) + 1];
  for (std::size_t g = 0; g < groups; ++g) {
    largest_group_ = std::max(largest_group_, begin_[g + 1]);
    begin_[g + 1] += begin_[g];
  }
  if (!std::is_sorted(first.codes.begin(), first.codes.end())) {
    row_.resize(rows_);
    std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
    for (std::size_t i = 0; i < rows_; ++i)
      row_[next[static_cast<std::size_t>(first.codes[i])]++] = static_cast<std::uint32_t>(i);
  }
  inverse_squares_.assign(groups, 0);
  if (!first.values.empty()) {
    value_.resize(rows_);
    for (std::size_t p = 0; p < rows_; ++p) value_[p] = first.values[row(p)];
  }
  for (std::size_t g = 0; g < groups; ++g) {
    double squares = 0;
    for (std::size_t p = begin_[g]; p < begin_[g + 1]; ++p) squares += square(value(p));
    inverse_squares_[g] = squares > 0 ? 1 / squares : 0;
  }
}

void ReducedSystem::place_rows(const Effect& effect, Other& other) const {
  const auto first = static_cast<std::int32_t>(other.first);
  other.codes.resize(rows_);
  for (std::size_t p = 0; p < rows_; ++p) other.codes[p] = effect.codes[row(p)] + first;
  if (effect.values.empty()) return;
  other.values.resize(rows_);
  for (std::size_t p = 0; p < rows_; ++p) other.values[p] = effect.values[row(p)];
}

void ReducedSystem::find_diagonal(unsigned threads) {
  diagonal_.resize(levels_);
  std::vector<std::function<void()>> tasks;
  for (const Other& other : others_) tasks.emplace_back([&] { find_diagonal(other); });
  run_tasks(tasks, threads);
}

void ReducedSystem::find_diagonal(const Other& other) {
  std::vector<double> own(other.levels, 0);
  std::vector<double> explained(other.levels, 0);
  std::vector<double> here(other.levels, 0);
  const auto at = [&](std::size_t p) { return other.level(p) - other.first; };
  const auto v = [&](std::size_t p) { return other.values.empty() ? 1 : other.values[p]; };
  for (std::size_t g = 0; g + 1 < begin_.size(); ++g) {
    for (std::size_t p = begin_[g]; p < begin_[g + 1]; ++p) {
      own[at(p)] += square(v(p));
      here[at(p)] += value(p) * v(p);
    }
    for (std::size_t p = begin_[g]; p < begin_[g + 1]; ++p) {
      explained[at(p)] += square(here[at(p)]) * inverse_squares_[g];
      here[at(p)] = 0;
    }
  }
  for (std::size_t l = 0; l < other.levels; ++l) {
    const double left = own[l] - explained[l];
    diagonal_[other.first + l] = left > kExplained * own[l] ? left : 0;
  }
}

// body(group, sums of this piece, room for the rows of a group) for every group; the pieces' sums, added in order, are
// `out`.
template <int Width, class F>
void ReducedSystem::by_group(double* out, unsigned threads, const F& body) const {
  const std::size_t pieces = pieces_.size() - 1;
  const std::size_t size = levels_ * Width;
  std::vector<std::vector<double>> sums(pieces);
  for_chunks(pieces, 1, threads, [&](std::size_t begin, std::size_t end) {
    Blocks<Width> room(largest_group_);
    for (std::size_t piece = begin; piece < end; ++piece) {
      sums[piece].assign(size, 0);
      for (std::size_t g = pieces_[piece]; g < pieces_[piece + 1]; ++g) body(g, sums[piece].data(), room.data());
    }
  });
  for_chunks(size, kSumsAChunk, threads, [&](std::size_t begin, std::size_t end) {
    std::copy(sums[0].begin() + static_cast<std::ptrdiff_t>(begin), sums[0].begin() + static_cast<std::ptrdiff_t>(end),
              out + begin);
    for (std::size_t piece = 1; piece < pieces; ++piece) {
      for (std::size_t i = begin; i < end; ++i) out[i] += sums[piece].data()[i];
    }
  });
}

template <int Width>
void ReducedSystem::eliminate_columns(double* const* columns, double* squares, unsigned threads) const {
  const std::size_t pieces = pieces_.size() - 1;
  std::vector<double> sums(pieces * Width, 0);
  for_chunks(pieces * Width, 1, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t task = begin; task < end; ++task) {
      const std::size_t piece = task / Width;
      double* x = columns[task % Width];
      for (std::size_t g = pieces_[piece]; g < pieces_[piece + 1]; ++g) {
        const std::size_t from = begin_[g];
        const std::size_t to = begin_[g + 1];
        if (from == to) continue;
        // A large common level would cost digits in the mean; what is constant in the group becomes exactly zero.
        const double anchor = value(from) != 0 ? x[row(from)] / value(from) : 0;
        double mean = 0;
        for (std::size_t p = from; p < to; ++p) mean += value(p) * (x[row(p)] - anchor * value(p));
        mean *= inverse_squares_[g];
        double rounding = 0;
        for (std::size_t p = from; p < to; ++p) {
          double& at = x[row(p)];
          at = at - anchor * value(p) - mean * value(p);
          rounding += value(p) * at;
        }
        rounding *= inverse_squares_[g];
        for (std::size_t p = from; p < to; ++p) {
          x[row(p)] -= rounding * value(p);
          sums[task] += square(x[row(p)]);
        }
      }
    }
  });
  for (std::size_t c = 0; c < Width; ++c) {
    squares[c] = 0;
    for (std::size_t piece = 0; piece < pieces; ++piece) squares[c] += sums[piece * Width + c];
  }
}

template <int Width>
void ReducedSystem::gather_columns(const double* const* columns, double* b, unsigned threads) const {
  by_group<Width>(b, threads, [&](std::size_t g, double* sums, Block<Width>* /*room*/) {
    for (std::size_t p = begin_[g]; p < begin_[g + 1]; ++p) {
      Block<Width> x;
      for (int c = 0; c < Width; ++c) x(c) = columns[c][row(p)];
      for (const Other& other : others_) {
        const std::size_t level = other.level(p);
        add_at<Width>(sums, level, other.values.empty() ? x : Block<Width>(other.values[p] * x));
      }
    }
  });
}

template <int Width, bool Plain>
void ReducedSystem::multiply_columns(const double* a, double* out, unsigned threads) const {
  by_group<Width>(out, threads, [&](std::size_t g, double* sums, Block<Width>* fitted) {
    const std::size_t from = begin_[g];
    const std::size_t to = begin_[g + 1];
    Block<Width> mean = Block<Width>::Zero();
    for (std::size_t p = from; p < to; ++p) {
      Block<Width> sum = Block<Width>::Zero();
      for (const Other& other : others_) {
        const Block<Width> at = block_at<Width>(a, other.level(p));
        sum += Plain ? at : Block<Width>(other.values.data()[p] * at);
      }
      mean += Plain ? sum : Block<Width>(value(p) * sum);
      fitted[p - from] = sum;
    }
    mean *= inverse_squares_[g];
    for (std::size_t p = from; p < to; ++p) {
      const Block<Width> left = fitted[p - from] - (Plain ? mean : Block<Width>(value(p) * mean));
      for (const Other& other : others_)
        add_at<Width>(sums, other.level(p), Plain ? left : Block<Width>(other.values.data()[p] * left));
    }
  });
}

template <int Width, bool Plain>
void ReducedSystem::subtract_columns(const double* a, double* const* columns, double* squares, unsigned threads) const {
  const std::size_t pieces = pieces_.size() - 1;
  Blocks<Width> sums(pieces, Block<Width>::Zero());
  for_chunks(pieces, 1, threads, [&](std::size_t begin, std::size_t end) {
    Blocks<Width> fitted(largest_group_);
    for (std::size_t piece = begin; piece < end; ++piece) {
      for (std::size_t g = pieces_[piece]; g < pieces_[piece + 1]; ++g) {
        Block<Width> mean = Block<Width>::Zero();
        const std::size_t from = begin_[g];
        for (std::size_t p = from; p < begin_[g + 1]; ++p) {
          Block<Width> sum = Block<Width>::Zero();
          for (const Other& other : others_) {
            const Block<Width> at = block_at<Width>(a, other.level(p));
            sum += Plain ? at : Block<Width>(other.values.data()[p] * at);
          }
          mean += Plain ? sum : Block<Width>(value(p) * sum);
          fitted[p - from] = sum;
        }
        mean *= inverse_squares_[g];
        for (std::size_t p = from; p < begin_[g + 1]; ++p) {
          Block<Width> left;
          for (int c = 0; c < Width; ++c) left(c) = columns[c][row(p)];
          left -= fitted[p - from] - (Plain ? mean : Block<Width>(value(p) * mean));
          for (int c = 0; c < Width; ++c) columns[c][row(p)] = left(c);
          sums[piece] += left.square();
        }
      }
    }
  });
  for (int c = 0; c < Width; ++c) {
    squares[c] = 0;
    for (const Block<Width>& sum : sums) squares[c] += sum(c);
  }
}

void ReducedSystem::eliminate(double* const* columns, int width, double* squares, unsigned threads) const {
  with_width(width, [&](auto w) { eliminate_columns<w()>(columns, squares, threads); });
}

void ReducedSystem::gather(const double* const* columns, int width, double* b, unsigned threads) const {
  with_width(width, [&](auto w) { gather_columns<w()>(columns, b, threads); });
}

void ReducedSystem::multiply(const double* a, int width, double* out, unsigned threads) const {
  with_width(width, [&](auto w) {
    if (plain_) {
      multiply_columns<w(), true>(a, out, threads);
    } else {
      multiply_columns<w(), false>(a, out, threads);
    }
  });
}

void ReducedSystem::subtract(const double* a, double* const* columns, int width, double* squares,
                             unsigned threads) const {
  with_width(width, [&](auto w) {
    if (plain_) {
      subtract_columns<w(), true>(a, columns, squares, threads);
    } else {
      subtract_columns<w(), false>(a, columns, squares, threads);
    }
  });
}

std::vector<std::vector<WeightedEdge>> ReducedSystem::graph(const Other& other, unsigned threads) const {
  if (other.slope) return {};
  std::vector<std::vector<WeightedEdge>> parts(pieces_.size() - 1);
  for_chunks(parts.size(), 1, threads, [&](std::size_t begin, std::size_t end) {
    std::vector<Neighbour> around;
    for (std::size_t piece = begin; piece < end; ++piece) {
      RandomStream random(kSeed, piece);
      for (std::size_t g = pieces_[piece]; g < pieces_[piece + 1]; ++g) {
        around.clear();
        for (std::size_t p = begin_[g]; p < begin_[g + 1]; ++p) {
          const double weight = value(p) * (other.values.empty() ? 1 : other.values[p]);
          around.push_back({other.codes[p] - static_cast<std::int32_t>(other.first), weight});
        }
        eliminate_vertex(around, random, parts[piece]);
        if (parts[piece].size() > kManyEdges) add_up(other.levels, parts[piece]);
      }
    }
  });
  return parts;
}

}  // namespace ecoeff
