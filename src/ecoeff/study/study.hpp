// A study as its author wrote it: everything that study.toml says, checked for form but not yet against the data. Plain
// values; read_study (read.hpp) makes one, plan and run (run.hpp) use it. Every member has the default that applies
// when the key is left out, so a default-constructed Study documents the defaults.
#pragma once

#include <any>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/clean.hpp"
#include "ecoeff/data/intake/part_spec.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/index/index.hpp"
#include "ecoeff/method/option.hpp"

namespace ecoeff {

// A name used in the study and the place where it stands in study.toml, for messages.
struct Position {
  std::size_t line = 0;
  std::size_t column = 0;
};

struct DataSpec {
  std::string file;
  std::string sheet;
  std::string encoding;
  std::string unit;
  std::string time;
  std::optional<std::pair<int, int>> years;  // first and last, inclusive
  std::string keep;                          // condition on rows; both choose after filling and deriving
  MissingPolicy missing = MissingPolicy::keep;
  ZeroMissing zero_missing;        // zeros that mean missing
  std::vector<std::string> marks;  // cells that mean missing
  Text source;                     // a sentence for the report and every table note ("simulated data ...")
  Text unit_name;                  // what a unit is, in the singular ("city"); left out: as its column is called
  // [[data.part]]: files, sheets and shapes that are joined. With [data.names], rows or decimal and none of them,
  // `file` is the only part. Empty: `file` is one table with its header in the first row (read.hpp).
  std::vector<PartSpec> parts;
  NameRules names;
  JoinRows rows = JoinRows::all;
  std::string decimal;  // "," | "." | "" = found
};

// One line of a definition table for scores (the paper's Table 1).
struct TermSpec {
  std::string role;  // "input", "good", "bad" or the user's word (投入指标)
  Text name;         // 劳动投入; empty: the column's label
  std::string column;
  Text text;  // what is measured
  std::string unit;
};

struct ScoreSpec {
  std::string name;  // the new column
  ScoreOptions options;
  std::vector<TermSpec> terms;
  Position at;
};

struct IndexSpec {
  std::string name;
  std::string method;  // a name of index_methods()
  std::vector<Indicator> indicators;
  OptionValues options;  // of the method
  Position at;
};

struct WinsorSpec {
  std::vector<std::string> columns;
  double low = 1;
  double high = 99;
};

// A column of a regression table: the base model with one change.
struct ColumnSpec {
  Text head;
  bool controls = true;
  std::optional<WinsorSpec> winsor;
  std::string keep;                                       // condition on rows
  std::vector<std::pair<std::string, std::string>> swap;  // column -> column used instead
  std::string estimator = "fe";                           // a name of panel/model.hpp
  OptionValues options;            // the estimator's own; those that are not here have their defaults
  std::string outcome;             // "" = the base model's
  std::string vce;                 // "" = the base model's
  std::string weights;             // panel/weights.hpp; "" = the base model's, "none" = none
  std::string dof;                 // "" = the base model's
  std::string formula;             // "" = the base model's
  std::vector<std::string> focus;  // what is shown of it; none: the table's, else the model's
  Position at;
};

struct SplitSpec {
  std::string by;
  std::vector<std::string> order;  // default: first appearance
  Text head;                       // "{value}" is replaced
};

// A mechanism table: y on the focus, the mediator on the focus, and with three steps y on both.
struct MechanismSpec {
  std::string mediator;
  int steps = 3;
  int replications = 999;
};

// A moderation table: the focus, the moderator (less its mean) and their product.
struct ModerationSpec {
  std::string by;
};

struct TableSpec {
  std::string id;
  std::string kind = "regression";  // an id of table_kinds
  std::string of;                   // the score or index of a definition table
  Text title;
  std::vector<std::string> describe_columns;
  std::vector<ColumnSpec> columns;
  std::vector<std::string> focus;  // of its columns; none: the model's
  std::optional<SplitSpec> split;
  std::optional<std::string> below;  // these three: the model's where left out
  std::optional<int> digits;
  std::optional<bool> show_controls;
  std::optional<MechanismSpec> mechanism;
  std::optional<ModerationSpec> moderation;
  std::any own;  // what only this kind's keys say; the type is the kind's
  Position at;
};

struct ModelSpec {
  std::string formula;
  std::string focus;
  std::vector<std::string> more_focus;  // shown below it where a column has them
  std::string vce = "robust";
  std::string weights;            // panel/weights.hpp
  std::string dof = "reghdfe";    // reghdfe | xtreg | fixest
  std::string constant = "mean";  // mean | base-year
  std::string r2 = "within";      // r2 | adjusted | within | within-unit | overall
  std::vector<double> stars{0.10, 0.05, 0.01};
  std::string below = "t";  // t | se | p | ci
  int digits = 3;
  bool show_controls = false;
  int replications = 999;        // of wild(C) and bootstrap(C)
  int group_replications = 499;  // of the permutation and bootstrap tests under a split table; 0: none
  Position at;
};

// Where the paper prints what an estimate warns of: below its table, once after all tables, or in report.html alone. In
// a study file "table", "end" and "report".
enum class NotesPlace { below, end, report };

// The words are the report's (vocabulary.hpp).
struct ReportSpec {
  std::optional<std::vector<std::string>> formats;  // left out: all that the report writes
  std::optional<std::vector<std::string>> figures;  // left out: all that it draws
  std::vector<std::string> figure_widths{"17cm"};   // the first is that of the report
  std::vector<std::string> replicate;               // other programs for which the study is written too
  std::string style = "cn";                         // sets defaults of model.below, stars, show_controls and rows
  std::vector<std::string> rows;                    // of a regression table below its coefficients; empty: as the style
  std::string variables = "names";                  // names | labels: how tables call a variable
  NotesPlace notes = NotesPlace::below;             // of warnings
  std::vector<std::string> tests;                   // that the rows print, of every estimate that can have them
};

struct Study {
  std::filesystem::path path;  // of study.toml; "" when made in memory
  std::string sha256;          // of its bytes
  Text title;
  std::string language = "zh+en";  // zh | en | zh+en
  DataSpec data;
  std::vector<std::pair<std::string, std::string>> columns;  // short name, header in the file
  std::vector<std::pair<std::string, std::string>> derive;   // name, expression; in order
  std::map<std::string, Text> labels;
  std::map<std::string, std::string> units;  // unit of measurement by column
  std::vector<ScoreSpec> scores;
  std::vector<IndexSpec> indexes;
  std::optional<ModelSpec> model;
  std::vector<TableSpec> tables;
  ReportSpec report;
  std::uint64_t seed = 1;
  std::vector<std::pair<std::string, std::string>> defaults;  // every key left out, and the value used
  std::map<std::string, Position> positions;                  // where dotted keys stand, for later complaints
};

}  // namespace ecoeff
