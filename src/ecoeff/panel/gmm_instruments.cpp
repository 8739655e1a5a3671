#include "ecoeff/panel/gmm_instruments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ecoeff {
namespace {

// One column: its non-zero entries by stacked row, ascending.
using Entries = std::vector<std::pair<std::size_t, double>>;

class InstrumentBuilder {
 public:
  explicit InstrumentBuilder(const GmmSample& sample) : sample_(sample) {}

  // Adds the column unless it is zero; returns its number or -1.
  int add(Entries entries) {
    if (entries.empty()) return -1;
    columns_.push_back(std::move(entries));
    return static_cast<int>(columns_.size()) - 1;
  }

  // The entries of v at `lag` in one equation, in period t or, when t < 0, in all periods.
  Entries lagged(const Vector& v, int lag, int t, bool level) const {
    Entries entries;
    const std::vector<bool>& used = level ? sample_.level_used : sample_.transformed_used;
    const std::size_t offset = level ? sample_.slots() : 0;
    const int from = std::max(t < 0 ? 0 : t, lag);
    const int to = std::min(t < 0 ? sample_.periods - 1 : t, sample_.periods - 1 + std::min(lag, 0));
    for (int unit = 0; unit < sample_.units; ++unit) {
      for (int period = from; period <= to; ++period) {
        const auto slot = static_cast<std::size_t>(unit) * static_cast<std::size_t>(sample_.periods) +
                          static_cast<std::size_t>(period);
        if (!used[slot]) continue;
        const double value = v(static_cast<Eigen::Index>(slot) - lag);
        if (value == value && value != 0) entries.emplace_back(offset + slot, value);
      }
    }
    return entries;
  }

  Instruments finish() {
    Instruments out;
    out.columns = static_cast<int>(columns_.size());
    // Count the entries of every row, then put them there: columns come in ascending order.
    std::vector<std::size_t>& start = out.rows.start;
    start.assign(sample_.stacked_rows() + 1, 0);
    for (const Entries& column : columns_) {
      for (const auto& entry : column) ++start[entry.first + 1];
    }
    for (std::size_t row = 1; row < start.size(); ++row) start[row] += start[row - 1];
    out.rows.column.resize(start.back());
    out.rows.value.resize(start.back());
    std::vector<std::size_t> next(start.begin(), start.end() - 1);
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      for (const auto& [row, value] : columns_[j]) {
        out.rows.column[next[row]] = static_cast<int>(j);
        out.rows.value[next[row]++] = value;
      }
    }
    return out;
  }

 private:
  const GmmSample& sample_;
  std::vector<Entries> columns_;
};

// v_t - v_{t-1} by slot, missing where either is.
Vector difference(const Vector& v, int periods) {
  Vector out = Vector::Constant(v.size(), kMissing);
  for (Eigen::Index slot = 0; slot < v.size(); ++slot) {
    if (slot % periods > 0) out(slot) = v(slot) - v(slot - 1);
  }
  return out;
}

void add_transformed(InstrumentBuilder& builder, const GmmSample& sample, const GmmValues& gmm,
                     std::vector<int>& columns) {
  const int deepest = sample.periods - 1;
  const int from = std::max(gmm.group.lag_from, -deepest);
  const int to = std::min(gmm.group.lag_to.value_or(deepest), deepest);
  for (Eigen::Index j = 0; j < gmm.values.cols(); ++j) {
    const Vector v = gmm.values.col(j);
    for (int t = gmm.group.collapse ? -1 : 0; t < (gmm.group.collapse ? 0 : sample.periods); ++t) {
      for (int lag = from; lag <= to; ++lag) {
        const int column = builder.add(builder.lagged(v, lag, t, false));
        if (column >= 0) columns.push_back(column);
      }
    }
  }
}

// The one lag at which differences instrument the level equation beside a transformed one.
int level_lag(const GmmGroup& group) {
  if (group.lag_from >= 1) return group.lag_from - 1;
  return !group.lag_to || *group.lag_to > 0 ? 0 : *group.lag_to - 1;
}

// The columns of v at `lag` in the level equation, one a period or one when collapsed; none when all are zero.
std::vector<int> add_level_lag(InstrumentBuilder& builder, const Vector& v, int lag, bool collapse, int periods) {
  std::vector<int> columns;
  for (int t = collapse ? -1 : 0; t < (collapse ? 0 : periods); ++t) {
    const int column = builder.add(builder.lagged(v, lag, t, true));
    if (column >= 0) columns.push_back(column);
  }
  return columns;
}

