// From the user's file to the panel that scores and models see: read, give columns their short names, choose rows,
// fill, derive.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ecoeff/base/progress.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/study/result.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff {

// The study with every column under the name it has in the panel: a header that [columns] gives a short name to may be
// used anywhere in the study under either.
[[nodiscard]] Study with_short_names(Study study);

struct Prepared {
  Panel raw;    // rows chosen, nothing filled
  Panel panel;  // filled; not yet derived
  std::vector<FilledCell> filled;
  std::string file;
  std::string sheet;
  std::string sha256;
  std::size_t rows_read = 0;
  std::vector<std::string> used;  // columns of the file that the study uses
  Notes notes;
};

// Errors of reading and of keys; S107 a column of the study that the file lacks (place in study.toml, did-you-mean).
[[nodiscard]] Prepared prepare(const Study& study, const RunOptions& options);

// The [derive] lines that need no score or index, then (second call with `after_scores`) the others. An error names the
// line.
void derive_columns(const Study& study, Panel& panel, bool after_scores, Notes& notes);

// Runs `body`; an Error about an unknown column, or without a place of its own, is given the place in study.toml.
void at_place(const Study& study, const Position& place, const std::function<void()>& body);
[[nodiscard]] Position position_of(const Study& study, const std::string& key);

// Every column that the study reads, as numbers and as groups, and those that it only mentions, in order of first use;
// only those that no section computes.
struct UsedColumns {
  std::vector<std::pair<std::string, Position>> numbers;
  std::vector<std::pair<std::string, Position>> groups;
  std::vector<std::pair<std::string, Position>> mentions;
};
[[nodiscard]] UsedColumns used_columns(const Study& study);

}  // namespace ecoeff
