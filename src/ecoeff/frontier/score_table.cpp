#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/frontier/score_model.hpp"

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
    for (std::size_t row = begin_; row < end_; ++row) values.push_back(get(row));
    table.set_numbers(std::move(name), std::move(values));
  }
  template <class Get>
  void add_texts(const std::string& name, Get get) {
    std::vector<std::string> values;
    values.reserve(end_ - begin_);
    for (std::size_t row = begin_; row < end_; ++row) values.push_back(get(row));
    table.set_text(name, values);
  }
  // A column for each of `names`, filled with what get(row) lists; missing where that is empty.
  template <class Get>
  void add_lists(const std::string& prefix, const std::vector<std::string>& names, Get get) {
    std::vector<std::vector<double>> columns(names.size(), std::vector<double>(end_ - begin_, kMissing));
    for (std::size_t row = begin_; row < end_; ++row) {
      const auto list = get(row);
      for (std::size_t k = 0; k < list.size(); ++k) columns[k][row - begin_] = list[k];
    }
    for (std::size_t k = 0; k < names.size(); ++k) table.set_numbers(prefix + names[k], std::move(columns[k]));
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

std::string peers_text(const RowName& name, const ScoreRows& rows, std::size_t row) {
  std::string out;
  const auto peers = rows.peer_rows(row);
  for (std::size_t i = 0; i < peers.size(); ++i) {
    if (i > 0) out += "; ";
    out += fmt::format("{}:{}", name(peers[i]), format_shortest(rows.intensities(row)[i]));
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
  const auto scores = result.rows.scores();
  out.add_numbers("score", [&](std::size_t row) { return scores[row].score; });
  out.add_numbers("rho", [&](std::size_t row) { return scores[row].rho; });
  out.add_numbers("delta", [&](std::size_t row) { return scores[row].delta; });
  const bool factor = score_model(result.options.model).traits.factor;
  const bool phi = factor && result.options.orientation == Orientation::output;
  if (phi) out.add_numbers("efficiency", [&](std::size_t row) { return scores[row].efficiency; });
  const auto efficient = [&](std::size_t row) {
    const RowStatus status = scores[row].status;
    const bool known =
        status != RowStatus::bad_data && (status != RowStatus::uncertified || !is_missing(scores[row].rho));
    return known ? (scores[row].efficient ? 1.0 : 0.0) : kMissing;
  };
  out.add_numbers("efficient", efficient);
  out.add_texts("status", [&](std::size_t row) { return std::string(word(scores[row].status)); });
  out.add_texts("reason", [&](std::size_t row) { return result.rows.reason(row).in(language); });
  if (result.options.certify) {
    out.add_numbers("lower", [&](std::size_t row) { return scores[row].lower; });
    out.add_numbers("upper", [&](std::size_t row) { return scores[row].upper; });
    out.add_texts("settled", [&](std::size_t row) { return std::string(word(scores[row].settled)); });
    out.add_numbers("margin", [&](std::size_t row) { return scores[row].marginal ? 1.0 : 0.0; });
  }
  for (const ExtraColumn& extra : result.extras) out.add(extra);
  std::vector<std::string> columns;
  for (const auto* list : {&result.options.inputs, &result.options.good, &result.options.bad}) {
    columns.insert(columns.end(), list->begin(), list->end());
  }
  out.add_lists("slack_", columns, [&](std::size_t row) { return result.rows.slacks(row); });
  out.add_lists("target_", columns, [&](std::size_t row) { return result.rows.targets(row); });
  if (result.rows.has_multipliers()) {
    if (result.options.returns != Returns::crs) columns.emplace_back("intercept");
    const std::size_t shown = columns.size();
    out.add_lists("multiplier_", columns, [&](std::size_t row) {
      const auto all = result.rows.multipliers(row);
      return all.first(std::min(shown, all.size()));
    });
  }
  out.add_texts("peers", [&](std::size_t row) { return peers_text(name, result.rows, row); });
  return std::move(out.table);
}

}  // namespace ecoeff
