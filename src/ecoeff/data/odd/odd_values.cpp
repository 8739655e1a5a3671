#include "ecoeff/data/odd/odd_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/data/odd/odd_series.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kNamedCells = 20;
constexpr std::size_t kMostCells = 3000000;

std::size_t cells_of(const Panel& panel) {
  return panel.rows() *
         static_cast<std::size_t>(std::count_if(panel.table.columns().begin(), panel.table.columns().end(),
                                                [](const Column& c) { return !c.is_text; }));
}

std::string_view tier_word(OddTier tier, Language language) {
  if (language == Language::zh) return tier == OddTier::wrong ? "错误" : "待核";
  return tier == OddTier::wrong ? "wrong" : "look at";
}

Note note_of(const Panel& panel, const OddFinding& first, const std::vector<const OddFinding*>& all) {
  Text cells;
  std::size_t count = 0;
  std::size_t more = 0;
  for (const OddFinding* one : all) {
    count += one->rows.size();
    if (cells.en.size() > 0 && more + one->rows.size() > kNamedCells) continue;
    more += one->rows.size();
    cells.en += (cells.en.empty() ? "" : "; ") + one->what.en;
    cells.zh += (cells.zh.empty() ? "" : "；") + one->what.zh;
  }
  if (more < count) {
    cells.en += fmt::format("; and {} more cells", count - more);
    cells.zh += fmt::format("；另有 {} 处", count - more);
  }
  const OddRule& rule = *first.rule;
  const bool wrong = first.tier == OddTier::wrong;
  return {wrong ? Severity::warning : Severity::info,
          std::string(rule.code),
          {fmt::format("{} ({}): {}", rule.title.en, tier_word(first.tier, Language::en), cells.en),
           fmt::format("{}（{}）：{}", rule.title.zh, tier_word(first.tier, Language::zh), cells.zh)},
          panel.table.where(first.rows.front(), first.column)};
}

}  // namespace

namespace odd {

Found::Found(const Sheet& sheet)
    : sheet_(sheet), wrong_(sheet.columns.size(), std::vector<bool>(sheet.places(), false)) {}

void Found::add(const OddRule& rule, OddTier tier, std::size_t column, std::vector<std::size_t> places, Text what) {
  OddFinding finding{
      .rule = &rule, .tier = tier, .column = sheet_.columns[column].name, .rows = {}, .what = std::move(what)};
  for (const std::size_t place : places) {
    if (tier == OddTier::wrong) wrong_[column][place] = true;
    finding.rows.push_back(sheet_.panel.by_unit_and_time()[place]);
  }
  findings_.push_back(std::move(finding));
}

}  // namespace odd

OddValues find_odd_values(const Panel& panel, const OddOptions& options) {
  OddValues out;
  if (cells_of(panel) > kMostCells) {
    out.notes.push_back(
        {Severity::info,
         "D244",
         {"odd values are not looked for: more than 3,000,000 cells", "单元格超过 3,000,000 个，不作异常值检查"},
         {.file = panel.table.file, .sheet = panel.table.sheet}});
    return out;
  }
  const odd::Sheet sheet = odd::sheet_of(panel, options);
  odd::Found found(sheet);
  for (const OddRule* rule : odd_rules()) rule->find(sheet, found);
  out.findings = std::move(found.findings());
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [](const OddFinding& a, const OddFinding& b) { return a.tier < b.tier; });
  std::vector<bool> said(out.findings.size(), false);
  for (std::size_t i = 0; i < out.findings.size(); ++i) {
    if (said[i]) continue;
    std::vector<const OddFinding*> same;
    for (std::size_t j = i; j < out.findings.size(); ++j) {
      const OddFinding& other = out.findings[j];
      if (other.rule != out.findings[i].rule || other.tier != out.findings[i].tier ||
          other.column != out.findings[i].column)
        continue;
      said[j] = true;
      same.push_back(&other);
    }
    out.notes.push_back(note_of(panel, out.findings[i], same));
  }
  return out;
}

std::vector<OddSeries> odd_series(const Panel& panel, const std::vector<OddFinding>& findings, std::size_t most) {
  std::vector<OddSeries> out;
  for (const OddFinding& finding : findings) {
    const std::int32_t unit = panel.unit()[finding.rows.front()];
    const bool one_unit = std::all_of(finding.rows.begin(), finding.rows.end(),
                                      [&](std::size_t row) { return panel.unit()[row] == unit; });
    if (!one_unit) continue;
    const std::string& name = panel.unit_names()[static_cast<std::size_t>(unit)];
    auto at = std::find_if(out.begin(), out.end(),
                           [&](const OddSeries& s) { return s.column == finding.column && s.unit == name; });
    if (at == out.end()) {
      if (out.size() == most) continue;
      OddSeries series{.column = finding.column, .unit = name, .times = {}, .values = {}, .wrong = {}, .look = {}};
      for (const std::int32_t period : panel.periods()) {
        const std::size_t row = panel.row_of(unit, period);
        series.times.push_back(period);
        series.values.push_back(row == kNoRow ? kMissing : panel.table.numbers(finding.column)[row]);
      }
      series.wrong.assign(series.times.size(), false);
      series.look.assign(series.times.size(), false);
      out.push_back(std::move(series));
      at = out.end() - 1;
    }
    for (const std::size_t row : finding.rows) {
      const auto time = std::find(at->times.begin(), at->times.end(), panel.time()[row]);
      auto& marks = finding.tier == OddTier::wrong ? at->wrong : at->look;
      marks[static_cast<std::size_t>(time - at->times.begin())] = true;
    }
  }
  return out;
}

Table odd_table(const Panel& panel, const std::vector<OddFinding>& findings) {
  std::vector<std::string> tier, rule, code, column, unit, what, file, sheet, title_zh, what_zh;
  std::vector<double> time, value, row;
  for (const OddFinding& finding : findings) {
    for (const std::size_t at : finding.rows) {
      const Where where = panel.table.where(at, finding.column);
      tier.emplace_back(tier_word(finding.tier, Language::en));
      rule.emplace_back(finding.rule->id);
      code.emplace_back(finding.rule->code);
      column.push_back(finding.column);
      unit.push_back(panel.unit_names()[static_cast<std::size_t>(panel.unit()[at])]);
      time.push_back(panel.time_column().empty() ? kMissing : panel.time()[at]);
      value.push_back(panel.table.numbers(finding.column)[at]);
      file.push_back(where.file);
      sheet.push_back(where.sheet);
      row.push_back(where.row == 0 ? kMissing : static_cast<double>(where.row));
      what.push_back(finding.what.en);
      title_zh.emplace_back(finding.rule->title.zh);
      what_zh.push_back(finding.what.zh);
    }
  }
  Table table;
  table.set_text("tier", tier);
  table.set_text("rule", rule);
  table.set_text("code", code);
  table.set_text("column", column);
  table.set_text("unit", unit);
  table.set_numbers("time", time);
  table.set_numbers("value", value);
  table.set_text("file", file);
  table.set_text("sheet", sheet);
  table.set_numbers("row", row);
  table.set_text("what", what);
  table.set_text("规则", title_zh);
  table.set_text("说明", what_zh);
  return table;
}

}  // namespace ecoeff
