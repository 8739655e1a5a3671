// Descriptive statistics as `summarize` gives them: sd with n-1.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/data/table.hpp"

namespace ecoeff {

struct Description {
  std::string column;
  std::size_t n = 0;
  std::size_t missing = 0;
  double mean = kMissing;
  double sd = kMissing;
  double minimum = kMissing;
  double p25 = kMissing;
  double median = kMissing;
  double p75 = kMissing;
  double maximum = kMissing;
};

// Errors: D110, D111.
[[nodiscard]] std::vector<Description> describe_columns(const Table& table, const std::vector<std::string>& columns);

}  // namespace ecoeff
