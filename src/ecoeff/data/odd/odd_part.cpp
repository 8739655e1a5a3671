// A part that is larger than its total.
#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/data/odd/column_words.hpp"
#include "ecoeff/data/odd/odd_rules.hpp"
#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

using odd::Series;
using odd::Sheet;

constexpr double kMostViolations = 0.03;  // more: the names mislead
constexpr double kRounding = 1.005;       // a part of 0.5 % above its total is looked at
constexpr double kLeastRows = 12;

bool may_be_part(const Series& part, const Series& total) {
  const bool rates = odd::speaks_of_rate(part.head, part.measure) || odd::speaks_of_rate(total.head, total.measure);
  const bool units_differ = !part.measure.empty() && !total.measure.empty() && part.measure != total.measure;
  return !rates && !units_differ && part.logged && total.logged && odd::names_part(part.head, total.head);
}

void find_in_pair(const Sheet& sheet, std::size_t part, std::size_t total, odd::Found& found) {
  const Series& p = sheet.columns[part];
  const Series& t = sheet.columns[total];
  std::vector<std::size_t> above;
  double both = 0;
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    if (is_missing(p.value[i]) || is_missing(t.value[i])) continue;
    ++both;
    if (p.value[i] > t.value[i] + p.step / 2 + t.step / 2) above.push_back(i);
  }
  if (both < kLeastRows || above.empty() || static_cast<double>(above.size()) > std::max(1.0, kMostViolations * both))
    return;
  for (const std::size_t i : above) {
    const bool wrong = p.value[i] > kRounding * t.value[i];
    found.add(kOddPart, wrong ? OddTier::wrong : OddTier::look, part, {i},
              {fmt::format("{} = {} is more than {} = {}", sheet.name(i), written(p, i), t.name, written(t, i)),
               fmt::format("{} = {}，大于 {} = {}", sheet.name(i), written(p, i), t.name, written(t, i))});
  }
}

void find(const Sheet& sheet, odd::Found& found) {
  for (std::size_t total = 0; total < sheet.columns.size(); ++total) {
    for (std::size_t part = 0; part < sheet.columns.size(); ++part) {
      if (part != total && may_be_part(sheet.columns[part], sheet.columns[total]))
        find_in_pair(sheet, part, total, found);
    }
  }
}

}  // namespace

const OddRule kOddPart{.id = "part",
                       .code = "D242",
                       .title = {"a part above its total", "分项大于总计"},
                       .means = {"Two amounts in one unit of measurement whose names say that one is a part of the "
                                 "other, and that is so in at least "
                                 "97 % of the rows: cells where the part is more than 0.5 % above the total (look at: "
                                 "above by more than rounding).",
                                 "计量单位相同、列名表明一为另一之分项且至少 97% 的行如此的两列：分项超出总计 0.5% "
                                 "以上的单元格（待核：超出舍入误差）。"},
                       .find = find};

}  // namespace ecoeff
