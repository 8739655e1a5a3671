// How an estimate is spelled in Stata and in R, for people who check us there. Each estimator says it in its
// descriptor; the report puts the lines into scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/panel/model.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {

// One estimate to be spelled. For Stata terms and columns are in its own spelling and the rows are those in memory; for
// R terms are columns of the data frame under the names of the table, effects as the study writes them.
struct ReplicaLine {
  std::string name;  // of the stored result
  Formula formula;
  std::vector<std::string> effects;  // columns, "a#b" or "a^b", slopes "a#c.x" or "a:x"
  std::string unit;
  std::string time;
  Vce vce;
  std::vector<std::string> clusters;  // columns
  std::string weights;                // "aw=pop", or none
  std::string data = "d";             // R: the data frame
  const ModelOptions& options;
  const Estimate& estimate;
};

struct Replica {
  enum class Errors { iid, robust, cluster, clusters, all };  // each with those before it

  std::string (*stata)(const ReplicaLine&) = nullptr;  // commands, without the last line's end
  Errors errors = Errors::cluster;                     // that the command can have
  std::string (*r)(const ReplicaLine&) = nullptr;      // a call, without its line's end
  std::string_view r_code = "";                        // the function that it calls, beside those of every script
  bool own_errors = false;                             // the estimator's, whatever the study asks others for
  std::string_view missing = "";    // why there is no line, in English, where there is none in Stata ...
  std::string_view r_missing = "";  // ... or in R, if the reason is another

  // Whether the command has the errors of this line.
  [[nodiscard]] bool has_errors(const ReplicaLine& line) const;
};

namespace replica {

// " vce(cluster city)", " vce(robust)" or nothing.
[[nodiscard]] std::string stata_errors(const ReplicaLine& line);
// " [aw=pop]" or nothing.
[[nodiscard]] std::string stata_weights(const ReplicaLine& line);
// "x1 x2 i.year": the effects but the unit's as dummies; the unit's too where `with_unit`.
[[nodiscard]] std::string stata_dummies(const ReplicaLine& line, bool with_unit);
[[nodiscard]] std::string stata_limits(const ModelOptions& options);

// "text" and c("a", "b"); NULL for none.
[[nodiscard]] std::string r_text(const std::string& text);
[[nodiscard]] std::string r_vector(const std::vector<std::string>& texts);
// FUNCTION("t4c1", d, "y", c("x"), vce = "cluster", clusters = c("city")EXTRA); the regressors with the effects as
// dummies behind them where `dummies`.
[[nodiscard]] std::string r_call(const char* function, const ReplicaLine& line, const std::vector<std::string>& terms,
                                 const std::string& extra = "");
// The regressors and i.effect for each effect; the unit's too where `with_unit`.
[[nodiscard]] std::vector<std::string> r_dummies(const ReplicaLine& line, bool with_unit);
[[nodiscard]] std::string r_limits(const ModelOptions& options);

}  // namespace replica
}  // namespace ecoeff
