#include <utility>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/read.hpp"

namespace ecoeff::cli {
namespace {

// A column with a short name has the file's head as its label.
void label_short_names(const Study& study, Table& table) {
  for (const auto& [name, head] : study.columns) {
    const Column* column = table.find(name);
    if (column == nullptr || name == head) continue;
    Column labelled = *column;
    if (labelled.label.empty()) labelled.label = head;
    table.set(std::move(labelled));
  }
}

bool any_renamed(const Table& names) {
  const Column* written = names.find("written");
  return written != nullptr && names.texts("written") != names.texts("name");
}

// The decisions of a join beside the panel: panel_names.csv, panel_join.csv.
void write_decisions(const Prepared& prepared, const Console& console) {
  const std::filesystem::path output = console.flags().output;
  if (output.empty() || output == "-") return;
  const auto write = [&](const Table& table, const char* ending) {
    std::filesystem::path place = output;
    place.replace_filename(output.stem().string() + ending);
    write_file(place, to_csv(table));
    console.line({"wrote " + place.string(), "已写入 " + place.string()});
  };
  if (any_renamed(prepared.names)) write(prepared.names, "_names.csv");
  if (prepared.losses.rows() > 0) write(prepared.losses, "_join.csv");
}

}  // namespace

int run_command(const DataArguments& arguments, const Console& console) {
  Study study = with_short_names(read_study(arguments.study, report_vocabulary()));
  if (!arguments.filled) study.data.missing = MissingPolicy::keep;
  Prepared prepared = prepare(study, {.data = arguments.data});
  throw_mistakes(prepared.mistakes);
  Panel& panel = prepared.panel;
  Notes notes = prepared.notes;
  if (arguments.derived) derive_columns(study, panel, prepared.history, false, notes);
  label_short_names(study, panel.table);
  deliver(panel.table, console);
  write_decisions(prepared, console);
  console.print_notes(notes);
  return strict_code(notes, console);
}

}  // namespace ecoeff::cli
