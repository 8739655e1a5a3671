// One year, or a few, far off the years before and after.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::Series;
using odd::Sheet;

constexpr double kLook = 0.6;  // of the bound of a wrong cell
constexpr double kWrongSize = 0.05, kLookSize = 0.03;
constexpr double kApart = 2;         // times the largest other growth of the unit
constexpr double kBeyond = 2;        // or so many times the bound
constexpr std::size_t kLongest = 4;  // years of a run, or a third of the series
constexpr double kRunAlike = 1.5;
constexpr double kRunWrong = 1.0986;    // ln 3: shorter spells of smaller size happen
constexpr double kRunLook = 0.4055;     // ln 1.5
constexpr double kShiftWrong = 0.6931;  // ln 2
constexpr double kShiftLook = 0.2624;   // ln 1.3
constexpr double kShiftApart = 4;       // times the largest other growth of the unit

struct Unit {
  const Sheet& sheet;
  const Series& s;
  std::size_t column;
  std::vector<std::size_t> places;
};

double far(const Unit& u, std::size_t i) { return jump_size(u.sheet, u.s, u.places[i]); }
double size(const Unit& u, std::size_t i) { return std::abs(u.s.growth[u.places[i]]); }

// Out at `from` and back at `to`, both in the places of the unit.
bool turns_back(const Unit& u, std::size_t from, std::size_t to, double alike) {
  const double out = u.s.growth[u.places[from]];
  const double back = u.s.growth[u.places[to]];
  return out * back < 0 && std::max(std::abs(out), std::abs(back)) <= alike * std::min(std::abs(out), std::abs(back));
}

void say(const Unit& u, OddTier tier, std::size_t from, std::size_t to, odd::Found& found) {
  std::vector<std::size_t> cells(u.places.begin() + static_cast<std::ptrdiff_t>(from),
                                 u.places.begin() + static_cast<std::ptrdiff_t>(to));
  for (const std::size_t cell : cells) {
    if (found.is_wrong(u.column, cell)) return;
  }
  std::vector<std::string> values;
  for (const std::size_t cell : cells) values.push_back(written(u.s, cell));
  const std::string span =
      u.sheet.name(cells.front()) + (cells.size() == 1 ? "" : fmt::format("-{}", u.sheet.time[cells.back()]));
  const std::string left = written(u.s, u.places[from - 1]);
  const std::string right = written(u.s, u.places[to]);
  found.add(kOddNeighbours, tier, u.column, cells,
            {fmt::format("{} = {} between {} and {}", span, join(values, ", "), left, right),
             fmt::format("{} = {}，前后为 {} 与 {}", span, join(values, "、"), left, right)});
}

void find_in_unit(const Unit& u, odd::Found& found) {
  const std::size_t longest = std::max(kLongest, u.places.size() / 3);
  for (std::size_t i = 1; i + 1 < u.places.size(); ++i) {
    const double z = spike_size(u.sheet, u.s, u.places[i]) / u.s.spike_bound;
    const double least = std::min(size(u, i), size(u, i + 1));
    if (z >= kLook && least >= kLookSize) {
      const bool apart =
          z >= kBeyond || least >= kApart * largest_other_growth(u.sheet, u.s, {u.places[i], u.places[i + 1]});
      say(u, z >= 1 && least >= kWrongSize && apart ? OddTier::wrong : OddTier::look, i, i + 1, found);
      continue;
    }
    for (std::size_t to = i + 2; to < std::min(u.places.size(), i + longest + 1); ++to) {
      const double run = std::min(far(u, i), far(u, to)) / u.s.jump_bound;
      const double smaller = std::min(size(u, i), size(u, to));
      bool calm = true;
      for (std::size_t k = i + 1; k < to; ++k) calm = calm && size(u, k) < smaller / 2;
      if (!calm || run < 1 || smaller < kRunLook || !turns_back(u, i, to, kRunAlike)) continue;
      const bool apart = smaller >= kApart * largest_other_growth(u.sheet, u.s, {u.places[i], u.places[to]});
      say(u, smaller >= kRunWrong && apart ? OddTier::wrong : OddTier::look, i, to, found);
      i = to;
      break;
    }
  }
}

// A jump that stays, with years of calm on both sides: the shorter side is another series.
void find_shift(const Unit& u, odd::Found& found) {
  for (std::size_t i = 2; i + 2 <= u.places.size(); ++i) {
    const double jump = size(u, i);
    if (far(u, i) < u.s.jump_bound || jump < kShiftLook) continue;
    double most = 0;
    for (std::size_t k = 1; k < u.places.size(); ++k) most = std::max(most, k == i ? 0.0 : size(u, k));
    if (most > jump / kShiftApart) continue;
    const bool first = i <= u.places.size() - i;
    const std::size_t from = first ? 0 : i;
    const std::size_t to = first ? i : u.places.size();
    std::vector<std::size_t> cells(u.places.begin() + static_cast<std::ptrdiff_t>(from),
                                   u.places.begin() + static_cast<std::ptrdiff_t>(to));
    if (std::any_of(cells.begin(), cells.end(), [&](std::size_t c) { return found.is_wrong(u.column, c); })) continue;
    const std::string before = written(u.s, u.places[i - 1]);
    const std::string after = written(u.s, u.places[i]);
    found.add(kOddNeighbours, jump >= kShiftWrong ? OddTier::wrong : OddTier::look, u.column, cells,
              {fmt::format("{} = {} before {} in {}, and no such change in any other year",
                           u.sheet.name(u.places[i - 1]), before, after, u.sheet.time[u.places[i]]),
               fmt::format("{} = {}，{} 年变为 {}，其余年份无此变动", u.sheet.name(u.places[i - 1]), before,
                           u.sheet.time[u.places[i]], after)});
    return;
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  if (!sheet.timed) return;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    for (std::size_t u = 0; u < sheet.units(); ++u) {
      Unit unit{sheet, sheet.columns[c], c, places_of(sheet, sheet.columns[c], u)};
      if (unit.places.size() < 4) continue;
      find_in_unit(unit, found);
      if (unit.places.size() >= 6) find_shift(unit, found);
    }
  }
}

}  // namespace

const OddRule kOddNeighbours{.id = "neighbours",
                             .code = "D240",
                             .title = {"far off its neighbours", "与前后年份相差悬殊"},
                             .means = {"A year out and back: growth to it and from it have opposite signs, differ by "
                                       "at most a factor of 4, and the smaller "
                                       "is at least 8 scales and 5 % (look at: 5 scales and 3 %). Two to four years: 8 "
                                       "scales and a factor of 3 (1.5).",
                                       "一年偏出又回到原水平：前后两次增长率方向相反、大小相差不到 4 倍，较小者至少为 "
                                       "8 个尺度且不低于 5%（待核：5 个尺度且 "
                                       "3%）。持续二至四年者：8 个尺度且相差 3 倍以上（待核：1.5 倍）。"},
                             .find = find};

}  // namespace ecoeff
