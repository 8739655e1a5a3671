#include "ecoeff/data/intake/place_changes.hpp"

#include <fmt/format.h>

namespace ecoeff {

void say_change(const std::string& written, const ChinaChange& change, const YearsOfPlace& years, const Where& at,
                Notes& notes) {
  const Text words = describe(change);
  if (change.kind == ChinaChange::Kind::renamed) {
    notes.push_back({Severity::info,
                     "D215",
                     {fmt::format("{} is {} and counts as it", written, words.en),
                      fmt::format("{}{}，视为同一单元", written, words.zh)},
                     at});
    return;
  }
  const bool not_yet = years.panel_last && *years.panel_last < change.year;
  if (years.last && *years.last > change.year) {
    notes.push_back({Severity::warning,
                     "D251",
                     {fmt::format("{} was {}, and the file has it until {}", written, words.en, *years.last),
                      fmt::format("{}于 {}，而文件中其数据到 {} 年", written, words.zh, *years.last)},
                     at});
    return;
  }
  notes.push_back(
      {not_yet ? Severity::info : Severity::warning,
       "D216",
       {fmt::format("{} was {}: it stays a unit of its own, and nothing was added to the others", written, words.en),
        fmt::format("{}于 {}：仍作为单独的单元，其数值没有加到其他单元", written, words.zh)},
       at});
}

}  // namespace ecoeff
