#include "ecoeff/frontier/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "ecoeff/base/large_pages.hpp"
#include "ecoeff/base/threads.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/notes.hpp"

namespace ecoeff::frontier {
namespace {

Model model_of(const ScoreOptions& options, Kind kind) {
  Model model{.kind = kind, .orientation = options.orientation, .returns = options.returns, .bad_as = options.bad_as};
  const auto add = [&](const std::vector<std::string>& names, Side side) {
    for (const std::string& name : names) {
      Feature feature{.side = side};
      for (const auto& [column, weight] : options.weights) {
        if (column == name) feature.weight = weight;
      }
      model.features.push_back(feature);
    }
  };
  add(options.inputs, Side::input);
  add(options.good, Side::good);
  add(options.bad, Side::bad);
  return model;
}

[[noreturn]] void bad_cell(const Panel& panel, std::size_t row, const std::string& column, Text message, Text hint) {
  throw Error(Fault::data, "F403", std::move(message), panel.table.where(row, column), std::move(hint));
}

// Fills the data; false when some value is not a number above zero.
bool fill(const Panel& panel, unsigned threads, Prepared& out) {
  std::vector<std::span<const double>> columns;
  for (const std::string& name : out.columns) columns.push_back(panel.table.numbers(name));
  std::atomic<bool> plain{true};
  for_chunks(panel.rows(), 4096, threads, [&](std::size_t first, std::size_t last) {
    bool good = true;
    for (std::size_t row = first; row < last; ++row) {
      double* z = out.data.value.data() + row * columns.size();
      for (std::size_t k = 0; k < columns.size(); ++k) {
        z[k] = columns[k][row];
        good = good && z[k] > 0 && z[k] <= std::numeric_limits<double>::max();
      }
    }
    if (!good) plain = false;
  });
  return plain;
}

// Models whose scores do not change when a constant is added to a feature (Ali and Seiford 1990; RAM: Cooper, Park and
// Pastor 1999, section 4) take any number.
bool is_translation_invariant(const ScoreOptions& options) {
  return score_model(options.model).traits.any_sign && options.returns == Returns::vrs;
}

// Moves features that are somewhere below what the program can take, so that all values lie one to two ranges above 0.
void move_up(const Panel& panel, Prepared& out) {
  const std::size_t features = out.columns.size();
  std::vector<double> moved(features, 0);
  for (std::size_t k = 0; k < features; ++k) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t row = 0; row < panel.rows(); ++row) {
      const double value = out.data.value[row * features + k];
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
    const bool fits = low > 0 || (low == 0 && out.model.features[k].side != Side::good);
    if (!fits && std::isfinite(low)) moved[k] = (high > low ? high - low : 1) - low;
  }
  if (std::all_of(moved.begin(), moved.end(), [](double m) { return m == 0; })) return;
  out.data.rest.resize(out.data.value.size());
  for (std::size_t i = 0; i < out.data.value.size(); ++i) {
    const double value = out.data.value[i];
    const double by = moved[i % features];
    const double sum = value + by;
    const double part = sum - by;
    out.data.value[i] = sum;
    out.data.rest[i] = (value - part) + (by - (sum - part));  // Knuth's sum without error
  }
  out.moved = std::move(moved);
}

// Looks at one feature and marks the rows that cannot be used.
void read_feature(const Panel& panel, const ScoreOptions& options, std::size_t k, Prepared& out) {
  const bool any_sign = is_translation_invariant(options);
  const std::string& column = out.columns[k];
  const auto values = panel.table.numbers(column);
  const bool good = out.model.features[k].side == Side::good;
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    const double value = values[row];
    if (!std::isfinite(value)) {
      out.usable[row] = 0;
      out.problem.try_emplace(row, Text{fmt::format("{} is missing", column), fmt::format("{} 缺失", column)});
      continue;
    }
    if (value < 0 && !any_sign) {
      bad_cell(panel, row, column, {"an input or output is negative", "投入或产出为负"},
               {"correct the cell; negative values go with ram, and with additive under variable returns",
                "请更正该单元格；ram 与规模报酬可变的 additive 可使用负值"});
    }
    if (value != 0 || !good || (any_sign && options.zero_output == ZeroOutput::error)) continue;
    if (options.zero_output == ZeroOutput::error) {
      bad_cell(panel, row, column, {"a desirable output is zero", "期望产出为零"},
               {"correct the cell, or leave such rows out with zero_output = \"drop\"",
                "请更正该单元格，或用 zero_output = \"drop\" 去掉这些行"});
    }
    out.usable[row] = 0;
    out.problem.try_emplace(row, Text{fmt::format("{} is zero", column), fmt::format("{} 为零", column)});
  }
}

}  // namespace

Prepared prepare(const Panel& panel, const ScoreOptions& options) {
  check_options(panel, options);
  Prepared out;
  for (const auto* list : {&options.inputs, &options.good, &options.bad}) {
    out.columns.insert(out.columns.end(), list->begin(), list->end());
  }
  const ScoreTraits& traits = score_model(options.model).traits;
  const bool radial = traits.radial;
  out.is_super = !traits.ordinary.empty();
  out.model = model_of(options, radial ? Kind::radial : Kind::slacks);
  out.super = model_of(options, radial ? Kind::radial : Kind::super_slacks);
  out.targets_follow = traits.slack_targets;
  out.data.features = out.columns.size();
  out.data.value.reserve(panel.rows() * out.columns.size());
  prefer_large_pages(out.data.value.data(), out.data.value.capacity() * sizeof(double));
  out.data.value.resize(panel.rows() * out.columns.size());
  out.data.unit = panel.unit();
  out.usable.assign(panel.rows(), 1);
  out.positive = fill(panel, options.threads, out);
  if (!out.positive) {
    for (std::size_t k = 0; k < out.columns.size(); ++k) read_feature(panel, options, k, out);
    if (is_translation_invariant(options)) move_up(panel, out);
  }
  if (!options.group.empty()) {
    const std::vector<std::string> group = panel.table.texts(options.group);
    for (std::size_t row = 0; row < panel.rows(); ++row) {
      if (!group[row].empty()) continue;
      out.usable[row] = 0;
      out.problem.try_emplace(
          row, Text{fmt::format("the group {} is missing", options.group), fmt::format("分组 {} 缺失", options.group)});
    }
  }
  out.notes =
      unusable_notes(static_cast<std::size_t>(std::count(out.usable.begin(), out.usable.end(), 0)), panel.rows());
  return out;
}

}  // namespace ecoeff::frontier