void add_levels(InstrumentBuilder& builder, const GmmSample& sample, const GmmValues& gmm, std::vector<int>& columns) {
  const int deepest = sample.periods - 1;
  const bool all_lags = gmm.group.equation == GmmEquation::level;
  const int from = std::max(all_lags ? gmm.group.lag_from : level_lag(gmm.group), -deepest);
  const int to = all_lags ? std::min(gmm.group.lag_to.value_or(deepest), deepest) : deepest;
  for (Eigen::Index j = 0; j < gmm.values.cols(); ++j) {
    const Vector v = difference(gmm.values.col(j), sample.periods);
    for (int lag = from; lag <= to; ++lag) {
      const std::vector<int> added = add_level_lag(builder, v, lag, gmm.group.collapse, sample.periods);
      columns.insert(columns.end(), added.begin(), added.end());
      if (!all_lags && !added.empty()) break;
    }
  }
}

// v in the rows of `used`, 0 elsewhere.
Vector where(const std::vector<bool>& used, const Vector& v) {
  Vector out = Vector::Zero(v.size());
  for (std::size_t slot = 0; slot < used.size(); ++slot) {
    if (used[slot]) out(static_cast<Eigen::Index>(slot)) = v(static_cast<Eigen::Index>(slot));
  }
  return out;
}

void add_standard(InstrumentBuilder& builder, const GmmSample& sample, const IvValues& iv, std::vector<int>& columns) {
  for (Eigen::Index j = 0; j < iv.values.cols(); ++j) {
    const Vector v = iv.values.col(j);
    Entries entries;
    if (iv.group.equation != GmmEquation::level) {
      const Vector in_sample = where(sample.complete, v);
      entries = builder.lagged(transform_column(sample.transform, sample.periods, in_sample), 0, -1, false);
    }
    if (iv.group.equation != GmmEquation::difference && sample.system) {
      const Entries levels = builder.lagged(where(sample.level_used, v), 0, -1, true);
      entries.insert(entries.end(), levels.begin(), levels.end());
    }
    const int column = builder.add(std::move(entries));
    if (column >= 0) columns.push_back(column);
  }
}

std::string equation_text(GmmEquation equation) {
  if (equation == GmmEquation::both) return "";
  return equation == GmmEquation::difference ? "eq(diff)" : "eq(level)";
}

}  // namespace

Instruments build_instruments(const GmmSample& sample, const std::vector<GmmValues>& gmm,
                              const std::vector<IvValues>& iv, bool constant) {
  InstrumentBuilder builder(sample);
  std::vector<InstrumentGroup> groups;
  std::vector<int> level_columns;
  for (const GmmValues& one : gmm) {
    InstrumentGroup group{describe_group(one.group), {}};
    if (one.group.equation != GmmEquation::level) add_transformed(builder, sample, one, group.columns);
    if (one.group.equation != GmmEquation::difference && sample.system) {
      const std::size_t before = group.columns.size();
      add_levels(builder, sample, one, group.columns);
      level_columns.insert(level_columns.end(), group.columns.begin() + static_cast<std::ptrdiff_t>(before),
                           group.columns.end());
    }
    groups.push_back(std::move(group));
  }
  for (const IvValues& one : iv) {
    InstrumentGroup group{describe_group(one.group), {}};
    add_standard(builder, sample, one, group.columns);
    groups.push_back(std::move(group));
  }
  if (constant && sample.system) {
    builder.add(builder.lagged(Vector::Ones(static_cast<Eigen::Index>(sample.slots())), 0, -1, true));
  }
  Instruments out = builder.finish();
  out.groups = std::move(groups);
  out.level_columns = std::move(level_columns);
  return out;
}

std::string describe_group(const GmmGroup& group) {
  const std::string to = group.lag_to ? fmt::format("{}", *group.lag_to) : ".";
  std::string text = "gmm(" + join(group.variables, " ") + ",";
  if (group.collapse) text += " collapse";
  if (group.equation != GmmEquation::both) text += " " + equation_text(group.equation);
  return text + fmt::format(" lag({} {}))", group.lag_from, to);
}

std::string describe_group(const IvGroup& group) {
  const std::string equation = equation_text(group.equation);
  return "iv(" + join(group.variables, " ") + (equation.empty() ? "" : ", " + equation) + ")";
}

}  // namespace ecoeff
