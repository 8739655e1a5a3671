// A Stata session: one table, what xtset said about it, and the estimates so far. Lines change it one after the other.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/panel/estimate.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/model.hpp"
#include "ecoeff/stata/line.hpp"

namespace ecoeff::stata {

// An estimation as later lines (test, hausman, xttest0, boottest) need it.
struct Fitted {
  std::string command;             // "xtreg"
  std::string line;                // as typed
  std::vector<std::string> order;  // coefficients as typed, kept or omitted, "_cons" last
  Estimate estimate;
  std::shared_ptr<const Panel> panel;  // the rows chosen by if and in, columns as the formula names them
  Formula formula;
  ModelOptions options;
};

// A matrix with the names of its rows and columns.
struct NamedMatrix {
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::vector<std::vector<double>> values;  // by row
};

// The data as preserve keeps them.
struct Saved {
  Panel panel;
  std::string unit;
  std::string time;
};

struct Session {
  Panel panel;
  std::string unit;  // of xtset; "" before
  std::string time;
  std::shared_ptr<const Fitted> last;
  std::map<std::string, std::shared_ptr<const Fitted>> stored;
  std::map<std::string, std::string> macros;
  std::map<std::string, double> returned;                // numbers in r() of the last line that leaves some
  std::map<std::string, NamedMatrix> returned_matrices;  // matrices in r(), "C" for r(C)
  std::map<std::string, NamedMatrix> matrices;           // of `matrix name = ...`
  std::vector<bool> sample;      // e(sample), a mark a row; empty when the rows have changed since
  std::vector<Saved> saved;      // of preserve
  std::filesystem::path folder;  // where import and use look
  std::filesystem::path data;    // the file that stands for one that is not there

  [[nodiscard]] const Table& table() const { return panel.table; }
  [[nodiscard]] bool has_time() const { return !time.empty(); }
};

// What a line gave.
struct Outcome {
  std::string line;
  bool quiet = false;
  std::shared_ptr<const Fitted> fitted;  // of an estimation line
  std::vector<NamedTest> tests;          // of a line that tests
  std::shared_ptr<const Fitted> about;   // the fit that they test
  Text output;                           // to be shown
  Notes notes;
};

[[nodiscard]] Session start_session(Table table);
// Without data: `import delimited` or `use` comes first. Files are looked for in `folder`, the do-file's; `data` is
// read for a file that is not there.
[[nodiscard]] Session start_session(std::filesystem::path folder, std::filesystem::path data = {});

// Replaces the table; xtset is kept where its columns are still there. Errors: T715 no row is left; those of Panel when
// the keys no longer fit.
void set_table(Session& session, Table table);

// The rows that `if` and `in` choose. Errors: those of expressions; T705 `in` is not a range of rows.
[[nodiscard]] std::vector<bool> chosen_rows(const Session& session, const Line& line);

// The data with e(sample) as a column of that name where the text speaks of it. T713 when nothing was estimated on
// these rows.
[[nodiscard]] Panel with_sample(const Session& session, std::string_view text);

// T711 when xtset has not named a panel variable (and, with `time`, a time variable).
void require_xtset(const Session& session, const Line& line, bool time);

// The last estimation. T713 when there is none.
[[nodiscard]] const Fitted& last_fit(const Session& session, const Line& line);

// Runs one line. Errors: T701 an unknown command; those of line.hpp; those of the commands (commands.hpp).
[[nodiscard]] Outcome run_line(Session& session, std::string_view text);

}  // namespace ecoeff::stata
