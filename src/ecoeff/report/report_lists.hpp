// All lists of which the report is made; what takes them as an argument can be tried with an entry that nobody knows.
#pragma once

#include "ecoeff/report/figures/figure.hpp"
#include "ecoeff/report/painters/painters.hpp"
#include "ecoeff/report/replicate/programs.hpp"
#include "ecoeff/report/tables/table_papers.hpp"
#include "ecoeff/report/tables/table_words.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {

struct ReportLists {
  FigureKinds figures;
  FigurePages pages;
  Painters painters;
  ReplicatePrograms programs;
  StyleKinds styles;
  TableRowKinds rows;
  BelowKinds below;
  R2Kinds r2;
  TableKinds table_kinds;
  TablePapers table_papers;
};
[[nodiscard]] const ReportLists& report_lists();

}  // namespace ecoeff
