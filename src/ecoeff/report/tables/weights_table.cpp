#include "ecoeff/report/tables/weights_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/index/index_method.hpp"
#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/tables/definition_tables.hpp"
#include "ecoeff/report/tables/table_cells.hpp"

namespace ecoeff {
namespace {

constexpr int kDecimals = 6;

TableRow head_of(const std::vector<Text>& titles) {
  TableRow head;
  for (const Text& title : titles) head.cells.push_back(center_cell(title));
  return head;
}

// Minimum and maximum are in the indicator's own unit: as many decimals as they have, at most six.
Cell range_cell(double value) {
  int decimals = 0;
  while (decimals < kDecimals &&
         parse_number(format_fixed(value, decimals)) != parse_number(format_fixed(value, kDecimals)))
    ++decimals;
  return number_cell(value, decimals);
}

std::vector<TableRow> leading_cells(const StudyResult& result, const std::vector<IndicatorWeight>& weights,
                                    std::size_t depth) {
  std::vector<std::vector<Text>> groups;
  for (const IndicatorWeight& line : weights) {
    std::vector<Text>& row = groups.emplace_back();
    for (std::size_t i = 0; i < depth; ++i)
      row.push_back(i < line.indicator.group.size() ? result.label(line.indicator.group[i]) : Text{});
  }
  return with_spans(groups);
}

std::size_t depth_of(const std::vector<IndicatorWeight>& weights) {
  std::size_t depth = 0;
  for (const IndicatorWeight& line : weights) depth = std::max(depth, line.indicator.group.size());
  return depth;
}

// "Weight w"
Text with_symbol(const IndexMethod& method) {
  if (method.symbol.empty()) return method.weight;
  return {method.weight.en + " " + method.symbol, method.weight.zh + " " + method.symbol};
}

PaperTable indicator_table(const StudyResult& result, const IndexResult& index) {
  const IndexMethod& method = index_method(index.method);
  const std::vector<WeightColumn> columns =
      method.columns == nullptr ? std::vector<WeightColumn>{} : method.columns(index);
  const std::size_t depth = depth_of(index.weights);
  std::vector<Text> heads = level_heads(depth);
  heads.insert(heads.end(), {{"Indicator", "指标"}, {"Unit", "单位"}, {"Direction", "属性"}, with_symbol(method)});
  for (const WeightColumn& column : columns) heads.push_back(column.head);
  heads.insert(heads.end(), {{"Minimum", "最小值"}, {"Maximum", "最大值"}});
  PaperTable table;
  table.head.push_back(head_of(heads));
  table.body = leading_cells(result, index.weights, depth);
  for (std::size_t i = 0; i < index.weights.size(); ++i) {
    const IndicatorWeight& line = index.weights[i];
    auto& cells = table.body[i].cells;
    cells.push_back(label_cell(result.label(line.indicator.column)));
    cells.push_back(center_cell(result.label(line.indicator.unit)));
    cells.push_back(center_cell(both(line.indicator.positive ? "+" : "−")));
    cells.push_back(number_cell(line.weight, kDecimals));
    for (const WeightColumn& column : columns) cells.push_back(number_cell(column.values[i], kDecimals));
    cells.push_back(range_cell(line.minimum));
    cells.push_back(range_cell(line.maximum));
  }
  return table;
}

// "dimension / first level", in both languages.
Text path_text(const StudyResult& result, const std::vector<std::string>& path) {
  Text text;
  for (const std::string& part : path) {
    const Text label = result.label(part);
    text.en += (text.en.empty() ? "" : " / ") + label.in(Language::en);
    text.zh += (text.zh.empty() ? "" : " / ") + label.in(Language::zh);
  }
  return text;
}

// The weights of the indicators added up, for every group of every level.
PaperTable level_table(const StudyResult& result, const IndexResult& index) {
  PaperTable table;
  const std::size_t depth = depth_of(index.weights);
  table.head.push_back(head_of({{"Level", "层级"}, {"Group", "名称"}, {"Indicators", "指标数"}, {"Weight", "权重"}}));
  const std::vector<Text> levels = level_heads(depth);
  for (std::size_t level = 0; level < depth; ++level) {
    std::vector<Text> names;
    std::vector<double> sums;
    std::vector<std::size_t> counts;
    for (const IndicatorWeight& line : index.weights) {
      if (line.indicator.group.size() <= level) continue;
      const std::vector<std::string> path(line.indicator.group.begin(),
                                          line.indicator.group.begin() + static_cast<std::ptrdiff_t>(level) + 1);
      const Text name = path_text(result, path);
      const auto at = std::find(names.begin(), names.end(), name) - names.begin();
      if (at == static_cast<std::ptrdiff_t>(names.size())) {
        names.push_back(name);
        sums.push_back(0);
        counts.push_back(0);
      }
      sums[static_cast<std::size_t>(at)] += line.weight;
      ++counts[static_cast<std::size_t>(at)];
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      TableRow row{.rule_above = i == 0 && level > 0};
      row.cells = {label_cell(levels[level]), label_cell(names[i]), count_cell(counts[i]),
                   number_cell(sums[i], kDecimals)};
      table.body.push_back(std::move(row));
    }
  }
  return table;
}

PaperTable component_table(const ComponentReport& components) {
  PaperTable table;
  table.head.push_back(head_of({{"Component", "主成分"},
                                {"Eigenvalue", "特征值"},
                                {"Share", "方差贡献率"},
                                {"Cumulative", "累计贡献率"},
                                {"Kept", "保留"}}));
  double sum = 0;
  for (std::size_t k = 0; k < components.eigenvalues.size(); ++k) {
    sum += components.share[k];
    TableRow row;
    row.cells = {center_cell(both(std::to_string(k + 1))), number_cell(components.eigenvalues[k], kDecimals),
                 number_cell(components.share[k], kDecimals), number_cell(sum, kDecimals),
                 yes_no_cell(k < components.kept)};
    table.body.push_back(std::move(row));
  }
  const auto test = [&](const Text& name, double value, int decimals, bool rule) {
    TableRow row{.rule_above = rule};
    row.cells = {label_cell(name), number_cell(value, decimals)};
    table.body.push_back(std::move(row));
  };
  test(both("KMO"), components.kmo, kDecimals, true);
  test({"Bartlett χ²", "Bartlett χ²"}, components.bartlett, kDecimals, false);
  test({"Bartlett df", "Bartlett 自由度"}, components.bartlett_df, 0, false);
  test({"Bartlett p", "Bartlett p 值"}, components.bartlett_p, kDecimals, false);
  return table;
}

PaperTable yearly_table(const StudyResult& result, const IndexResult& index) {
  PaperTable table;
  std::vector<Text> heads{{"Period", "时期"}};
  for (const IndicatorWeight& line : index.weights) heads.push_back(result.label(line.indicator.column));
  table.head.push_back(head_of(heads));
  for (std::size_t t = 0; t < index.weights_by_year.size(); ++t) {
    TableRow row;
    row.cells.push_back(center_cell(both(std::to_string(result.panel.periods()[t]))));
    for (const double weight : index.weights_by_year[t]) row.cells.push_back(number_cell(weight, kDecimals));
    table.body.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<PaperTable> weight_tables(const StudyResult& result) {
  std::vector<PaperTable> tables;
  for (const IndexOutcome& outcome : result.indexes) {
    const IndexResult& index = outcome.result;
    const Text label = result.label(outcome.spec.name);
    const auto add = [&](PaperTable table, const Text& what) {
      table.id = outcome.spec.name;
      table.title = {label.in(Language::en) + ": " + what.en, label.in(Language::zh) + "：" + what.zh};
      table.columns = lay_out(table).columns;
      table.source = result.study.data.source;
      tables.push_back(std::move(table));
    };
    const IndexMethod& method = index_method(index.method);
    add(indicator_table(result, index), method.weights_title);
    if (method.weights_sum_to_one && depth_of(index.weights) > 0)
      add(level_table(result, index), {"weights by level", "各层级权重"});
    if (!index.components.eigenvalues.empty()) add(component_table(index.components), {"components", "主成分"});
    if (!index.weights_by_year.empty()) add(yearly_table(result, index), {"weights by period", "各时期权重"});
  }
  return tables;
}

}  // namespace ecoeff
