// tobit, truncreg, xttobit and qreg.
#include <algorithm>
#include <utility>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/estimation.hpp"
#include "ecoeff/stata/expression.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

// The smallest or largest outcome of the chosen rows: what ll and ul without a number mean.
double extreme_outcome(const Session& session, const Line& line, const std::string& outcome, bool smallest) {
  const std::vector<double> values = evaluate_numbers(session.panel, session.has_time(), outcome);
  const std::vector<bool> chosen = chosen_rows(session, line);
  double out = kMissing;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!chosen[i] || is_missing(values[i])) continue;
    if (is_missing(out) || (smallest ? values[i] < out : values[i] > out)) out = values[i];
  }
  return out;
}

std::optional<double> read_limit(const Session& session, const Line& line, OptionReader& options,
                                 const std::string& name, const std::string& outcome) {
  const Option* option = options.option(name, 2);
  if (option == nullptr) return std::nullopt;
  if (!option->value) return extreme_outcome(session, line, outcome, name == "ll");
  const std::optional<double> limit = parse_number(*option->value);
  if (!limit) refuse("T704", option->text, line.text, {"a number is needed", "需要一个数"});
  return limit;
}

ModelLine censored(const Session& session, const Line& line, OptionReader& options, const std::string& name) {
  ModelLine model{.command = line.command, .words = split_model(line.body, line), .vce = read_vce(options, line)};
  model.options.model = name;
  model.options.lower = read_limit(session, line, options, "ll", model.words.outcome);
  model.options.upper = read_limit(session, line, options, "ul", model.words.outcome);
  model.options.linear.constant = !options.flag("noconstant", 3);
  return model;
}

}  // namespace

Outcome run_tobit(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model = censored(session, line, options, "tobit");
  options.finish();
  return fit_line(session, line, std::move(model));
}

Outcome run_xttobit(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model = censored(session, line, options, "xttobit");
  (void)options.flag("re", 2);  // xttobit has no other
  options.finish();
  require_xtset(session, line, false);
  return fit_line(session, line, std::move(model));
}

Outcome run_truncreg(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model = censored(session, line, options, "truncated");
  options.finish();
  return fit_line(session, line, std::move(model));
}

Outcome run_qreg(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.command = "qreg", .words = split_model(line.body, line), .vce = read_vce(options, line)};
  model.options.model = "quantile";
  if (const std::optional<double> tau = options.number("quantile", 1)) {
    model.options.tau = *tau >= 1 ? *tau / 100 : *tau;  // quantile(25) is quantile(.25)
    if (*tau <= 0 || *tau >= 100)
      refuse("T704", "quantile()", line.text, {"a quantile between 0 and 1 is needed", "分位点应在 0 与 1 之间"});
  }
  options.finish();
  return fit_line(session, line, std::move(model));
}

}  // namespace ecoeff::stata
