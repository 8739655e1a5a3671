#include <fmt/format.h>

#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff {
namespace {

template <class Get>
void add_numbers(Table& table, const ScoreResult& result, std::string name, Get get) {
  std::vector<double> values;
  values.reserve(result.rows.size());
  for (const RowScore& row : result.rows) values.push_back(get(row));
  table.set_numbers(std::move(name), std::move(values));
}

template <class Get>
void add_texts(Table& table, const ScoreResult& result, const std::string& name, Get get) {
  std::vector<std::string> values;
  values.reserve(result.rows.size());
  for (const RowScore& row : result.rows) values.push_back(get(row));
  table.set_text(name, values);
}

std::string peers_text(const RowName& name, const RowScore& row) {
  std::string out;
  for (const Peer& peer : row.peers) {
    if (!out.empty()) out += "; ";
    out += fmt::format("{}:{}", name(peer.row), format_shortest(peer.intensity));
  }
  return out;
}

}  // namespace

Table score_table(const Panel& panel, const ScoreResult& result, Language language) {
  return score_table(panel, result, language, [&](std::size_t row) { return frontier::row_name(panel, row); });
}

Table score_table(const Panel& panel, const ScoreResult& result, Language language, const RowName& name) {
  Table table;
  table.set(panel.table.column(panel.unit_column()));
  if (!panel.time_column().empty()) table.set(panel.table.column(panel.time_column()));
  add_numbers(table, result, "score", [](const RowScore& r) { return r.score; });
  add_numbers(table, result, "rho", [](const RowScore& r) { return r.rho; });
  add_numbers(table, result, "delta", [](const RowScore& r) { return r.delta; });
  const std::string& model = result.options.model;
  const bool factor = model.ends_with("radial") || model == "fdh";
  const bool phi = factor && result.options.orientation == Orientation::output;
  if (phi) add_numbers(table, result, "efficiency", [](const RowScore& r) { return r.efficiency; });
  const auto efficient = [](const RowScore& r) {
    const bool known = !is_missing(r.rho) || !is_missing(r.score);
    return known ? (r.efficient ? 1.0 : 0.0) : kMissing;
  };
  add_numbers(table, result, "efficient", efficient);
  add_texts(table, result, "status", [](const RowScore& r) { return std::string(word(r.status)); });
  add_texts(table, result, "reason", [&](const RowScore& r) { return r.reason.in(language); });
  for (const ExtraColumn& extra : result.extras) {
    if (extra.words.empty()) {
      table.set_numbers(extra.name, extra.values);
    } else {
      table.set_text(extra.name, extra.words);
    }
  }
  std::vector<std::string> columns;
  for (const auto* list : {&result.options.inputs, &result.options.good, &result.options.bad}) {
    columns.insert(columns.end(), list->begin(), list->end());
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    add_numbers(table, result, "slack_" + columns[k],
                [&](const RowScore& r) { return r.slacks.empty() ? kMissing : r.slacks[k]; });
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    add_numbers(table, result, "target_" + columns[k],
                [&](const RowScore& r) { return r.targets.empty() ? kMissing : r.targets[k]; });
  }
  add_texts(table, result, "peers", [&](const RowScore& r) { return peers_text(name, r); });
  return table;
}

}  // namespace ecoeff
