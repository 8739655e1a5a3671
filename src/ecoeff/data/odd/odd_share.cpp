// A share outside of 0 to 1, or a per cent outside of 0 to 100.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/data/odd/column_words.hpp"
#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::Series;
using odd::Sheet;

constexpr double kMostOutside = 0.01;  // of the values: more are the column's way (trade over GDP)
constexpr double kSlack = 1.001;       // rounding

// 1 or 100, or 0 where the column is no share that is bounded.
double bound_of(const Series& s) {
  if (!odd::speaks_of_share(s.head, s.measure)) return 0;
  double values = 0, above_one = 0;
  for (const double v : s.value) {
    if (is_missing(v)) continue;
    ++values;
    above_one += v > 1.5 ? 1 : 0;
  }
  return above_one <= kMostOutside * values ? 1 : 100;
}

void find_in_column(const Sheet& sheet, std::size_t column, odd::Found& found) {
  const Series& s = sheet.columns[column];
  const double bound = bound_of(s);
  if (bound == 0) return;
  const auto outside = [&](std::size_t i) { return s.value[i] < 0 || s.value[i] > bound * kSlack; };
  double values = 0, cells = 0;
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    values += is_missing(s.value[i]) ? 0 : 1;
    cells += outside(i) ? 1 : 0;
  }
  if (cells == 0 || cells > std::max(1.0, kMostOutside * values)) return;
  for (std::size_t u = 0; u < sheet.units(); ++u) {
    std::vector<std::size_t> own;
    for (std::size_t i = sheet.begin[u]; i < sheet.begin[u + 1]; ++i) {
      if (outside(i)) own.push_back(i);
    }
    // A unit that is mostly outside is another kind of unit (a port's trade), not a slip.
    const bool mostly = sheet.timed && own.size() * 3 > sheet.begin[u + 1] - sheet.begin[u];
    for (const std::size_t i : own) {
      found.add(kOddShare, mostly ? OddTier::look : OddTier::wrong, column, {i},
                {fmt::format("{} = {}, not within 0 to {:g}", sheet.name(i), written(s, i), bound),
                 fmt::format("{} = {}，不在 0 至 {:g} 之间", sheet.name(i), written(s, i), bound)});
    }
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) find_in_column(sheet, c, found);
}

}  // namespace

const OddRule kOddShare{.id = "share",
                        .code = "D239",
                        .title = {"a share outside of its bounds", "比重越界"},
                        .means = {"A column whose name or unit of measurement says share, and at least 99 % of whose "
                                  "values lie within 0 to 1 (or 0 "
                                  "to 100): the others, unless they are a third of their unit.",
                                  "列名或计量单位表明为比重，且至少 99% 的数值在 0 至 1（或 0 至 "
                                  "100）之间：其余数值；若占该单元三分之一以上则为待核。"},
                        .find = find};

}  // namespace ecoeff
