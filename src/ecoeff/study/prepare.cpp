#include "ecoeff/study/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "ecoeff/data/expression.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/weights.hpp"

namespace ecoeff {
namespace {

void rename_in(std::vector<std::string>& names, const std::map<std::string, std::string>& short_of) {
  for (std::string& name : names) {
    if (const auto at = short_of.find(name); at != short_of.end()) name = at->second;
  }
}

std::filesystem::path data_path(const Study& study, const RunOptions& options) {
  if (options.data) return *options.data;
  if (study.data.file.empty()) {
    throw Error(Fault::study, "S105",
                {"the key data.file is missing and no --data was given", "缺少 data.file，也没有给出 --data"},
                {.file = study.path.string()});
  }
  const std::filesystem::path named = study.data.file;
  return named.is_absolute() ? named : study.path.parent_path() / named;
}

void give_short_names(const Study& study, Table& table) {
  for (const auto& [name, header] : study.columns) {
    if (name == header) continue;
    at_place(study, position_of(study, "columns." + name), [&, &name = name, &header = header] {
      if (table.has(name)) {
        throw Error(Fault::study, "S106",
                    {fmt::format("\"{}\" is to be the short name of \"{}\", but the file has a column of that name",
                                 name, header),
                     fmt::format("“{}”要作为“{}”的简称，但数据文件里已有同名列", name, header)});
      }
      table.rename(header, name);
    });
  }
}

std::vector<std::size_t> chosen_rows(const Study& study, const Panel& panel) {
  std::vector<std::size_t> rows;
  std::vector<bool> kept(panel.rows(), study.data.keep.empty());
  if (!study.data.keep.empty()) {
    at_place(study, position_of(study, "data.keep"), [&] {
      for (const std::size_t row : rows_where(panel, study.data.keep)) kept[row] = true;
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

// The columns that a term of a formula reads: "L.x", "log(x)", "x:z", "i.year", "i(year)".
std::vector<std::string> term_columns(const std::string& term) {
  std::vector<std::string> out;
  for (std::string part : split(term, ':')) {
    if (part.starts_with("i.")) part.erase(0, 2);
    if (part.starts_with("i(") && part.ends_with(')')) part = part.substr(2, part.size() - 3);
    for (const std::string& name : columns_used(part)) out.push_back(name);
  }
  return out;
}

class Collector {
 public:
  explicit Collector(const Study& study) : study_(study) {
    for (const auto& [name, expression] : study.derive) made_.insert(name);
    for (const ScoreSpec& s : study.scores) made_.insert(s.name);
    for (const IndexSpec& i : study.indexes) made_.insert(i.name);
    made_.insert({"unit", "time", "_cons", study.data.unit, study.data.time});
  }

  void number(const std::string& name, const Position& place) { add(used_.numbers, name, place); }
  void group(const std::string& name, const Position& place) { add(used_.groups, name, place); }
  void formula(const std::string& text, const Position& place) {
    at_place(study_, place, [&] {
      const Formula f = parse_formula(text);
      for (const auto* terms : {&f.regressors, &f.endogenous, &f.instruments}) {
        for (const std::string& term : *terms) columns_of_term(term, place);
      }
      columns_of_term(f.outcome, place);
      for (const std::string& effect : f.effects) {
        const std::size_t colon = effect.find(':');  // unit:trend, a slope for every unit
        for (const std::string& part : split(effect.substr(0, colon), '^')) group(std::string(trim(part)), place);
        if (colon != std::string::npos) columns_of_term(std::string(trim(effect.substr(colon + 1))), place);
      }
    });
  }
  // The column of "aw=pop"; gaps in it are not filled.
  void weights(const std::string& text, const Position& place) {
    if (text.empty() || text == "none") return;
    at_place(study_, place, [&] { group(parse_weights(text).column, place); });
  }
  void condition(const std::string& text, const Position& place) {
    if (text.empty()) return;
    at_place(study_, place, [&] {
      for (const std::string& name : columns_used(text)) group(name, place);
    });
  }
  void expression(const std::string& text, const Position& place) {
    at_place(study_, place, [&] {
      for (const std::string& name : columns_used(text)) number(name, place);
    });
  }
  void columns_of_term(const std::string& term, const Position& place) {
    for (const std::string& name : term_columns(term)) number(name, place);
  }
  [[nodiscard]] UsedColumns take() { return std::move(used_); }

 private:
  void add(std::vector<std::pair<std::string, Position>>& list, const std::string& name, const Position& place) {
    if (made_.contains(name)) return;
    const bool known = std::any_of(list.begin(), list.end(), [&](const auto& entry) { return entry.first == name; });
    if (!known) list.emplace_back(name, place);
  }
  const Study& study_;
  std::set<std::string> made_;
  UsedColumns used_;
};

void collect_column(const ColumnSpec& column, Collector& collector) {
  if (column.winsor)
    for (const std::string& name : column.winsor->columns) collector.number(name, column.at);
  for (const auto& [from, to] : column.swap) collector.number(to, column.at);
  if (!column.outcome.empty()) collector.columns_of_term(column.outcome, column.at);
  if (!column.formula.empty()) collector.formula(column.formula, column.at);
  collector.weights(column.weights, column.at);
  for (const auto* terms : {&column.gmm.endogenous, &column.gmm.predetermined}) {
    for (const std::string& term : *terms) collector.columns_of_term(term, column.at);
  }
  collector.condition(column.keep, column.at);
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

Study with_short_names(Study study) {
  std::map<std::string, std::string> short_of;
  for (const auto& [name, header] : study.columns) short_of[header] = name;
  const auto one = [&](std::string& name) {
    if (const auto at = short_of.find(name); at != short_of.end()) name = at->second;
  };
  one(study.data.unit);
  one(study.data.time);
  for (ScoreSpec& s : study.scores) {
    for (auto* list : {&s.options.inputs, &s.options.good, &s.options.bad}) rename_in(*list, short_of);
    for (auto& [column, weight] : s.options.weights) one(column);
    one(s.options.group);
    for (TermSpec& t : s.terms) one(t.column);
  }
  for (IndexSpec& i : study.indexes) {
    for (Indicator& indicator : i.indicators) one(indicator.column);
  }
  for (TableSpec& t : study.tables) {
    rename_in(t.describe_columns, short_of);
    if (t.split) one(t.split->by);
    for (ColumnSpec& c : t.columns) {
      one(c.outcome);
      if (c.winsor) rename_in(c.winsor->columns, short_of);
    }
  }
  return study;
}

UsedColumns used_columns(const Study& study) {
  Collector collector(study);
  for (const auto& [name, header] : study.columns) {
    const bool is_group =
        std::any_of(study.tables.begin(), study.tables.end(),
                    [&, &column = name](const TableSpec& t) { return t.split && t.split->by == column; });
    if (is_group) collector.group(name, position_of(study, "columns." + name));
  }
  for (const auto& [name, expression] : study.derive)
    collector.expression(expression, position_of(study, "derive." + name));
  for (const ScoreSpec& s : study.scores) {
    for (const auto* list : {&s.options.inputs, &s.options.good, &s.options.bad}) {
      for (const std::string& name : *list) collector.number(name, s.at);
    }
    if (!s.options.group.empty()) collector.group(s.options.group, s.at);
  }
  for (const IndexSpec& i : study.indexes) {
    for (const Indicator& indicator : i.indicators) collector.number(indicator.column, i.at);
  }
  if (study.model) {
    collector.formula(study.model->formula, position_of(study, "model.formula"));
    collector.weights(study.model->weights, position_of(study, "model.weights"));
  }
  for (const TableSpec& t : study.tables) {
    for (const std::string& name : t.describe_columns) collector.number(name, t.at);
    for (const ColumnSpec& c : t.columns) collect_column(c, collector);
    if (t.split) collector.group(t.split->by, t.at);
  }
  return collector.take();
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

Prepared prepare(const Study& study, const RunOptions& options) {
  ReadResult read = read_table(data_path(study, options), {.sheet = study.data.sheet, .encoding = study.data.encoding});
  Table& table = read.table;
  give_short_names(study, table);
  say_replaced(study, table, read.notes);
  const UsedColumns used = used_columns(study);
  std::vector<std::string> numeric;
  std::vector<std::string> all;
  for (const auto& [name, place] : used.numbers) {
    at_place(study, place, [&, &column = name] {
      (void)table.column(column);
      (void)table.numbers(column);
    });
    numeric.push_back(name);
    all.push_back(name);
  }
  for (const auto& [name, place] : used.groups) {
    at_place(study, place, [&, &column = name] { (void)table.column(column); });
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  }
  at_place(study, position_of(study, "data.unit"), [&] { (void)table.column(study.data.unit); });
  if (!study.data.time.empty())
    at_place(study, position_of(study, "data.time"), [&] { (void)table.column(study.data.time); });

  const std::string file = table.file;
  const std::string sheet = table.sheet;
  const std::size_t rows_read = table.rows();
  const Panel whole(std::move(table), study.data.unit, study.data.time);
  Panel raw = whole.select(chosen_rows(study, whole));
  Prepared prepared{.raw = raw,
                    .panel = std::move(raw),
                    .file = file,
                    .sheet = sheet,
                    .sha256 = read.sha256,
                    .rows_read = rows_read,
                    .used = std::move(all),
                    .notes = std::move(read.notes)};
  prepared.filled = fill_missing(prepared.panel, numeric, study.data.missing, prepared.notes);
  return prepared;
}

void derive_columns(const Study& study, Panel& panel, bool after_scores, Notes& notes) {
  std::set<std::string> late;
  for (const auto& [name, expression] : study.derive) {
    at_place(study, position_of(study, "derive." + name), [&, &column = name, &text = expression] {
      const bool is_late = needs_scores(study, text, late);
      if (is_late) late.insert(column);
      if (is_late != after_scores) return;
      Notes said;
      std::vector<double> values = evaluate(panel, text, said);
      for (Note& note : said) {
        if (note.where.column.empty()) note.where.column = column;
      }
      append(notes, said);
      panel.table.set_numbers(column, std::move(values));
    });
  }
}

}  // namespace ecoeff
