// Are the coefficients of two or more groups equal? (heterogeneity tables)
//   interacted  one regression with every regressor and every effect interacted with the group, common clusters; Wald
//               test of equal focus coefficients
//   z           (b1 - b2) / sqrt(se1^2 + se2^2) for independent samples, for each pair
//   permutation, bootstrap: group_resampling.hpp, for each pair, on the clusters of the vce or on units
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/group_resampling.hpp"

namespace ecoeff {

struct PairDifference {
  std::string first;
  std::string second;
  double difference = kMissing;
  double z = kMissing;
  double p = kMissing;
  ResampledDifference resampled;  // missing when no replications were asked for
};

struct GroupComparison {
  std::string focus;
  std::vector<std::string> groups;  // those that could be estimated
  std::vector<double> coefficients;
  TestResult equal;  // interacted model; F with df, df2
  std::vector<PairDifference> pairs;
  Notes notes;
};

// `group` is a column; `order` the groups to compare. A group that cannot be estimated is left out with a note (P550).
[[nodiscard]] GroupComparison compare_groups(const Panel& panel, const Formula& formula,
                                             const FixedEffectsOptions& options, const std::string& group,
                                             const std::vector<std::string>& order, const std::string& focus,
                                             const ResamplingOptions& resampling = {});

}  // namespace ecoeff
