#include "ecoeff/report/replicate/term_tree.hpp"

#include "ecoeff/base/text.hpp"
#include "ecoeff/panel/formula_functions.hpp"
#include "ecoeff/panel/formula_syntax.hpp"

namespace ecoeff {

std::vector<std::string> term_factors(const std::string& term) {
  std::vector<std::string> factors;
  for (const formula::Piece& piece : formula::cut(term, ':')) {
    const formula::Power power = formula::power_of(piece.text).value_or(formula::Power{piece.text, 1});
    factors.insert(factors.end(), static_cast<std::size_t>(power.exponent), power.base);
  }
  return factors;
}

TermPart term_part(const std::string& factor) {
  using Kind = TermPart::Kind;
  const std::string text(trim(factor));
  if (formula::is_wrapped(text)) return {.kind = Kind::wrapped, .inside = text.substr(1, text.size() - 2)};
  const std::size_t dot = formula::operator_dot(text);
  if (dot != std::string::npos && dot + 1 < text.size()) {
    const std::string inside = text.substr(dot + 1);
    if (text.starts_with("i.")) return {.kind = Kind::dummies, .inside = inside};
    if (const auto shifts = formula::operators(text.substr(0, dot)); shifts.size() == 1)
      return {.kind = Kind::shift, .letter = shifts[0].letter, .steps = shifts[0].order, .inside = inside};
  }
  const auto call = formula::call_of(text);
  if (call && call->arguments.size() == 1 && is_formula_function(call->name))
    return {.kind = Kind::function,
            .function = call->name,
            .over_rows = is_over_rows(call->name),
            .inside = call->arguments[0].text};
  return {.inside = text};
}

bool closes_at_end(const std::string& text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (depth == 0) return false;
  }
  return !text.empty();
}

}  // namespace ecoeff
