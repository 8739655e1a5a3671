// ppmlhdfe: panel/poisson.hpp.
#include <utility>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/estimation.hpp"
#include "ecoeff/stata/options.hpp"

namespace ecoeff::stata {

// Without a vce() its errors are robust.
Outcome run_ppmlhdfe(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.command = "ppmlhdfe", .words = split_model(line.body, line), .vce = read_vce(options, line)};
  const auto absorb = options.value("absorb", 1);
  (void)options.flag("noabsorb", 3);
  model.options.linear.keep_singletons = options.flag("keepsingletons", 5);
  options.finish();
  if (absorb) model.effects = read_absorb(*absorb, line);
  if (model.vce.kind.empty()) model.vce.kind = "robust";
  model.options.model = "poisson";
  return fit_line(session, line, std::move(model));
}

}  // namespace ecoeff::stata
