// Which rows an exact program compares a row with, and along what directional models move.
#pragma once

#include <vector>

#include "exact/instance.hpp"
#include "exact/models.hpp"

namespace ecoeff::exact {

using Usable = std::vector<bool>;

// All but those with a desirable output of zero that is dropped.
[[nodiscard]] Usable usable_rows(const Instance& instance);

// The reference set of the row, itself in it: by group where the options have one, by year as they say, and less the
// other years of its unit with leave_out = unit.
[[nodiscard]] Rows reference_of(const Instance& instance, const ScoreOptions& options, const Usable& usable,
                                std::size_t o);

// The sides that move; good and bad where nothing is said. Weak unless said otherwise, where there are bad outputs.
[[nodiscard]] Directions directions_of(const Data& data, const ScoreOptions& options);
// Of the features that move those that are not zero in o.
[[nodiscard]] std::vector<char> moving(const Data& data, std::size_t o, const Directions& g);
// The weights of nddf: each side that moves has the same, shared inside the side.
[[nodiscard]] std::vector<Fraction> shares_of(const Data& data, const Directions& g);

}  // namespace ecoeff::exact
