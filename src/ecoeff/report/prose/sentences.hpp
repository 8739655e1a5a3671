// Sentences with the study's own numbers, ready to copy into a paper. Plain text in both languages.
//
// The words follow the numbers: sign from the estimate, significance from p against the study's thresholds, and what
// misses the weakest threshold is "not significant at the 10 % level", never "no effect". Associations, not causes, are
// stated.
#pragma once

#include <optional>

#include "ecoeff/base/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Mean, spread, range, change from the first period to the last, rows on the frontier, highest and lowest group.
[[nodiscard]] std::optional<Text> score_sentence(const StudyResult& result, const ScoreOutcome& outcome);
// Largest and smallest slack shares.
[[nodiscard]] std::optional<Text> slack_sentence(const StudyResult& result, const ScoreOutcome& outcome);
// The heaviest indicators, and the mean of the index in the first and last period.
[[nodiscard]] std::optional<Text> index_sentence(const StudyResult& result, const IndexOutcome& outcome);
// What the focus coefficients of a regression table say.
[[nodiscard]] std::optional<Text> table_sentence(const StudyResult& result, const TableResult& table);
// The correlation of a score with an index over the rows that have both.
[[nodiscard]] std::optional<Text> association_sentence(const StudyResult& result, const ScoreOutcome& outcome,
                                                       const IndexOutcome& index);
// Signs and stars of the focus coefficient over all tables.
[[nodiscard]] std::optional<Text> all_columns_sentence(const StudyResult& result);

// "p = 0.046", "p < 0.001".
[[nodiscard]] std::string p_text(double p);

}  // namespace ecoeff
