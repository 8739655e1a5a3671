// What a score and an index are made of; the report prints it from their own specifications.
#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {
namespace {

void require_of(const Study& study, const TableSpec& t, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), t.of) != known.end()) return;
  refuse_table(study, t, "S107",
               {fmt::format("table \"{}\": of = \"{}\" is not among {}", t.id, t.of, join(known, ", ")),
                fmt::format("表“{}”：of = “{}” 不在 {} 之中", t.id, t.of, join(known, "、"))});
}

void check_score(const Study& study, const TableSpec& table) {
  std::vector<std::string> known;
  for (const ScoreSpec& s : study.scores) {
    if (!is_productivity(s.options.model)) known.push_back(s.name);
  }
  require_of(study, table, known);
}

void check_index(const Study& study, const TableSpec& table) {
  std::vector<std::string> known;
  for (const IndexSpec& i : study.indexes) known.push_back(i.name);
  require_of(study, table, known);
}

}  // namespace

constinit const TableKind kScoreDefinitionTable{.id = "score-definition",
                                                .shows = {"inputs and outputs of a score", "效率得分的投入与产出"},
                                                .of = {"the score", "效率得分"},
                                                .check = check_score};
constinit const TableKind kIndexDefinitionTable{
    .id = "index-definition",
    .shows = {"indicators of an index and their weights", "指数的指标体系与权重"},
    .of = {"the index", "综合指数"},
    .check = check_index};

}  // namespace ecoeff
