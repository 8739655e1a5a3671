// Stata and SPSS files to their columns, by ReadStat; texts still in the bytes of the file.
//
// Stata's extended missing values and SPSS's user-defined ones are missing. Error D104: broken or cut off.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/data/raw_columns.hpp"

namespace ecoeff {

enum class StatisticsFile { dta, sav, por };

struct ReadStatColumns {
  RawColumns raw;
  long version = 0;
  std::string encoding;          // that the file names; "" = none
  std::size_t user_missing = 0;  // cells that SPSS's missing values cover
};

[[nodiscard]] ReadStatColumns read_by_readstat(std::string_view bytes, StatisticsFile kind, const std::string& file);

}  // namespace ecoeff
