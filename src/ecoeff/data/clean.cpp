#include "ecoeff/data/clean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/base/counted.hpp"

namespace ecoeff {
namespace {

// What stays open after filling one column, by unit.
struct Open {
  std::vector<std::string> edge_units;
  std::size_t edge_cells = 0;
  std::vector<std::string> empty_units;
  std::size_t filled = 0;
};

std::string first_names(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 10;
  std::vector<std::string> shown(names.begin(),
                                 names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kShown)));
  if (names.size() > kShown) shown.emplace_back("...");
  return join(shown, ", ");
}

class UnitFiller {
 public:
  UnitFiller(const Panel& panel, std::string column, std::vector<double>& values, std::vector<FilledCell>& filled,
             const std::vector<bool>& chosen)
      : panel_(panel), column_(std::move(column)), values_(values), filled_(filled), chosen_(chosen) {}

  void fill(std::int32_t unit, MissingPolicy policy, Open& open) {
    const auto& order = panel_.by_unit_and_time();
    const std::span<const std::size_t> rows(order.data() + panel_.begin(unit),
                                            panel_.begin(unit + 1) - panel_.begin(unit));
    const auto observed = [&](std::size_t row) { return !is_missing(values_[row]); };
    const auto first = static_cast<std::size_t>(std::find_if(rows.begin(), rows.end(), observed) - rows.begin());
    const std::string& name = panel_.unit_names()[static_cast<std::size_t>(unit)];
    if (first == rows.size()) {
      if (chosen_in(rows) > 0) open.empty_units.push_back(name);
      return;
    }
    std::size_t last = rows.size() - 1;
    while (!observed(rows[last])) --last;
    const std::size_t at_edges = chosen_in(rows.first(first)) + chosen_in(rows.subspan(last + 1));
    const bool carry = policy == MissingPolicy::linear_and_edges;
    if (at_edges > 0 && !carry) {
      open.edge_units.push_back(name);
      open.edge_cells += at_edges;
    }
    for (std::size_t i = 0; carry && i < first; ++i) put(rows[i], values_[rows[first]], true);
    for (std::size_t left = first; left < last;) {
      std::size_t right = left + 1;
      while (!observed(rows[right])) ++right;
      for (std::size_t i = left + 1; i < right; ++i) put(rows[i], between(rows[left], rows[i], rows[right]), false);
      open.filled += chosen_in(rows.subspan(left + 1, right - left - 1));
      left = right;
    }
    for (std::size_t i = last + 1; carry && i < rows.size(); ++i) put(rows[i], values_[rows[last]], true);
    if (carry) open.filled += at_edges;
  }

 private:
  [[nodiscard]] std::size_t chosen_in(std::span<const std::size_t> rows) const {
    if (chosen_.empty()) return rows.size();
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](std::size_t row) { return chosen_[row]; }));
  }

  void put(std::size_t row, double value, bool edge) {
    values_[row] = value;
    filled_.push_back({.row = row, .column = column_, .value = value, .edge = edge});
  }

  [[nodiscard]] double between(std::size_t left, std::size_t row, std::size_t right) const {
    const auto& time = panel_.time();
    const double share =
        (static_cast<double>(time[row]) - time[left]) / (static_cast<double>(time[right]) - time[left]);
    return values_[left] + (values_[right] - values_[left]) * share;
  }

  const Panel& panel_;
  std::string column_;
  std::vector<double>& values_;
  std::vector<FilledCell>& filled_;
  const std::vector<bool>& chosen_;
};

void report(const Table& table, const std::string& column, const Open& open, Notes& notes) {
  const Where where{.file = table.file, .sheet = table.sheet, .column = column};
  if (open.filled > 0) {
    notes.push_back(
        {Severity::info,
         "D201",
         {fmt::format("{} {} filled", counted(open.filled, "missing cell"), agree(open.filled, "was", "were")),
          fmt::format("补全了 {} 个缺失值", open.filled)},
         where});
  }
  if (open.edge_cells > 0) {
    notes.push_back({Severity::warning,
                     "D202",
                     {fmt::format("{} at the first or last years {} missing in: {}", counted(open.edge_cells, "cell"),
                                  agree(open.edge_cells, "stays", "stay"), first_names(open.edge_units)),
                      fmt::format("首尾年份仍有 {} 个缺失值，涉及：{}", open.edge_cells, first_names(open.edge_units))},
                     where});
  }
  if (!open.empty_units.empty()) {
    notes.push_back(
        {Severity::warning,
         "D203",
         {fmt::format("the column has no value at all in {} units: {}", open.empty_units.size(),
                      first_names(open.empty_units)),
          fmt::format("该列在 {} 个单元中完全缺失：{}", open.empty_units.size(), first_names(open.empty_units))},
         where});
  }
}

}  // namespace

