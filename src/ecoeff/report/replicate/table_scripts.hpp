// Tables that are no regressions in Stata and R: descriptions, correlations, a score by unit and year, an index of
// productivity with its parts (from productivity_NAME.csv, as its rows are pairs of years).
#pragma once

#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

[[nodiscard]] std::string stata_description(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string r_description(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string stata_correlations(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string r_correlations(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string stata_scores(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string r_scores(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string stata_productivity(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::string r_productivity(const StudyResult& result, const TableResult& table);

}  // namespace ecoeff
