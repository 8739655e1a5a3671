#include "ecoeff/report/replicate/stata_terms.hpp"

#include <fmt/format.h>

#include <cctype>
#include <utility>
#include <vector>

#include "ecoeff/panel/formula_functions.hpp"
#include "ecoeff/panel/formula_syntax.hpp"

namespace ecoeff {
namespace {

using formula::Piece;

class Speller {
 public:
  Speller(const Table& table, bool products) : table_(table), products_(products) {}

  std::string term(const std::string& term) {
    if (table_.has(term) || term.starts_with("i.")) return term;
    std::vector<std::string> factors;
    for (const Piece& piece : formula::cut(term, ':')) {
      const auto power = formula::power_of(piece.text);
      const std::string base = moved(power ? power->base : piece.text);
      for (int k = 0; k < (power ? power->exponent : 1); ++k) factors.push_back(base);
    }
    if (factors.size() == 1) return factors[0];
    return products_ ? continuous(factors) : made(term, join(factors, " * "));
  }

  std::string outcome(const std::string& term) {
    products_ = false;
    return this->term(term);
  }

  std::string lines;

 private:
  // "c.x#cL.z"
  static std::string continuous(const std::vector<std::string>& factors) {
    std::string out;
    for (const std::string& factor : factors)
      out += (out.empty() ? "c" : "#c") + (formula::operator_dot(factor) == std::string::npos ? "." + factor : factor);
    return out;
  }

  // A column or L.column.
  std::string moved(const std::string& term) {
    if (table_.has(term)) return term;
    if (formula::is_wrapped(term)) return column(term.substr(1, term.size() - 2));
    const std::size_t dot = formula::operator_dot(term);
    if (dot != std::string::npos && formula::operators(term.substr(0, dot)).size() == 1)
      return term.substr(0, dot + 1) + moved(term.substr(dot + 1));
    return column(term);
  }

  // A name for what may be arithmetic.
  std::string column(const std::string& term) {
    if (const auto call = formula::call_of(term);
        call && call->arguments.size() == 1 && is_formula_function(call->name)) {
      const bool over_rows = is_over_rows(call->name);
      const std::string inner = arithmetic(call->arguments[0].text);
      return made(term, call->name + "(" + inner + ")", over_rows ? "egen" : "generate");
    }
    if (formula::cut(term, ':').size() > 1 || formula::power_of(term)) return made(term, arithmetic(term));
    return term;
  }

  std::string arithmetic(const std::string& term) {
    std::vector<std::string> factors;
    for (const Piece& piece : formula::cut(term, ':')) {
      const auto power = formula::power_of(piece.text);
      factors.push_back(moved(power ? power->base : piece.text) + (power ? fmt::format("^{}", power->exponent) : ""));
    }
    return join(factors, " * ");
  }

  std::string made(const std::string& term, const std::string& expression, const char* command = "generate") {
    std::string name;
    for (const char c : term) {
      const bool part =
          (static_cast<unsigned char>(c) & 0x80U) != 0 || std::isalnum(static_cast<unsigned char>(c)) != 0;
      if (part) {
        name += c;
      } else if (!name.empty() && name.back() != '_') {
        name += '_';
      }
    }
    while (name.ends_with('_')) name.pop_back();
    while (table_.has(name)) name += '_';
    lines += fmt::format("capture drop {0}\n{1} double {0} = {2}\n", name, command, expression);
    return name;
  }

  const Table& table_;
  bool products_;
};

}  // namespace

StataFormula stata_formula(const Formula& formula, const Table& table, bool products) {
  StataFormula out{.lines = {}, .formula = formula};
  Speller right(table, products);
  for (auto* terms : {&out.formula.regressors, &out.formula.endogenous, &out.formula.instruments}) {
    for (std::string& term : *terms) term = right.term(term);
  }
  Speller left(table, false);
  out.formula.outcome = left.outcome(formula.outcome);
  out.lines = left.lines + right.lines;
  return out;
}

std::string stata_term(const std::string& term, const Table& table, bool products) {
  return Speller(table, products).term(term);
}

}  // namespace ecoeff
