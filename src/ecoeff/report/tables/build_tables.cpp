#include "ecoeff/report/tables/build_tables.hpp"

#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/provenance.hpp"
#include "ecoeff/report/tables/table_papers.hpp"

namespace ecoeff {
namespace {

void place_cautions(NotesPlace place, const std::vector<Text>& cautions, PaperTable& table) {
  if (place == NotesPlace::report) return;
  std::vector<Text>& where = place == NotesPlace::below ? table.notes : table.cautions;
  where.insert(where.end(), cautions.begin(), cautions.end());
}

}  // namespace

std::vector<PaperTable> build_tables(const StudyResult& result) {
  std::vector<PaperTable> tables;
  for (const TableResult& table : result.tables) {
    const TablePaper& paper = table_paper(table.spec.kind);
    PaperTable out = paper.build(result, table);
    out.number = table.number;
    out.id = table.spec.id;
    out.title = table.spec.title;
    if (paper.notes != nullptr) out.notes = paper.notes(result, table);
    if (paper.cautions != nullptr) place_cautions(result.study.report.notes, paper.cautions(result, table), out);
    out.source = result.study.data.source;
    out.provenance = provenance(result, table);
    out.columns = lay_out(out).columns;
    tables.push_back(std::move(out));
  }
  return tables;
}

}  // namespace ecoeff
