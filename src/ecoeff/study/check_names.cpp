#include "ecoeff/study/check_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/model_words.hpp"

namespace ecoeff {

void check_names(const Study& study) {
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
    std::vector<std::string> known;
    if (t.kind == "score-definition")
      for (const ScoreSpec& s : study.scores) {
        if (!is_productivity(s.options.model)) known.push_back(s.name);
      }
    if (t.kind == "index-definition")
      for (const IndexSpec& i : study.indexes) known.push_back(i.name);
    if ((t.kind == "score-definition" || t.kind == "index-definition") &&
        std::find(known.begin(), known.end(), t.of) == known.end()) {
      fail("S107",
           {fmt::format("table \"{}\": of = \"{}\" is not among {}", t.id, t.of, join(known, ", ")),
            fmt::format("表“{}”：of = “{}” 不在 {} 之中", t.id, t.of, join(known, "、"))},
           t.at);
    }
    if (t.kind == "regression" && !study.model) {
      fail("S105",
           {fmt::format("table \"{}\" needs a [model] section", t.id), fmt::format("表“{}”需要 [model] 一节", t.id)},
           t.at);
    }
    if (t.kind == "regression" && t.columns.empty() && !t.split && !t.mechanism && !t.moderation) {
      fail("S105",
           {fmt::format("table \"{}\" has neither columns nor split, mechanism or moderation", t.id),
            fmt::format("表“{}”没有 columns、split、mechanism 或 moderation", t.id)},
           t.at);
    }
  }
}

}  // namespace ecoeff
