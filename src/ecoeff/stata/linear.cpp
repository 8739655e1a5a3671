// regress, areg, xtreg (fe) and reghdfe: all are panel/fixed_effects.hpp with other rows kept and other degrees
// counted.
#include <fmt/format.h>

#include <set>
#include <utility>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/estimation.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

// areg counts the absorbed levels as coefficients also when they are nested in the clusters; reghdfe and xtreg do not.
void count_nested_levels(const Panel& panel, const std::string& effect, Estimate& estimate) {
  if (estimate.clusters == 0 || estimate.df_a != 0) return;
  const std::vector<std::int32_t> codes = effect_codes(panel, effect);
  std::set<std::int32_t> levels;
  for (const std::size_t row : estimate.rows) levels.insert(codes[row]);
  const auto n = static_cast<double>(estimate.n);
  const auto slopes = static_cast<double>(estimate.names.size()) - 1;
  const double wanted = n - slopes - static_cast<double>(levels.size());
  const double counted = n - slopes - 1;
  if (wanted <= 0) return;
  estimate.covariance *= counted / wanted;
  estimate.df_a = static_cast<double>(levels.size());
  if (!estimate.f) return;
  estimate.f->statistic *= wanted / counted;
  estimate.f->p = f_upper_p(estimate.f->statistic, estimate.f->df, estimate.f->df2);
}

}  // namespace

Outcome run_regress(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.command = "regress", .words = split_model(line.body, line), .vce = read_vce(options, line)};
  model.options.linear.constant = !options.flag("noconstant", 3);
  options.finish();
  model.options.model = "pooled";
  return fit_line(session, line, std::move(model));
}

Outcome run_areg(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.command = "areg", .words = split_model(line.body, line), .vce = read_vce(options, line)};
  const auto absorb = options.value("absorb", 1);
  options.finish();
  if (!absorb) refuse("T704", "absorb()", line.text, {"areg needs absorb(variable)", "areg 需要 absorb(变量)"});
  model.effects = read_absorb(*absorb, line);
  if (model.effects.size() != 1)
    refuse("T704", "absorb(" + *absorb + ")", line.text,
           {"areg absorbs one variable; reghdfe takes several", "areg 只吸收一个变量；多个请用 reghdfe"});
  model.options.linear.keep_singletons = true;
  model.adjust = [](const Panel& panel, const Formula& formula, Estimate& estimate) {
    count_nested_levels(panel, formula.effects.front(), estimate);
  };
  return fit_line(session, line, std::move(model));
}

Outcome run_reghdfe(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.command = "reghdfe", .words = split_model(line.body, line), .vce = read_vce(options, line)};
  const auto absorb = options.value("absorb", 1);
  const bool none = options.flag("noabsorb", 3);
  model.options.linear.keep_singletons = options.flag("keepsingletons", 5);
  model.options.linear.constant = !options.flag("noconstant", 3);
  options.finish();
  if (absorb.has_value() == none)
    refuse("T704", none ? "noabsorb" : "absorb()", line.text,
           {"reghdfe needs either absorb(...) or noabsorb", "reghdfe 需要 absorb(...) 或 noabsorb 之一"});
  if (absorb) model.effects = read_absorb(*absorb, line);
  return fit_line(session, line, std::move(model));
}

// In a panel newey asks for force: the lags stay inside a unit.
Outcome run_newey(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.command = "newey", .words = split_model(line.body, line)};
  const std::optional<int> lag = options.whole("lag", 3, 0, 1000);
  (void)options.flag("force", 5);
  model.options.linear.constant = !options.flag("noconstant", 3);
  options.finish();
  require_xtset(session, line, true);
  if (!lag) refuse("T704", "lag()", line.text, {"newey needs lag(number)", "newey 需要 lag(阶数)"});
  model.vce = {.kind = "nw", .lag = *lag, .text = "lag()"};
  model.options.model = "pooled";
  return fit_line(session, line, std::move(model));
}

Outcome run_xtreg(Session& session, const Line& line) {
  OptionReader options(line);
  ModelLine model{.words = split_model(line.body, line), .vce = read_vce(options, line)};
  const bool fe = options.flag("fe", 2);
  const bool re = options.flag("re", 2);
  const bool be = options.flag("be", 2);
  options.finish();
  require_xtset(session, line, false);
  if (static_cast<int>(fe) + static_cast<int>(re) + static_cast<int>(be) > 1)
    refuse("T704", be ? "be" : "re", line.text, {"fe, re and be exclude each other", "fe、re、be 只能选一个"});
  model.options.model = fe ? "fe" : be ? "between" : "re";
  model.command = fe ? "xtreg, fe" : be ? "xtreg, be" : "xtreg, re";
  if (model.vce.kind == "robust" && !be) {
    model.vce = {.kind = "cluster", .groups = {session.unit}, .text = model.vce.text};
    model.notes.push_back({Severity::info,
                           "T730",
                           {fmt::format("xtreg's vce(robust) is vce(cluster {})", session.unit),
                            fmt::format("xtreg 的 vce(robust) 即 vce(cluster {})", session.unit)}});
  }
  if (fe) model.effects = {session.unit};
  model.options.linear.keep_singletons = true;
  return fit_line(session, line, std::move(model));
}

}  // namespace ecoeff::stata
