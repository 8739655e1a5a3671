#include "ecoeff/panel/approximate_cholesky.hpp"

#include <algorithm>
#include <utility>

#include "ecoeff/base/threads.hpp"
#include "ecoeff/numeric/matrix.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

constexpr std::uint64_t kSeed = 2023;
constexpr std::size_t kVertexChunks = 16;
constexpr std::size_t kManyVertices = 1000;

void merge_equal(std::vector<Neighbour>& around) {
  std::sort(around.begin(), around.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.vertex != b.vertex ? a.vertex < b.vertex : a.weight < b.weight;
  });
  std::size_t kept = 0;
  for (const Neighbour& n : around) {
    if (kept > 0 && around[kept - 1].vertex == n.vertex) {
      around[kept - 1].weight += n.weight;
    } else {
      around[kept++] = n;
    }
  }
  around.resize(kept);
}

using Parts = std::vector<std::vector<WeightedEdge>>;

bool is_edge(const WeightedEdge& e) { return e.a != e.b && e.weight > 0; }

// The ends of all edges, by vertex and part.
struct Ends {
  std::vector<std::size_t> begin;  // of each vertex; vertices + 1
  std::vector<Neighbour> all;
};

Ends ends_of(std::size_t vertices, const Parts& parts, unsigned threads) {
  std::vector<std::vector<std::size_t>> next(parts.size());
  for_chunks(parts.size(), 1, threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t part = first; part < last; ++part) {
      next[part].assign(vertices, 0);
      for (const WeightedEdge& e : parts[part]) {
        if (!is_edge(e)) continue;
        ++next[part][static_cast<std::size_t>(e.a)];
        ++next[part][static_cast<std::size_t>(e.b)];
      }
    }
  });
  Ends ends;
  ends.begin.reserve(vertices + 1);
  std::size_t place = 0;
  for (std::size_t v = 0; v < vertices; ++v) {
    ends.begin.push_back(place);
    for (std::vector<std::size_t>& of_part : next) place += std::exchange(of_part[v], place);
  }
  ends.begin.push_back(place);
  ends.all.resize(place);
  for_chunks(parts.size(), 1, threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t part = first; part < last; ++part) {
      for (const WeightedEdge& e : parts[part]) {
        if (!is_edge(e)) continue;
        ends.all[next[part][static_cast<std::size_t>(e.a)]++] = {e.b, e.weight};
        ends.all[next[part][static_cast<std::size_t>(e.b)]++] = {e.a, e.weight};
      }
    }
  });
  return ends;
}

// The neighbours of every vertex, once each. Parallel edges come by the thousand: sums by vertex instead of a sort.
std::vector<std::vector<Neighbour>> neighbours_of(std::size_t vertices, const Parts& parts, unsigned threads) {
  const Ends ends = ends_of(vertices, parts, threads);
  std::vector<std::vector<Neighbour>> around(vertices);
  for_chunks(vertices, vertices / kVertexChunks + 1, threads, [&](std::size_t first, std::size_t last) {
    std::vector<double> sum(vertices, 0);
    for (std::size_t v = first; v < last; ++v) {
      for (std::size_t k = ends.begin[v]; k < ends.begin[v + 1]; ++k) {
        double& weight = sum[static_cast<std::size_t>(ends.all[k].vertex)];
        if (weight == 0) around[v].push_back({ends.all[k].vertex, 0});
        weight += ends.all[k].weight;
      }
      for (Neighbour& n : around[v]) n.weight = std::exchange(sum[static_cast<std::size_t>(n.vertex)], 0);
      std::sort(around[v].begin(), around[v].end(),
                [](const Neighbour& a, const Neighbour& b) { return a.vertex < b.vertex; });
    }
  });
  return around;
}

// Vertices by the number of their edges: lists, of which the one that changed last comes first.
class Waiting {
 public:
  explicit Waiting(std::size_t vertices)
      : degree_(vertices, 0), next_(vertices, kNobody), previous_(vertices, kNobody) {}

  void add(std::int32_t vertex, std::size_t degree) {
    const auto v = static_cast<std::size_t>(vertex);
    if (degree >= first_.size()) first_.resize(degree + 1, kNobody);
    degree_[v] = degree;
    previous_[v] = kNobody;
    next_[v] = std::exchange(first_[degree], vertex);
    if (next_[v] != kNobody) previous_[static_cast<std::size_t>(next_[v])] = vertex;
    lowest_ = std::min(lowest_, degree);
  }
  void move(std::int32_t vertex, int by) {
    remove(vertex);
    add(vertex, degree_[static_cast<std::size_t>(vertex)] + static_cast<std::size_t>(by));
  }
  std::int32_t take_lowest() {
    while (first_[lowest_] == kNobody) ++lowest_;
    const std::int32_t vertex = first_[lowest_];
    remove(vertex);
    return vertex;
  }

 private:
  static constexpr std::int32_t kNobody = -1;

  void remove(std::int32_t vertex) {
    const auto v = static_cast<std::size_t>(vertex);
    if (previous_[v] == kNobody) {
      first_[degree_[v]] = next_[v];
    } else {
      next_[static_cast<std::size_t>(previous_[v])] = next_[v];
    }
    if (next_[v] != kNobody) previous_[static_cast<std::size_t>(next_[v])] = previous_[v];
  }

