// A break of a column in one year: another definition, vintage or base, which moves all units at once.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::Series;
using odd::Sheet;

constexpr double kLeastBreak = 0.15;  // of the median growth from its usual value: 16 %
constexpr double kYears = 4.5;        // robust scales of the medians over the years
constexpr double kAlike = 0.9;        // of the units go at least half of the way
constexpr double kLookBreak = 0.10, kLookYears = 3, kLookAlike = 0.7;
constexpr std::size_t kLeastUnits = 5, kLeastYears = 5;
constexpr double kLeastScale = 0.01;
constexpr double kUneven = 1.3;  // spread of the units in that year over the usual one: a shock, not a definition
constexpr double kSlack = 0.1;
constexpr int kAround = 3;  // years before and after

// The median of the years around, which follows slow changes of growth.
double usual_around(const Series& s, std::int32_t year) {
  std::vector<double> around;
  for (const auto& [other, growth] : s.year_growth) {
    if (other != year && std::abs(other - year) <= kAround) around.push_back(growth);
  }
  return around.empty() ? s.year_growth.at(year) : odd::median(std::move(around));
}

// A break of one year alone is seen twice, out and back.
bool turns_back(const std::map<std::int32_t, double>& jumps, std::int32_t year, double jump) {
  const auto likewise = [&](std::int32_t other) {
    const auto at = jumps.find(other);
    return at != jumps.end() && std::abs(at->second + jump) <= 0.4 * std::abs(jump);
  };
  return likewise(year - 1) || likewise(year + 1);
}

void find_in_column(const Sheet& sheet, std::size_t column, odd::Found& found) {
  const Series& s = sheet.columns[column];
  if (s.year_growth.size() < kLeastYears) return;
  std::map<std::int32_t, double> jumps;
  std::vector<double> off;
  for (const auto& [year, growth] : s.year_growth) off.push_back(jumps[year] = growth - usual_around(s, year));
  const double scale = std::max(odd::robust_scale(off), kLeastScale);
  for (const auto& [year, jump] : jumps) {
    std::vector<std::size_t> places;
    std::vector<double> own;  // growth of the units beside their median
    std::size_t alike = 0;
    for (std::size_t i = 0; i < sheet.places(); ++i) {
      if (sheet.time[i] != year || odd::is_gap(sheet, s, i)) continue;
      places.push_back(i);
      own.push_back(s.growth[i]);
      alike += (s.growth[i] + jump) / jump >= 0.5 ? 1 : 0;
    }
    if (places.size() < kLeastUnits) continue;
    const double share = static_cast<double>(alike) / static_cast<double>(places.size());
    // The median of n units wavers by 1.25 scales over the root of n.
    const double waver = 1.25 * s.spread / std::sqrt(static_cast<double>(places.size()));
    const double z = std::abs(jump) / scale * (turns_back(jumps, year, jump) ? std::sqrt(2.0) : 1);
    // Of units that all move by the jump, so many go at least half of the way.
    const double expected = 0.5 * std::erfc(-std::abs(jump) / (2 * s.spread) / std::sqrt(2.0));
    const bool uneven = odd::robust_scale(own) > std::max(kUneven * s.spread, std::abs(jump) / 5);
    const bool wrong = std::abs(jump) >= kLeastBreak && z >= kYears && std::abs(jump) >= 5 * waver &&
                       share >= std::min(kAlike, expected - kSlack) && !uneven;
    const bool look = std::abs(jump) >= kLookBreak && z >= kLookYears && std::abs(jump) >= 3 * waver &&
                      share >= std::min(kLookAlike, expected - kSlack);
    if (!wrong && !look) continue;
    const double percent = 100 * (std::exp(jump) - 1);
    found.add(
        kOddBreak, wrong ? OddTier::wrong : OddTier::look, column, places,
        {fmt::format("{}: {:+.0f} % beside the usual change, in {} of {} units", year, percent, alike, places.size()),
         fmt::format("{} 年：与通常变动相差 {:+.0f}%，{} 个单元中有 {} 个如此", year, percent, places.size(), alike)});
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  if (!sheet.timed || sheet.units() < kLeastUnits) return;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) find_in_column(sheet, c, found);
}

}  // namespace

const OddRule kOddBreak{
    .id = "break",
    .code = "D238",
    .title = {"a break in all units in one year", "某年全部单元的断点"},
    .means =
        {"The median growth of the units in a year is at least 0.15 (look at: 0.10) and 6 (4) robust scales of the "
         "years' medians from the usual one, and 90 % (75 %) of the units go at least half of that way.",
         "某年各单元增长率的中位数偏离通常水平至少 0.15（待核：0.10），且至少为各年中位数稳健尺度的 6 倍（4 倍），90%"
         "（75%）的单元至少偏离其一半。"},
    .find = find};

}  // namespace ecoeff
