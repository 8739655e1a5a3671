// The kinds of standard error as descriptors: the words by which each is asked for, how a table note names it, how the
// method section defines it, and its sources.
#pragma once

#include <optional>
#include <string>

#include "ecoeff/method/about.hpp"
#include "ecoeff/method/list.hpp"
#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/sandwich.hpp"
#include "ecoeff/panel/vce.hpp"

namespace ecoeff {

struct CovarianceKind {
  About about;
  Vce::Kind kind = Vce::Kind::iid;
  enum class Takes { nothing, clusters, cluster, lags };
  Takes takes = Takes::nothing;
  std::string option = {};    // a word that may follow the cluster: "webb" ...
  bool Vce::*sets = nullptr;  // ... and what it sets
  std::string alone = {};     // the cluster where none is named; empty: one must be

  Text (*says)(const Vce&, const Estimate&) = nullptr;              // of an estimate's errors, in a note
  Text (*defines)(const Vce&, const Estimate&) = nullptr;           // of an estimate's errors, in the method section
  Sandwich (*compute)(const SandwichInput&, const Vce&) = nullptr;  // sandwich.hpp; bootstraps: by cluster

  // "cluster(C)": as a hint or a help text writes it.
  [[nodiscard]] std::string syntax() const;
};

[[nodiscard]] MethodList<CovarianceKind>& covariance_kinds();
[[nodiscard]] const CovarianceKind& covariance_kind(const Vce& vce);

// "city" or "city and year": the clusters of a covariance in a sentence.
[[nodiscard]] Text cluster_words(const Vce& vce);

// How a note names the errors of an estimate; nothing where parse_vce does not know their name.
[[nodiscard]] std::optional<Text> errors_of(const Estimate& estimate);

}  // namespace ecoeff
