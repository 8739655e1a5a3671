#include "ecoeff/study/score_notes.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace ecoeff {
namespace {

constexpr std::size_t kNamed = 10;
constexpr std::string_view kUnusable = "F412", kZeros = "F414";

// Rows of one column as "a 2011, b 2011, ...".
Text named_rows(const Panel& panel, const std::vector<std::size_t>& rows) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size() && i < kNamed; ++i) {
    std::string name = panel.unit_names()[static_cast<std::size_t>(panel.unit()[rows[i]])];
    if (!panel.time_column().empty()) name += fmt::format(" {}", panel.time()[rows[i]]);
    names.push_back(std::move(name));
  }
  if (rows.size() > kNamed) names.emplace_back("...");
  return {join(names, ", "), join(names, "、")};
}

template <class Test>
std::vector<std::size_t> rows_of(const Panel& panel, const std::string& column, const Test& test) {
  std::vector<std::size_t> rows;
  const auto values = panel.table.numbers(column);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (test(values[i])) rows.push_back(i);
  }
  return rows;
}

Text reasons(const std::string& column, const Notes& so_far) {
  Text out;
  for (const Note& note : so_far) {
    const bool of_data = note.code.starts_with('D');
    if (note.severity != Severity::warning || note.where.column != column || !of_data) continue;
    out.en += (out.en.empty() ? "" : "; ") + note.message.en;
    out.zh += (out.zh.empty() ? "" : "；") + note.message.in(Language::zh);
  }
  return out;
}

Text missing_words(const Panel& panel, const ScoreOptions& options, const Notes& so_far) {
  Text out;
  const auto add = [&](const std::string& column, const std::vector<std::size_t>& rows, const Text& state) {
    if (rows.empty()) return;
    const Text named = named_rows(panel, rows);
    const Text why = reasons(column, so_far);
    out.en += fmt::format("\n{} {} in {} rows ({}){}", column, state.en, rows.size(), named.en,
                          why.en.empty() ? "" : ": " + why.en);
    out.zh += fmt::format("\n{} 在 {} 行{}（{}）{}", column, rows.size(), state.zh, named.zh,
                          why.zh.empty() ? "" : "：" + why.zh);
  };
  for (const auto* list : {&options.inputs, &options.good, &options.bad}) {
    for (const std::string& column : *list) {
      add(column, rows_of(panel, column, is_missing), {"is missing", "缺失"});
      if (list == &options.good) add(column, rows_of(panel, column, [](double v) { return v == 0; }), {"is 0", "为 0"});
    }
  }
  return out;
}

Text zero_words(const Panel& panel, const ScoreOptions& options) {
  Text out;
  for (const auto* list : {&options.inputs, &options.bad}) {
    for (const std::string& column : *list) {
      const std::vector<std::size_t> rows = rows_of(panel, column, [](double v) { return v == 0; });
      if (rows.empty()) continue;
      const Text named = named_rows(panel, rows);
      out.en += fmt::format("\n{}: {}", column, named.en);
      out.zh += fmt::format("\n{}：{}", column, named.zh);
    }
  }
  return out;
}

}  // namespace

void name_columns_and_rows(const Panel& panel, const ScoreOptions& options, const Notes& so_far, Notes& of_score) {
  for (Note& note : of_score) {
    Text more;
    if (note.code == kUnusable) more = missing_words(panel, options, so_far);
    if (note.code == kZeros) more = zero_words(panel, options);
    note.message = {note.message.en + more.en, note.message.in(Language::zh) + more.zh};
  }
}

}  // namespace ecoeff
