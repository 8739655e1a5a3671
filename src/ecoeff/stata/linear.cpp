// regress, areg, xtreg (fe) and reghdfe: all are panel/fixed_effects.hpp with other rows kept and other degrees
// counted.
#include <fmt/format.h>

#include <set>
#include <utility>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/estimation.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/vce_option.hpp"

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

struct Linear {
  std::string command;
  VceOption vce;
  std::vector<std::string> effects;  // as typed
  FixedEffectsOptions options;
  bool nested_count = false;  // areg
  Notes notes;
};

Outcome fit_linear_line(Session& session, const Line& line, Linear model) {
  refuse_weight(line);
  const ModelWords words = split_outcome(line);
  std::vector<std::string> groups = model.effects;
  groups.insert(groups.end(), model.vce.groups.begin(), model.vce.groups.end());
  const Frame frame = make_frame(session, line, {.outcome = words.outcome, .lists = {words.rest}, .groups = groups});
  const auto split = frame.groups.begin() + static_cast<std::ptrdiff_t>(frame.groups.size() - model.vce.groups.size());
  const Formula formula{.outcome = frame.outcome,
                        .regressors = frame.lists[0],
                        .effects = {frame.groups.begin(), split},
                        .text = line.text};
  model.options.vce = vce_text(model.vce, {split, frame.groups.end()});
  Estimate estimate = fit_fixed_effects(*frame.panel, formula, model.options);
  if (model.nested_count) count_nested_levels(*frame.panel, formula.effects.front(), estimate);
  estimate.notes.insert(estimate.notes.begin(), model.notes.begin(), model.notes.end());
  return finish_estimation(session, line, {.command = model.command, .formula = formula}, frame, std::move(estimate));
}

std::vector<std::string> read_absorb(const std::string& inside, const Line& line) {
  std::vector<std::string> effects = words_of(inside);
  for (const std::string& effect : effects) {
    if (effect.find('=') != std::string::npos)
      refuse("T704", effect, line.text, {"effects are not saved here", "这里不保存固定效应"});
  }
  return effects;
}

}  // namespace

Outcome run_regress(Session& session, const Line& line) {
  OptionReader options(line);
  Linear model{.command = "regress", .vce = read_vce(options, line)};
  model.options.constant = !options.flag("noconstant", 3);
  options.finish();
  return fit_linear_line(session, line, std::move(model));
}

Outcome run_areg(Session& session, const Line& line) {
  OptionReader options(line);
  Linear model{.command = "areg", .vce = read_vce(options, line)};
  const auto absorb = options.value("absorb", 1);
  options.finish();
  if (!absorb) refuse("T704", "absorb()", line.text, {"areg needs absorb(variable)", "areg 需要 absorb(变量)"});
  model.effects = read_absorb(*absorb, line);
  if (model.effects.size() != 1)
    refuse("T704", "absorb(" + *absorb + ")", line.text,
           {"areg absorbs one variable; reghdfe takes several", "areg 只吸收一个变量；多个请用 reghdfe"});
  model.options.keep_singletons = true;
  model.nested_count = true;
  return fit_linear_line(session, line, std::move(model));
}

Outcome run_reghdfe(Session& session, const Line& line) {
  OptionReader options(line);
  Linear model{.command = "reghdfe", .vce = read_vce(options, line)};
  const auto absorb = options.value("absorb", 1);
  const bool none = options.flag("noabsorb", 3);
  model.options.keep_singletons = options.flag("keepsingletons", 5);
  model.options.constant = !options.flag("noconstant", 3);
  options.finish();
  if (absorb.has_value() == none)
    refuse("T704", none ? "noabsorb" : "absorb()", line.text,
           {"reghdfe needs either absorb(...) or noabsorb", "reghdfe 需要 absorb(...) 或 noabsorb 之一"});
  if (absorb) model.effects = read_absorb(*absorb, line);
  return fit_linear_line(session, line, std::move(model));
}

Outcome run_xtreg(Session& session, const Line& line) {
  OptionReader options(line);
  Linear model{.command = "xtreg, fe", .vce = read_vce(options, line)};
  const bool fe = options.flag("fe", 2);
  const bool re = options.flag("re", 2);
  const bool be = options.flag("be", 2);
  options.finish();
  require_xtset(session, line, false);
  if (fe && (re || be))
    refuse("T704", re ? "re" : "be", line.text, {"fe, re and be exclude each other", "fe、re、be 只能选一个"});
  if (!fe) refuse("T717", be ? "be" : "re", line.text, {"this estimator is not available", "尚不提供该估计方法"});
  if (model.vce.kind == "robust") {
    model.vce = {.kind = "cluster", .groups = {session.unit}, .text = model.vce.text};
    model.notes.push_back({Severity::info,
                           "T730",
                           {fmt::format("xtreg's vce(robust) is vce(cluster {})", session.unit),
                            fmt::format("xtreg 的 vce(robust) 即 vce(cluster {})", session.unit)}});
  }
  model.effects = {session.unit};
  model.options.keep_singletons = true;
  return fit_linear_line(session, line, std::move(model));
}

}  // namespace ecoeff::stata
