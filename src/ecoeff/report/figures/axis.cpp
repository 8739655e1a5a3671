#include "ecoeff/report/figures/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ecoeff/base/number.hpp"

namespace ecoeff {

Ticks round_ticks(double low, double high, int wanted) {
  if (!(high > low)) {
    const double margin = low == 0 ? 1 : std::abs(low) / 2;
    low -= margin;
    high += margin;
  }
  const double rough = (high - low) / std::max(1, wanted);
  const double power = std::pow(10, std::floor(std::log10(rough)));
  const double lead = rough / power;
  const double step = power * (lead <= 1.0 ? 1 : lead <= 2.0 ? 2 : lead <= 2.5 ? 2.5 : lead <= 5.0 ? 5 : 10);
  Ticks ticks;
  const double first = std::floor(low / step + 1e-9);
  const double last = std::ceil(high / step - 1e-9);
  for (double k = first; k <= last; ++k) ticks.values.push_back(k * step);
  const double unit = step / std::pow(10, std::floor(std::log10(step) + 1e-9));
  const int digits = static_cast<int>(-std::floor(std::log10(step) + 1e-9)) + (std::abs(unit - 2.5) < 1e-6 ? 1 : 0);
  ticks.decimals = std::max(0, digits);
  return ticks;
}

std::vector<double> spread_labels(const std::vector<double>& wanted, double gap, double low, double high) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  // Labels that touch form a block, centred on the mean of what its members want (pool adjacent violators).
  struct Block {
    double sum;
    double count;
  };
  std::vector<Block> blocks;
  const auto middle = [](const Block& block) { return block.sum / block.count; };
  for (const std::size_t i : order) {
    blocks.push_back({wanted[i], 1});
    while (blocks.size() > 1) {
      const Block& last = blocks.back();
      Block& before = blocks[blocks.size() - 2];
      if (middle(last) - middle(before) >= gap * (last.count + before.count) / 2) break;
      before.sum += last.sum;
      before.count += last.count;
      blocks.pop_back();
    }
  }
  std::vector<double> places;
  for (const Block& block : blocks) {
    for (double k = 0; k < block.count; ++k) places.push_back(middle(block) + (k - (block.count - 1) / 2) * gap);
  }
  for (std::size_t i = places.size(); i-- > 0;) {
    const double limit = i + 1 == places.size() ? high : places[i + 1] - gap;
    places[i] = std::min(places[i], limit);
  }
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = std::max(places[i], i == 0 ? low : places[i - 1] + gap);
  std::vector<double> result(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = places[i];
  return result;
}

void draw_value_axis(svg::Drawing& drawing, const Ticks& ticks, const Scale& y, double left, double right) {
  for (const double value : ticks.values) {
    drawing.line(left, y(value), right, y(value), {.color = svg::kGrid});
    drawing.text(left - 7, y(value) + 4, format_fixed(value, ticks.decimals), {.size = 11, .anchor = svg::Anchor::end});
  }
}

void draw_period_axis(svg::Drawing& drawing, const std::vector<std::int32_t>& periods, const Scale& x, double y) {
  drawing.line(std::min(x.from, x.to), y, std::max(x.from, x.to), y);
  double free_from = -1e9;
  const double last_left =
      periods.empty() ? 0 : x(periods.back()) - svg::text_width(std::to_string(periods.back()), 11) / 2;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const std::string label = std::to_string(periods[i]);
    const double half = svg::text_width(label, 11) / 2;
    const double at = x(periods[i]);
    const bool last = i + 1 == periods.size();
    if (at - half < free_from || (!last && at + half + 8 > last_left)) continue;
    drawing.line(at, y, at, y + 4);
    drawing.text(at, y + 17, label, {.size = 11, .anchor = svg::Anchor::middle});
    free_from = at + half + 8;
  }
}

}  // namespace ecoeff
