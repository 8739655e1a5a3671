// How an estimate is spelled in Stata and in R, for people who check us there. Each estimator says it in its
// descriptor; the report puts the lines into scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/panel/model.hpp"

namespace ecoeff {

// One estimate to be spelled. Columns are in the language's own spelling.
struct ReplicaLine {
  std::string name;  // of the stored result
  Formula formula;
  std::vector<std::string> effects;  // columns
  std::string unit;
  std::string time;
  std::string vce;                    // as the study writes it
  std::vector<std::string> clusters;  // columns
  std::string weights;                // "aw=pop", or none
  std::string condition;              // Stata: " if year < 2020"
  std::string data = "d";             // R: the data frame
  const ModelOptions& options;
  const Estimate& estimate;
};

struct Replica {
  enum class Errors { iid, robust, cluster, clusters };  // each with those before it

  std::string (*stata)(const ReplicaLine&) = nullptr;  // the command
  Errors errors = Errors::cluster;                     // that the command can have
  std::string (*r)(const ReplicaLine&) = nullptr;      // lines, each with its end
  bool own_errors = false;                             // the estimator's, whatever the study asks others for
  std::string_view missing = "";                       // why there is no line, in English, where there is none

  // Whether the command has the errors of this line.
  [[nodiscard]] bool has_errors(const ReplicaLine& line) const;
};

namespace replica {

// " vce(cluster city)", " vce(robust)" or nothing.
[[nodiscard]] std::string stata_errors(const ReplicaLine& line);
// "x1 x2 i.year": the effects but the unit's as dummies; the unit's too where `with_unit`.
[[nodiscard]] std::string stata_dummies(const ReplicaLine& line, bool with_unit);
[[nodiscard]] std::string stata_limits(const ModelOptions& options);

// "L.x" as fixest ("l(x, 1)") or as plm ("lag(x, 1)") writes it.
[[nodiscard]] std::string r_term(const std::string& term, bool fixest = false);
// "x1 + lag(x2, 1)"; "1" for none.
[[nodiscard]] std::string r_sum(const std::vector<std::string>& terms, bool fixest = false);
// The same with the effects as factors.
[[nodiscard]] std::string r_dummies(const ReplicaLine& line, bool with_unit);
[[nodiscard]] std::string r_limit(const std::optional<double>& limit, const char* otherwise);
// "# beyond the functions above: NAME <- CALL"
[[nodiscard]] std::string r_aside(const ReplicaLine& line, const std::string& call);

}  // namespace replica
}  // namespace ecoeff
