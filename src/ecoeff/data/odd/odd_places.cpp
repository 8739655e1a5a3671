#include "ecoeff/data/odd/odd_places.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ecoeff {
namespace {

std::string cell_of(const Where& where) {
  if (where.row == 0) return {};
  const bool letters = !where.column.empty() && where.column.front() >= 'A';
  return letters ? fmt::format("{}{}", where.column, where.row) : fmt::format("{}:{}", where.row, where.column);
}

}  // namespace

Table odd_table(const Panel& panel, const std::vector<OddFinding>& findings, const PlaceOfOdd& place_of) {
  std::vector<std::string> file, sheet, cell;
  std::vector<double> row;
  for (const OddFinding& finding : findings) {
    for (const std::size_t at : finding.rows) {
      const Where where = place_of(at, finding.column);
      file.push_back(where.file);
      sheet.push_back(where.sheet);
      row.push_back(where.row == 0 ? kMissing : static_cast<double>(where.row));
      cell.push_back(cell_of(where));
    }
  }
  Table table = odd_table(panel, findings);
  table.set_text("file", file);
  table.set_text("sheet", sheet);
  table.set_numbers("row", row);
  Table out;
  for (const Column& column : table.columns()) {
    out.set(column);
    if (column.name == "row") out.set_text("cell", cell);
  }
  return out;
}

void set_places(Notes& notes, const std::vector<OddFinding>& findings, const PlaceOfOdd& place_of) {
  for (Note& note : notes) {
    const auto first = std::find_if(findings.begin(), findings.end(), [&](const OddFinding& finding) {
      const Severity severity = finding.tier == OddTier::wrong ? Severity::warning : Severity::info;
      return finding.rule->code == note.code && finding.column == note.where.column && severity == note.severity;
    });
    if (first == findings.end()) continue;
    const Where where = place_of(first->rows.front(), first->column);
    if (where.file.empty()) continue;
    note.where.file = where.file;
    note.where.sheet = where.sheet;
    note.where.row = where.row;
  }
}

}  // namespace ecoeff
