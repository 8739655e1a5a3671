#include "ecoeff/data/headers.hpp"

#include <fmt/format.h>

#include <unordered_map>

namespace ecoeff {

std::vector<std::string> column_names(const std::vector<Header>& headers, const Where& where, Notes& notes) {
  std::vector<std::string> names;
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    std::string name(trim(headers[i].name));
    if (name.empty()) {
      name = fmt::format("column_{}", i + 1);
      notes.push_back({Severity::info,
                       "D131",
                       {fmt::format("{} has no header and is called {}", headers[i].place, name),
                        fmt::format("{} 没有列名，称为 {}", headers[i].place, name)},
                       where});
    }
    const auto [at, added] = seen.try_emplace(name, i);
    if (!added) {
      Where place = where;
      place.column = name;
      throw Error(
          Fault::data, "D106",
          {fmt::format("{} and {} have the same header \"{}\"", headers[at->second].place, headers[i].place, name),
           fmt::format("{} 与 {} 的列名相同：“{}”", headers[at->second].place, headers[i].place, name)},
          place, {"rename one of the two headers in the file", "请在文件中改掉其中一个列名"});
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace ecoeff
