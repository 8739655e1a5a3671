// A block of cells that was copied from another unit or another year.
//
// Two rows match in a column when their values are equal. Matches of units i and j that lie k years apart are one
// block where they follow each other in time, over all columns. What a match says is measured by how often it happens:
// a first match has the chance that two cells of the column are equal, a match after one in the same column the chance
// that two changes of the column are equal, both counted in the column itself. The number of such blocks to be expected
// by chance, the product of the chances times the number of places where a block may begin, must be below 0.0001
// (wrong) or 0.01 (look at). The copy is the block that fits its own surroundings less.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>

#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::Series;
using odd::Sheet;

constexpr std::size_t kLeastCells = 4;
constexpr double kWrongLog = -9.21;            // ln 0.0001
constexpr double kLookLog = -4.61;             // ln 0.01
constexpr double kUsual = -3.9;                // ln 0.02: equal values are the way of the column
constexpr double kMostRarity = -7;             // ln 0.001: what a block's surroundings may add
constexpr double kAsGood = 1.5;                // times the misfit: either year may be the copy
constexpr std::size_t kMostEqual = 30;         // cells of one value: more and it says nothing
constexpr std::size_t kMostMatches = 3000000;  // of the panel; beyond, the rule is left out

struct Chances {
  double value = 0;   // ln of the chance that two values of the column are equal
  double own = 0;     // that two values of one unit are, in years that are not neighbours
  double change = 0;  // that two changes are
};

// ln of the share of pairs that are equal, with one more pair than there is.
double log_chance(const std::unordered_map<long long, double>& counts, double n) {
  double pairs = 1;
  for (const auto& [key, count] : counts) pairs += count * (count - 1) / 2;
  return std::min(0.0, std::log(pairs / std::max(1.0, n * (n - 1) / 2)));
}

long long in_steps(double value, double step) { return std::llround(value / step); }

Chances chances_of(const Sheet& sheet, const Series& s) {
  std::unordered_map<long long, double> values, changes;
  double n = 0, m = 0;
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    if (is_missing(s.value[i])) continue;
    ++n;
    ++values[in_steps(s.value[i], s.step)];
    if (i == 0 || sheet.unit[i] != sheet.unit[i - 1] || is_missing(s.value[i - 1])) continue;
    ++m;
    ++changes[in_steps(s.value[i] - s.value[i - 1], s.step)];
  }
  double pairs = 0, equal = 1;
  for (std::size_t u = 0; u < sheet.units(); ++u) {
    for (std::size_t i = sheet.begin[u]; i < sheet.begin[u + 1]; ++i) {
      for (std::size_t j = i + 2; j < sheet.begin[u + 1]; ++j) {
        pairs += is_missing(s.value[i]) || is_missing(s.value[j]) ? 0 : 1;
        equal += s.value[i] == s.value[j] && s.value[i] != 0 ? 1 : 0;
      }
    }
  }
  return {log_chance(values, n), std::min(0.0, std::log(equal / std::max(1.0, pairs))), log_chance(changes, m)};
}

struct Match {
  std::int32_t time;  // of the earlier place
  std::size_t column, first, second;
};

using Offset = std::tuple<std::int32_t, std::int32_t, std::int32_t>;  // units i and j, years between

// Pairs of equal cells by units and years between; false when there are too many to say anything.
bool collect(const Sheet& sheet, std::map<Offset, std::vector<Match>>& out) {
  std::size_t total = 0;
  for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
    const Series& s = sheet.columns[c];
    std::unordered_map<double, std::vector<std::size_t>> by_value;
    for (std::size_t i = 0; i < sheet.places(); ++i) {
      if (!is_missing(s.value[i]) && s.value[i] != 0) by_value[s.value[i]].push_back(i);
    }
    for (const auto& [value, places] : by_value) {
      if (places.size() > kMostEqual) continue;
      total += places.size() * (places.size() - 1) / 2;
      if (total > kMostMatches) return false;
      for (std::size_t a = 0; a < places.size(); ++a) {
        for (std::size_t b = a + 1; b < places.size(); ++b) {
          const std::size_t i = places[a], j = places[b];
          out[{sheet.unit[i], sheet.unit[j], sheet.time[j] - sheet.time[i]}].push_back({sheet.time[i], c, i, j});
        }
      }
    }
  }
  return true;
}

class CopyFinder {
 public:
  CopyFinder(const Sheet& sheet, odd::Found& found) : sheet_(sheet), found_(found) {
    for (const Series& s : sheet.columns) {
      chances_.push_back(chances_of(sheet, s));
      std::vector<double> sizes;
      for (const double g : s.growth) {
        if (!is_missing(g)) sizes.push_back(std::abs(g));
      }
      std::sort(sizes.begin(), sizes.end());
      growths_.push_back(std::move(sizes));
    }
  }

