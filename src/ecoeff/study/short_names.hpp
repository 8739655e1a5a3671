// The short names that a study gives to columns of its data: [columns] gdp = "地区生产总值(亿元)".
#pragma once

#include "ecoeff/data/table.hpp"
#include "ecoeff/study/study.hpp"

namespace ecoeff {

// Renames the columns. Errors, at the line of [columns]: D110 no such head; D152 a head that two columns have but for
// their units of measurement, or one column under two short names; S106 a column has the short name already.
void give_short_names(const Study& study, Table& table);

}  // namespace ecoeff
