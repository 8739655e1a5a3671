#include "ecoeff/panel/gmm_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ecoeff {
namespace {

constexpr int kMostPeriods = 2000;

// The column laid out by slot; what no row holds is missing.
Column spread(const Column& column, const std::vector<std::size_t>& rows) {
  Column out;
  out.name = column.name;
  out.label = column.label;
  out.is_text = column.is_text;
  if (column.is_text) {
    out.text.levels = column.text.levels;
    out.text.codes.assign(rows.size(), -1);
  } else {
    out.numbers.assign(rows.size(), kMissing);
  }
  for (std::size_t slot = 0; slot < rows.size(); ++slot) {
    if (rows[slot] == kNoRow) continue;
    if (column.is_text) {
      out.text.codes[slot] = column.text.codes[rows[slot]];
    } else {
      out.numbers[slot] = column.numbers[rows[slot]];
    }
  }
  return out;
}

// Gives every slot the key of its unit, also where the panel has no row.
void spread_unit_key(const Panel& panel, int periods, Column& key) {
  const Column& source = panel.table.column(panel.unit_column());
  for (std::size_t unit = 0; unit < panel.units(); ++unit) {
    const std::size_t row = panel.by_unit_and_time()[panel.begin(static_cast<std::int32_t>(unit))];
    for (int period = 0; period < periods; ++period) {
      const std::size_t slot = unit * static_cast<std::size_t>(periods) + static_cast<std::size_t>(period);
      if (source.is_text) {
        key.text.codes[slot] = source.text.codes[row];
      } else {
        key.numbers[slot] = source.numbers[row];
      }
    }
  }
}

void refuse_short_panel(const Panel& panel) {
  std::size_t longest = 0;
  for (std::size_t unit = 0; unit < panel.units(); ++unit) {
    const auto code = static_cast<std::int32_t>(unit);
    longest = std::max(longest, panel.begin(code + 1) - panel.begin(code));
  }
  if (longest >= 3) return;
  throw Error(Fault::data, "P532",
              {"the panel is too short for GMM: no unit has three periods",
               "面板过短，无法进行 GMM 估计：没有任何单元包含三个时期"},
              {.file = panel.table.file, .sheet = panel.table.sheet, .column = panel.time_column()},
              {"difference and system GMM need at least three periods of a unit",
               "差分 GMM 与系统 GMM 至少需要一个单元的三个时期"});
}

}  // namespace

GmmCalendar fill_calendar(const Panel& panel) {
  refuse_short_panel(panel);
  const std::int64_t first = panel.periods().front();
  const std::int64_t span = panel.periods().back() - first + 1;
  if (span > kMostPeriods) {
    throw Error(
        Fault::data, "P535",
        {fmt::format("the calendar from {} to {} has {} periods; dynamic-panel GMM is made for short panels", first,
                     panel.periods().back(), span),
         fmt::format("日历从 {} 到 {} 共 {} 个时期；动态面板 GMM 适用于短面板", first, panel.periods().back(), span)},
        {.file = panel.table.file, .sheet = panel.table.sheet, .column = panel.time_column()},
        {"number the periods one by one", "请将时期按 1、2、3 连续编号"});
  }
  const int periods = static_cast<int>(span);
  std::vector<std::size_t> rows(panel.units() * static_cast<std::size_t>(periods), kNoRow);
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    const auto unit = static_cast<std::size_t>(panel.unit()[row]);
    rows[unit * static_cast<std::size_t>(periods) + static_cast<std::size_t>(panel.time()[row] - first)] = row;
  }

  Table table;
  table.file = panel.table.file;
  table.sheet = panel.table.sheet;
  for (const std::size_t row : rows) {
    const bool known = row != kNoRow && row < panel.table.source.size();
    table.source.push_back(known ? panel.table.source[row] : 0);
  }
  for (const Column& column : panel.table.columns()) {
    Column spreaded = spread(column, rows);
    if (column.name == panel.unit_column()) spread_unit_key(panel, periods, spreaded);
    table.set(std::move(spreaded));
  }
  std::vector<double> times(rows.size());
  for (std::size_t slot = 0; slot < rows.size(); ++slot) {
    times[slot] = static_cast<double>(first + static_cast<std::int64_t>(slot % static_cast<std::size_t>(periods)));
  }
  table.set_numbers(panel.time_column(), std::move(times));
  return {static_cast<int>(panel.units()), periods, Panel(std::move(table), panel.unit_column(), panel.time_column()),
          std::move(rows)};
}

SparseRows first_differences(const std::vector<bool>& used, int units, int periods) {
  SparseRows rows;
  for (int unit = 0; unit < units; ++unit) {
    const std::size_t base = static_cast<std::size_t>(unit) * static_cast<std::size_t>(periods);
    for (int t = 0; t < periods; ++t) {
      const std::size_t slot = base + static_cast<std::size_t>(t);
      if (t > 0 && used[slot] && used[slot - 1]) {
        rows.add(t - 1, -1);
        rows.add(t, 1);
      }
      rows.end_row();
    }
  }
  return rows;
}

