// The kind of standard error in a line: vce(robust), vce(cluster id), vce(hc3), vce(hc2 id) (CR2 of Stata 18),
// vce(jackknife, cluster(id) mse) (CR3), vce(bootstrap, cluster(id) reps(N) seed(S)), robust, cluster(id) and their
// abbreviations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ecoeff/stata/options.hpp"

namespace ecoeff::stata {

struct VceOption {
  std::string kind;  // "" the command's default, "iid", "robust", "hc2", "hc3", "cluster", "cr2", "cr3", "dk", "nw",
                     // "bootstrap"
  std::vector<std::string> groups;  // of cluster, cr2, cr3, bootstrap, as typed
  int lag = 0;                      // of dk, nw
  int replications = 50;            // of bootstrap, Stata's own number
  std::optional<int> seed;          // of bootstrap
  std::string text;                 // as typed, for messages
};

// Takes vce(), robust and cluster() from the options. Errors: T704 a word that is no kind of error, or two kinds.
[[nodiscard]] VceOption read_vce(OptionReader& options, const Line& line);

// The same as the estimators read it: "iid", "cluster(a,b)". `columns` are the groups as the frame names them.
[[nodiscard]] std::string vce_text(const VceOption& vce, const std::vector<std::string>& columns);

}  // namespace ecoeff::stata
