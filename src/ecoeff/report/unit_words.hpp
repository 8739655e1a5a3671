// What a study calls its units: 36 个城市, 36 cities. `unit_name` of [data] says it; else the name of the unit column
// does where it is a word that is known (城市, province, firm), and 单元, unit where it is not.
#pragma once

#include <cstddef>
#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct UnitWords {
  Text one;                    // city, 城市
  std::string many;            // cities
  std::string measure = "个";  // 36 个城市, 36 家企业
};

[[nodiscard]] UnitWords unit_words(const Study& study);

// "36 cities", "36 个城市".
[[nodiscard]] Text counted_units(const Study& study, std::size_t n);

// The program's own words with those of the study for "unit", "units", 单元 and 个体. Not for texts in which the user's
// words stand: a column may be called unit. What stands in parentheses or quotes is left as it is.
[[nodiscard]] Text with_units(const Study& study, Text text);

}  // namespace ecoeff
