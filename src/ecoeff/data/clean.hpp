// Filling gaps and taming outliers.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

enum class MissingPolicy {
  keep,              // nothing is filled
  linear,            // linear in time inside a unit, interior gaps only; edges stay missing and are reported
  linear_and_edges,  // and the edges carry the nearest observed value
};

struct FilledCell {
  std::size_t row = 0;
  std::string column;
  double value = 0;
  bool edge = false;  // carried, not interpolated
};

// Fills `columns` of the panel in place, in the order of the columns and then of unit and time. Notes: D201 how many
// cells a column had filled; D202 cells at the edges that stay missing (units named); D203 a column wholly missing in
// some unit. All rows are filled from all rows; the notes speak of those of `chosen` (empty: all).
[[nodiscard]] std::vector<FilledCell> fill_missing(Panel& panel, const std::vector<std::string>& columns,
                                                   MissingPolicy policy, Notes& notes,
                                                   const std::vector<bool>& chosen = {});

// Zeros that stand for missing values, made empty in place: those of the columns in the years, in all years where none
// are listed. Note D235 for each column, a warning where no zero was found.
struct ZeroMissing {
  std::vector<int> years;
  std::vector<std::string> columns;
};
void empty_zeros(Panel& panel, const ZeroMissing& rule, Notes& notes);

// The p-th percentile (0..100) of the non-missing values by Stata's _pctile, which is R's type 2: with x sorted and
// i = n p / 100, the mean of x[i] and x[i+1] when i is whole, else x[ceil(i)]. Missing when there is no value.
[[nodiscard]] double percentile(std::span<const double> values, double p);

struct Winsorized {
  std::vector<double> values;  // missing stays missing
  double low = 0;
  double high = 0;
  std::size_t changed = 0;
};
// winsor2, cuts(low high): values outside the two percentiles are set to them. 0 <= low < high <= 100.
// The percentiles are those of the rows of `chosen` (empty: all).
[[nodiscard]] Winsorized winsorize(std::span<const double> values, double low_percent, double high_percent,
                                   const std::vector<bool>& chosen = {});

}  // namespace ecoeff
