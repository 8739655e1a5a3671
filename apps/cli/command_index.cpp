#include "commands.hpp"
#include "ecoeff/index/index_method.hpp"
#include "names.hpp"

namespace ecoeff::cli {
namespace {

std::vector<Indicator> indicators_of(const IndexArguments& arguments, const Table& table) {
  std::vector<Indicator> indicators;
  for (const bool positive : {true, false}) {
    std::vector<std::string> names = positive ? arguments.positive : arguments.negative;
    resolve_names(names, table);
    for (const std::string& name : names) indicators.push_back({.column = name, .positive = positive});
  }
  return indicators;
}

Table as_table(const Panel& panel, const IndexResult& index) {
  Table table;
  table.set(panel.table.column(panel.unit_column()));
  if (!panel.time_column().empty()) table.set(panel.table.column(panel.time_column()));
  table.set_numbers("index", index.score);
  return table;
}

}  // namespace

int run_command(const IndexArguments& arguments, const Console& console) {
  const Panel panel = open_panel(arguments.from, console);
  const std::vector<Indicator> indicators = indicators_of(arguments, panel.table);
  const IndexResult index = compute_index(panel, indicators, arguments.method, arguments.options);
  deliver(as_table(panel, index), console);
  if (!console.flags().quiet) {
    for (const IndicatorWeight& w : index.weights) {
      console.line(both(w.indicator.column + "  " + format_fixed(w.weight, 4)));
    }
  }
  console.print_notes(index.notes);
  return strict_code(index.notes, console);
}

}  // namespace ecoeff::cli
