#include "ecoeff/study/check_names.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/study/tables/table_kind.hpp"

namespace ecoeff {

void check_names(const Study& study, const TableKinds& kinds) {
  const auto fail = [&](const char* code, Text message, const Position& place) {
    throw Error(Fault::study, code, std::move(message), {.file = study.path.string(), .row = place.line});
  };
  std::set<std::string> made;
  const auto make = [&](const std::string& name, const std::string& key) {
    if (made.insert(name).second) return;
    const auto at = study.positions.find(key);
    fail("S106", {fmt::format("the name \"{}\" is used twice", name), fmt::format("名称“{}”使用了两次", name)},
         at == study.positions.end() ? Position{} : at->second);
  };
  for (const auto& [name, header] : study.columns) make(name, "columns." + name);
  for (const auto& [name, expression] : study.derive) make(name, "derive." + name);
  for (const ScoreSpec& s : study.scores) make(s.name, "scores." + s.name);
  for (const IndexSpec& i : study.indexes) make(i.name, "index." + i.name);
  std::set<std::string> ids;
  for (const TableSpec& t : study.tables) {
    if (!ids.insert(t.id).second) {
      fail("S106", {fmt::format("the table id \"{}\" is used twice", t.id), fmt::format("表的 id“{}”使用了两次", t.id)},
           t.at);
    }
    const TableKind& kind = table_kind(t.kind, kinds);
    if (kind.check != nullptr) kind.check(study, t);
  }
}

}  // namespace ecoeff
