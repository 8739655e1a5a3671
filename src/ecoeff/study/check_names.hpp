// Names within a study: none made twice, none used that no section makes.
#pragma once

#include "ecoeff/study/study.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {

// Errors S105 (a table without what it needs), S106 a name used twice, S107 a score or index that no section defines.
void check_names(const Study& study, const TableKinds& kinds);

}  // namespace ecoeff
