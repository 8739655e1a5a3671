// An approximate Cholesky factor of the Laplacian of a weighted graph, as a preconditioner.
//
// Vertices are eliminated one by one, those with few edges first. Eliminating v with neighbours u_1 .. u_d of weights
// w_1 <= .. <= w_d would join all of them; instead each u_i is joined to one u_j, j > i, drawn with probability
// w_j / (w_{i+1} + .. + w_d), by an edge of weight w_i (w_{i+1} + .. + w_d) / (w_1 + .. + w_d): the same graph on
// average, with d - 1 edges (Gao, Kyng and Spielman 2023, "Robust and practical solution of Laplacian equations by
// approximate elimination"). Draws come from a fixed seed, so the factor is always the same.
#pragma once

#include <cstdint>
#include <vector>

namespace ecoeff {

class RandomStream;

struct WeightedEdge {
  std::int32_t a = 0;
  std::int32_t b = 0;
  double weight = 0;
};

struct Neighbour {
  std::int32_t vertex = 0;
  double weight = 0;
};

// Merges equal neighbours, sorts by weight, and appends the edges that replace their common vertex. Returns the sum of
// the weights; `around` is left merged and sorted.
double eliminate_vertex(std::vector<Neighbour>& around, RandomStream& random, std::vector<WeightedEdge>& edges);

class ApproximateCholesky {
 public:
  ApproximateCholesky() = default;
  // Edges in parts, as they were found on several threads; they may repeat, and their weights add up.
  ApproximateCholesky(std::size_t vertices, const std::vector<std::vector<WeightedEdge>>& parts, unsigned threads = 1);

  // z = (L D L')^+ r for `width` interleaved columns: entry (vertex, c) at vertex * width + c; r and z may be the same.
  void solve(const double* r, double* z, int width, unsigned threads = 1) const;

 private:
  template <int Width, int Stride>
  void solve_columns(double* z) const;
  template <int Width>
  void solve_wide(double* z, unsigned threads) const;

  std::size_t vertices_ = 0;
  std::vector<std::int32_t> order_;    // vertices as eliminated
  std::vector<std::size_t> begin_;     // of each step's neighbours
  std::vector<Neighbour> neighbours_;  // shares w_u / W
  std::vector<double> inverse_;        // 1 / W by step, 0 for the last vertex of a component
};

}  // namespace ecoeff
