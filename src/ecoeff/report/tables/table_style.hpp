// How a regression table is printed: the study's report.style with what [model] and the table itself say otherwise.
//
//   cn      the Chinese three-line table: constant, controls yes/no, time and unit effects yes/no, N, R2
//   aer     the American journals' look: standard errors below, no constant, "Observations"
//   esttab  what Stata's esttab prints: every coefficient, N and R2, thresholds 5, 1 and 0.1 %
#pragma once

#include <string>
#include <vector>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct TableStyle {
  std::string below;  // t | se | p | ci
  int digits = 3;
  bool show_controls = false;
  std::vector<std::string> rows;  // below the coefficients: constant, controls, time-effects, unit-effects, n, ...
  bool labels = false;            // variables by their labels
  Text observations;              // the name of the row N
};
[[nodiscard]] TableStyle style_of(const StudyResult& result, const TableResult& table);

// A coefficient's name as printed: "L.CEE", or with labels "Carbon emission efficiency, 1 period before".
[[nodiscard]] Text variable_label(const StudyResult& result, const TableStyle& style, const std::string& name);

}  // namespace ecoeff
