#include "ecoeff/study/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "ecoeff/data/condition_values.hpp"
#include "ecoeff/data/expression.hpp"
#include "ecoeff/data/intake/problems.hpp"
#include "ecoeff/data/odd/odd_places.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/study/read_data.hpp"
#include "ecoeff/study/short_names.hpp"
#include "ecoeff/study/visit_names.hpp"

namespace ecoeff {
namespace {

std::vector<std::size_t> chosen_rows(const Study& study, const Panel& panel, Notes& notes) {
  std::vector<std::size_t> rows;
  std::vector<bool> kept(panel.rows(), study.data.keep.empty());
  if (!study.data.keep.empty()) {
    at_place(study, position_of(study, "data.keep"), [&] {
      for (const std::size_t row : rows_where(panel, study.data.keep)) kept[row] = true;
      append(notes, absent_values(panel, study.data.keep));
    });
  }
  for (std::size_t i = 0; i < panel.rows(); ++i) {
    const int t = panel.time()[i];
    const bool in_years = !study.data.years || (t >= study.data.years->first && t <= study.data.years->second);
    if (kept[i] && in_years) rows.push_back(i);
  }
  if (rows.empty()) {
    const Position place = position_of(study, study.data.years ? "data.years" : "data.keep");
    throw Error(Fault::study, "S120",
                {"no row of the data is within data.years and data.keep", "data.years 与 data.keep 之内没有任何数据行"},
                {.file = study.path.string(), .row = place.line});
  }
  return rows;
}

// What the study makes itself, and the names of roles.
std::set<std::string> made_names(const Study& study) {
  std::set<std::string> made{"unit", "time", "_cons", study.data.unit, study.data.time};
  for (const auto& [name, expression] : study.derive) made.insert(name);
  for (const ScoreSpec& s : study.scores) made.insert(s.name);
  for (const IndexSpec& i : study.indexes) made.insert(i.name);
  return made;
}

bool needs_scores(const Study& study, const std::string& expression, const std::set<std::string>& late) {
  const std::vector<std::string> used = columns_used(expression);
  return std::any_of(used.begin(), used.end(), [&](const std::string& name) {
    return late.contains(name) ||
           std::any_of(study.scores.begin(), study.scores.end(), [&](const auto& s) { return s.name == name; }) ||
           std::any_of(study.indexes.begin(), study.indexes.end(), [&](const auto& i) { return i.name == name; });
  });
}

}  // namespace

Position position_of(const Study& study, const std::string& key) {
  const auto at = study.positions.find(key);
  return at == study.positions.end() ? Position{} : at->second;
}

void at_place(const Study& study, const Position& place, const std::function<void()>& body) {
  try {
    body();
  } catch (Error& error) {
    const bool about_study = error.code == "D110" || error.where.file.empty();
    if (about_study && error.fault != Fault::interrupted) {
      error = Error(
          Fault::study, error.code, error.message,
          {.file = study.path.string(), .row = place.line, .column = error.where.column, .value = error.where.value},
          error.hint);
    }
    throw;
  }
}

// "c.x#c.x" is "x^2" to whoever compares names; what is no term is refused where it is used.
static std::string in_one_spelling(const std::string& text) {
  try {
    return read_term(text);
  } catch (const Error&) {
    return text;
  }
}

Study with_short_names(Study study) {
  const std::set<std::string> made = made_names(study);
  std::map<std::string, std::string> short_of;
  for (const auto& [name, header] : study.columns) {
    const bool is_role = header == study.data.unit || header == study.data.time;
    if (name != header && (is_role || !made.contains(header))) short_of[header] = name;
  }
  visit_names(study, [&](std::string& text, NameRole role, const Position&) {
    text = renamed(text, role, short_of);
    if (role == NameRole::focus || role == NameRole::term) text = in_one_spelling(text);
  });
  for (const auto& [header, name] : short_of) {
    if (const auto label = study.labels.find(header); label != study.labels.end())
      study.labels.try_emplace(name, label->second);
    if (const auto unit = study.units.find(header); unit != study.units.end())
      study.units.try_emplace(name, unit->second);
  }
  return study;
}

UsedColumns used_columns(const Study& study) {
  const std::set<std::string> made = made_names(study);
  UsedColumns used;
  read_names(study, [&](const std::string& text, NameRole role, const Position& place) {
    const auto add = [&](auto& list, const std::vector<std::string>& names) {
      for (const std::string& name : names) {
        if (made.contains(name)) continue;
        const bool known = std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.first == name; });
        if (!known) list.emplace_back(name, place);
      }
    };
    at_place(study, place, [&] {
      NamesRead names = names_in(text, role);
      if (role == NameRole::expression) {
        const std::vector<std::string> compared = compared_as_text(text);
        add(used.compared, compared);
        std::erase_if(names.numbers, [&](const std::string& name) {
          return std::find(compared.begin(), compared.end(), name) != compared.end();
        });
      }
      add(used.numbers, names.numbers);
      add(used.groups, names.groups);
      if (role == NameRole::mention) add(used.mentions, names_in(text, NameRole::term).numbers);
    });
  });
  return used;
}

