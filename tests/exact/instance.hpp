// Small data sets with options, on which scores are hard to tell apart in floating point: drawn by number, and kept as
// seeds where the program was once wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/frontier/score.hpp"
#include "exact/slacks.hpp"

namespace ecoeff::exact {

struct Instance {
  Data data;
  std::vector<std::string> unit;
  std::vector<int> year;
  std::vector<std::string> group;
  ScoreOptions options;

  [[nodiscard]] std::size_t rows() const { return unit.size(); }
};

// The instance of this number under this seed, the same everywhere. Rows: two, three or up to thirty; features: mostly
// up to 3 + 2 + 2, sometimes up to 10 + 10. Values: whole numbers from 1 to 9, lognormal ones, and rows that are the
// same, in proportion or mixtures of few others but for a relative noise between 1e-6 and 4e-16 (or none); with sizes
// of rows and units of columns spread over 1e-4 to 1e4; with zeros; below zero where
// a model takes it. Every model, with whatever options it takes.
[[nodiscard]] Instance draw(std::uint64_t seed, std::uint64_t number);

// Columns id, year, group, f0, f1, ...
[[nodiscard]] Panel panel_of(const Instance& instance);

// What `ecoeff score FILE` must be told for the same scores: "--unit id --time year --inputs f0 --good f1 ...".
[[nodiscard]] std::string command_of(const Instance& instance);

// NAME.csv in the folder, and its line "NAME.csv COMMAND" at the end of seeds.txt there.
void save(const Instance& instance, const std::filesystem::path& folder, const std::string& name);
struct Seed {
  std::string name;
  Instance instance;
};
[[nodiscard]] std::vector<Seed> read_seeds(const std::filesystem::path& folder);

}  // namespace ecoeff::exact
