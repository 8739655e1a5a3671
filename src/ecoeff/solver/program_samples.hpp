// Programs for the tests of the solver: a row of `data` in the slacks-based measure, the first `inputs` features inputs
// and the others outputs, each feature with one slack:
//
//   min t - sum S/m   s.t.  t + sum V/q = 1,   sum Lambda x + S = t x_o,   sum Lambda y - V = t y_o   (, sum Lambda = t)
#pragma once

#include <numeric>
#include <vector>

#include "ecoeff/numeric/random.hpp"
#include "ecoeff/solver/columns.hpp"
#include "ecoeff/solver/program.hpp"

namespace ecoeff::solver {

inline Data data_of(std::size_t features, std::vector<double> values) {
  Data data{.features = features, .value = std::move(values), .unit = {}};
  for (std::size_t i = 0; i < data.rows(); ++i) data.unit.push_back(static_cast<std::int32_t>(i));
  return data;
}

inline ColumnStore store_of(const Data& data) {
  std::vector<std::size_t> rows(data.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return {data, rows};
}

inline Data random_data(std::size_t rows, std::size_t features, std::uint64_t seed) {
  RandomStream random(seed);
  std::vector<double> values;
  for (std::size_t i = 0; i < rows * features; ++i) values.push_back(random.uniform(0.5, 4));
  return data_of(features, std::move(values));
}

template <class Real>
ProgramOf<Real> slacks_program_of(const Data& data, std::size_t row, std::size_t inputs, bool vrs) {
  ProgramOf<Real> p;
  p.reset(data.features, vrs);
  (void)p.add(Real(1));
  p.at(p.norm_row(), 0) = 1;
  if (vrs) p.at(p.returns_row(), 0) = -1;
  for (std::size_t k = 0; k < data.features; ++k) {
    p.divide(k, data.row(row)[k]);
    p.at(k, 0) = -1;
    const bool input = k < inputs;
    const std::size_t s = p.add(input ? Real(-1) / static_cast<Real>(inputs) : Real(0));
    p.at(k, s) = input ? 1 : -1;
    if (!input) p.at(p.norm_row(), s) = Real(1) / static_cast<Real>(data.features - inputs);
  }
  return p;
}

inline Program slacks_program(const Data& data, std::size_t row, std::size_t inputs, bool vrs = false) {
  return slacks_program_of<double>(data, row, inputs, vrs);
}

}  // namespace ecoeff::solver
