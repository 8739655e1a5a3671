// A jump by about 10, 100, 1,000 or 10,000: another unit of measurement, or a digit too many or too few.
#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::kNoPlace;
using odd::Series;
using odd::Sheet;

constexpr double kNear = 0.35;   // of a jump from a power of ten, in logarithms: a factor of 7.0 to 14.2
constexpr double kSurer = 0.75;  // of the usual bound: a power of ten is itself a reason
constexpr double kApart = 1.5;   // times the largest other growth of the unit
constexpr int kMostDecades = 4;

struct Jump {
  std::size_t at = 0;  // in the places of the unit: from at - 1 to at
  int decades = 0;     // with its sign
};

// Both with and without the median of the year, which may itself have jumped.
std::optional<int> decades_in(double growth, double raw) {
  const double ten = std::log(10.0);
  const int decades = static_cast<int>(std::lround(growth / ten));
  if (decades == 0 || std::abs(decades) > kMostDecades || std::abs(growth - decades * ten) > kNear ||
      std::abs(raw - decades * ten) > 2 * kNear)
    return std::nullopt;
  return decades;
}

std::vector<Jump> jumps_of(const Sheet& sheet, const Series& s, const std::vector<std::size_t>& places) {
  std::vector<Jump> jumps;
  for (std::size_t i = 1; i < places.size(); ++i) {
    const double growth = s.growth[places[i]];
    const auto decades = decades_in(growth, s.level[places[i]] - s.level[places[i - 1]]);
    if (decades && jump_size(sheet, s, places[i]) >= kSurer * s.jump_bound)
      jumps.push_back({.at = i, .decades = *decades});
  }
  return jumps;
}

// Where the series is back after a jump: the next growth of about the same size the other way, or the end.
std::size_t way_back(const Series& s, const std::vector<std::size_t>& places, std::size_t jump) {
  for (std::size_t i = jump + 1; i < places.size(); ++i) {
    if (std::abs(s.growth[places[i]] + s.growth[places[jump]]) <= 2 * kNear) return i;
  }
  return places.size();
}

Text words(const Sheet& sheet, const Series& s, const std::vector<std::size_t>& cells, std::size_t beside,
           int decades) {
  const std::string first = sheet.name(cells.front());
  const std::string span = cells.size() == 1 ? first : fmt::format("{}-{}", first, sheet.time[cells.back()]);
  const std::string factor = fmt::format("{:g}", std::pow(10.0, std::abs(decades)));
  return {fmt::format("{} = {} beside {} ({}), {} {}", span, written(s, cells.front()), written(s, beside),
                      sheet.time[beside], decades > 0 ? "about times" : "about one in", factor),
          fmt::format("{} = {}，相邻的 {} 年为 {}，约{} {}", span, written(s, cells.front()), sheet.time[beside],
                      written(s, beside), decades > 0 ? "为其" : "为其 1 /", factor + (decades > 0 ? " 倍" : ""))};
}

void find_in_unit(const Sheet& sheet, std::size_t column, std::size_t unit, odd::Found& found) {
  const Series& s = sheet.columns[column];
  const std::vector<std::size_t> places = places_of(sheet, s, unit);
  if (places.size() < 4) return;
  const std::vector<Jump> jumps = jumps_of(sheet, s, places);
  const auto cells = [&](std::size_t from, std::size_t to) {
    return std::vector<std::size_t>(places.begin() + static_cast<std::ptrdiff_t>(from),
                                    places.begin() + static_cast<std::ptrdiff_t>(to));
  };
  const auto say = [&](std::size_t from, std::size_t to, std::size_t beside, int decades) {
    const std::vector<std::size_t> odd_cells = cells(from, to);
    found.add(kOddUnitSwitch, OddTier::wrong, column, odd_cells, words(sheet, s, odd_cells, places[beside], decades));
  };
  std::size_t done = 0;
  for (const Jump& one : jumps) {
    if (one.at < done) continue;
    const std::size_t back = way_back(s, places, one.at);
    std::vector<std::size_t> own{places[one.at]};
    if (back < places.size()) own.push_back(places[back]);
    if (std::abs(s.growth[places[one.at]]) < kApart * largest_other_growth(sheet, s, own)) continue;
    done = back;
    if (done < places.size()) {
      say(one.at, done, one.at - 1, one.decades);
      ++done;
    } else if (one.at <= places.size() - one.at) {
      say(0, one.at, one.at, -one.decades);
      done = one.at + 1;
    } else {
      say(one.at, places.size(), one.at - 1, one.decades);
    }
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  if (!sheet.timed) return;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    for (std::size_t u = 0; u < sheet.units(); ++u) find_in_unit(sheet, c, u, found);
  }
}

}  // namespace

const OddRule kOddUnitSwitch{
    .id = "unit-switch",
    .code = "D236",
    .title = {"a jump by a power of ten", "数量级跳变"},
    .means =
        {"Growth, less the median of the units in that year, is within 0.35 of k ln 10 for k = 1 to 4 and at least 8 "
         "scales; the cells between two opposite jumps are wrong, after a single one those on the shorter side.",
         "增长率减去当年各单元的中位数后，与 k ln 10（k 为 1 至 4）相差不到 0.35，且不小于 8 个尺度；两次反向跳变之间的"
         "单元格为错误，只有一次跳变时较短的一侧为错误。"},
    .find = find};

}  // namespace ecoeff
