#include "ecoeff/panel/approximate_cholesky.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "ecoeff/numeric/matrix.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

constexpr std::uint64_t kSeed = 2023;

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

// The neighbours of every vertex, once each.
std::vector<std::vector<Neighbour>> neighbours_of(std::size_t vertices, const std::vector<WeightedEdge>& edges) {
  const auto counts = [](const WeightedEdge& e) { return e.a != e.b && e.weight > 0; };
  std::vector<std::size_t> begin(vertices + 1, 0);
  for (const WeightedEdge& e : edges) {
    if (!counts(e)) continue;
    ++begin[static_cast<std::size_t>(e.a) + 1];
    ++begin[static_cast<std::size_t>(e.b) + 1];
  }
  for (std::size_t v = 0; v < vertices; ++v) begin[v + 1] += begin[v];
  std::vector<Neighbour> ends(begin[vertices]);
  std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
  for (const WeightedEdge& e : edges) {
    if (!counts(e)) continue;
    ends[next[static_cast<std::size_t>(e.a)]++] = {e.b, e.weight};
    ends[next[static_cast<std::size_t>(e.b)]++] = {e.a, e.weight};
  }
  // Parallel edges by the thousand: sums by vertex instead of a sort.
  std::vector<double> sum(vertices, 0);
  std::vector<std::vector<Neighbour>> around(vertices);
  for (std::size_t v = 0; v < vertices; ++v) {
    for (std::size_t k = begin[v]; k < begin[v + 1]; ++k) {
      double& weight = sum[static_cast<std::size_t>(ends[k].vertex)];
      if (weight == 0) around[v].push_back({ends[k].vertex, 0});
      weight += ends[k].weight;
    }
    for (Neighbour& n : around[v]) n.weight = std::exchange(sum[static_cast<std::size_t>(n.vertex)], 0);
    std::sort(around[v].begin(), around[v].end(),
              [](const Neighbour& a, const Neighbour& b) { return a.vertex < b.vertex; });
  }
  return around;
}

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

ApproximateCholesky::ApproximateCholesky(std::size_t vertices, const std::vector<WeightedEdge>& edges)
    : vertices_(vertices) {
  RandomStream random(kSeed, 1);
  std::vector<std::vector<Neighbour>> around = neighbours_of(vertices, edges);
  const auto add = [&](const WeightedEdge& e) {
    around[static_cast<std::size_t>(e.a)].push_back({e.b, e.weight});
    around[static_cast<std::size_t>(e.b)].push_back({e.a, e.weight});
  };
  std::set<std::pair<std::size_t, std::int32_t>> waiting;
  std::vector<std::size_t> degree(vertices);
  for (std::size_t v = 0; v < vertices; ++v) {
    degree[v] = around[v].size();
    waiting.emplace(degree[v], static_cast<std::int32_t>(v));
  }
  std::vector<bool> gone(vertices, false);
  std::vector<WeightedEdge> made;
  const auto count = [&](std::int32_t vertex, bool more) {
    const auto v = static_cast<std::size_t>(vertex);
    waiting.erase({degree[v], vertex});
    degree[v] = more ? degree[v] + 1 : degree[v] - 1;
    waiting.emplace(degree[v], vertex);
  };
  begin_.push_back(0);
  while (!waiting.empty()) {
    const std::int32_t vertex = waiting.begin()->second;
    waiting.erase(waiting.begin());
    std::vector<Neighbour> here = std::move(around[static_cast<std::size_t>(vertex)]);
    gone[static_cast<std::size_t>(vertex)] = true;
    std::erase_if(here, [&](const Neighbour& n) { return gone[static_cast<std::size_t>(n.vertex)]; });
    for (const Neighbour& n : here) count(n.vertex, false);  // one an edge, as they were counted
    made.clear();
    const double total = eliminate_vertex(here, random, made);
    for (const WeightedEdge& e : made) {
      add(e);
      count(e.a, true);
      count(e.b, true);
    }
    order_.push_back(vertex);
    inverse_.push_back(total > 0 ? 1 / total : 0);
    for (const Neighbour& n : here) neighbours_.push_back({n.vertex, n.weight / total});
    begin_.push_back(neighbours_.size());
  }
}

template <int Width>
void ApproximateCholesky::solve_columns(double* z) const {
  using Block = Eigen::Map<Eigen::Array<double, Width, 1>>;
  const auto at = [z](std::int32_t vertex) { return Block(z + static_cast<std::ptrdiff_t>(vertex) * Width); };
  for (std::size_t step = 0; step < vertices_; ++step) {
    const Eigen::Array<double, Width, 1> here = at(order_[step]);
    for (std::size_t k = begin_[step]; k < begin_[step + 1]; ++k)
      at(neighbours_[k].vertex) += neighbours_[k].weight * here;
    at(order_[step]) = here * inverse_[step];
  }
  for (std::size_t step = vertices_; step-- > 0;) {
    Eigen::Array<double, Width, 1> here = at(order_[step]);
    for (std::size_t k = begin_[step]; k < begin_[step + 1]; ++k)
      here += neighbours_[k].weight * at(neighbours_[k].vertex);
    at(order_[step]) = here;
  }
}

void ApproximateCholesky::solve(const double* r, double* z, int width) const {
  if (r != z) std::copy(r, r + vertices_ * static_cast<std::size_t>(width), z);
  switch (width) {
    case 1: return solve_columns<1>(z);
    case 2: return solve_columns<2>(z);
    case 4: return solve_columns<4>(z);
    default: return solve_columns<8>(z);
  }
}

}  // namespace ecoeff