// Columns of the file whose names the study gives to columns that it makes.
static void say_replaced(const Study& study, const Table& table, Notes& notes) {
  const auto made = [&](const std::string& name, const Position& place) {
    if (!table.has(name)) return;
    notes.push_back({Severity::warning,
                     "S134",
                     {fmt::format("the column \"{}\" of the data is replaced by the one made here", name),
                      fmt::format("数据中的列“{}”被此处生成的同名列取代", name)},
                     {.file = study.path.string(), .row = place.line, .column = name}});
  };
  for (const auto& [name, expression] : study.derive) made(name, position_of(study, "derive." + name));
  for (const ScoreSpec& s : study.scores) made(s.name, s.at);
  for (const IndexSpec& i : study.indexes) made(i.name, i.at);
}

// D110 with a did-you-mean among the columns of the file and those that the study makes.
static void require(const Study& study, const Table& table, const std::string& name) {
  if (table.has(name)) return;
  std::vector<std::string> known = table.names();
  for (const auto& [made, expression] : study.derive) known.push_back(made);
  for (const ScoreSpec& s : study.scores) known.push_back(s.name);
  for (const IndexSpec& i : study.indexes) known.push_back(i.name);
  throw Error(Fault::data, "D110",
              {fmt::format("there is no column \"{}\"", name), fmt::format("没有名为“{}”的列", name)},
              {.file = table.file, .sheet = table.sheet, .column = name}, table.hint_for(name, known));
}

// Ones that also bear a name, so that whatever else reads the column goes on.
static void stand_in(Table& table, const std::string& name) {
  Column ones;
  ones.name = name;
  ones.numbers.assign(table.rows(), 1.0);
  for (std::size_t i = 0; i < table.rows(); ++i) ones.text.push_back("1");
  table.set(std::move(ones));
}

// The columns that the study uses and those of them that are numbers; what is wrong with them.
static std::vector<Error> collect_columns(const Study& study, Table& table, std::vector<std::string>& numeric,
                                          std::vector<std::string>& all) {
  const UsedColumns used = used_columns(study);
  std::vector<Error> mistakes;
  const auto attempt = [&](const std::string& name, const Position& place, bool as_numbers) {
    try {
      at_place(study, place, [&] {
        require(study, table, name);
        if (as_numbers) (void)table.numbers(name);
      });
    } catch (const Error& error) {
      if (error.fault == Fault::interrupted) throw;
      mistakes.push_back(error);
      const bool is_key = name == study.data.unit || name == study.data.time;
      if (!is_key) stand_in(table, name);
    }
    const bool known = std::find(all.begin(), all.end(), name) != all.end();
    if (as_numbers) numeric.push_back(name);
    if (!known) all.push_back(name);
  };
  for (const auto& [name, place] : used.numbers) attempt(name, place, true);
  for (const auto& [name, place] : used.compared) {
    const bool known = std::find(numeric.begin(), numeric.end(), name) != numeric.end();
    const Column* column = table.find(name);
    if (!known) attempt(name, place, column != nullptr && column->has_numbers());
  }
  std::vector<std::string> only_mentioned;
  for (const auto& [name, place] : used.groups) attempt(name, place, false);
  std::swap(all, only_mentioned);
  for (const auto& [name, place] : used.mentions) attempt(name, place, false);
  std::swap(all, only_mentioned);
  return mistakes;
}

