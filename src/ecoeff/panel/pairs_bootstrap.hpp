// The pairs-cluster bootstrap of any estimator: whole clusters are drawn with replacement, as many as there are, and
// the model is fitted again on their rows (Efron 1979; Cameron, Gelbach and Miller 2008, section III.A).
//
//   V = sum_r (b_r - bbar)(b_r - bbar)' / (R - 1)
//
// with z in place of t, as Stata's vce(bootstrap, cluster(C)). A cluster drawn twice stands for different units, so
// that lags and unit effects stay inside each copy. Replication r draws from stream r of the seed and clusters are
// numbered by their sorted key: neither threads nor the order of rows matter. A replication that cannot be estimated,
// or omits a coefficient, is left out; R counts the others.
#pragma once

#include <cstdint>
#include <functional>

#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct PairsOptions {
  std::string cluster = "unit";  // a column or a role
  std::size_t replications = 999;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  std::string weights{};  // of the fit, "aw=pop": its column is drawn too
};

using FitOnPanel = std::function<Estimate(const Panel&)>;

// Fits the model on the panel, and on `replications` draws; `fit` must not ask for a bootstrap itself. The estimate's
// parameter `replications` is R. Errors: those of `fit`; P515 one cluster only; P653 a unit in two clusters, where the
// model needs whole units (unit effects, lags, panel estimators: `needs_units`); P654 fewer than two replications could
// be estimated. Notes: P523 fewer than 40 clusters; P655 a replication in a hundred or more could not be estimated.
[[nodiscard]] Estimate bootstrap_pairs(const Panel& panel, const Formula& formula, bool needs_units,
                                       const PairsOptions& options, const FitOnPanel& fit);

// Whether the formula has unit effects or terms over time, so that a copy of a cluster must hold whole units.
[[nodiscard]] bool needs_whole_units(const Panel& panel, const Formula& formula);

}  // namespace ecoeff
