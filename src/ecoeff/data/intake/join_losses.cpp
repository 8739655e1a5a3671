#include "ecoeff/data/intake/join_losses.hpp"

#include <fmt/format.h>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/text.hpp"

namespace ecoeff {
namespace {

struct Rows {
  std::vector<std::string> file, what, value, nearest;
};

std::string first_few(const std::vector<std::string>& list, std::string_view separator) {
  std::vector<std::string> some(list.begin(),
                                list.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(list.size(), 5)));
  if (some.size() < list.size()) some.emplace_back("...");
  return join(some, separator);
}

}  // namespace

Table losses_of_join(const std::vector<PartReach>& parts, const std::vector<std::string>& names,
                     const std::set<std::size_t>& units, const std::set<std::int32_t>& times, Notes& notes) {
  Rows rows;
  const auto add = [&](const PartReach& part, const char* what, const std::string& value, const std::string& nearest) {
    rows.file.push_back(part.file);
    rows.what.emplace_back(what);
    rows.value.push_back(value);
    rows.nearest.push_back(nearest);
  };
  for (const PartReach& part : parts) {
    std::vector<std::string> own;  // only in this part or also elsewhere: what a lost name may be misspelt for
    for (const std::size_t unit : part.units) own.push_back(names[unit]);
    std::vector<std::string> lost;
    if (!part.units.empty()) {
      for (const std::size_t unit : units) {
        if (part.units.contains(unit)) continue;
        lost.push_back(names[unit]);
        add(part, "unit", names[unit], did_you_mean(names[unit], own));
      }
    }
    std::vector<std::string> years;
    if (!part.times.empty()) {
      for (const std::int32_t time : times) {
        if (part.times.contains(time)) continue;
        years.push_back(fmt::format("{}", time));
        add(part, "time", years.back(), "");
      }
    }
    if (lost.empty() && years.empty()) continue;
    std::vector<std::string> en;
    std::vector<std::string> zh;
    const auto lacks = [&](const std::vector<std::string>& what, const char* noun, const char* noun_zh) {
      if (what.empty()) return;
      en.push_back(fmt::format("{} ({})", counted(what.size(), noun), first_few(what, ", ")));
      zh.push_back(fmt::format("{} 个{}（{}）", what.size(), noun_zh, first_few(what, "、")));
    };
    lacks(lost, "unit", "单元");
    lacks(years, "period", "时期");
    notes.push_back({Severity::warning,
                     "D182",
                     {fmt::format("the part lacks {} of the panel", join(en, " and ")),
                      fmt::format("该部分缺少面板中的 {}", join(zh, "和 "))},
                     {.file = part.file}});
  }
  Table out;
  out.set_text("file", rows.file);
  out.set_text("what", rows.what);
  out.set_text("missing", rows.value);
  out.set_text("did_you_mean", rows.nearest);
  return out;
}

}  // namespace ecoeff
