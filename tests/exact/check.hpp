// The library's answers to an instance against the truth. What is promised of a score is asked here, once.
#pragma once

#include <string>
#include <vector>

#include "exact/instance.hpp"

namespace ecoeff::exact {

inline constexpr double kWidth = 1e-10;  // what a score is promised to, relative to its measure

struct Disagreement {
  std::string kind;  // score, status, efficient, class, meta, index, enclosure, width, refused
  std::string text;  // with the row, the library's answer and the exact one
};

struct Checked {
  std::size_t rows = 0;     // or pairs of years
  std::size_t unknown = 0;  // among them: exact arithmetic gave up
  double worst = 0;         // distance of a score from the exact one, relative to its measure, where decisions agree
  std::vector<Disagreement> disagreements;
};

[[nodiscard]] Checked check(const Instance& instance);

}  // namespace ecoeff::exact
