// One function a command; each returns the exit code and throws ecoeff::Error for what the user has to mend.
#pragma once

#include "arguments.hpp"
#include "console.hpp"
#include "ecoeff/base/ranks.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff::cli {

int run_command(const NewArguments& arguments, const Console& console);
int run_command(const CheckArguments& arguments, const Console& console);
int run_command(const DataArguments& arguments, const Console& console);
int run_command(const RunArguments& arguments, const Console& console);
int run_command(const DescribeArguments& arguments, const Console& console);
int run_command(const IndexArguments& arguments, const Console& console);
int run_command(const ScoreArguments& arguments, const Console& console);
int run_command(const ProveArguments& arguments, const Console& console);
int run_command(const EstimateArguments& arguments, const Console& console);
int run_command(const VerifyArguments& arguments, const Console& console);
int run_command(const StataArguments& arguments, const Console& console);
int run_command(const ExplainArguments& arguments, const Console& console);

// The file as a panel, rows chosen by --keep; without --unit every row is a unit of its own. Reading notes are printed.
[[nodiscard]] Panel open_panel(const FileArguments& from, const Console& console);
// With the terms of the formula that look at other rows added as columns before rows are chosen: lags are those of the
// file.
[[nodiscard]] Panel open_panel(const FileArguments& from, const Formula& formula, const Console& console);

// The table as a panel; without a unit column every row is a unit of its own, numbered from `first`.
[[nodiscard]] Panel make_panel(Table table, const FileArguments& from, std::size_t first = 1);

// --missing error: a missing input or output is refused, with its cell named (D112).
void refuse_missing(const Panel& panel, const std::vector<std::string>& features);

// What `score` is asked: the panel, gaps filled or refused as the arguments say, and the names as its columns have them.
struct ScoreQuestion {
  Panel panel;
  ScoreOptions options;
  Notes notes;
};
[[nodiscard]] ScoreQuestion score_question(const ScoreArguments& arguments, const Console& console);

// Where the proof of a table of scores stands: scores.csv has scores.proof.jsonl beside it.
[[nodiscard]] std::filesystem::path proof_beside(std::filesystem::path table);

// `score` on the ranks of this run, each on its part of the rows (docs/en/cluster.md). The first rank alone
// returns what is not 0.
int score_on_ranks(Ranks& ranks, const ScoreArguments& arguments, const Console& console);

// A computed table to --output (csv, xlsx or dta by its ending; stdout without one) or, with --json, to stdout.
void deliver(const Table& table, const Console& console);

// 5 when --strict and a note is a warning, else `code`.
[[nodiscard]] int strict_code(const Notes& notes, const Console& console, int code = 0);

}  // namespace ecoeff::cli
