// The list of all kinds of table; the first is that of a table that does not say its kind. A new kind: its file, which
// ends with its TableKind, its line here, and its line in report/tables/table_papers.hpp.
#pragma once

#include <string_view>
#include <vector>

namespace ecoeff {

struct TableKind;

extern const TableKind kRegressionTable;
extern const TableKind kDescribeTable;
extern const TableKind kScoreDefinitionTable;
extern const TableKind kIndexDefinitionTable;
extern const TableKind kCorrelationTable;
extern const TableKind kScoresTable;
extern const TableKind kProductivityTable;

using TableKinds = std::vector<const TableKind*>;
[[nodiscard]] const TableKinds& table_kinds();
// The kind of that id. Error (internal): none has it.
[[nodiscard]] const TableKind& table_kind(std::string_view id, const TableKinds& kinds = table_kinds());

}  // namespace ecoeff