  void find() {
    std::map<Offset, std::vector<Match>> matches;
    if (!collect(sheet_, matches)) return;
    for (auto& [offset, all] : matches) {
      const bool one_unit = std::get<0>(offset) == std::get<1>(offset);
      std::erase_if(all, [&](const Match& match) {
        return (one_unit ? chances_[match.column].own : chances_[match.column].value) > kUsual;
      });
      if (all.size() < kLeastCells) continue;
      std::sort(all.begin(), all.end(),
                [](const Match& a, const Match& b) { return std::tie(a.time, a.column) < std::tie(b.time, b.column); });
      look_at(offset, all);
    }
    find_years();
  }

 private:
  // Blocks of matches in years that follow each other.
  void look_at(const Offset& offset, const std::vector<Match>& all) {
    std::size_t from = 0;
    for (std::size_t i = 1; i <= all.size(); ++i) {
      if (i < all.size() && all[i].time <= all[i - 1].time + 1) continue;
      judge(offset, {all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(i)});
      from = i;
    }
  }

  void judge(const Offset& offset, const std::vector<Match>& block) {
    const auto [i, j, years] = offset;
    if (block.size() < kLeastCells || (i == j && std::abs(years) <= 1)) return;
    std::map<std::size_t, std::int32_t> last;
    double log = std::log(static_cast<double>(sheet_.places()));
    log += i != j && years != 0
               ? std::log(static_cast<double>(sheet_.places()))
               : std::log(static_cast<double>(i == j ? sheet_.panel.periods().size() : sheet_.units()));
    for (const Match& match : block) {
      const auto known = last.find(match.column);
      const bool follows = known != last.end() && known->second + 1 == match.time;
      const bool still = follows && sheet_.columns[match.column].value[match.first] ==
                                        sheet_.columns[match.column].value[match.first - 1];
      const Chances& chances = chances_[match.column];
      const double fresh = i == j ? chances.own : chances.value;
      if (!still) log += follows ? chances.change : fresh;
      last[match.column] = match.time;
    }
    const Fit first = fit(block, false);
    const Fit second = fit(block, true);
    // Either side may be the copy.
    log += std::clamp(std::min(first.rarity, second.rarity) + std::log(2.0), kMostRarity, 0.0);
    if (log > kLookLog) return;
    say(log <= kWrongLog ? OddTier::wrong : OddTier::look, block, second.misfit >= first.misfit);
  }

  // How one side of a block stands in what is around it, by the growth into its cells and out of them.
  struct Fit {
    double misfit = 0;  // mean size of these growths, in scales
    double rarity = 0;  // ln of the chance that growths of their columns are as large
  };

  Fit fit(const std::vector<Match>& block, bool second) const {
    const auto place = [&](const Match& match) { return second ? match.second : match.first; };
    const auto inside = [&](std::size_t column, std::size_t at) {
      return std::any_of(block.begin(), block.end(),
                         [&](const Match& m) { return m.column == column && place(m) == at; });
    };
    Fit out;
    double edges = 0;
    const auto add = [&](std::size_t column, std::size_t at) {
      const Series& s = sheet_.columns[column];
      if (at == odd::kNoPlace || is_missing(s.growth[at])) return;
      ++edges;
      out.misfit += std::min(50.0, jump_size(sheet_, s, at));
      const std::vector<double>& all = growths_[column];
      const auto larger =
          static_cast<double>(all.end() - std::lower_bound(all.begin(), all.end(), std::abs(s.growth[at])));
      out.rarity += std::log((larger + 1) / (static_cast<double>(all.size()) + 1));
    };
    for (const Match& match : block) {
      const Series& s = sheet_.columns[match.column];
      const std::size_t at = place(match);
      if (!inside(match.column, s.before[at])) add(match.column, at);
      if (!inside(match.column, s.after[at])) add(match.column, s.after[at]);
    }
    if (edges > 0) out.misfit /= edges;
    return out;
  }

  // Likewise for units of one year: the mean size of their changes beside the usual change of each unit, into the year
  // and out of it, without a change from one year of the pair to the other. Where most units are copied, the median
  // growth of the year would say nothing. Missing where there is no such change.
  double year_misfit(const std::vector<Match>& block, bool second) const {
    double sum = 0, edges = 0;
    for (const Match& match : block) {
      const Series& s = sheet_.columns[match.column];
      const std::size_t at = second ? match.second : match.first;
      const std::size_t other = second ? match.first : match.second;
      const auto change = [&](std::size_t to) {
        return (s.level[to] - s.level[s.before[to]]) / (sheet_.time[to] - sheet_.time[s.before[to]]);
      };
      std::vector<double> changes;
      for (const std::size_t place : places_of(sheet_, s, static_cast<std::size_t>(sheet_.unit[at]))) {
        if (s.before[place] != odd::kNoPlace) changes.push_back(change(place));
      }
      if (changes.empty()) continue;
      const double usual = odd::median(changes);
      const auto add = [&](std::size_t to, std::size_t from) {
        if (to == odd::kNoPlace || from == odd::kNoPlace || to == other || from == other) return;
        ++edges;
        sum += std::abs(change(to) - usual);
      };
      add(at, s.before[at]);
      add(s.after[at], at);
    }
    return edges > 0 ? sum / edges : kMissing;
  }

