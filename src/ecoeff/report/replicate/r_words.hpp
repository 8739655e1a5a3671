// The words of a study in R: conditions as subset() takes them, terms of formulas as columns of the data frame.
//
// R's own logic of NA is the study's: a comparison with a missing cell neither holds nor fails, and subset() leaves
// such rows out. Columns keep their names, in back-ticks where R needs them.
#pragma once

#include <map>
#include <string>

#include "ecoeff/data/expression_tree.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

class RWords {
 public:
  explicit RWords(const Panel& panel);

  // The columns of the keys; the periods are numbers ("period" where the file has them as text). A column whose name has
  // a sign of effects in it (a^b, a:b) is grouped by under another name.
  [[nodiscard]] const std::string& unit() const { return unit_; }
  [[nodiscard]] const std::string& time() const { return time_; }
  [[nodiscard]] std::string column(const std::string& name) const;
  // Those columns and their other names.
  [[nodiscard]] const std::map<std::string, std::string>& renamed() const { return renamed_; }
  // An effect or cluster with its roles put in: "unit^sector" -> "city^sector".
  [[nodiscard]] std::string group(const std::string& group) const;

  // "" when the condition has no spelling (a capital stock).
  [[nodiscard]] std::string condition(const std::string& condition) const;

  // The rows whose column is this text, or the number that the text names.
  [[nodiscard]] std::string equals(const std::string& column, const std::string& text) const;

  // The name of the term's column, and the line that makes it in the data frame; no line for a plain column.
  struct Term {
    std::string name;
    std::string line;
  };
  [[nodiscard]] Term term(const std::string& data, const std::string& term) const;

 private:
  [[nodiscard]] std::string product(const std::string& data, const std::string& term) const;
  [[nodiscard]] std::string factor(const std::string& data, const std::string& text) const;
  [[nodiscard]] std::string value(const Expression& e) const;
  // The same inside arithmetic and comparisons.
  [[nodiscard]] std::string operand(const Expression& e) const;
  // A column in an expression that computes: the numbers behind the names of units.
  [[nodiscard]] std::string number_of(const Expression& e) const;
  [[nodiscard]] std::string call(const Expression& e) const;
  [[nodiscard]] std::string shifted(const std::string& what, char letter, int steps) const;
  [[nodiscard]] std::string compared(const Expression& e) const;
  [[nodiscard]] const Column* column_of(const Expression& e) const;

  const Panel& panel_;
  std::map<std::string, std::string> renamed_;  // column -> the name under which it is grouped by
  std::string unit_;
  std::string time_;
};

// A name as code: back-ticks where R needs them.
[[nodiscard]] std::string r_name(const std::string& name);

}  // namespace ecoeff
