// The focus coefficients of every column of every regression table: what the coefficient plot draws and the sentences
// say.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct FocusEstimate {
  const TableResult* table = nullptr;
  const ColumnResult* column = nullptr;
  std::string focus;              // the coefficient: one of those that the column shows
  std::size_t number = 0;         // of the column in its table, from 1
  Text label;                     // what is special about the column
  double coefficient = kMissing;  // missing when the column was refused or the focus omitted
  double se = kMissing;
  double statistic = kMissing;
  double p = kMissing;
  double low = kMissing;  // 95 % interval
  double high = kMissing;
  std::string stars;
};

// What a column shows, its focus first.
[[nodiscard]] std::vector<std::string> shown_of(const ColumnResult& column);

[[nodiscard]] std::vector<FocusEstimate> focus_estimates(const StudyResult& result);
[[nodiscard]] std::vector<FocusEstimate> focus_estimates(const StudyResult& result, const TableResult& table);

// Whether the coefficient is that of the study's focus, or of what a column has in its place: no power, lag or product
// beside it.
[[nodiscard]] bool is_main_focus(const StudyResult& result, const FocusEstimate& one);

// The standard deviation of a term over the rows of the panel; missing where it cannot be built.
[[nodiscard]] double spread_of(const StudyResult& result, const std::string& term);
// Whether the term's column can move alone: no other regressor of the estimate is a power or a product of it.
[[nodiscard]] bool moves_alone(const Estimate& estimate, const std::string& term);

// The smallest of the study's thresholds that p does not exceed; missing when p exceeds them all.
[[nodiscard]] double significance_level(const StudyResult& result, double p);
// The largest threshold: what "not significant" is said of.
[[nodiscard]] double weakest_level(const StudyResult& result);
// A coefficient as the tables print it.
[[nodiscard]] std::string format_estimate(const StudyResult& result, double value);

}  // namespace ecoeff
