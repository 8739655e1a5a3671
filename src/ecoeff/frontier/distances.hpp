// Distances of rows to technologies that need not hold them: what productivity indices are made of. They are asked for
// one by one, each once, and then solved together.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "ecoeff/frontier/ends.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/reference_sets.hpp"
#include "ecoeff/solver/witness.hpp"

namespace ecoeff::frontier {

// malmquist: an efficiency, above 1 outside the technology; else a directional distance, below 0 outside.
struct Distance {
  double value = kMissing;
  RowStatus status = RowStatus::uncertified;  // optimal, infeasible, unbounded or uncertified
  Ends ends = {};                             // of the value, proved
  Settled settled = Settled::no;
};

// A technology by its years: all rows from the first to the last of them, or of these two alone.
struct Years {
  std::int32_t first = 0;
  std::int32_t last = 0;
  bool between = true;  // the years between belong to it
  friend auto operator<=>(const Years&, const Years&) = default;
};

class Distances {
 public:
  // Under these returns, whatever the options say. All arguments must outlive the object.
  Distances(const Panel& panel, const Prepared& prepared, const ScoreOptions& options, Returns returns);

  void ask(Years years, std::size_t row);
  void solve(const Progress& progress);
  // The answer to a question that was asked, after solve().
  [[nodiscard]] const Distance& of(Years years, std::size_t row) const;

 private:
  std::size_t technology(Years years);
  [[nodiscard]] solver::Witnesses* witnesses_of(std::size_t technology) const;

  const Panel& panel_;
  const Prepared& prepared_;
  const ScoreOptions& options_;
  Model model_;
  std::vector<Technology> technologies_;
  std::map<Years, std::size_t> number_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> place_;  // technology and row -> place among its rows
  std::vector<std::vector<Distance>> answer_;
};

}  // namespace ecoeff::frontier
