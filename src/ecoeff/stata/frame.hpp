// The columns of one regression: varlists become columns of numbers on a panel of the rows that `if` and `in` choose,
// so that an estimator only ever sees plain names.
//
// Operators are applied before rows are chosen (L.x at the first chosen year looks at the year before). The levels of
// i.x are those of the rows in which outcome, variables, effects, clusters and weight are all there, as in Stata.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/stata/session.hpp"
#include "ecoeff/stata/terms.hpp"

namespace ecoeff::stata {

struct FrameRequest {
  std::string outcome;              // one term
  std::vector<std::string> lists;   // varlists: regressors, endogenous, instruments
  std::vector<std::string> groups;  // effects and clusters: "id", "id#year", "i.id"
};

struct Frame {
  std::shared_ptr<const Panel> panel;
  std::string outcome;
  std::vector<std::vector<std::string>> lists;  // names of columns
  std::vector<std::string> groups;              // columns, "a^b", "a:slope"
  std::string weight;                           // column, "" without
  std::vector<std::size_t> rows;                // of the session's table
  std::map<std::string, std::string> aliases;   // names that the estimator may not see, and what the user calls them
};

// Errors: those of terms.hpp and term_columns.hpp; T705 the outcome is not one variable; T715 if and in choose no row;
// T718 a group with L, F or D, or with c. before its last part.
[[nodiscard]] Frame make_frame(const Session& session, const Line& line, const FrameRequest& request);

// Gives the user's names back.
void restore_names(const Frame& frame, Estimate& estimate);
[[nodiscard]] std::string user_name(const Frame& frame, const std::string& name);

}  // namespace ecoeff::stata
