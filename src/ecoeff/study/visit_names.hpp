// Every place of a study that names a column, visited in the order in which a run reads it. Whoever has to know them
// all asks here: giving columns their short names, collecting the columns to read and fill, trying them before a run. A
// new key that names a column is one line in visit_names.cpp, or in the table kind that has it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ecoeff/study/study.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {

enum class NameRole {
  key,         // the unit or time column
  number,      // a column read as numbers; gaps are filled as [data] missing says
  group,       // a column read as it stands
  term,        // a term of a formula: "L.x", "log(x)", "x:z"
  formula,     // "y ~ x | unit + time"
  condition,   // "year < 2020 and region == 'east'"
  expression,  // "log(trade / gdp)"
  weights,     // "aw=pop", "none"
  vce,         // "cluster(city)"
  mention,     // a column that another place reads: what is swapped, weighted or explained
  focus        // a regressor of the formula, which is asked whether it has it (S107)
};

// `text` is the name, or the text that holds names; `at` its place in study.toml. Empty texts are not visited.
using NameVisitor = std::function<void(std::string& text, NameRole role, const Position& at)>;
void visit_names(Study& study, const NameVisitor& visit, const TableKinds& kinds = table_kinds());

// The same without a change.
using NameReader = std::function<void(const std::string& text, NameRole role, const Position& at)>;
void read_names(const Study& study, const NameReader& read, const TableKinds& kinds = table_kinds());

// What a part of the study is handed to show its names.
class NameWalk {
 public:
  NameWalk(const Study& study, const NameVisitor& visit) : study_(study), visit_(visit) {}
  // Where a dotted key stands in study.toml.
  [[nodiscard]] Position place(const std::string& key, const Position& otherwise = {}) const;
  void one(std::string& text, NameRole role, const Position& at) const;
  void each(std::vector<std::string>& texts, NameRole role, const Position& at) const;

 private:
  const Study& study_;
  const NameVisitor& visit_;
};

// The columns that a text of this role reads, and whether as numbers or as they stand. Errors of the formula language
// and of expressions; what a wrong vce says is left to the estimator.
struct NamesRead {
  std::vector<std::string> numbers;
  std::vector<std::string> groups;
};
[[nodiscard]] NamesRead names_in(const std::string& text, NameRole role);

// The text with every whole name that is a key of `to` replaced; roles, functions, operators and texts in quotes are no
// names.
[[nodiscard]] std::string renamed(const std::string& text, NameRole role, const std::map<std::string, std::string>& to);

}  // namespace ecoeff