SparseRows forward_deviations(const std::vector<bool>& used, int units, int periods) {
  SparseRows rows;
  for (int unit = 0; unit < units; ++unit) {
    const std::size_t base = static_cast<std::size_t>(unit) * static_cast<std::size_t>(periods);
    int later = 0;
    for (int t = 0; t < periods; ++t) later += used[base + static_cast<std::size_t>(t)] ? 1 : 0;
    for (int t = 0; t < periods; ++t) {
      if (t > 0 && used[base + static_cast<std::size_t>(t - 1)]) {
        --later;
        if (later > 0) {
          const double scale = std::sqrt(later / (later + 1.0));
          rows.add(t - 1, scale);
          for (int s = t; s < periods; ++s) {
            if (used[base + static_cast<std::size_t>(s)]) rows.add(s, -scale / later);
          }
        }
      }
      rows.end_row();
    }
  }
  return rows;
}

Vector transform_column(const SparseRows& transform, int periods, const Vector& levels) {
  Vector out = Vector::Zero(levels.size());
  for (std::size_t slot = 0; slot < transform.rows(); ++slot) {
    const auto base = static_cast<Eigen::Index>(slot - slot % static_cast<std::size_t>(periods));
    const auto columns = transform.columns(slot);
    const auto weights = transform.values(slot);
    double sum = 0;
    double size = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double part = weights[i] * levels(base + columns[i]);
      sum += part;
      size += std::abs(part);
    }
    // What does not vary over time must vanish exactly, else its rounding error would pass for a regressor.
    const bool rounding = std::abs(sum) <= 8 * std::numeric_limits<double>::epsilon() * size;
    out(static_cast<Eigen::Index>(slot)) = rounding ? 0 : sum;
  }
  return out;
}

Vector transform_back(const SparseRows& transform, int periods, const Vector& transformed) {
  Vector out = Vector::Zero(transformed.size());
  for (std::size_t slot = 0; slot < transform.rows(); ++slot) {
    const auto base = static_cast<Eigen::Index>(slot - slot % static_cast<std::size_t>(periods));
    const auto columns = transform.columns(slot);
    const auto weights = transform.values(slot);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      out(base + columns[i]) += weights[i] * transformed(static_cast<Eigen::Index>(slot));
    }
  }
  return out;
}

namespace {

bool all_there(const Matrix& columns, Eigen::Index slot) {
  return columns.cols() == 0 || columns.row(slot).allFinite();
}

// Which rows each equation may use, and the values in them.
void choose_rows(const GmmCalendar& calendar, const Vector& y, const Matrix& x, const RequiredColumns& required,
                 GmmSample& sample) {
  const std::size_t slots = calendar.slots();
  sample.complete.assign(slots, false);
  sample.level_used.assign(slots, false);
  sample.y_level = Vector::Zero(y.size());
  sample.x_level = Matrix::Zero(x.rows(), x.cols());
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const auto at = static_cast<Eigen::Index>(slot);
    if (calendar.rows[slot] == kNoRow || !std::isfinite(y(at)) || !x.row(at).allFinite()) continue;
    sample.complete[slot] = all_there(required.transformed, at);
    sample.level_used[slot] = all_there(required.level, at);
    sample.level_rows += sample.level_used[slot] ? 1 : 0;
    if (!sample.complete[slot] && !sample.level_used[slot]) continue;
    sample.y_level(at) = y(at);
    sample.x_level.row(at) = x.row(at);
  }
}

// The level equation below the transformed one.
void stack_levels(GmmSample& sample) {
  const std::size_t slots = sample.slots();
  for (std::size_t slot = 0; slot < slots; ++slot) {
    if (!sample.level_used[slot]) continue;
    sample.y(static_cast<Eigen::Index>(slots + slot)) = sample.y_level(static_cast<Eigen::Index>(slot));
    sample.x.row(static_cast<Eigen::Index>(slots + slot)) = sample.x_level.row(static_cast<Eigen::Index>(slot));
  }
}

}  // namespace

GmmSample stack_sample(const GmmCalendar& calendar, const Vector& y, const Matrix& x, const RequiredColumns& required,
                       bool system, bool orthogonal) {
  GmmSample sample;
  sample.units = calendar.units;
  sample.periods = calendar.periods;
  sample.system = system;
  sample.orthogonal = orthogonal;
  const std::size_t slots = calendar.slots();
  choose_rows(calendar, y, x, required, sample);
  sample.transform = orthogonal ? forward_deviations(sample.complete, sample.units, sample.periods)
                                : first_differences(sample.complete, sample.units, sample.periods);
  const std::vector<bool> all(slots, true);
  sample.pattern = orthogonal ? forward_deviations(all, sample.units, sample.periods)
                              : first_differences(all, sample.units, sample.periods);
  sample.transformed_used.assign(slots, false);
  for (std::size_t slot = 0; slot < slots; ++slot) {
    sample.transformed_used[slot] = !sample.transform.empty_row(slot);
    sample.transformed_rows += sample.transformed_used[slot] ? 1 : 0;
  }

  const auto n = static_cast<Eigen::Index>(slots);
  const auto total = static_cast<Eigen::Index>(sample.stacked_rows());
  sample.y = Vector::Zero(total);
  sample.x = Matrix::Zero(total, x.cols());
  sample.y.head(n) = transform_column(sample.transform, sample.periods, sample.y_level);
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    sample.x.col(j).head(n) = transform_column(sample.transform, sample.periods, sample.x_level.col(j));
  }
  if (system) stack_levels(sample);
  return sample;
}

}  // namespace ecoeff
