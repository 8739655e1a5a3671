#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff {
namespace {

// The columns of a stretch of the rows.
class Columns {
 public:
  Columns(const ScoreResult& result, RowRange rows)
      : result_(result), begin_(rows.begin), end_(std::min(rows.end, result.rows.size())) {}

  void add_key(const Column& key) {
    Column part{.name = key.name, .is_text = key.is_text};
    for (std::size_t row = begin_; row < end_; ++row) {
      if (key.is_text) {
        part.text.push_back(key.text.at(row));
      } else {
        part.numbers.push_back(key.numbers[row]);
      }
    }
    table.set(std::move(part));
  }
  template <class Get>
  void add_numbers(std::string name, Get get) {
    std::vector<double> values;
    values.reserve(end_ - begin_);
    for (std::size_t row = begin_; row < end_; ++row) values.push_back(get(result_.rows[row]));
    table.set_numbers(std::move(name), std::move(values));
  }
  template <class Get>
  void add_texts(const std::string& name, Get get) {
    std::vector<std::string> values;
    values.reserve(end_ - begin_);
    for (std::size_t row = begin_; row < end_; ++row) values.push_back(get(result_.rows[row]));
    table.set_text(name, values);
  }
  void add(const ExtraColumn& extra) {
    const auto part = [&](const auto& all) {
      using List = std::decay_t<decltype(all)>;
      return List(all.begin() + static_cast<std::ptrdiff_t>(begin_), all.begin() + static_cast<std::ptrdiff_t>(end_));
    };
    if (extra.words.empty()) {
      table.set_numbers(extra.name, part(extra.values));
    } else {
      table.set_text(extra.name, part(extra.words));
    }
  }

  Table table;

 private:
  const ScoreResult& result_;
  std::size_t begin_;
  std::size_t end_;
};

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

Table score_table(const Panel& panel, const ScoreResult& result, Language language, const RowName& name,
                  RowRange rows) {
  Columns out(result, rows);
  out.add_key(panel.table.column(panel.unit_column()));
  if (!panel.time_column().empty()) out.add_key(panel.table.column(panel.time_column()));
  out.add_numbers("score", [](const RowScore& r) { return r.score; });
  out.add_numbers("rho", [](const RowScore& r) { return r.rho; });
  out.add_numbers("delta", [](const RowScore& r) { return r.delta; });
  const std::string& model = result.options.model;
  const bool factor = model.ends_with("radial") || model == "fdh";
  const bool phi = factor && result.options.orientation == Orientation::output;
  if (phi) out.add_numbers("efficiency", [](const RowScore& r) { return r.efficiency; });
  const auto efficient = [](const RowScore& r) {
    const bool known = !is_missing(r.rho) || !is_missing(r.score);
    return known ? (r.efficient ? 1.0 : 0.0) : kMissing;
  };
  out.add_numbers("efficient", efficient);
  out.add_texts("status", [](const RowScore& r) { return std::string(word(r.status)); });
  out.add_texts("reason", [&](const RowScore& r) { return r.reason.in(language); });
  for (const ExtraColumn& extra : result.extras) out.add(extra);
  std::vector<std::string> columns;
  for (const auto* list : {&result.options.inputs, &result.options.good, &result.options.bad}) {
    columns.insert(columns.end(), list->begin(), list->end());
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    out.add_numbers("slack_" + columns[k],
                    [&](const RowScore& r) { return r.slacks.empty() ? kMissing : r.slacks[k]; });
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    out.add_numbers("target_" + columns[k],
                    [&](const RowScore& r) { return r.targets.empty() ? kMissing : r.targets[k]; });
  }
  out.add_texts("peers", [&](const RowScore& r) { return peers_text(name, r); });
  return std::move(out.table);
}

}  // namespace ecoeff
