#include "ecoeff/report/tables/table_papers.hpp"

#include <algorithm>

#include "ecoeff/report/replicate/table_scripts.hpp"
#include "ecoeff/report/tables/correlation_paper.hpp"
#include "ecoeff/report/tables/definition_tables.hpp"
#include "ecoeff/report/tables/regression_notes.hpp"
#include "ecoeff/report/tables/regression_table.hpp"
#include "ecoeff/report/tables/score_tables.hpp"
#include "ecoeff/report/tables/table_style.hpp"

namespace ecoeff {
namespace {

// What the short names of the variables stand for, where the study says it.
std::vector<Text> short_names(const StudyResult& result, const std::vector<std::string>& columns) {
  std::vector<std::string> en, zh;
  for (const std::string& column : columns) {
    const Text label = result.label(column);
    if (label == both(column)) continue;
    if (!label.en.empty() && label.en != column) en.push_back(column + ": " + label.en);
    if (!label.zh.empty() && label.zh != column) zh.push_back(column + " 为" + label.zh);
  }
  if (en.empty() && zh.empty()) return {};
  return {{en.empty() ? "" : join(en, "; ") + ".", zh.empty() ? "" : join(zh, "，") + "。"}};
}

std::vector<Text> label_notes(const StudyResult& result, const TableResult& table) {
  if (style_of(result, table).labels) return {};
  std::vector<std::string> columns;
  for (const Description& one : table.descriptions) columns.push_back(one.column);
  return short_names(result, columns);
}

// A table of correlations has short names above its columns whatever the others have.
std::vector<Text> correlations_notes(const StudyResult& result, const TableResult& table) {
  std::vector<Text> notes = correlation_notes(result, table);
  for (Text& note : short_names(result, table.spec.describe_columns)) notes.push_back(std::move(note));
  return notes;
}

constexpr TablePaper kRegression{.kind = "regression",
                                 .place = TablePlace::models,
                                 .build = regression_table,
                                 .notes = regression_notes,
                                 .cautions = regression_cautions};
constexpr TablePaper kDescribe{.kind = "describe",
                               .place = TablePlace::describe,
                               .build = description_table,
                               .notes = label_notes,
                               .stata = stata_description,
                               .r = r_description};
constexpr TablePaper kScoreDefinition{.kind = "score-definition",
                                      .place = TablePlace::score,
                                      .build = score_definition,
                                      .no_script = "it names columns and holds no figures"};
constexpr TablePaper kCorrelation{.kind = "correlation",
                                  .place = TablePlace::describe,
                                  .build = correlation_paper,
                                  .notes = correlations_notes,
                                  .stata = stata_correlations,
                                  .r = r_correlations};
constexpr TablePaper kScores{.kind = "scores",
                             .place = TablePlace::score,
                             .of_results = true,
                             .build = scores_paper,
                             .notes = scores_notes,
                             .stata = stata_scores,
                             .r = r_scores};
constexpr TablePaper kProductivity{.kind = "productivity",
                                   .place = TablePlace::score,
                                   .of_results = true,
                                   .build = productivity_paper,
                                   .notes = productivity_notes,
                                   .stata = stata_productivity,
                                   .r = r_productivity};
constexpr TablePaper kIndexDefinition{.kind = "index-definition",
                                      .place = TablePlace::index,
                                      .build = index_definition,
                                      .no_script = "its weights are those of the index; index_weights.xlsx has them"};

}  // namespace

const TablePapers& table_papers() {
  static const TablePapers all{&kRegression,  &kDescribe, &kScoreDefinition, &kIndexDefinition,
                               &kCorrelation, &kScores,   &kProductivity};
  return all;
}

const TablePaper& table_paper(std::string_view kind, const TablePapers& papers) {
  const auto at = std::find_if(papers.begin(), papers.end(), [&](const TablePaper* one) { return one->kind == kind; });
  return at == papers.end() ? *papers.front() : **at;
}

bool stands_in(const TableResult& table, TablePlace place) { return table_paper(table.spec.kind).place == place; }

}  // namespace ecoeff
