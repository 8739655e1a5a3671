// What every estimation line shares: its words, and what is kept and shown of a fit.
#pragma once

#include <string>

#include "ecoeff/stata/frame.hpp"
#include "ecoeff/stata/session.hpp"

namespace ecoeff::stata {

// "y x1 x2" -> y and the rest. T705 without an outcome.
struct ModelWords {
  std::string outcome;
  std::string rest;
};
[[nodiscard]] ModelWords split_outcome(const Line& line);

// Keeps the fit as the session's last one (and under the name of eststo) and makes what is shown. `kept` says the
// command and the formula; line, order, estimate and panel are filled in.
[[nodiscard]] Outcome finish_estimation(Session& session, const Line& line, Fitted kept, const Frame& frame,
                                        Estimate estimate);

}  // namespace ecoeff::stata
