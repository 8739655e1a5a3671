// A table as printed: one description, many painters (html, docx, rtf, tex, xlsx, md). Every painter prints the same
// cell text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

enum class Align { left, center, decimal };

struct Cell {
  Text text;                     // "0.230", "(2.003)", "是"
  std::string stars;             // "***", painted raised where the format can
  std::optional<double> number;  // typed value for xlsx
  int decimals = 3;              // its printed decimals
  int columns = 1;               // cells spanned to the right
  int rows = 1;                  // cells spanned downwards; the covered cells are left out of their rows
  Align align = Align::decimal;
};

struct TableRow {
  std::vector<Cell> cells;
  bool rule_above = false;      // a thin rule
  bool keep_with_next = false;  // a coefficient stays with the statistic below it
};

struct PaperTable {
  int number = 0;
  std::string id;
  Text title;
  std::vector<TableRow> head;  // may span
  std::vector<TableRow> body;
  std::vector<Text> notes;     // below the table, one paragraph each
  std::vector<Text> cautions;  // what its estimates warn of, where that stands after all tables
  Text source;                 // where the data come from: the last line below
  std::string provenance;      // what made it, for metadata and comments; "" = unsaid
  std::size_t columns = 0;
};

}  // namespace ecoeff
