// Tables of the kinds scores (study/tables/unit_years.hpp) and productivity (study/tables/productivity.hpp) as papers
// print them.
#pragma once

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// The index of productivity of that name; null where there is none.
[[nodiscard]] const ProductivityOutcome* find_productivity(const StudyResult& result, const std::string& name);

// Whether means of the column are geometric: an index of productivity that multiplies.
[[nodiscard]] bool is_geometric(const StudyResult& result, const std::string& name);

[[nodiscard]] PaperTable scores_paper(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::vector<Text> scores_notes(const StudyResult& result, const TableResult& table);
[[nodiscard]] PaperTable productivity_paper(const StudyResult& result, const TableResult& table);
[[nodiscard]] std::vector<Text> productivity_notes(const StudyResult& result, const TableResult& table);

}  // namespace ecoeff
