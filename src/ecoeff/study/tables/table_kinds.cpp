#include "ecoeff/study/tables/table_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/study/tables/table_kind.hpp"

namespace ecoeff {

const TableKinds& table_kinds() {
  static const TableKinds kinds{&kRegressionTable,  &kDescribeTable, &kScoreDefinitionTable, &kIndexDefinitionTable,
                                &kCorrelationTable, &kScoresTable,   &kProductivityTable};
  return kinds;
}

const TableKind& table_kind(std::string_view id, const TableKinds& kinds) {
  const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const TableKind* kind) { return kind->id == id; });
  if (at == kinds.end()) {
    throw Error(Fault::study, "S104",
                {fmt::format("there is no kind of table \"{}\"", id), fmt::format("没有“{}”这种表", id)});
  }
  return **at;
}

void refuse_table(const Study& study, const TableSpec& table, const char* code, Text message) {
  throw Error(Fault::study, code, std::move(message), {.file = study.path.string(), .row = table.at.line});
}

}  // namespace ecoeff
