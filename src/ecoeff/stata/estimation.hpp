// What every estimation line shares: its words, the way to the estimators of the panel room, and what is kept and shown
// of a fit.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ecoeff/panel/model.hpp"
#include "ecoeff/stata/frame.hpp"
#include "ecoeff/stata/session.hpp"
#include "ecoeff/stata/vce_option.hpp"

namespace ecoeff::stata {

// "y x1 (x2 = z1 z2) x3" -> y, "x1 x3", "x2" and "z1 z2". T705 without an outcome or with a second parenthesis.
struct ModelWords {
  std::string outcome;
  std::string exogenous;
  std::string endogenous;
  std::string instruments;
};
[[nodiscard]] ModelWords split_model(const std::string& body, const Line& line);

// The effects inside absorb(): "id year", "i.id#i.year", "id#c.trend", "id##c.trend". T704 for effects that are to be
// saved.
[[nodiscard]] std::vector<std::string> read_absorb(const std::string& inside, const Line& line);

// One estimation line as a model of the panel room (panel/model.hpp); `options.linear.vce` comes from `vce`.
struct ModelLine {
  std::string command;
  ModelOptions options;
  ModelWords words;
  VceOption vce;
  std::vector<std::string> effects;  // as typed
  Notes notes;
  std::function<void(const Panel&, const Formula&, Estimate&)> adjust;  // a command's own factors
};

// Fits it and keeps it. T717 when the panel room has no such model; the errors of make_frame and of the model.
[[nodiscard]] Outcome fit_line(Session& session, const Line& line, ModelLine model);

// Keeps the fit as the session's last one (and under the name of eststo) and makes what is shown. `kept` says the
// command and the formula; line, order, estimate and panel are filled in.
[[nodiscard]] Outcome finish_estimation(Session& session, const Line& line, Fitted kept, const Frame& frame,
                                        Estimate estimate);

}  // namespace ecoeff::stata
