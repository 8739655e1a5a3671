// The running text around tables and figures: what a draft of the paper says beside the sentences of sentences.hpp.
// Plain text in both languages, filled by the results alone.
#pragma once

#include <optional>

#include "ecoeff/base/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Units, periods, rows, filled and missing cells, source.
[[nodiscard]] Text data_paragraph(const StudyResult& result);
// What changes how a table is read: few clusters, instruments, tests that fail, as the estimates' own warnings say it,
// each once with its columns. Nothing when there is none.
[[nodiscard]] std::optional<Text> table_warnings(const StudyResult& result, const TableResult& table);
// Rows without a score and why. Nothing when every row has one.
[[nodiscard]] std::optional<Text> score_warnings(const StudyResult& result, const ScoreOutcome& outcome);
// A sentence with the numbers of a table of descriptive statistics: the outcome and the focus of the base model.
[[nodiscard]] std::optional<Text> description_sentence(const StudyResult& result, const TableResult& table);
// What a paper's last section can start from: scores, base result, how many variants agree, groups, and the limits.
[[nodiscard]] std::optional<Text> conclusion(const StudyResult& result);

}  // namespace ecoeff
