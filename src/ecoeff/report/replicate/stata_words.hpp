// The words of a study in Stata's spelling: columns, terms of formulas, effects, conditions.
//
// A name that Stata does not take (headers with brackets or blanks, 33 characters, `in`) gets one that it does. Text
// columns that are effects, clusters or dummies become numbers first. What an operator before a variable cannot say
// (ln(x), std(x), a product as an outcome) is generated as a variable; the lines that do so come before the line that uses it.
//
// Conditions keep the study's meaning of missing cells: a comparison with one neither holds nor fails, while Stata
// takes a missing number for the largest. `not` is carried inward to the comparisons, each of which asks for what it
// compares where that may be missing.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ecoeff/data/expression_tree.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

class StataWords {
 public:
  explicit StataWords(const Panel& panel);

  // The name of a column; `unit` and `time` are the numbers that the head of the script makes of them.
  [[nodiscard]] std::string name(const std::string& column) const;
  // The name of a column as it is read, texts of units too.
  [[nodiscard]] const std::string& original(const std::string& column) const { return names_.at(column); }
  [[nodiscard]] const std::string& unit() const { return unit_; }
  [[nodiscard]] const std::string& time() const { return time_; }
  // Every column of panel.csv in its order, and whether one has another name here than there.
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] bool renames() const;

  // A term (one variable, with or without an operator), group or condition. Lines that must come before are added to
  // those that take_lines gives.
  std::string term(const std::string& term);
  // A term in the list of a command that reads products: "c.x#c.x", "c.x#cL.z".
  std::string regressor(const std::string& term);
  std::string group(const std::string& group);
  // "" when the condition has no spelling (a capital stock).
  std::string condition(const std::string& condition);
  // The rows whose column is this text, or the number that the text names.
  std::string equals(const std::string& column, const std::string& text);
  // Text in quotes.
  [[nodiscard]] static std::string quoted(const std::string& text);
  // A new variable that holds the expression.
  std::string generated(const std::string& wanted, const std::string& expression);

  // A name that nothing has yet, for a variable whose line the caller writes.
  std::string reserve(const std::string& wanted) { return fresh(wanted); }

  [[nodiscard]] std::string take_lines();
  // Variables made after `mark` are gone with `restore`.
  using Mark = std::map<std::string, std::string>;
  [[nodiscard]] Mark mark() const { return made_; }
  void back_to(const Mark& mark);
  // A term that is made from other rows too (lags, std) stays what it is when rows are chosen afterwards.
  void fix(const std::string& term);
  // The data are about to change: what was made of them is made again, under its name, but for the numbers of groups.
  void forget();

 private:
  std::string fresh(const std::string& wanted);
  std::string made(const std::string& what, const std::string& wanted, const std::string& command);
  [[nodiscard]] bool may_be_missing(const std::string& column) const;

  // One for a term that is no product.
  std::vector<std::string> factors(const std::string& term);
  std::string factor(const std::string& factor);
  // The column of a factor variable: i.x takes whole numbers only.
  std::string levels(const std::string& column);
  // The term as the name of one variable, without an operator.
  std::string variable_of(const std::string& term);
  std::string number(const Expression& e);
  // A column in an expression that computes: the numbers behind the names of units.
  std::string number_of(const std::string& column);
  std::string call(const Expression& e);
  std::string shifted(const Expression& e, char letter, int steps);
  std::string holds(const Expression& e, bool negated);
  std::string compared(const Expression& e, bool negated);
  std::string compared_texts(const std::string& column, const std::string& op, const std::string& text);
  std::string compared_numbers(const Expression& left, const std::string& op, const Expression& right);
  std::string listed(const Expression& e, bool negated);
  [[nodiscard]] const Column* column_of(const Expression& e) const;
  // The terms that a comparison must ask for, "x, z"; empty where none can be missing.
  std::string doubtful(const std::vector<Expression>& sides);

  const Panel& panel_;
  std::map<std::string, std::string> names_;  // column -> name
  std::set<std::string> taken_;
  std::string unit_;
  std::string time_;
  std::map<std::string, std::string> made_;   // what it holds -> variable
  std::map<std::string, std::string> stale_;  // ... of other data
  std::string lines_;
};

// "GDP(亿元)" -> "GDP_亿元"; one that begins with a digit gets a line before it; `end` stands behind, inside the length
// that a name may have.
[[nodiscard]] std::string as_stata_name(const std::string& text, const std::string& end = "");
// Whether Stata takes a text as the name of a variable.
[[nodiscard]] bool is_stata_name(const std::string& name);

}  // namespace ecoeff
