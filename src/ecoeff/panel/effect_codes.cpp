#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/row_pieces.hpp"

namespace ecoeff {
namespace {

constexpr std::int64_t kFewPeriods = 4096;

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool whole = true;

  Range& operator+=(const Range& more) {
    low = std::min(low, more.low);
    high = std::max(high, more.high);
    whole = whole && more.whole;
    return *this;
  }
};

Range range_of(const std::vector<double>& values, unsigned threads) {
  return sum_rows(static_cast<Eigen::Index>(values.size()), threads, Range(),
                  [&](Eigen::Index first, Eigen::Index count) {
                    Range range;
                    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(first + count); ++i) {
                      const double value = values[i];
                      if (is_missing(value)) continue;
                      const bool small = std::abs(value) < 1e15;
                      if (!small || static_cast<double>(static_cast<std::int64_t>(value)) != value) range.whole = false;
                      range.low = std::min(range.low, value);
                      range.high = std::max(range.high, value);
                    }
                    return range;
                  });
}

// By a table of the whole numbers between the least and the largest; nothing when others occur or the table were large.
std::vector<std::int32_t> codes_of_whole_numbers(const std::vector<double>& values, unsigned threads) {
  const auto [low, high, whole] = range_of(values, threads);
  if (!whole || !(low <= high) || high - low > 4.0 * static_cast<double>(values.size())) return {};
  const auto place = [low = low](double value) { return static_cast<std::size_t>(value - low); };
  std::vector<std::int32_t> code(place(high) + 1, -1);
  for (const double value : values) {
    if (!is_missing(value)) code[place(value)] = 0;
  }
  std::int32_t next = 0;
  for (std::int32_t& c : code) {
    if (c == 0) c = next++;
  }
  std::vector<std::int32_t> codes(values.size());
  for_rows(static_cast<Eigen::Index>(values.size()), threads, [&](Eigen::Index first, Eigen::Index count) {
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(first + count); ++i)
      codes[i] = is_missing(values[i]) ? -1 : code[place(values[i])];
  });
  return codes;
}

std::vector<std::int32_t> codes_of_numbers(const std::vector<double>& values, unsigned threads = 1) {
  std::vector<std::int32_t> whole = codes_of_whole_numbers(values, threads);
  if (!whole.empty()) return whole;
  std::vector<double> levels;
  for (const double value : values) {
    if (!is_missing(value)) levels.push_back(value);
  }
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  std::vector<std::int32_t> codes(values.size(), -1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_missing(values[i]))
      codes[i] = static_cast<std::int32_t>(std::lower_bound(levels.begin(), levels.end(), values[i]) - levels.begin());
  }
  return codes;
}

std::vector<std::int32_t> codes_of_text(const TextColumn& text) {
  std::vector<std::size_t> order(text.levels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return text.levels[a] < text.levels[b]; });
  std::vector<std::int32_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<std::int32_t>(i);
  std::vector<std::int32_t> codes(text.codes.size(), -1);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (text.codes[i] >= 0) codes[i] = place[static_cast<std::size_t>(text.codes[i])];
  }
  return codes;
}

// As codes_of_numbers, by sorting units instead of rows.
std::vector<std::int32_t> codes_of_units(const Panel& panel, const std::vector<double>& values) {
  std::vector<double> value_of(panel.units());
  for (std::size_t i = 0; i < values.size(); ++i) value_of[static_cast<std::size_t>(panel.unit()[i])] = values[i];
  const std::vector<std::int32_t> place = codes_of_numbers(value_of);
  std::vector<std::int32_t> codes(values.size());
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = place[static_cast<std::size_t>(panel.unit()[i])];
  return codes;
}

std::vector<std::int32_t> codes_of_column(const Panel& panel, const std::string& name, unsigned threads) {
  const std::string column = column_of(panel, name);
  if (column == panel.time_column()) return time_codes(panel);
  const Column& source = panel.table.column(column);
  if (source.is_text) return codes_of_text(source.text);
  return column == panel.unit_column() ? codes_of_units(panel, source.numbers)
                                       : codes_of_numbers(source.numbers, threads);
}

std::vector<std::int32_t> crossed(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
  std::vector<double> pairs(a.size(), kMissing);
  for (std::size_t i = 0; i < a.size(); ++i) {
    // Exact: both codes are below 2^26 in any panel that fits in memory.
    if (a[i] >= 0 && b[i] >= 0) pairs[i] = static_cast<double>(a[i]) * 67108864.0 + static_cast<double>(b[i]);
  }
  return codes_of_numbers(pairs);
}

}  // namespace

std::vector<std::int32_t> time_codes(const Panel& panel) {
  const std::vector<std::int32_t>& periods = panel.periods();
  std::vector<std::int32_t> codes(panel.rows());
  if (periods.empty()) return codes;
  const std::int64_t span = std::int64_t{periods.back()} - periods.front();
  if (span < kFewPeriods) {
    std::vector<std::int32_t> place(static_cast<std::size_t>(span) + 1, 0);
    for (std::size_t p = 0; p < periods.size(); ++p)
      place[static_cast<std::size_t>(periods[p] - periods.front())] = static_cast<std::int32_t>(p);
    for (std::size_t i = 0; i < codes.size(); ++i)
      codes[i] = place[static_cast<std::size_t>(panel.time()[i] - periods.front())];
    return codes;
  }
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto at = std::lower_bound(periods.begin(), periods.end(), panel.time()[i]);
    codes[i] = static_cast<std::int32_t>(at - periods.begin());
  }
  return codes;
}

std::vector<std::int32_t> effect_codes(const Panel& panel, const std::string& effect, unsigned threads) {
  std::vector<std::int32_t> codes;
  for (const std::string& part : split(effect, '^')) {
    std::vector<std::int32_t> next = codes_of_column(panel, std::string(trim(part)), threads);
    codes = codes.empty() ? std::move(next) : crossed(codes, next);
  }
  return codes;
}

}  // namespace ecoeff