  // A last year that equals the one before it was carried forward.
  bool second_is_copy(const std::vector<Match>& block) const {
    const double first = year_misfit(block, false), second = year_misfit(block, true);
    if (is_missing(second)) return true;
    return is_missing(first) ? second > sheet_.columns[block.front().column].spread : second >= first;
  }

  void say(OddTier tier, const std::vector<Match>& block, bool second) {
    std::map<std::size_t, std::vector<Match>> by_column;
    for (const Match& match : block) by_column[match.column].push_back(match);
    for (const auto& [column, cells] : by_column) {
      std::vector<std::size_t> copies;
      for (const Match& match : cells) copies.push_back(second ? match.second : match.first);
      const std::size_t source = second ? cells.front().first : cells.front().second;
      const std::string span = cells.size() == 1
                                   ? sheet_.name(copies.front())
                                   : fmt::format("{}-{}", sheet_.name(copies.front()), sheet_.time[copies.back()]);
      found_.add(kOddCopy, tier, column, copies,
                 {fmt::format("{} equals {} on ({} cells in all)", span, sheet_.name(source), block.size()),
                  fmt::format("{} 与 {} 起的数值相同（共 {} 个单元格）", span, sheet_.name(source), block.size())});
    }
  }

  using Years = std::map<std::pair<std::int32_t, std::int32_t>, std::vector<Match>>;

  // Units of one year that have their values of another year, in a column where that is rare.
  void find_years() {
    for (std::size_t c = 0; sheet_.timed && c < sheet_.columns.size(); ++c) {
      Years equal;
      double pairs = 0, hits = 0;
      const std::vector<double>& value = sheet_.columns[c].value;
      for (std::size_t u = 0; u < sheet_.units(); ++u) {
        for (std::size_t j = sheet_.begin[u]; j < sheet_.begin[u + 1]; ++j) {
          if (is_missing(value[j]) || value[j] == 0) continue;
          for (std::size_t i = sheet_.begin[u]; i < j; ++i) {
            pairs += is_missing(value[i]) ? 0 : 1;
            if (value[i] != value[j]) continue;
            ++hits;
            equal[{sheet_.time[i], sheet_.time[j]}].push_back({sheet_.time[i], c, i, j});
          }
        }
      }
      for (const auto& [years, block] : equal) {
        const auto m = static_cast<double>(block.size());
        if (block.size() >= kLeastCells) judge_year(years, block, (hits - m + 1) / pairs);
      }
    }
  }

  void judge_year(std::pair<std::int32_t, std::int32_t> years, const std::vector<Match>& block, double chance) {
    const auto m = static_cast<double>(block.size());
    const auto n = static_cast<double>(sheet_.units());
    const auto t = static_cast<double>(sheet_.panel.periods().size());
    const double log =
        std::lgamma(n + 1) - std::lgamma(m + 1) - std::lgamma(n - m + 1) + m * std::log(chance) + std::log(t * t / 2);
    if (log > kLookLog) return;
    const bool second = second_is_copy(block);
    say_year(log <= kWrongLog ? OddTier::wrong : OddTier::look, years, block, second);
    const double one = year_misfit(block, !second), other = year_misfit(block, second);
    if (!is_missing(one) && !is_missing(other) && one * kAsGood < other) return;
    say_year(OddTier::look, years, block, !second);  // as good a copy
  }

  void say_year(OddTier tier, std::pair<std::int32_t, std::int32_t> years, const std::vector<Match>& block,
                bool second) {
    if (!second) std::swap(years.first, years.second);
    std::vector<std::size_t> copies;
    for (const Match& match : block) copies.push_back(second ? match.second : match.first);
    found_.add(kOddCopy, tier, block.front().column, copies,
               {fmt::format("{} units have in {} the value of {}: {} ...", copies.size(), years.second, years.first,
                            sheet_.name(copies.front())),
                fmt::format("{} 个单元 {} 年与 {} 年数值相同：{} 等", copies.size(), years.second, years.first,
                            sheet_.name(copies.front()))});
  }

  const Sheet& sheet_;
  odd::Found& found_;
  std::vector<Chances> chances_;
  std::vector<std::vector<double>> growths_;  // sizes by column, in order
};

void find(const Sheet& sheet, odd::Found& found) { CopyFinder(sheet, found).find(); }

}  // namespace

const OddRule kOddCopy{.id = "copy",
                       .code = "D241",
                       .title = {"a block copied from elsewhere", "整段重复"},
                       .means = {"Four or more cells equal to those of another unit or other years at one distance, or "
                                 "four or more units equal to their "
                                 "own values of another year, where chance would give fewer than 0.0001 (look at: "
                                 "0.01) such blocks in the panel; "
                                 "chances are counted in the column itself.",
                                 "四个及以上单元格与另一单元或相隔固定年数的数值相同，或四个及以上单元某年与另一年数值"
                                 "相同，而按该列自身频率，整个面板中"
                                 "偶然出现此类情形的期望次数低于 0.0001（待核：0.01）。"},
                       .find = find};

}  // namespace ecoeff