std::vector<FilledCell> fill_missing(Panel& panel, const std::vector<std::string>& columns, MissingPolicy policy,
                                     Notes& notes, const std::vector<bool>& chosen) {
  std::vector<FilledCell> filled;
  if (policy == MissingPolicy::keep) return filled;
  for (const std::string& name : columns) {
    const auto before = panel.table.numbers(name);
    std::vector<double> values(before.begin(), before.end());
    const std::size_t already = filled.size();
    Open open;
    UnitFiller filler(panel, name, values, filled, chosen);
    for (std::size_t unit = 0; unit < panel.units(); ++unit) filler.fill(static_cast<std::int32_t>(unit), policy, open);
    if (filled.size() > already) {
      Column column = panel.table.column(name);
      column.numbers = std::move(values);
      panel.table.set(std::move(column));
    }
    report(panel.table, name, open, notes);
  }
  return filled;
}

void empty_zeros(Panel& panel, const ZeroMissing& rule, Notes& notes) {
  const auto in_years = [&](std::size_t row) {
    return rule.years.empty() || std::find(rule.years.begin(), rule.years.end(), panel.time()[row]) != rule.years.end();
  };
  for (const std::string& name : rule.columns) {
    (void)panel.table.numbers(name);
    Column column = panel.table.column(name);
    std::size_t emptied = 0;
    for (std::size_t row = 0; row < panel.rows(); ++row) {
      if (column.numbers[row] != 0 || !in_years(row)) continue;
      column.numbers[row] = kMissing;
      ++emptied;
    }
    if (emptied > 0) panel.table.set(std::move(column));
    notes.push_back({emptied > 0 ? Severity::info : Severity::warning,
                     "D235",
                     {fmt::format("{} zeros were read as missing", emptied), fmt::format("{} 个零按缺失处理", emptied)},
                     {.file = panel.table.file, .sheet = panel.table.sheet, .column = name}});
  }
}

double percentile(std::span<const double> values, double p) {
  std::vector<double> sorted;
  sorted.reserve(values.size());
  std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return !is_missing(v); });
  if (sorted.empty()) return kMissing;
  std::sort(sorted.begin(), sorted.end());
  // n p is exact for whole percents, so only the division by 100 rounds and i is whole exactly when n p / 100 is.
  const double i = static_cast<double>(sorted.size()) * p / 100.0;
  const double floor = std::floor(i);
  const auto at = [&](double one_based) {
    return sorted[static_cast<std::size_t>(std::clamp(one_based, 1.0, static_cast<double>(sorted.size()))) - 1];
  };
  return i == floor ? (at(i) + at(i + 1)) / 2 : at(floor + 1);
}

Winsorized winsorize(std::span<const double> values, double low_percent, double high_percent,
                     const std::vector<bool>& chosen) {
  if (!(low_percent >= 0 && low_percent < high_percent && high_percent <= 100)) {
    throw Error(Fault::study, "S212",
                {fmt::format("the cuts {} and {} are not percentiles in order", low_percent, high_percent),
                 fmt::format("分位点 {} 与 {} 无效", low_percent, high_percent)},
                {}, {"take 0 <= low < high <= 100, such as 1 and 99", "应满足 0 <= 低 < 高 <= 100，例如 1 和 99"});
  }
  std::vector<double> of(values.begin(), values.end());
  for (std::size_t i = 0; i < chosen.size(); ++i) of[i] = chosen[i] ? of[i] : kMissing;
  Winsorized out{.values = {values.begin(), values.end()},
                 .low = percentile(of, low_percent),
                 .high = percentile(of, high_percent)};
  for (double& value : out.values) {
    if (is_missing(value) || (value >= out.low && value <= out.high)) continue;
    value = value < out.low ? out.low : out.high;
    ++out.changed;
  }
  return out;
}

}  // namespace ecoeff
