#include "ecoeff/report/report_lists.hpp"

namespace ecoeff {

const ReportLists& report_lists() {
  static const ReportLists lists{.figures = figure_kinds(),
                                 .pages = figure_pages(),
                                 .painters = painters(),
                                 .programs = replicate_programs(),
                                 .styles = style_kinds(),
                                 .rows = table_row_kinds(),
                                 .below = below_kinds(),
                                 .r2 = r2_kinds(),
                                 .table_kinds = table_kinds(),
                                 .table_papers = table_papers()};
  return lists;
}

}  // namespace ecoeff
