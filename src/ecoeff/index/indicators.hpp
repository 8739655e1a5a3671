// What every index method does first: keep the rows in which all indicators are present, and put them in a matrix.
#pragma once

#include <cstddef>
#include <vector>

#include "ecoeff/index/index.hpp"
#include "ecoeff/numeric/matrix.hpp"

namespace ecoeff {

struct IndicatorRows {
  std::vector<std::size_t> rows;  // of the panel, ascending
  Matrix values;                  // rows x indicators, as measured (directions not applied)
};

// Errors: D110, D111; X301 no row has every indicator; X302 fewer than two indicators. Note X311 counts the rows left
// out and names the first one with its missing indicator.
[[nodiscard]] IndicatorRows complete_rows(const Panel& panel, const std::vector<Indicator>& indicators, Notes& notes);

// Weight lines that carry the indicators and the range of each over the rows used.
[[nodiscard]] std::vector<IndicatorWeight> weight_lines(const std::vector<Indicator>& indicators,
                                                        const IndicatorRows& used);

// Min-max scales the index of the listed rows to [0, 1]. An index that is the same everywhere stays as it is (note
// X315).
void rescale_index(std::vector<double>& score, const std::vector<std::size_t>& rows, Notes& notes);

}  // namespace ecoeff
