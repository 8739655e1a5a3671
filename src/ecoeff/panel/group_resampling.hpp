// Is the coefficient of one group different from that of another? By resampling whole clusters.
//
//   permutation  Fisher's test: the pieces (a cluster's rows in one group) are dealt to the two groups anew, group
//                sizes in pieces kept; p = (1 + #{|d*| >= |d|}) / (1 + R), d the difference of the coefficients
//   bootstrap    clusters drawn with replacement inside each group; a cluster drawn twice is two units. The standard
//                error and 2.5 and 97.5 percentiles of d*, p = 2 (1 + min(#{d* <= 0}, #{d* >= 0})) / (1 + R), at most 1
// R counts the replications in which the coefficient could be estimated in both groups. Replication r draws from stream
// r of the seed, clusters are numbered by their sorted key: neither threads nor the order of rows matter.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

struct ResamplingOptions {
  int replications = 0;  // 0: none
  std::uint64_t seed = 1;
  unsigned threads = 1;
  std::string cluster = "unit";
  std::string weights{};  // weights.hpp
};

struct ResampledDifference {
  double difference = kMissing;
  double permutation_p = kMissing;
  double bootstrap_se = kMissing;
  double bootstrap_p = kMissing;
  double low = kMissing;
  double high = kMissing;
  int permutations = 0;  // that could be estimated
  int bootstraps = 0;
};

// `first` and `second`: the rows of the two groups. A formula without effects has a constant in each group.
[[nodiscard]] ResampledDifference resample_difference(const Panel& panel, const Formula& formula,
                                                      const std::string& focus, const std::vector<std::size_t>& first,
                                                      const std::vector<std::size_t>& second,
                                                      const ResamplingOptions& options);

}  // namespace ecoeff