// The cells in rows of the panel, by its rows.
static std::vector<FilledCell> of_rows(std::vector<FilledCell> filled, const History& history) {
  std::vector<std::size_t> row_of(history.chosen.size(), kNoRow);
  for (std::size_t i = 0; i < history.rows.size(); ++i) row_of[history.rows[i]] = i;
  std::erase_if(filled, [&](const FilledCell& cell) { return row_of[cell.row] == kNoRow; });
  for (FilledCell& cell : filled) cell.row = row_of[cell.row];
  return filled;
}

// What the rules for odd values are told of the columns.
static OddOptions odd_options(const Study& study, const std::map<std::string, std::string>& measures) {
  OddOptions options{.measures = measures, .heads = {}, .skip = {study.data.unit, study.data.time}};
  for (const auto& [name, head] : study.columns) {
    options.heads[name] = head;
    if (const auto at = measures.find(head); at != measures.end()) options.measures.try_emplace(name, at->second);
  }
  for (const auto& [name, unit] : study.units) options.measures[name] = unit;
  return options;
}

// The odd cells, those of parts with their places there.
static Table placed_odd_table(const Study& study, const Panel& panel, const PlaceOfCell& place_of, OddValues& odd) {
  if (!place_of) return odd_table(panel, odd.findings);
  const auto of_column = [&](std::size_t row, const std::string& column) {
    const Where where = place_of(row, column);
    const auto head = std::find_if(study.columns.begin(), study.columns.end(),
                                   [&](const auto& short_name) { return short_name.first == column; });
    return head == study.columns.end() || !where.file.empty() ? where : place_of(row, head->second);
  };
  set_places(odd.notes, odd.findings, of_column);
  return odd_table(panel, odd.findings, of_column);
}

Prepared prepare(const Study& study, const RunOptions& options) {
  StudyData read = read_data(study, options);
  Table& table = read.table;
  give_short_names(study, table);
  say_replaced(study, table, read.notes);
  std::vector<std::string> numeric;
  std::vector<std::string> all;
  std::vector<Error> mistakes = collect_columns(study, table, numeric, all);
  for (const auto& [key, name] : {std::pair{"data.unit", study.data.unit}, std::pair{"data.time", study.data.time}}) {
    if (!name.empty()) at_place(study, position_of(study, key), [&, &column = name] { require(study, table, column); });
  }

  const std::string file = table.file;
  const std::string sheet = table.sheet;
  const std::size_t rows_read = table.rows();
  table.show_names(study.data.unit);
  History history;
  const auto whole_panel = [&]() -> Panel {
    try {
      Panel whole(std::move(table), study.data.unit, study.data.time);
      at_place(study, position_of(study, "data.zero_missing"),
               [&] { empty_zeros(whole, study.data.zero_missing, read.notes); });
      history.rows = chosen_rows(study, whole, read.notes);
      return whole;
    } catch (const Error&) {
      throw_mistakes(mistakes);  // which may be why
      throw;
    }
  };
  Panel whole = whole_panel();
  const bool cut = history.rows.size() < whole.rows();
  if (cut) {
    history.chosen.assign(whole.rows(), false);
    for (const std::size_t row : history.rows) history.chosen[row] = true;
  }
  OddValues odd = find_odd_values(whole, odd_options(study, read.measures));
  Table odd_cells = placed_odd_table(study, whole, read.place_of, odd);
  append(read.notes, odd.notes);
  std::vector<OddSeries> series = odd_series(whole, odd.findings);
  Panel raw = cut ? whole.select(history.rows) : whole;
  std::vector<FilledCell> filled = fill_missing(whole, numeric, study.data.missing, read.notes, history.chosen);
  if (cut) filled = of_rows(std::move(filled), history);
  Panel panel = cut ? whole.select(history.rows) : std::move(whole);
  if (cut) history.all = std::move(whole);
  return Prepared{.raw = std::move(raw),
                  .panel = std::move(panel),
                  .history = std::move(history),
                  .filled = std::move(filled),
                  .odd = odd.findings,
                  .odd_cells = std::move(odd_cells),
                  .odd_series = std::move(series),
                  .file = file,
                  .sheet = sheet,
                  .sha256 = read.sha256,
                  .rows_read = rows_read,
                  .names = std::move(read.names),
                  .losses = std::move(read.losses),
                  .measures = std::move(read.measures),
                  .used = std::move(all),
                  .mistakes = std::move(mistakes),
                  .notes = std::move(read.notes)};
}

