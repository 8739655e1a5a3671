// A series that stands still where others move: carried forward, or typed once and copied down.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::Series;
using odd::Sheet;

constexpr std::size_t kLeastRun = 4;  // years
constexpr double kMostEqual = 0.05;   // of neighbours in the column that are equal

void find_in_column(const Sheet& sheet, std::size_t column, odd::Found& found) {
  const Series& s = sheet.columns[column];
  double pairs = 0, equal = 0;
  const auto stands = [&](std::size_t i) { return s.before[i] != odd::kNoPlace && s.value[i] == s.value[s.before[i]]; };
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    if (s.before[i] == odd::kNoPlace) continue;
    ++pairs;
    equal += stands(i) ? 1 : 0;
  }
  if (equal > kMostEqual * pairs) return;
  for (std::size_t u = 0; u < sheet.units(); ++u) {
    std::vector<std::size_t> run;
    for (std::size_t i = sheet.begin[u]; i <= sheet.begin[u + 1]; ++i) {
      const bool goes_on = i < sheet.begin[u + 1] && !run.empty() && s.before[i] == run.back() && stands(i);
      if (!goes_on) {
        if (run.size() >= kLeastRun) {
          const std::string value = written(s, run.front());
          found.add(kOddConstant, OddTier::look, column, run,
                    {fmt::format("{}-{} = {} in every year", sheet.name(run.front()), sheet.time[run.back()], value),
                     fmt::format("{}-{} 各年均为 {}", sheet.name(run.front()), sheet.time[run.back()], value)});
        }
        run.clear();
      }
      if (i < sheet.begin[u + 1] && !is_missing(s.level[i])) run.push_back(i);
    }
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  if (!sheet.timed) return;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) find_in_column(sheet, c, found);
}

}  // namespace

const OddRule kOddConstant{
    .id = "constant",
    .code = "D243",
    .title = {"a series that stands still", "数列不变"},
    .means = {"Four or more equal values in a row in a column where at most 5 % of neighbours are equal: look at.",
              "连续四年及以上数值相同，而该列相邻年份数值相同的不超过 5%：待核。"},
    .find = find};

}  // namespace ecoeff
