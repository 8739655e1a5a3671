// What the report's words in a study file may be, and what is used where they are left out.
#pragma once

#include "ecoeff/report/report_lists.hpp"
#include "ecoeff/study/vocabulary.hpp"

namespace ecoeff {

[[nodiscard]] Vocabulary report_vocabulary(const ReportLists& lists = report_lists());

}  // namespace ecoeff
