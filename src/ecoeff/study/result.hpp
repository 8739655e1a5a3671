// Everything that a run of a study computed; the report is made from this alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/note.hpp"
#include "ecoeff/data/clean.hpp"
#include "ecoeff/data/odd/odd_values.hpp"
#include "ecoeff/data/panel.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/index/index.hpp"
#include "ecoeff/panel/describe.hpp"
#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/groups.hpp"
#include "ecoeff/panel/mechanism.hpp"
#include "ecoeff/panel/moderation.hpp"
#include "ecoeff/study/study.hpp"

namespace ecoeff {

// One column of a regression table: an estimate, or the reason why there is none.
struct ColumnResult {
  ColumnSpec spec;
  Text head;                          // as printed
  std::string group;                  // split tables: the value of the group
  std::string formula;                // as estimated
  std::string outcome;                // name of the dependent variable
  std::string focus;                  // the focus variable, after swaps
  std::vector<std::string> shown;     // it and what is shown below it
  std::vector<std::string> controls;  // names of the control coefficients
  std::optional<Estimate> estimate;
  std::optional<Error> refused;  // when there is no estimate
};

struct TableResult {
  TableSpec spec;
  int number = 0;                             // 1, 2, ... in the order of the study
  std::vector<ColumnResult> columns;          // regression
  std::optional<GroupComparison> comparison;  // regression with split
  std::optional<Mechanism> mechanism;         // regression with mechanism
  std::optional<Moderation> moderation;       // regression with moderation
  std::vector<Description> descriptions;      // describe
  std::optional<Table> values;                // kinds whose result is a table of numbers
  Notes notes;                                // of the table as a whole
};

struct ScoreOutcome {
  ScoreSpec spec;
  ScoreResult result;
};

// A productivity model of [scores.X]: the column X of the panel is its index, at the later year of each pair.
struct ProductivityOutcome {
  ScoreSpec spec;
  ProductivityResult result;
};

struct IndexOutcome {
  IndexSpec spec;
  IndexResult result;
};

struct StudyResult {
  Study study;
  std::string data_file;  // as read
  std::string data_sheet;
  std::string data_sha256;
  std::size_t rows_read = 0;              // before years and filters
  std::vector<std::string> used_columns;  // the file's columns that the study uses, under their short names
  Panel panel;                            // as estimated: cleaned, derived, with scores and indices as columns
  Panel raw;                              // after years and filters, before filling
  std::vector<FilledCell> filled;
  Table joined_names;                 // of parts: every spelling of a unit and what it was taken for
  Table join_losses;                  // of parts: units and periods of the panel that a part lacks
  std::vector<OddFinding> odd;        // cells of the file that look wrong, and those to look at
  Table odd_cells;                    // the same, a row a cell
  std::vector<OddSeries> odd_series;  // for their picture
  std::vector<ScoreOutcome> scores;
  std::vector<ProductivityOutcome> productivity;
  std::vector<IndexOutcome> indexes;
  std::vector<TableResult> tables;
  Notes notes;  // of all steps, in order

  // The label of a column in a language; its name when it has none.
  [[nodiscard]] Text label(const std::string& column) const;
  [[nodiscard]] bool any_refused() const;
};

}  // namespace ecoeff
