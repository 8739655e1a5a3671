#include "ecoeff/report/tables/table_papers.hpp"

#include <algorithm>

#include "ecoeff/report/tables/definition_tables.hpp"
#include "ecoeff/report/tables/regression_notes.hpp"
#include "ecoeff/report/tables/regression_table.hpp"

namespace ecoeff {
namespace {

// What the short names of the variables stand for, where the study says it.
std::vector<Text> label_notes(const StudyResult& result, const TableResult& table) {
  std::vector<std::string> en, zh;
  for (const Description& one : table.descriptions) {
    const Text label = result.label(one.column);
    if (label == both(one.column)) continue;
    if (!label.en.empty() && label.en != one.column) en.push_back(one.column + ": " + label.en);
    if (!label.zh.empty() && label.zh != one.column) zh.push_back(one.column + " 为" + label.zh);
  }
  if (en.empty() && zh.empty()) return {};
  return {{en.empty() ? "" : join(en, "; ") + ".", zh.empty() ? "" : join(zh, "，") + "。"}};
}

constexpr TablePaper kRegression{"regression", TablePlace::models, regression_table, regression_notes};
constexpr TablePaper kDescribe{"describe", TablePlace::describe, description_table, label_notes};
constexpr TablePaper kScoreDefinition{"score-definition", TablePlace::score, score_definition};
constexpr TablePaper kIndexDefinition{"index-definition", TablePlace::index, index_definition};

}  // namespace

const TablePapers& table_papers() {
  static const TablePapers all{&kRegression, &kDescribe, &kScoreDefinition, &kIndexDefinition};
  return all;
}

const TablePaper& table_paper(std::string_view kind, const TablePapers& papers) {
  const auto at = std::find_if(papers.begin(), papers.end(), [&](const TablePaper* one) { return one->kind == kind; });
  return at == papers.end() ? *papers.front() : **at;
}

bool stands_in(const TableResult& table, TablePlace place) { return table_paper(table.spec.kind).place == place; }

}  // namespace ecoeff
