// From the user's file to the panel that scores and models see: read, give columns their short names, fill and derive
// over all rows of the file, choose rows.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/progress.hpp"
#include "ecoeff/data/odd/odd_values.hpp"
#include "ecoeff/study/result.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff {

// The study with every column under the name it has in the panel: a header that [columns] gives a short name to may be
// used anywhere in the study under either.
[[nodiscard]] Study with_short_names(Study study);

// All rows of the file around the chosen ones, so that lags, growth, stocks and fills know the years before and after.
struct History {
  std::optional<Panel> all;       // filled and derived as the panel is; none when every row is chosen
  std::vector<std::size_t> rows;  // of `all`, those of the panel, in its order
  std::vector<bool> chosen;       // by row of `all`
};

struct Prepared {
  Panel raw;    // rows chosen, nothing filled
  Panel panel;  // filled; not yet derived
  History history;
  std::vector<FilledCell> filled;  // of the rows chosen
  std::vector<OddFinding> odd;     // of the whole file, before anything is filled
  Table odd_cells;
  std::vector<OddSeries> odd_series;
  std::string file;
  std::string sheet;
  std::string sha256;
  std::size_t rows_read = 0;
  Table names, losses;                          // of parts that were joined (data/intake/join.hpp)
  std::map<std::string, std::string> measures;  // units of measurement that the files state, by their heads
  std::vector<std::string> used;                // columns of the file that the study uses
  std::vector<Error> mistakes;  // columns that the file lacks or that hold no numbers; a column of ones stands for them
  Notes notes;
};

// Errors of reading and of keys, and D110 for their columns. Other columns that the file lacks (D110 with the place in
// study.toml and a did-you-mean among the columns of the file and of the study) or that are no numbers (D111) are
// `mistakes`, so that all can be said at once. Notes: those of reading, S134, D150, D235.
[[nodiscard]] Prepared prepare(const Study& study, const RunOptions& options);

// The [derive] lines that need no score or index, then (second call with `after_scores`) the others, over all rows;
// scores and indices are missing outside the rows chosen. An error names the line. With `mistakes` errors are put there,
// and a column of ones stands for what could not be computed.
void derive_columns(const Study& study, Panel& panel, History& history, bool after_scores, Notes& notes,
                    std::vector<Error>* mistakes = nullptr);

// Does nothing without mistakes; throws the first, whose hint lists the others.
void throw_mistakes(const std::vector<Error>& mistakes);

// Whether an error ends a run before anything is computed: names and words of the study that mean nothing.
[[nodiscard]] bool is_mistake_of_names(const Error& error);

// All mistakes in names that a run would meet, before anything is computed (check.cpp).
[[nodiscard]] std::vector<Error> mistakes_of_names(const Study& study, const Prepared& prepared);

// Note D150 for values in conditions of tables that no row has; those of data.keep are said when it is applied.
void say_absent_values(const Study& study, const Panel& panel, Notes& notes);

// Runs `body`; an Error about an unknown column, or without a place of its own, is given the place in study.toml.
void at_place(const Study& study, const Position& place, const std::function<void()>& body);
[[nodiscard]] Position position_of(const Study& study, const std::string& key);

// Every column that the study reads, as numbers and as groups, and those that it only mentions, in order of first use;
// only those that no section computes.
struct UsedColumns {
  std::vector<std::pair<std::string, Position>> numbers;
  std::vector<std::pair<std::string, Position>> groups;
  std::vector<std::pair<std::string, Position>> mentions;
  std::vector<std::pair<std::string, Position>> compared;  // with texts only: numbers or not
};
[[nodiscard]] UsedColumns used_columns(const Study& study);

}  // namespace ecoeff
