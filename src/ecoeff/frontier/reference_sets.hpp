// Which rows are compared with which: a technology is one reference set with the rows that are evaluated against it.
#pragma once

#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

struct Technology {
  std::vector<std::size_t> reference;
  std::vector<std::size_t> evaluated;
};

// Every row with `usable[row]` is evaluated in exactly one technology and is in that technology's reference. pooled:
// all rows; contemporaneous: those of the row's period; sequential: up to it; window: the `window` years centred on it.
// With a group column each group has technologies of its own (rows whose group is missing must not be usable).
[[nodiscard]] std::vector<Technology> technologies(const Panel& panel, const ScoreOptions& options,
                                                   const std::vector<char>& usable);

}  // namespace ecoeff::frontier
