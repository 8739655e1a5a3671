// A characteristic that no unit changes (an area, the code of a region), changed in a few years of one unit.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::Series;
using odd::Sheet;

constexpr double kFixed = 0.9;  // of the units have one value in all years
constexpr std::size_t kLeastUnits = 5, kLeastYears = 4;

// The value that the unit has in more than half of its years; missing where there is none.
double usual_of(const Series& s, const std::vector<std::size_t>& places) {
  std::map<double, std::size_t> counts;
  for (const std::size_t place : places) ++counts[s.value[place]];
  for (const auto& [value, count] : counts) {
    if (2 * count > places.size()) return value;
  }
  return kMissing;
}

void find_in_column(const Sheet& sheet, std::size_t column, odd::Found& found) {
  const Series& s = sheet.columns[column];
  std::vector<std::vector<std::size_t>> changed;
  double units = 0;
  for (std::size_t u = 0; u < sheet.units(); ++u) {
    std::vector<std::size_t> places;
    for (std::size_t i = sheet.begin[u]; i < sheet.begin[u + 1]; ++i) {
      if (!is_missing(s.value[i])) places.push_back(i);
    }
    if (places.size() < kLeastYears) continue;
    ++units;
    const bool same = std::all_of(places.begin(), places.end(),
                                  [&](std::size_t place) { return s.value[place] == s.value[places.front()]; });
    if (!same) changed.push_back(std::move(places));
  }
  if (units < kLeastUnits || static_cast<double>(changed.size()) > (1 - kFixed) * units) return;
  for (const std::vector<std::size_t>& places : changed) {
    const double usual = usual_of(s, places);
    if (is_missing(usual)) continue;
    std::vector<std::size_t> cells;
    std::copy_if(places.begin(), places.end(), std::back_inserter(cells),
                 [&](std::size_t place) { return s.value[place] != usual; });
    // A change that stays, or was there before the file begins, may have happened.
    const bool back = s.value[places.front()] == usual && s.value[places.back()] == usual;
    found.add(kOddFixed, back ? OddTier::wrong : OddTier::look, column, cells,
              {fmt::format("{} = {}, in other years {}", sheet.name(cells.front()), written(s, cells.front()), usual),
               fmt::format("{} = {}，其余年份为 {}", sheet.name(cells.front()), written(s, cells.front()), usual)});
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  if (!sheet.timed) return;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) find_in_column(sheet, c, found);
}

}  // namespace

const OddRule kOddFixed{.id = "fixed",
                        .code = "D250",
                        .title = {"a fixed characteristic that changes", "固定特征出现变动"},
                        .means = {"At least 90 % of the units have one value in all years; in another unit a few years "
                                  "have another value than the rest, in between (wrong), or at an end (look at).",
                                  "至少 90% 的单元各年取值不变，而某单元少数年份与其余年份不同：位于中间者判为错误，"
                                  "位于两端者待核。"},
                        .find = find};

}  // namespace ecoeff
