#include "ecoeff/report/tables/build_tables.hpp"

#include <algorithm>

#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/provenance.hpp"
#include "ecoeff/report/tables/definition_tables.hpp"
#include "ecoeff/report/tables/regression_notes.hpp"
#include "ecoeff/report/tables/regression_table.hpp"

namespace ecoeff {
namespace {

// What the short names of the variables stand for, where the study says it.
void note_labels(const StudyResult& result, const TableResult& table, PaperTable& out) {
  std::vector<std::string> en, zh;
  for (const Description& one : table.descriptions) {
    const Text label = result.label(one.column);
    if (label == both(one.column)) continue;
    if (!label.en.empty() && label.en != one.column) en.push_back(one.column + ": " + label.en);
    if (!label.zh.empty() && label.zh != one.column) zh.push_back(one.column + " 为" + label.zh);
  }
  if (en.empty() && zh.empty()) return;
  out.notes.push_back({en.empty() ? "" : join(en, "; ") + ".", zh.empty() ? "" : join(zh, "，") + "。"});
}

}  // namespace

std::vector<PaperTable> build_tables(const StudyResult& result) {
  std::vector<PaperTable> tables;
  for (const TableResult& table : result.tables) {
    const std::string& kind = table.spec.kind;
    PaperTable out = kind == "score-definition"   ? score_definition(result, table)
                     : kind == "index-definition" ? index_definition(result, table)
                     : kind == "describe"         ? description_table(result, table)
                                                  : regression_table(result, table);
    out.number = table.number;
    out.id = table.spec.id;
    out.title = table.spec.title;
    if (kind == "regression") out.notes = regression_notes(result, table);
    if (kind == "describe") note_labels(result, table, out);
    out.source = result.study.data.source;
    out.provenance = provenance(result, table);
    out.columns = lay_out(out).columns;
    tables.push_back(std::move(out));
  }
  return tables;
}

}  // namespace ecoeff
