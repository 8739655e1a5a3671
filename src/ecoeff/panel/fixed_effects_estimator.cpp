// Fixed effects and pooled least squares as descriptors: their words, and the same lines in Stata and R.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "ecoeff/method/sources.hpp"
#include "ecoeff/panel/degrees_convention.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/replica.hpp"

namespace ecoeff {
namespace {

Estimate fit_named(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  return fit_fixed_effects(panel, formula, options.linear);
}

Estimate fit_pooled(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  Formula plain = formula;
  plain.effects.clear();
  return fit_fixed_effects(panel, plain, options.linear);
}

void describe_fixed_effects(const std::vector<const Estimate*>&, MethodText& text) {
  text.paragraph(
      {"Fixed effects are taken out of every variable before the regression, which gives the coefficients of "
       "the regression with a dummy for each of their levels.",
       "固定效应从各变量中剔除后再回归，系数与逐一加入虚拟变量的回归相同。"});
}

void describe_pooled(const std::vector<const Estimate*>&, MethodText& text) {
  text.paragraph(
      {"Columns of pooled least squares leave unit and period effects out.", "混合最小二乘列不含个体与时间效应。"});
}

// --- In Stata and R

// The dummies' regression, for errors that look at the leverage of a row.
std::string stata_with_dummies(const ReplicaLine& line, const std::string& errors) {
  return fmt::format("regress {} {}{}, vce({})", line.formula.outcome, replica::stata_dummies(line, true),
                     replica::stata_weights(line), errors);
}

// reghdfe, or regress where nothing is absorbed.
std::string stata_absorbing(const ReplicaLine& line, const std::string& errors) {
  const std::string terms =
      line.formula.outcome + " " + join(line.formula.regressors, " ") + replica::stata_weights(line);
  if (line.effects.empty() && !errors.starts_with(" vce(dkraay") && line.clusters.size() < 2)
    return "regress " + terms + "," + errors;
  const std::string absorb = line.effects.empty() ? "noabsorb" : "absorb(" + join(line.effects, " ") + ")";
  const bool keep = degrees_convention(line.options.linear.dof).singletons == Singletons::keep && !line.effects.empty();
  return fmt::format("reghdfe {}, {}{}{}", terms, absorb, errors, keep ? " keepsingletons" : "");
}

// Draws of whole clusters; Stata's generator draws others, so the errors agree but for chance.
std::string stata_bootstrap(const ReplicaLine& line) {
  const FixedEffectsOptions& linear = line.options.linear;
  const std::string errors = fmt::format("bootstrap, cluster({}) reps({}) seed({})", join(line.clusters, " "),
                                         linear.replications, linear.seed);
  const bool of_unit = std::find(line.effects.begin(), line.effects.end(), line.unit) != line.effects.end();
  const std::string said = "* each program draws its own clusters: errors agree but for chance\n";
  if (!of_unit) return said + stata_with_dummies(line, errors);
  return said + fmt::format("xtreg {} {}{}, fe vce({})", line.formula.outcome, replica::stata_dummies(line, false),
                            replica::stata_weights(line), errors);
}

std::string stata_newey_west(const ReplicaLine& line) {
  const std::string terms = line.formula.outcome + " " + join(line.formula.regressors, " ");
  if (line.effects.empty()) return fmt::format("newey {}, lag({}) force", terms, line.vce.lags);
  return fmt::format("ivreghdfe {}, absorb({}) robust bw({}) small", terms, join(line.effects, " "), line.vce.lags + 1);
}

std::string stata_wild(const ReplicaLine& line) {
  std::string out = stata_absorbing(line, replica::stata_errors(line));
  for (const WildTest& test : line.estimate.wild) {
    const auto at = std::find(line.estimate.names.begin(), line.estimate.names.end(), test.name);
    const auto place = static_cast<std::size_t>(at - line.estimate.names.begin());
    if (place >= line.formula.regressors.size() || !line.estimate.omitted.empty()) continue;
    out += fmt::format("\nboottest {}, reps({}) seed({}){} nograph", line.formula.regressors[place],
                       line.options.linear.replications, line.options.linear.seed,
                       line.vce.webb ? " weighttype(webb)" : "");
  }
  return out;
}

bool of_unit_and_time(const ReplicaLine& line) {
  return line.effects.size() == 2 && line.effects[0] != line.effects[1] &&
         std::all_of(line.effects.begin(), line.effects.end(),
                     [&](const std::string& effect) { return effect == line.unit || effect == line.time; });
}

// A line before that keeps the constant of the first year, from the regression with dummies of the years. xtreg does
// not count units that are nested in the clusters, areg does.
std::string stata_first_year(const ReplicaLine& line) {
  const Vce::Kind kind = line.vce.kind;
  const bool plain = kind == Vce::Kind::iid || kind == Vce::Kind::robust;
  const bool by_unit = line.clusters.size() == 1 && line.clusters.front() == line.unit;
  if (!line.options.linear.base_year_constant) return "";
  if (!of_unit_and_time(line) || !line.weights.empty() || line.estimate.singletons_dropped > 0 || (!plain && !by_unit))
    return "* the table's constant is that of the first year, this line's that of the means\n";
  const std::string terms = fmt::format("{} {},", line.formula.outcome, replica::stata_dummies(line, false));
  return "* the table's constant, that of the first year\n" +
         (plain ? fmt::format("areg {} absorb({}){}", terms, line.unit, replica::stata_errors(line))
                : fmt::format("xtreg {} fe{}", terms, replica::stata_errors(line))) +
         "\nestimates store first_year_" + line.name + "\n";
}

std::string stata_linear(const ReplicaLine& line) {
  const std::string cluster = line.clusters.empty() ? "" : line.clusters.front();
  switch (line.vce.kind) {
    case Vce::Kind::other:
    case Vce::Kind::iid:
    case Vce::Kind::robust:
    case Vce::Kind::cluster: return stata_first_year(line) + stata_absorbing(line, replica::stata_errors(line));
    case Vce::Kind::hc2: return stata_with_dummies(line, "hc2");
    case Vce::Kind::hc3: return stata_with_dummies(line, "hc3");
    case Vce::Kind::newey_west: return stata_newey_west(line);
    case Vce::Kind::driscoll_kraay: return stata_absorbing(line, fmt::format(" vce(dkraay {})", line.vce.lags + 1));
    case Vce::Kind::cr2: return stata_with_dummies(line, "hc2 " + cluster);
    case Vce::Kind::cr3:
      return std::string(line.vce.unscaled ? "* the study leaves the factor (G-1)/G out: its errors are larger by the "
                                             "square root of G/(G-1)\n"
                                           : "") +
             stata_with_dummies(line, fmt::format("jackknife, cluster({}) mse", cluster));
    case Vce::Kind::wild: return stata_wild(line);
    case Vce::Kind::bootstrap: return stata_bootstrap(line);
  }
  return {};
}

std::string r_linear(const ReplicaLine& line) {
  const FixedEffectsOptions& linear = line.options.linear;
  std::string extra;
  if (!line.effects.empty()) extra += ", effects = " + replica::r_vector(line.effects);
  if (!line.weights.empty()) {
    const std::size_t equal = line.weights.find('=');
    extra += fmt::format(", weights = {}, weight = \"{}\"", replica::r_text(line.weights.substr(equal + 1)),
                         line.weights.substr(0, equal));
  }
  if (line.vce.lags > 0) extra += fmt::format(", lags = {}", line.vce.lags);
  if (line.vce.unscaled) extra += ", unscaled = TRUE";
  if (linear.dof != degrees_words().front()) extra += ", dof = " + replica::r_text(linear.dof);
  if (linear.base_year_constant && of_unit_and_time(line) && line.weights.empty())
    extra += ", first = " + replica::r_text(line.time);
  return (line.vce.kind == Vce::Kind::bootstrap ? "# the errors here are those of the clusters, without draws\n" : "") +
         replica::r_call("least_squares", line, line.formula.regressors, extra);
}

constexpr Replica linear_replica() { return {.stata = stata_linear, .errors = Replica::Errors::all, .r = r_linear}; }

}  // namespace

const Estimator kFixedEffects{
    .about = {.name = "fe",
              .title = {"fixed effects", "固定效应"},
              .help = {"least squares with the effects of the formula absorbed", "最小二乘，吸收公式中的固定效应"},
              .formula = "y_{it} = \\beta^{\\prime} x_{it} + \\mu_i + \\tau_t + \\epsilon_{it}",
              .sources = {sources::kCorreia2016},
              .page = "fixed-effects",
              .reference = "tests/reference/fixed_effects_test.cpp"},
    .traits = {.weights = true, .own_draws = true, .base_form = true},
    .fit = fit_named,
    .describe = describe_fixed_effects,
    .replica = linear_replica()};

const Estimator kPooled{
    .about = {.name = "pooled",
              .aliases = {"ols"},
              .title = {"pooled least squares", "混合最小二乘"},
              .help = {"least squares without the effects of the formula", "最小二乘，不含公式中的效应"},
              .formula = "y_{it} = \\alpha + \\beta^{\\prime} x_{it} + \\epsilon_{it}",
              .page = "fixed-effects",
              .reference = "tests/reference/fixed_effects_test.cpp"},
    .traits = {.weights = true,
               .own_draws = true,
               .unit = EffectTreatment::left_out,
               .others = EffectTreatment::left_out},
    .fit = fit_pooled,
    .says = [](const Estimate&) { return kPooled.about.title; },
    .describe = describe_pooled,
    .replica = linear_replica()};

}  // namespace ecoeff
