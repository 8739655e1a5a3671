// How each kind of table of a study (study/tables) is printed: its place in the report, its rows and its notes. One
// entry a kind; nobody else compares the word of a kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// The parts of the report that hold tables, in the order of a paper.
enum class TablePlace {
  score,     // with the score that it is `of`
  index,     // with the index that it is `of`
  describe,  // of the variables
  models     // the regressions
};

struct TablePaper {
  std::string_view kind;
  TablePlace place;
  bool of_results = false;  // what was computed, not what it is made of
  // Number, id, title, notes and source are filled by build_tables.
  PaperTable (*build)(const StudyResult&, const TableResult&);
  std::vector<Text> (*notes)(const StudyResult&, const TableResult&) = nullptr;     // nullptr: none
  std::vector<Text> (*cautions)(const StudyResult&, const TableResult&) = nullptr;  // warnings; nullptr: none
  // The same in Stata and R; nullptr: the lines of the table's columns.
  std::string (*stata)(const StudyResult&, const TableResult&) = nullptr;
  std::string (*r)(const StudyResult&, const TableResult&) = nullptr;
  std::string_view no_script = "";  // why neither program makes it, in English
};

using TablePapers = std::vector<const TablePaper*>;
[[nodiscard]] const TablePapers& table_papers();
// The entry of that kind; the one of regressions for a kind that has none (a test sees that each has).
[[nodiscard]] const TablePaper& table_paper(std::string_view kind, const TablePapers& papers = table_papers());

[[nodiscard]] bool stands_in(const TableResult& table, TablePlace place);

}  // namespace ecoeff
