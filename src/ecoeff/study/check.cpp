#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/condition_values.hpp"
#include "ecoeff/data/expression.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/panel/weights.hpp"
#include "ecoeff/study/column.hpp"
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/run.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "ecoeff/study/visit_names.hpp"

namespace ecoeff {
namespace {

void say_coverage(const Prepared& prepared, Notes& notes) {
  const Panel& panel = prepared.raw;
  const std::size_t full = panel.units() * panel.periods().size();
  notes.push_back(
      {Severity::info,
       "S130",
       {fmt::format("{}: {}, {} from {} to {}, {}", counted(panel.rows(), "row"), counted(panel.units(), "unit"),
                    counted(panel.periods().size(), "period"), panel.periods().front(), panel.periods().back(),
                    panel.rows() == full ? "balanced" : fmt::format("unbalanced ({} of {} cells)", panel.rows(), full)),
        fmt::format("{} 行：{} 个单元，{} 个时期（{}–{}），{}", panel.rows(), panel.units(), panel.periods().size(),
                    panel.periods().front(), panel.periods().back(),
                    panel.rows() == full ? "平衡面板" : fmt::format("非平衡面板（{} / {}）", panel.rows(), full))},
       {.file = prepared.file, .sheet = prepared.sheet}});
}

// What filling leaves empty; what it fills is said by the filling itself.
void say_missing(const Prepared& prepared, Notes& notes) {
  for (const std::string& name : prepared.used) {
    const Column& column = prepared.panel.table.column(name);
    if (column.is_text) continue;
    const auto gaps = std::count_if(column.numbers.begin(), column.numbers.end(), is_missing);
    if (gaps == 0) continue;
    notes.push_back({Severity::warning,
                     "S131",
                     {fmt::format("{} {} missing; rows that need {} are left out", counted(gaps, "cell"),
                                  agree(gaps, "stays", "stay"), agree(gaps, "it", "them")),
                      fmt::format("仍有 {} 个缺失值；需要它们的行不参与计算", gaps)},
                     {.file = prepared.file, .sheet = prepared.sheet, .column = name}});
  }
}

// Whether something stands on the line whose comment begins with "check"; a "#" inside a text begins no comment.
bool has_open_mark(std::string_view line) {
  char quote = '\0';
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == '"' && c == '\\') {
      ++i;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      return !trim(line.substr(0, i)).empty() && trim(line.substr(i + 1)).starts_with("check");
    }
  }
  return false;
}

// Lines that the starter study left for its author to confirm.
void say_open_marks(const Study& study, Notes& notes) {
  const std::vector<std::string> lines = split(read_file(study.path), '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!has_open_mark(lines[i])) continue;
    notes.push_back(
        {Severity::warning,
         "S132",
         {"still marked \"# check\": confirm this line and remove the mark", "仍标有“# check”：请确认此行并删去该标记"},
         {.file = study.path.string(), .row = i + 1}});
  }
}

void say_groups(const Study& study, const Panel& panel, Notes& notes) {
  for (const TableSpec& table : study.tables) {
    if (!table.split) continue;
    at_place(study, table.at, [&] {
      std::map<std::string, std::size_t> count;
      for (const std::string& value : panel.table.texts(table.split->by)) ++count[value];
      for (const std::string& value : table.split->order) {
        if (count.contains(value)) continue;
        notes.push_back({Severity::warning,
                         "S133",
                         {fmt::format("table {}: no row has {} = \"{}\"", table.id, table.split->by, value),
                          fmt::format("表 {}：没有任何行的 {} 为“{}”", table.id, table.split->by, value)},
                         {.file = study.path.string(), .row = table.at.line}});
      }
    });
  }
}

// What one place of the study reads, read.
void try_one(const Panel& panel, const std::string& text, NameRole role) {
  switch (role) {
    case NameRole::number: (void)panel.table.numbers(text); break;
    case NameRole::term: (void)build_term(panel, read_term(text)); break;
    case NameRole::formula: try_formula(panel, parse_formula(text)); break;
    case NameRole::condition: (void)rows_where(panel, text); break;
    case NameRole::weights:
      if (text != "none") (void)row_weights(panel, parse_weights(text));
      break;
    case NameRole::group:
    case NameRole::vce:
      for (const std::string& name : names_in(text, role).groups) (void)panel.table.column(column_of(panel, name));
      break;
    case NameRole::key:         // Panel has them
    case NameRole::expression:  // derive_columns has evaluated them
    case NameRole::mention:
    case NameRole::focus: break;
  }
}

// Everything that can be wrong with names without computing a score: derive lines and formulas on the real columns.
std::vector<Error> try_names(const Study& study, Panel panel, History history) {
  std::vector<Error> mistakes;
  const auto attempt = [&](const auto& body) {
    try {
      body();
    } catch (const Error& error) {
      if (error.fault == Fault::interrupted) throw;
      mistakes.push_back(error);
    }
  };
  Notes ignored;
  derive_columns(study, panel, history, false, ignored, &mistakes);
  for (const ScoreSpec& s : study.scores) {
    attempt([&] { at_place(study, s.at, [&] { frontier::check_options(panel, s.options); }); });
    panel.table.set_numbers(s.name, std::vector<double>(panel.rows(), 1.0));
  }
  for (const IndexSpec& i : study.indexes) panel.table.set_numbers(i.name, std::vector<double>(panel.rows(), 1.0));
  derive_columns(study, panel, history, true, ignored, &mistakes);
  read_names(study, [&](const std::string& text, NameRole role, const Position& place) {
    attempt([&] { at_place(study, place, [&] { try_one(panel, text, role); }); });
  });
  if (study.model) {
    for (const std::string& name : study.model->more_focus) {
      attempt([&] {
        at_place(study, position_of(study, "model.focus"), [&] { (void)build_term(panel, read_term(name)); });
      });
    }
  }
  for (const TableSpec& table : study.tables) {
    const TableKind& kind = table_kind(table.kind);
    if (kind.try_on != nullptr) attempt([&] { kind.try_on(study, panel, table); });
  }
  return mistakes;
}

}  // namespace

void say_absent_values(const Study& study, const Panel& panel, Notes& notes) {
  read_names(study, [&](const std::string& text, NameRole role, const Position& place) {
    if (role != NameRole::condition || text == study.data.keep) return;
    Notes found;
    try {
      found = absent_values(panel, text);
    } catch (const Error&) {
      return;  // said as a mistake
    }
    for (Note& note : found) {
      note.where = {
          .file = study.path.string(), .row = place.line, .column = note.where.column, .value = note.where.value};
      notes.push_back(std::move(note));
    }
  });
}

std::vector<Error> mistakes_of_names(const Study& study, const Prepared& prepared) {
  std::vector<Error> mistakes = prepared.mistakes;
  for (const Error& error : try_names(study, prepared.panel, prepared.history)) {
    if (is_mistake_of_names(error)) mistakes.push_back(error);
  }
  return mistakes;
}

Notes check_study(const Study& asked, const RunOptions& options) {
  const Study study = with_short_names(asked);
  const Prepared prepared = prepare(study, options);
  Notes notes = prepared.notes;
  say_coverage(prepared, notes);
  say_missing(prepared, notes);
  std::vector<Error> mistakes = prepared.mistakes;
  for (const Error& error : try_names(study, prepared.panel, prepared.history)) mistakes.push_back(error);
  throw_mistakes(mistakes);
  say_groups(study, prepared.panel, notes);
  say_absent_values(study, prepared.panel, notes);
  if (!study.path.empty()) say_open_marks(study, notes);
  return notes;
}

}  // namespace ecoeff
