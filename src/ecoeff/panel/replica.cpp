#include "ecoeff/panel/replica.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/text.hpp"
#include "ecoeff/panel/covariance_kinds.hpp"

namespace ecoeff {

bool Replica::has_errors(const ReplicaLine& line) const {
  const Vce::Kind kind = line.vce.kind;
  if (kind == Vce::Kind::other) return own_errors;
  if (own_errors || errors == Errors::all || kind == Vce::Kind::iid) return true;
  if (errors == Errors::iid) return false;
  if (kind == Vce::Kind::robust) return true;
  if (kind != Vce::Kind::cluster || errors == Errors::robust) return false;
  return line.clusters.size() == 1 || errors == Errors::clusters;
}

namespace replica {

std::string stata_errors(const ReplicaLine& line) {
  if (!line.clusters.empty()) return " vce(cluster " + join(line.clusters, " ") + ")";
  return line.vce.kind == Vce::Kind::robust ? " vce(robust)" : "";
}

std::string stata_weights(const ReplicaLine& line) { return line.weights.empty() ? "" : " [" + line.weights + "]"; }

std::string stata_dummies(const ReplicaLine& line, bool with_unit) {
  std::string terms = join(line.formula.regressors, " ");
  for (const std::string& effect : line.effects) {
    if (effect != line.unit || with_unit) terms += (terms.empty() ? "i." : " i.") + replace_all(effect, "#", "#i.");
  }
  return replace_all(terms, "#i.c.", "#c.");
}

std::string stata_limits(const ModelOptions& options) {
  return (options.lower ? fmt::format(" ll({})", *options.lower) : "") +
         (options.upper ? fmt::format(" ul({})", *options.upper) : "");
}

std::string r_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return "\"" + out + "\"";
}

std::string r_vector(const std::vector<std::string>& texts) {
  if (texts.empty()) return "NULL";
  std::vector<std::string> spelled;
  for (const std::string& text : texts) spelled.push_back(r_text(text));
  return "c(" + join(spelled, ", ") + ")";
}

std::string r_call(const char* function, const ReplicaLine& line, const std::vector<std::string>& terms,
                   const std::string& extra) {
  std::string out = fmt::format("{}({}, {}, {}, {}{}", function, r_text(line.name), line.data,
                                r_text(line.formula.outcome), r_vector(terms), extra);
  const bool known = line.vce.kind != Vce::Kind::other;
  out += ", vce = " + r_text(known ? covariance_kind(line.vce).about.name : "iid");
  if (!line.clusters.empty()) out += ", clusters = " + r_vector(line.clusters);
  return out + ")";
}

std::vector<std::string> r_dummies(const ReplicaLine& line, bool with_unit) {
  std::vector<std::string> terms = line.formula.regressors;
  for (const std::string& effect : line.effects) {
    if (effect != line.unit || with_unit) terms.push_back("i." + effect);
  }
  return terms;
}

std::string r_limits(const ModelOptions& options) {
  return (options.lower ? fmt::format(", lower = {}", *options.lower) : "") +
         (options.upper ? fmt::format(", upper = {}", *options.upper) : "");
}

}  // namespace replica
}  // namespace ecoeff