  std::vector<std::size_t> degree_;
  std::vector<std::int32_t> first_;  // of every degree
  std::vector<std::int32_t> next_;
  std::vector<std::int32_t> previous_;
  std::size_t lowest_ = 0;
};

}  // namespace

double eliminate_vertex(std::vector<Neighbour>& around, RandomStream& random, std::vector<WeightedEdge>& edges) {
  merge_equal(around);
  std::sort(around.begin(), around.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.weight != b.weight ? a.weight < b.weight : a.vertex < b.vertex;
  });
  // above[i] = w_i + w_{i+1} + ..., small ones first so that no digit is lost to a large one.
  std::vector<double> above(around.size() + 1, 0);
  for (std::size_t i = around.size(); i-- > 0;) above[i] = above[i + 1] + around[i].weight;
  const double total = above.front();
  for (std::size_t i = 0; i + 1 < around.size(); ++i) {
    const double target = random.uniform() * above[i + 1];
    // The last j with above[j] >= target: above falls from i + 1 on.
    const auto first = above.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    const auto at = std::partition_point(first, above.end() - 1, [&](double sum) { return sum >= target; });
    const auto j = static_cast<std::size_t>(std::max(at - 1, first) - above.begin());
    edges.push_back({around[i].vertex, around[j].vertex, around[i].weight * above[i + 1] / total});
  }
  return total;
}

ApproximateCholesky::ApproximateCholesky(std::size_t vertices, const std::vector<std::vector<WeightedEdge>>& parts,
                                         unsigned threads)
    : vertices_(vertices) {
  RandomStream random(kSeed, 1);
  std::vector<std::vector<Neighbour>> around = neighbours_of(vertices, parts, threads);
  const auto add = [&](const WeightedEdge& e) {
    around[static_cast<std::size_t>(e.a)].push_back({e.b, e.weight});
    around[static_cast<std::size_t>(e.b)].push_back({e.a, e.weight});
  };
  Waiting waiting(vertices);
  for (std::size_t v = vertices; v-- > 0;) waiting.add(static_cast<std::int32_t>(v), around[v].size());
  std::vector<bool> gone(vertices, false);
  std::vector<WeightedEdge> made;
  begin_.push_back(0);
  for (std::size_t step = 0; step < vertices; ++step) {
    const std::int32_t vertex = waiting.take_lowest();
    std::vector<Neighbour> here = std::move(around[static_cast<std::size_t>(vertex)]);
    gone[static_cast<std::size_t>(vertex)] = true;
    std::erase_if(here, [&](const Neighbour& n) { return gone[static_cast<std::size_t>(n.vertex)]; });
    for (const Neighbour& n : here) waiting.move(n.vertex, -1);  // one an edge, as they were counted
    made.clear();
    const double total = eliminate_vertex(here, random, made);
    for (const WeightedEdge& e : made) {
      add(e);
      waiting.move(e.a, 1);
      waiting.move(e.b, 1);
    }
    order_.push_back(vertex);
    inverse_.push_back(total > 0 ? 1 / total : 0);
    for (const Neighbour& n : here) neighbours_.push_back({n.vertex, n.weight / total});
    begin_.push_back(neighbours_.size());
  }
}

template <int Width, int Stride>
void ApproximateCholesky::solve_columns(double* z) const {
  using Block = Eigen::Map<Eigen::Array<double, Width, 1>>;
  const auto at = [z](std::int32_t vertex) { return Block(z + static_cast<std::ptrdiff_t>(vertex) * Stride); };
  const Neighbour* neighbours = neighbours_.data();
  for (std::size_t step = 0; step < vertices_; ++step) {
    const Eigen::Array<double, Width, 1> here = at(order_[step]);
    for (std::size_t k = begin_[step]; k < begin_[step + 1]; ++k)
      at(neighbours[k].vertex) += neighbours[k].weight * here;
    at(order_[step]) = here * inverse_[step];
  }
  for (std::size_t step = vertices_; step-- > 0;) {
    Eigen::Array<double, Width, 1> here = at(order_[step]);
    for (std::size_t k = begin_[step]; k < begin_[step + 1]; ++k)
      here += neighbours[k].weight * at(neighbours[k].vertex);
    at(order_[step]) = here;
  }
}

// On two threads each takes half of the columns.
template <int Width>
void ApproximateCholesky::solve_wide(double* z, unsigned threads) const {
  if (threads == 1 || vertices_ < kManyVertices) return solve_columns<Width, Width>(z);
  for_chunks(2, 1, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t half = begin; half < end; ++half) solve_columns<Width / 2, Width>(z + half * Width / 2);
  });
}

void ApproximateCholesky::solve(const double* r, double* z, int width, unsigned threads) const {
  if (r != z) std::copy(r, r + vertices_ * static_cast<std::size_t>(width), z);
  switch (width) {
    case 1: return solve_columns<1, 1>(z);
    case 2: return solve_wide<2>(z, threads);
    case 4: return solve_wide<4>(z, threads);
    default: return solve_wide<8>(z, threads);
  }
}

}  // namespace ecoeff
