// A break of a column in one year: another definition, vintage or base, which moves all units at once.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::Series;
using odd::Sheet;

constexpr double kLeastBreak = 0.15;  // of the median growth from its usual value: 16 %
constexpr double kYears = 3;          // robust scales of the medians over the other years
constexpr double kShockYears = 4.5;   // in a year in which other columns are off as well
constexpr double kOffShock = 2, kShockShare = 0.2;
constexpr double kAlike = 0.9;  // of the units go at least half of the way
constexpr double kWaver = 4;    // standard errors of the median
constexpr double kLookBreak = 0.10, kLookYears = 1.5, kLookWaver = 2, kLookAlike = 0.7;
constexpr double kWrittenBreak = 0.10, kWrittenYears = 1;  // where the year is written with other decimals
constexpr std::size_t kLeastUnits = 5, kLeastYears = 5;
constexpr double kLeastScale = 0.01;
constexpr double kUneven = 1.3, kUnevenRoot = 4;  // spread of the units in that year over the usual one: a shock
constexpr double kEven = 0.25;                    // of the jump: so little spread is even whatever is usual
constexpr double kSlack = 0.1;
constexpr int kAround = 3;  // years before and after

struct Jump {
  double size = 0;  // of the median growth beside its usual value
  double z = 0;     // in robust scales of the other years
};

using Jumps = std::map<std::int32_t, Jump>;

// The median of the years around, which follows slow changes of growth.
double usual_around(const Series& s, std::int32_t year) {
  std::vector<double> around;
  for (const auto& [other, growth] : s.year_growth) {
    if (other != year && std::abs(other - year) <= kAround) around.push_back(growth);
  }
  return around.empty() ? s.year_growth.at(year) : odd::median(std::move(around));
}

// A break of one year alone is seen twice, out and back, and measured by both.
Jumps jumps_of(const Series& s) {
  Jumps jumps;
  if (s.year_growth.size() < kLeastYears) return jumps;
  for (const auto& [year, growth] : s.year_growth) jumps[year].size = growth - usual_around(s, year);
  for (auto& [year, jump] : jumps) {
    std::vector<double> others;
    bool turns = false;
    for (const auto& [other, its] : jumps) {
      const bool back = std::abs(other - year) == 1 && std::abs(its.size + jump.size) <= 0.4 * std::abs(jump.size);
      if (other != year && !back) others.push_back(its.size);
      turns = turns || back;
    }
    const double scale = std::max(odd::robust_scale(others), kLeastScale);
    jump.z = std::abs(jump.size) / scale * (turns ? std::sqrt(2.0) : 1);
  }
  return jumps;
}

// What the units do in one year of a column.
struct Year {
  std::vector<std::size_t> places;
  std::vector<double> own;  // growth of the units beside their median
  std::size_t alike = 0;    // units that go at least half of the way
};

Year year_of(const Sheet& sheet, const Series& s, std::int32_t year, double jump) {
  Year out;
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    if (sheet.time[i] != year || odd::is_gap(sheet, s, i)) continue;
    out.places.push_back(i);
    out.own.push_back(s.growth[i]);
    out.alike += (s.growth[i] + jump) / jump >= 0.5 ? 1 : 0;
  }
  return out;
}

std::optional<OddTier> tier_of(const Series& s, const Year& year, const Jump& jump, bool shock, bool other_decimals) {
  const double size = std::abs(jump.size);
  const auto n = static_cast<double>(year.places.size());
  const double share = static_cast<double>(year.alike) / n;
  // The median of n units wavers by 1.25 scales over the root of n.
  const double waver = 1.25 * s.spread / std::sqrt(n);
  // Of units that all move by the jump, so many go at least half of the way.
  const double expected = 0.5 * std::erfc(-size / (2 * s.spread) / std::sqrt(2.0)) - kSlack;
  const double even = std::max(std::max(kUneven, 1 + kUnevenRoot / std::sqrt(n)) * s.spread, kEven * size);
  const bool definition = size >= kLeastBreak && jump.z >= (shock ? kShockYears : kYears) && size >= kWaver * waver &&
                          share >= std::min(kAlike, expected) && odd::robust_scale(year.own) <= even;
  const bool source = other_decimals && size >= kWrittenBreak && jump.z >= kWrittenYears;
  if (definition || source) return OddTier::wrong;
  const bool look = size >= kLookBreak && jump.z >= kLookYears && size >= kLookWaver * waver &&
                    share >= std::min(kLookAlike, expected);
  return look ? std::optional(OddTier::look) : std::nullopt;
}

void find_in_column(const Sheet& sheet, std::size_t column, const std::vector<Jumps>& jumps, odd::Found& found) {
  const Series& s = sheet.columns[column];
  const std::set<std::int32_t> other_decimals = odd::years_of_other_decimals(sheet, s);
  for (const auto& [year, jump] : jumps[column]) {
    const Year units = year_of(sheet, s, year, jump.size);
    if (units.places.size() < kLeastUnits) continue;
    double off = 0, others = 0;
    for (std::size_t c = 0; c < jumps.size(); ++c) {
      const auto at = jumps[c].find(year);
      if (c == column || at == jumps[c].end()) continue;
      ++others;
      off += at->second.z >= kOffShock ? 1 : 0;
    }
    const auto tier = tier_of(s, units, jump, off > 0 && off >= kShockShare * others, other_decimals.contains(year));
    if (!tier) continue;
    const double percent = 100 * (std::exp(jump.size) - 1);
    found.add(kOddBreak, *tier, column, units.places,
              {fmt::format("{}: {:+.0f} % beside the usual change, in {} of {} units", year, percent, units.alike,
                           units.places.size()),
               fmt::format("{} 年：与通常变动相差 {:+.0f}%，{} 个单元中有 {} 个如此", year, percent,
                           units.places.size(), units.alike)});
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  if (!sheet.timed || sheet.units() < kLeastUnits) return;
  std::vector<Jumps> jumps;
  for (const Series& s : sheet.columns) jumps.push_back(jumps_of(s));
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) find_in_column(sheet, c, jumps, found);
}

}  // namespace

const OddRule kOddBreak{
    .id = "break",
    .code = "D238",
    .title = {"a break in all units in one year", "某年全部单元的断点"},
    .means =
        {"The median growth of the units in a year is at least 0.15 (look at: 0.10) and 3 (1.5) robust scales of the "
         "other years' medians from the usual one, 4 (2) standard errors of that median, nearly all units go at least "
         "half of that way, and no more unevenly than usual. Where a fifth of the other columns are off in the same "
         "year, a shock, 4.5 scales. Where the year is written with other decimals than the year before, 0.10 and 1 "
         "scale.",
         "某年各单元增长率的中位数偏离通常水平至少 0.15（待核：0.10），至少为其余年份中位数稳健尺度的 3 倍（1.5 倍）、"
         "该中位数标准误的 4 倍（2 倍），几乎所有单元至少偏离其一半，且离散程度不高于通常。同年另有五分之一的列异动者"
         "视为冲击，须达 4.5 倍尺度。该年小数位数与上年不同者，0.10 且 1 倍尺度即可。"},
    .find = find};

}  // namespace ecoeff
