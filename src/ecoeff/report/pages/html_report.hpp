// report.html: one file, opens offline, prints well, zh/en by a switch.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/report/figures/figure.hpp"
#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

[[nodiscard]] std::string html_report(const StudyResult& result, const std::vector<PaperTable>& tables,
                                      const std::vector<Figure>& figures);

}  // namespace ecoeff
