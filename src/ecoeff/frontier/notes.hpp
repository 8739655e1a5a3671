// What a result has to say about itself: the form used, infeasible rows, saturation, zeros, who carries the frontier.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/frontier/score.hpp"

namespace ecoeff::frontier {

// What the notes count; tallies of parts of the rows add up.
struct Tally {
  std::size_t rows = 0;
  std::size_t unusable = 0;
  std::size_t efficient = 0;
  std::size_t infeasible = 0;
  std::size_t uncertified = 0;
  std::size_t saturated = 0;
  std::size_t zeros = 0;
  std::size_t unbounded = 0;
  std::size_t marginal = 0;
  std::vector<std::string> infeasible_names;   // of the first few
  std::vector<std::string> uncertified_names;  // the same
  std::vector<std::string> unbounded_names;
};

// How often a row is a peer of another.
struct Use {
  std::size_t row = 0;
  std::string name;
  std::size_t times = 0;
};

// The tally of the rows of `result`; names are those of the panel.
[[nodiscard]] Tally tally_of(const Panel& panel, const ScoreResult& result);
// Adds a tally of rows that stand behind those of `to`.
void add(const Tally& more, Tally& to);

// F410, F411, F413, F414, F415, F416, F467, F468 of score(). `uses` in the order of the rows.
[[nodiscard]] Notes notes_of(const ScoreOptions& options, const Tally& tally, std::vector<Use> uses);
// These, and F417 after --certify.
[[nodiscard]] Notes notes_of(const Panel& panel, const ScoreResult& result);

// F412, or nothing when every row is usable.
[[nodiscard]] Notes unusable_notes(std::size_t unusable, std::size_t rows);

// "unit@time", or the unit alone in a cross-section.
[[nodiscard]] std::string row_name(const Panel& panel, std::size_t row);

}  // namespace ecoeff::frontier