// Columns that were computed on the rows chosen, missing in the others.
static void spread_over_history(const Study& study, const Panel& panel, History& history) {
  const auto spread = [&](const std::string& name) {
    if (!panel.table.has(name)) return;
    const auto values = panel.table.numbers(name);
    std::vector<double> all(history.all->rows(), kMissing);
    for (std::size_t i = 0; i < history.rows.size(); ++i) all[history.rows[i]] = values[i];
    history.all->table.set_numbers(name, std::move(all));
  };
  for (const ScoreSpec& s : study.scores) spread(s.name);
  for (const IndexSpec& i : study.indexes) spread(i.name);
}

// The column made in all rows, and in those of the panel.
static void derive_one(const std::string& name, const std::string& expression, Panel& panel, History& history,
                       Notes& notes) {
  if (!history.all) {
    panel.table.set_numbers(name, evaluate(panel, expression, notes));
    return;
  }
  std::vector<double> all = evaluate(*history.all, expression, notes, history.chosen);
  std::vector<double> values;
  values.reserve(history.rows.size());
  for (const std::size_t row : history.rows) values.push_back(all[row]);
  history.all->table.set_numbers(name, std::move(all));
  panel.table.set_numbers(name, std::move(values));
}

void derive_columns(const Study& study, Panel& panel, History& history, bool after_scores, Notes& notes,
                    std::vector<Error>* mistakes) {
  if (history.all && after_scores) spread_over_history(study, panel, history);
  std::set<std::string> late;
  for (const auto& [name, expression] : study.derive) {
    const auto compute = [&, &column = name, &text = expression] {
      const bool is_late = needs_scores(study, text, late);
      if (is_late) late.insert(column);
      if (is_late != after_scores) return;
      Notes said;
      derive_one(column, text, panel, history, said);
      for (Note& note : said) {
        if (note.where.column.empty()) note.where.column = column;
      }
      append(notes, said);
    };
    try {
      at_place(study, position_of(study, "derive." + name), compute);
    } catch (const Error& error) {
      if (mistakes == nullptr || error.fault == Fault::interrupted) throw;
      mistakes->push_back(error);
      panel.table.set_numbers(name, std::vector<double>(panel.rows(), 1.0));
      if (history.all) history.all->table.set_numbers(name, std::vector<double>(history.all->rows(), 1.0));
    }
  }
}

bool is_mistake_of_names(const Error& error) { return error.code == "D110" || error.code[0] == 'S'; }

void throw_mistakes(const std::vector<Error>& mistakes) {
  if (mistakes.empty()) return;
  std::vector<const Error*> distinct;
  for (const Error& error : mistakes) {
    const bool known = std::any_of(distinct.begin(), distinct.end(), [&](const Error* other) {
      return other->code == error.code && other->message == error.message && other->where.row == error.where.row;
    });
    if (!known) distinct.push_back(&error);
  }
  Error first = *distinct.front();
  for (std::size_t i = 1; i < distinct.size(); ++i) {
    first.hint.en += (first.hint.en.empty() ? "also " : "\nalso ") + describe(*distinct[i], Language::en);
    first.hint.zh += (first.hint.zh.empty() ? "还有 " : "\n还有 ") + describe(*distinct[i], Language::zh);
  }
  std::vector<Error> all;
  for (const Error* error : distinct) all.push_back(*error);
  throw ManyErrors(Error(first.fault, first.code, first.message, first.where, first.hint), std::move(all));
}

}  // namespace ecoeff
