// What a node of a condition (data/expression_tree.hpp) says, for the languages that spell it again.
#pragma once

#include <map>
#include <string>

#include "ecoeff/data/expression_tree.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

// The numbers of a column that is printed by its names (units "0007", or the labels of codes), by name; and whether each
// name spells its number.
[[nodiscard]] bool has_named_numbers(const Column& column);
struct NamedNumbers {
  std::map<std::string, double> of;
  bool spelled = true;
};
[[nodiscard]] NamedNumbers named_numbers(const Column& column);

[[nodiscard]] bool is_column(const Expression& e);
[[nodiscard]] bool means_unit(const Expression& e);  // the bare role word
[[nodiscard]] bool means_time(const Expression& e);
[[nodiscard]] bool is_comparison(const Expression& e);
[[nodiscard]] bool asks_whether_missing(const Expression& e);
[[nodiscard]] bool is_negation(const Expression& e);
[[nodiscard]] bool is_minus(const Expression& e);
[[nodiscard]] bool is_conjunction(const Expression& e);
[[nodiscard]] bool is_disjunction(const Expression& e);
// One of those whose value is true, false or missing.
[[nodiscard]] bool is_truth(const Expression& e);
// Whether the arithmetic may give what is no number: division and powers.
[[nodiscard]] bool may_be_undefined(const Expression& e);

}  // namespace ecoeff
