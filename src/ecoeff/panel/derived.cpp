#include "ecoeff/panel/derived.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/panel/fixed_effects_named.hpp"
#include "ecoeff/panel/fixed_effects_notes.hpp"
#include "ecoeff/panel/vce.hpp"
#include "ecoeff/panel/wald.hpp"

namespace ecoeff {
namespace {

std::vector<double> as_numbers(const std::vector<std::int32_t>& codes) { return {codes.begin(), codes.end()}; }

std::vector<double> as_numbers(const Vector& values) { return {values.data(), values.data() + values.size()}; }

// The vce with its clusters renamed to the derived columns "cluster 0", "cluster 1" ...
std::string renamed_vce(const std::string& typed, std::size_t clusters) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < clusters; ++i) names.push_back(fmt::format("cluster {}", i));
  if (names.empty()) return typed;
  return typed.substr(0, typed.find('(')) + "(" + join(names, ",") + ")";
}

// By the names that the user gave, which the columns below do not have.
void refuse_one_cluster(const DerivedColumns& columns, const Vce& vce) {
  EstimationSample named;
  named.clusters = columns.clusters;
  for (Effect& cluster : named.clusters) cluster.levels = std::set(cluster.codes.begin(), cluster.codes.end()).size();
  require_clusters(named, vce);
}

void keep_order(Estimate& estimate, const std::vector<Eigen::Index>& order) {
  std::vector<std::string> names;
  for (const Eigen::Index i : order) names.push_back(estimate.names[static_cast<std::size_t>(i)]);
  estimate.names = std::move(names);
  estimate.coefficients = Vector(estimate.coefficients(order));
  estimate.covariance = Matrix(estimate.covariance(order, order));
}

}  // namespace

DerivedColumns derived_from(const EstimationSample& sample) {
  return {.unit = sample.unit.codes,
          .time = sample.time.codes,
          .y = sample.y,
          .x = sample.x,
          .names = sample.names,
          .effects = sample.effects,
          .clusters = sample.clusters};
}

Estimate fit_derived(const DerivedColumns& columns, const std::string& text, const FixedEffectsOptions& options) {
  Table table;
  table.set_numbers("unit key", as_numbers(columns.unit));
  table.set_numbers("time key", as_numbers(columns.time));
  table.set_numbers("outcome", as_numbers(columns.y));
  Formula formula{.outcome = "outcome", .text = text};
  for (Eigen::Index j = 0; j < columns.x.cols(); ++j) {
    formula.regressors.push_back(fmt::format("column {}", j));
    table.set_numbers(formula.regressors.back(), as_numbers(Vector(columns.x.col(j))));
  }
  for (std::size_t e = 0; e < columns.effects.size(); ++e) {
    formula.effects.push_back(fmt::format("effect {}", e));
    table.set_numbers(formula.effects.back(), as_numbers(columns.effects[e].codes));
  }
  for (std::size_t c = 0; c < columns.clusters.size(); ++c)
    table.set_numbers(fmt::format("cluster {}", c), as_numbers(columns.clusters[c].codes));
  refuse_one_cluster(columns, parse_vce(options.vce));
  FixedEffectsOptions derived = options;
  const std::string typed = parse_vce(options.vce).text;
  derived.vce = renamed_vce(typed, columns.clusters.size());
  Estimate estimate =
      fit_named_columns(Panel(std::move(table), "unit key", "time key"), formula, derived, columns.names);
  estimate.vce = typed;
  return estimate;
}

void move_constant_last(Estimate& estimate) {
  const std::size_t at = estimate.index_of("_cons");
  if (at >= estimate.names.size()) return;
  std::vector<Eigen::Index> order;
  for (Eigen::Index i = 0; i < estimate.coefficients.size(); ++i) {
    if (i != static_cast<Eigen::Index>(at)) order.push_back(i);
  }
  order.push_back(static_cast<Eigen::Index>(at));
  keep_order(estimate, order);
}

void speak_in_z(Estimate& estimate) {
  estimate.df_r = std::numeric_limits<double>::infinity();
  std::erase_if(estimate.notes, [](const Note& note) { return note.code == "P524"; });
  const Eigen::Index slopes =
      estimate.coefficients.size() - (!estimate.names.empty() && estimate.names.back() == "_cons" ? 1 : 0);
  estimate.f =
      wald_f(estimate.coefficients.head(slopes), estimate.covariance.topLeftCorner(slopes, slopes), estimate.df_r);
  if (!estimate.f) return;
  estimate.f = TestResult{.statistic = estimate.f->statistic * estimate.f->df, .df = estimate.f->df};
  estimate.f->p = chi2_upper_p(estimate.f->statistic, estimate.f->df);
}

bool is_unit(const Panel& panel, const std::string& effect) {
  return effect == "unit" || effect == panel.unit_column();
}

bool is_time(const Panel& panel, const std::string& effect) {
  return effect == "time" || effect == panel.time_column();
}

Formula effects_as_dummies(const Panel& panel, Formula formula) {
  for (const std::string& effect : formula.effects) {
    if (is_unit(panel, effect)) continue;
    const std::string term = "i." + (is_time(panel, effect) ? panel.time_column() : effect);
    if (std::find(formula.regressors.begin(), formula.regressors.end(), term) == formula.regressors.end())
      formula.regressors.push_back(term);
  }
  formula.effects.clear();
  return formula;
}

}  // namespace ecoeff
