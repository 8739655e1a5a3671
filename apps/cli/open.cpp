#include <numeric>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/condition_values.hpp"
#include "ecoeff/data/expression.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/report/json.hpp"
#include "sink.hpp"

namespace ecoeff::cli {

Panel make_panel(Table table, const FileArguments& from, std::size_t first) {
  std::string unit = from.unit;
  if (unit.empty()) {
    unit = "row";
    while (table.has(unit)) unit += "_";
    std::vector<double> numbers(table.rows());
    std::iota(numbers.begin(), numbers.end(), static_cast<double>(first));
    Column column;
    column.name = unit;
    column.numbers = std::move(numbers);
    column.of_file = false;
    table.set(std::move(column));
  }
  if (table.has(unit)) table.show_names(unit);
  return {std::move(table), unit, from.unit.empty() ? "" : from.time};
}

Panel open_panel(const FileArguments& from, const Console& console) { return open_panel(from, Formula{}, console); }

Panel open_panel(const FileArguments& from, const Formula& formula, const Console& console) {
  ReadResult read = read_table(from.file, {.sheet = from.sheet, .encoding = from.encoding});
  console.print_notes(read.notes);
  Panel panel = make_panel(std::move(read.table), from);
  if (from.keep.empty()) return panel;
  const std::vector<std::size_t> rows = rows_where(panel, from.keep);
  console.print_notes(absent_values(panel, from.keep));
  if (rows.empty()) {
    throw Error(Fault::usage, "U103", {"no row satisfies --keep " + from.keep, "没有任何行满足 --keep " + from.keep},
                {.file = from.file.string()});
  }
  return with_terms(panel, formula).select(rows);
}

void deliver(const Table& table, const Console& console) {
  const std::string& output = console.flags().output;
  if (console.flags().json) print_result(table_json(table));
  if (!names_file(output)) {
    if (!console.flags().json) print_result(to_csv(table, {.byte_order_mark = false}));
    return;
  }
  const std::string ending = lower_ascii(std::filesystem::path(output).extension().string());
  write_file(output, ending == ".xlsx" ? to_xlsx(table, "ecoeff") : ending == ".dta" ? to_dta(table) : to_csv(table));
  console.line({"wrote " + output, "已写入 " + output});
}

int strict_code(const Notes& notes, const Console& console, int code) {
  if (code != 0 || !console.flags().strict) return code;
  for (const Note& note : notes) {
    if (note.severity == Severity::warning) return exit_code(Fault::estimator);
  }
  return 0;
}

}  // namespace ecoeff::cli
