// A few points of a technology that dominate much of it: rows, and mixtures of rows that dominated an earlier row. A
// row that one of them dominates needs no linear program to be known as dominated. Only clear cases count: the
// objective of the slacks-based program of such a row is below 1 - 1e-9.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

class Dominators {
 public:
  // For the technology of `model`; keeps the `most` points that were of use lately.
  Dominators(const Model& model, std::size_t most);
  // A point of the technology; the least useful one makes room.
  void add(const double* point);
  // True when a point (scaled as the returns to scale allow) dominates the row `own`, by 1e-6 of every good output or
  // of every input and bad output. Rows with zeros are left to the linear program.
  [[nodiscard]] bool dominate(const double* own);

 private:
  [[nodiscard]] bool clearly(const double* inverse, const double* own) const;

  std::size_t features_;
  std::size_t most_;
  Returns returns_;
  std::vector<std::size_t> goods_;
  std::vector<std::size_t> others_;
  std::vector<double> inverse_;     // 1 over the values, point by point
  std::vector<std::size_t> order_;  // points, the one of use last first
};

}  // namespace ecoeff::frontier
