// What several figures need from a result: the grouping columns, which group a row or a unit is in, and summaries of
// scores.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/method/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// One way to divide the rows: a split column of the study and its values in the order of the study.
struct Grouping {
  std::string column;
  std::vector<std::string> values;
  std::vector<int> of_row;   // index into values, -1 for none
  std::vector<int> of_unit;  // the most frequent of its rows
};

// The split columns of the study's tables in their order, each once.
[[nodiscard]] std::vector<Grouping> groupings(const StudyResult& result);

struct Summary {
  std::size_t n = 0;
  double mean = kMissing;
  double sd = kMissing;
  double minimum = kMissing;
  double p25 = kMissing;
  double median = kMissing;
  double p75 = kMissing;
  double maximum = kMissing;
};
// Of the values present.
[[nodiscard]] Summary summarize(std::vector<double> values);

// The scores of the rows, missing where there is none.
[[nodiscard]] std::vector<double> scores_of(const ScoreOutcome& outcome);
// Whether a larger score is a better one, as the rows on the frontier show beside the others: a distance or an
// output-oriented factor is the larger the further away the frontier is.
[[nodiscard]] bool larger_is_better(const ScoreOutcome& outcome);
// The mean over a unit's rows, for every unit.
[[nodiscard]] std::vector<double> unit_means(const Panel& panel, const std::vector<double>& values);
// Values of the rows of one period and group (group -1: all).
[[nodiscard]] std::vector<double> values_in(const Panel& panel, const std::vector<double>& values, std::int32_t period,
                                            const Grouping* grouping = nullptr, int group = -1);

// The label of a column with both languages filled.
[[nodiscard]] Text label_of(const StudyResult& result, const std::string& column);
// The same inside a sentence: an English label loses its capital unless it is an acronym,
// a Latin one in Chinese text gets a space at its ends (see tidy_chinese).
[[nodiscard]] Text name_of(const StudyResult& result, const std::string& column);
// Chinese text without the spaces that name_of leaves beside punctuation and at the ends.
[[nodiscard]] std::string tidy_chinese(std::string text);
[[nodiscard]] std::string lower_first(std::string text);
// Names of units and of values of a grouping column, through the study's labels where it has them.
[[nodiscard]] std::string unit_label(const StudyResult& result, std::size_t unit, Language language);
[[nodiscard]] std::string value_label(const StudyResult& result, const std::string& value, Language language);
// The label of an input or output: the study's label, else the name in its definition table, else the column.
[[nodiscard]] std::string feature_label(const StudyResult& result, const ScoreOutcome& outcome,
                                        const std::string& column, Language language);
// Inputs, good outputs, bad outputs: the order of slacks and targets.
[[nodiscard]] std::vector<std::string> features(const ScoreOptions& options);

}  // namespace ecoeff
