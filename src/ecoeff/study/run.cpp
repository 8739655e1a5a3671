#include "ecoeff/study/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/study/formula_history.hpp"
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/score_notes.hpp"
#include "ecoeff/study/tables/table_kind.hpp"

namespace ecoeff {
namespace {

// The steps of one score, each named after it.
Progress named(const Progress& progress, const std::string& score_name) {
  if (!progress) return {};
  return [&progress, score_name](Step step) {
    step.what = {"scores " + score_name, "效率得分 " + score_name};
    return progress(step);
  };
}

// Appends `more`, each note saying which score, index or column speaks.
void append_at(Notes& notes, const Notes& more, const Text& place) {
  for (Note note : more) {
    note.message = {place.en + note.message.en, place.zh + note.message.in(Language::zh)};
    notes.push_back(std::move(note));
  }
}

void compute_productivity(const ScoreSpec& spec, const ScoreOptions& asked, StudyResult& result,
                          const Progress& progress) {
  ProductivityResult found = productivity(result.panel, asked, progress);
  result.panel.table.set_numbers(spec.name, productivity_column(result.panel, found));
  name_columns_and_rows(result.panel, asked, result.notes, found.notes);
  append_at(result.notes, found.notes, {spec.name + ": ", spec.name + "："});
  result.productivity.push_back({spec, std::move(found)});
}

void compute_scores(const Study& study, const RunOptions& options, StudyResult& result, const Progress& progress) {
  for (const ScoreSpec& spec : study.scores) {
    at_place(study, spec.at, [&] {
      ScoreOptions asked = spec.options;
      asked.threads = options.threads;
      if (is_productivity(asked.model)) {
        compute_productivity(spec, asked, result, named(progress, spec.name));
        return;
      }
      ScoreResult scored = score(result.panel, asked, named(progress, spec.name));
      std::vector<double> column(result.panel.rows(), kMissing);
      for (std::size_t i = 0; i < column.size(); ++i) column[i] = scored.rows[i].score;
      result.panel.table.set_numbers(spec.name, std::move(column));
      name_columns_and_rows(result.panel, asked, result.notes, scored.notes);
      append_at(result.notes, scored.notes, {spec.name + ": ", spec.name + "："});
      result.scores.push_back({spec, std::move(scored)});
    });
  }
}

void compute_indexes(const Study& study, StudyResult& result, const Progress& progress) {
  for (const IndexSpec& spec : study.indexes) {
    at_place(study, spec.at, [&] {
      IndexResult index = compute_index(result.panel, spec.indicators, spec.method, spec.options);
      result.panel.table.set_numbers(spec.name, index.score);
      append_at(result.notes, index.notes, {spec.name + ": ", spec.name + "："});
      result.indexes.push_back({spec, std::move(index)});
    });
    report_step(progress,
                {{"index " + spec.name, "指数 " + spec.name}, spec.indicators.size(), spec.indicators.size()});
  }
}

Text place_of(const TableResult& table, std::size_t column) {
  return {fmt::format("table {} column ({}): ", table.number, column),
          fmt::format("表 {} 第 ({}) 列：", table.number, column)};
}

// The notes of every column, each saying which column speaks.
void collect_notes(const TableResult& table, Notes& notes) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnResult& column = table.columns[i];
    const Text place = place_of(table, i + 1);
    if (column.refused) {
      notes.push_back({Severity::warning,
                       column.refused->code,
                       {place.en + "not estimated: " + column.refused->message.en,
                        place.zh + "未能估计：" + column.refused->message.in(Language::zh)},
                       column.refused->where});
    }
    if (column.estimate) append_at(notes, column.estimate->notes, place);
  }
  if (table.comparison) append(notes, table.comparison->notes);
  if (table.mechanism) append(notes, table.mechanism->notes);
  append(notes, table.notes);
}

TableResult compute_table(const StudyResult& so_far, const TableSpec& spec, unsigned threads) {
  TableResult table{.spec = spec, .number = static_cast<int>(so_far.tables.size()) + 1};
  const TableKind& kind = table_kind(spec.kind);
  if (kind.compute != nullptr) kind.compute(so_far, threads, table);
  return table;
}

// Units of measurement that the files state, where the study states none.
void take_measures(const std::map<std::string, std::string>& measures, Study& study) {
  for (const auto& [head, measure] : measures) {
    study.units.try_emplace(head, measure);
    for (const auto& [name, header] : study.columns) {
      if (header == head) study.units.try_emplace(name, measure);
    }
  }
}

}  // namespace

Text StudyResult::label(const std::string& column) const {
  const auto at = study.labels.find(column);
  if (at != study.labels.end()) return at->second;
  for (const auto& [name, header] : study.columns) {
    if (name == column) return {column, header};
  }
  return both(column);
}

bool StudyResult::any_refused() const {
  return std::any_of(tables.begin(), tables.end(), [](const TableResult& table) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [](const ColumnResult& c) { return c.refused.has_value(); });
  });
}

StudyResult run_study(const Study& asked, const RunOptions& options, const Progress& progress) {
  const Study study = with_short_names(asked);
  Prepared prepared = prepare(study, options);
  throw_mistakes(mistakes_of_names(study, prepared));
  const std::size_t rows = prepared.panel.rows();
  report_step(progress,
              {{fmt::format("read {} ({} rows), filled {} cells", prepared.file, rows, prepared.filled.size()),
                fmt::format("读取 {}（{} 行），补齐 {} 个缺失值", prepared.file, rows, prepared.filled.size())},
               rows,
               rows});
  StudyResult result{.study = study,
                     .data_file = prepared.file,
                     .data_sheet = prepared.sheet,
                     .data_sha256 = prepared.sha256,
                     .rows_read = prepared.rows_read,
                     .used_columns = std::move(prepared.used),
                     .panel = std::move(prepared.panel),
                     .raw = std::move(prepared.raw),
                     .filled = std::move(prepared.filled),
                     .joined_names = std::move(prepared.names),
                     .join_losses = std::move(prepared.losses),
                     .odd = std::move(prepared.odd),
                     .odd_cells = std::move(prepared.odd_cells),
                     .odd_series = std::move(prepared.odd_series),
                     .notes = std::move(prepared.notes)};
  take_measures(prepared.measures, result.study);
  if (options.seed) result.study.seed = *options.seed;
  History history = std::move(prepared.history);
  derive_columns(study, result.panel, history, false, result.notes);
  compute_scores(study, options, result, progress);
  compute_indexes(study, result, progress);
  derive_columns(study, result.panel, history, true, result.notes);
  add_terms_of_history(study, history, result.panel);
  say_absent_values(study, result.panel, result.notes);
  for (const TableSpec& spec : study.tables) {
    result.tables.push_back(compute_table(result, spec, options.threads));
    collect_notes(result.tables.back(), result.notes);
    report_step(progress, {{fmt::format("table {} {}", result.tables.size(), spec.id),
                            fmt::format("表 {} {}", result.tables.size(), spec.id)},
                           1,
                           1});
  }
  return result;
}

}  // namespace ecoeff
