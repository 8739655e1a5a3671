// Axes: round tick values, the map from values to pixels, and labels moved apart until none covers another.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/report/figures/svg.hpp"

namespace ecoeff {

// A linear map from [low, high] to [from, to] (from > to for a y axis).
struct Scale {
  double low = 0;
  double high = 1;
  double from = 0;
  double to = 1;

  [[nodiscard]] double operator()(double value) const {
    return high == low ? (from + to) / 2 : from + (value - low) / (high - low) * (to - from);
  }
};

// Round values (1, 2, 2.5 or 5 times a power of ten) that cover [low, high] with about `wanted` steps.
struct Ticks {
  std::vector<double> values;
  int decimals = 0;  // that tell the values apart
};
[[nodiscard]] Ticks round_ticks(double low, double high, int wanted);

// Places as near as possible to `wanted` (ascending or not), in the same order, at least `gap` apart and inside [low,
// high] where there is room.
[[nodiscard]] std::vector<double> spread_labels(const std::vector<double>& wanted, double gap, double low, double high);

// Horizontal grid lines with their values at the left.
void draw_value_axis(svg::Drawing& drawing, const Ticks& ticks, const Scale& y, double left, double right);
// Periods below the plot, as many as fit without touching.
void draw_period_axis(svg::Drawing& drawing, const std::vector<std::int32_t>& periods, const Scale& x, double y);

}  // namespace ecoeff
