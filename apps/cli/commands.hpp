// One function a command; each returns the exit code and throws ecoeff::Error for what the user has to mend.
#pragma once

#include "arguments.hpp"
#include "console.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff::cli {

int run_command(const NewArguments& arguments, const Console& console);
int run_command(const CheckArguments& arguments, const Console& console);
int run_command(const RunArguments& arguments, const Console& console);
int run_command(const DescribeArguments& arguments, const Console& console);
int run_command(const IndexArguments& arguments, const Console& console);
int run_command(const ScoreArguments& arguments, const Console& console);
int run_command(const EstimateArguments& arguments, const Console& console);
int run_command(const VerifyArguments& arguments, const Console& console);
int run_command(const StataArguments& arguments, const Console& console);
int run_command(const ExplainArguments& arguments, const Console& console);

// The file as a panel, rows chosen by --keep; without --unit every row is a unit of its own. Reading notes are printed.
[[nodiscard]] Panel open_panel(const FileArguments& from, const Console& console);

// A computed table to --output (csv, xlsx or dta by its ending; stdout without one) or, with --json, to stdout.
void deliver(const Table& table, const Console& console);

// 5 when --strict and a note is a warning, else `code`.
[[nodiscard]] int strict_code(const Notes& notes, const Console& console, int code = 0);

}  // namespace ecoeff::cli
