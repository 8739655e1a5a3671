#include "ecoeff/report/replicate/expression_words.hpp"

#include <array>

namespace ecoeff {
namespace {

using Kind = Expression::Kind;

bool is(const Expression& e, Kind kind, std::string_view name) { return e.kind == kind && e.name == name; }

}  // namespace

bool is_column(const Expression& e) { return e.kind == Kind::column || e.kind == Kind::quoted_column; }
bool means_unit(const Expression& e) { return is(e, Kind::column, "unit"); }
bool means_time(const Expression& e) { return is(e, Kind::column, "time"); }
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
