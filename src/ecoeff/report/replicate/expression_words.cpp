#include "ecoeff/report/replicate/expression_words.hpp"

#include <array>

#include "ecoeff/base/number.hpp"

namespace ecoeff {
namespace {

using Kind = Expression::Kind;

bool is(const Expression& e, Kind kind, std::string_view name) { return e.kind == kind && e.name == name; }

}  // namespace

bool has_named_numbers(const Column& column) { return column.is_text && column.has_numbers(); }

NamedNumbers named_numbers(const Column& column) {
  NamedNumbers out;
  for (std::size_t i = 0; i < column.text.codes.size(); ++i) {
    const std::string name(column.text.at(i));
    if (name.empty() || !out.of.emplace(name, column.numbers[i]).second) continue;
    out.spelled = out.spelled && parse_number(name) == column.numbers[i];
  }
  return out;
}

bool is_column(const Expression& e) { return e.kind == Kind::column || e.kind == Kind::quoted_column; }
bool means_unit(const Expression& e) { return is(e, Kind::column, "unit"); }
bool means_time(const Expression& e) { return is(e, Kind::column, "time"); }
bool asks_whether_missing(const Expression& e) { return is(e, Kind::call, "missing"); }
bool is_negation(const Expression& e) { return is(e, Kind::unary, "not"); }
bool is_minus(const Expression& e) { return is(e, Kind::unary, "-"); }
bool is_conjunction(const Expression& e) { return is(e, Kind::binary, "and"); }
bool is_disjunction(const Expression& e) { return is(e, Kind::binary, "or"); }
bool may_be_undefined(const Expression& e) { return is(e, Kind::binary, "/") || is(e, Kind::binary, "^"); }

bool is_comparison(const Expression& e) {
  static constexpr std::array<std::string_view, 6> kSigns{"==", "!=", "<", "<=", ">", ">="};
  for (const std::string_view sign : kSigns) {
    if (is(e, Kind::binary, sign)) return true;
  }
  return false;
}

bool is_truth(const Expression& e) {
  return is_comparison(e) || e.kind == Kind::in_list || is_negation(e) || is_conjunction(e) || is_disjunction(e);
}

}  // namespace ecoeff
