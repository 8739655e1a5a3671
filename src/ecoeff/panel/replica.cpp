#include "ecoeff/panel/replica.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ecoeff/base/text.hpp"
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
  const std::size_t dot = term.find('.');
  if (dot == std::string::npos) return term;
  const std::string rest = term.substr(dot + 1);
  const std::string steps = dot > 1 ? term.substr(1, dot - 1) : "1";
  const bool counted = std::all_of(term.begin() + 1, term.begin() + static_cast<std::ptrdiff_t>(dot),
                                   [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
  if (!counted) return term;
  if (term[0] == 'L') return fmt::format("{}({}, {})", fixest ? "l" : "lag", rest, steps);
  if (term[0] == 'F') return fmt::format("{}({}, {})", fixest ? "f" : "lead", rest, steps);
  if (term[0] == 'D') return fmt::format("{}({})", fixest ? "d" : "diff", rest);
  if (term[0] == 'i') return fmt::format("{}({})", fixest ? "i" : "factor", rest);
  return term;
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
