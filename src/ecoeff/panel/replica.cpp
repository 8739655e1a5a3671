#include "ecoeff/panel/replica.hpp"

#include <fmt/format.h>

#include "ecoeff/base/text.hpp"
#include "ecoeff/panel/formula_functions.hpp"
#include "ecoeff/panel/formula_syntax.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {

bool Replica::has_errors(const ReplicaLine& line) const {
  const Vce vce = parse_vce(line.vce);
  if (own_errors || vce.kind == Vce::Kind::iid) return true;
  if (errors == Errors::iid) return false;
  if (vce.kind == Vce::Kind::robust) return true;
  if (vce.kind != Vce::Kind::cluster || errors == Errors::robust) return false;
  return line.clusters.size() == 1 || errors == Errors::clusters;
}

namespace replica {

std::string stata_errors(const ReplicaLine& line) {
  if (!line.clusters.empty()) return " vce(cluster " + join(line.clusters, " ") + ")";
  return parse_vce(line.vce).kind == Vce::Kind::robust ? " vce(robust)" : "";
}

std::string stata_dummies(const ReplicaLine& line, bool with_unit) {
  std::string terms = join(line.formula.regressors, " ");
  for (const std::string& effect : line.effects) {
    if (effect != line.unit || with_unit) terms += (terms.empty() ? "i." : " i.") + effect;
  }
  return terms;
}

std::string stata_limits(const ModelOptions& options) {
  return (options.lower ? fmt::format(" ll({:g})", *options.lower) : "") +
         (options.upper ? fmt::format(" ul({:g})", *options.upper) : "");
}

std::string r_term(const std::string& term, bool fixest) {
  if (const auto factors = formula::cut(term, ':'); factors.size() > 1) {
    std::vector<std::string> spelled;
    for (const formula::Piece& factor : factors) spelled.push_back(r_term(factor.text, fixest));
    return join(spelled, ":");
  }
  if (const auto power = formula::power_of(term))
    return fmt::format("I({}^{})", r_term(power->base, fixest), power->exponent);
  if (formula::is_wrapped(term)) return "I(" + replace_all(term.substr(1, term.size() - 2), ":", " * ") + ")";
  const std::size_t dot = formula::operator_dot(term);
  if (dot != std::string::npos) {
    const std::string rest = term.substr(dot + 1);
    if (term.starts_with("i.")) return fmt::format("{}({})", fixest ? "i" : "factor", rest);
    const auto ops = formula::operators(term.substr(0, dot));
    if (ops.size() != 1) return term;
    const std::string inner = r_term(rest, fixest);
    const int order = ops[0].order;
    switch (ops[0].letter) {
      case 'L': return fmt::format("{}({}, {})", fixest ? "l" : "lag", inner, order);
      case 'F': return fmt::format("{}({}, {})", fixest ? "f" : "lead", inner, order);
      default: break;
    }
    return order == 1 ? fmt::format("{}({})", fixest ? "d" : "diff", inner) : term;
  }
  const auto call = formula::call_of(term);
  if (!call || call->arguments.size() != 1 || !is_formula_function(call->name)) return term;
  const std::string inner = r_term(call->arguments[0].text, fixest);
  if (is_over_rows(call->name)) return "I(as.numeric(scale(" + inner + ")))";
  return (call->name.starts_with("ln") ? "log" : call->name) + "(" + inner + ")";
}

std::string r_sum(const std::vector<std::string>& terms, bool fixest) {
  std::vector<std::string> spelled;
  for (const std::string& term : terms) spelled.push_back(r_term(term, fixest));
  return spelled.empty() ? "1" : join(spelled, " + ");
}

std::string r_dummies(const ReplicaLine& line, bool with_unit) {
  std::vector<std::string> terms = line.formula.regressors;
  for (const std::string& effect : line.effects) {
    if (effect != line.unit || with_unit) terms.push_back("factor(" + effect + ")");
  }
  return r_sum(terms);
}

std::string r_limit(const std::optional<double>& limit, const char* otherwise) {
  return limit ? fmt::format("{:g}", *limit) : otherwise;
}

std::string r_aside(const ReplicaLine& line, const std::string& call) {
  return "# beyond the functions above: " + line.name + " <- " + call + "\n";
}

}  // namespace replica
}  // namespace ecoeff
