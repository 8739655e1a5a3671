// A zero among values that are far from zero: nearly always a missing value that was written as 0.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::kNoPlace;
using odd::Series;
using odd::Sheet;

constexpr double kSteps = 20;           // a neighbour is far from zero from this many decimal steps on
constexpr double kShareOfUsual = 0.05;  // and from this share of the unit's median
constexpr double kMostRuns = 0.02;      // of all values: more zeros between values are the column's way
constexpr double kUsualZeros = 0.1;
constexpr double kWholeYear = 0.5;  // of the units with values around: a year that has no data

struct Zero {
  std::size_t place, left, right;
};

// Zeros between two positive values of the unit.
std::vector<Zero> zeros_between(const Sheet& sheet, const Series& s) {
  std::vector<Zero> out;
  for (std::size_t u = 0; u < sheet.units(); ++u) {
    std::size_t left = odd::kNoPlace;
    std::vector<std::size_t> run;
    for (std::size_t i = sheet.begin[u]; i < sheet.begin[u + 1]; ++i) {
      if (s.value[i] == 0) run.push_back(i);
      if (!(s.value[i] > 0)) continue;
      if (left != odd::kNoPlace) {
        for (const std::size_t zero : run) out.push_back({zero, left, i});
      }
      run.clear();
      left = i;
    }
  }
  return out;
}

bool is_far_from_zero(const Sheet& sheet, const Series& s, const Zero& zero) {
  std::vector<double> positive;
  const auto unit = static_cast<std::size_t>(sheet.unit[zero.place]);
  for (std::size_t i = sheet.begin[unit]; i < sheet.begin[unit + 1]; ++i) {
    if (s.value[i] > 0) positive.push_back(s.value[i]);
  }
  const double least = std::min(s.value[zero.left], s.value[zero.right]);
  return least >= kSteps * s.step && least >= kShareOfUsual * odd::median(positive);
}

void find_in_column(const Sheet& sheet, std::size_t column, odd::Found& found) {
  const Series& s = sheet.columns[column];
  if (!s.logged) return;
  const std::vector<Zero> zeros = zeros_between(sheet, s);
  if (zeros.empty()) return;
  std::map<std::int32_t, std::size_t> in_year;
  std::map<std::int32_t, std::size_t> values_in_year;
  for (const Zero& zero : zeros) ++in_year[sheet.time[zero.place]];
  double values = 0;
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    if (!(s.value[i] > 0)) continue;
    ++values;
    ++values_in_year[sheet.time[i]];
  }
  const auto whole_year = [&](std::int32_t year) {
    const auto all = static_cast<double>(in_year[year] + values_in_year[year]);
    return in_year[year] >= 3 && static_cast<double>(in_year[year]) >= kWholeYear * all;
  };
  const auto single =
      std::count_if(zeros.begin(), zeros.end(), [&](const Zero& z) { return !whole_year(sheet.time[z.place]); });
  for (const Zero& zero : zeros) {
    const bool year = whole_year(sheet.time[zero.place]);
    const bool rare = static_cast<double>(single) <= std::max(1.0, kMostRuns * values);
    const bool usual = static_cast<double>(single) > kUsualZeros * values;  // zeros are its way in other years, too
    const bool wrong = (year && !usual) || (rare && is_far_from_zero(sheet, s, zero));
    if (!wrong && !is_far_from_zero(sheet, s, zero)) continue;
    const std::string left = written(s, zero.left);
    const std::string right = written(s, zero.right);
    found.add(kOddZero, wrong ? OddTier::wrong : OddTier::look, column, {zero.place},
              {fmt::format("{} = 0 between {} and {}{}", sheet.name(zero.place), left, right,
                           year ? ", as in most units that year" : ""),
               fmt::format("{} = 0，前后为 {} 与 {}{}", sheet.name(zero.place), left, right,
                           year ? "，当年多数单元均为 0" : "")});
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  if (!sheet.timed) return;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) find_in_column(sheet, c, found);
}

}  // namespace

const OddRule kOddZero{
    .id = "zero",
    .code = "D237",
    .title = {"zero among values", "数值之间的零"},
    .means =
        {"A zero between two positive values of the unit, both at least 20 decimal steps and a twentieth of the unit's "
         "median from zero; wrong where such zeros are at most 2 % of the values, and where half of the units have one "
         "in the same year.",
         "单元前后均为正值而该年为零，且前后值至少为 20 "
         "个最小计量单位、至少为该单元中位数的二十分之一；此类零不超过全部"
         "数值的 2%，或同一年半数单元如此，即为错误。"},
    .find = find};

}  // namespace ecoeff
