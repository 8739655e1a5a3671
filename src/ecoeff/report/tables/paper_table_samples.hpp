// PaperTables made up for tests of the painters, and the few tools that read documents back.
#pragma once

#include <zip.h>

#include <map>
#include <string>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff::table_samples {

// Text that every format could take for markup somewhere, with a control character and bytes that are not UTF-8.
inline const std::string kHostile =
    "<b>&amp; \"q\" 'a' \\x{y}$z$ #1 50% a_b^c~d |e| [f] *g* `h` =1+1 ]]> \x01\xFF 𠮷 𝛿 -->\nnew\tline";

// A regression table as build_tables makes it: two head rows, stars, brackets, a spanning test row.
inline PaperTable regression() {
  const auto center = [](const char* text) { return Cell{.text = both(text), .align = Align::center}; };
  const auto label = [](const char* en, const char* zh) { return Cell{.text = {en, zh}, .align = Align::left}; };
  PaperTable table{.number = 4, .id = "benchmark", .title = {"Benchmark regression results", "基准回归结果"}};
  Cell corner{.text = {"Variable", "变量"}, .rows = 2, .align = Align::center};
  table.head = {{.cells = {corner, center("(1)"), center("(2)")}}, {.cells = {center("CEE"), center("CEE")}}};
  table.body = {{.cells = {label("NQP", "NQP"),
                           {.text = both("0.230"), .stars = "**", .number = 0.22984},
                           {.text = both("-10.055"), .number = -10.0551}},
                 .keep_with_next = true},
                {.cells = {label("", ""),
                           {.text = both("(2.003)"), .number = 2.0031},
                           {.text = both("(-0.500)"), .number = -0.5}}},
                {.cells = {label("Controls", "控制变量"),
                           {.text = {"No", "否"}, .align = Align::center},
                           {.text = {"Yes", "是"}, .align = Align::center}}},
                {.cells = {label("N", "样本量"),
                           {.text = both("504"), .number = 504, .decimals = 0, .align = Align::center},
                           {}}},
                {.cells = {label("Equal coefficients", "系数相等检验"),
                           {.text = both("F(1, 449) = 9.100, p = 0.003"), .columns = 2, .align = Align::center}},
                 .rule_above = true}};
  table.notes = {{"t statistics in parentheses.", "括号内为 t 统计量。"}, {"Second note.", "第二条。"}};
  table.source = {"simulated data", "模拟数据"};
  table.columns = 3;
  return table;
}

// A definition table whose leading cells span rows.
inline PaperTable definition() {
  const auto cell = [](const char* text, int rows = 1) {
    return Cell{.text = both(text), .rows = rows, .align = Align::left};
  };
  PaperTable table{.number = 2, .id = "indicators", .title = {"Indicators", "指标体系"}, .columns = 3};
  table.head = {{.cells = {cell("维度"), cell("指标"), cell("权重")}}};
  table.body = {
      {.cells = {cell("实体性要素", 2), cell("教育投入"), {.text = both("0.0617"), .number = 0.0617, .decimals = 4}}},
      {.cells = {cell("工业废水排放量"), {.text = both("0.1023"), .number = 0.1023, .decimals = 4}}},
      {.cells = {cell("渗透性要素"), cell("专利授权数"), {.text = both("0.0907"), .number = 0.0907, .decimals = 4}}}};
  return table;
}

// Hostile text in every place that takes text.
inline PaperTable hostile() {
  PaperTable table = regression();
  table.id = kHostile;
  table.title = both(kHostile);
  for (auto* rows : {&table.head, &table.body}) {
    for (TableRow& row : *rows) {
      for (Cell& cell : row.cells) {
        if (!cell.number) cell.text = both(kHostile);
      }
    }
  }
  table.notes = {both(kHostile)};
  table.source = both(kHostile);
  return table;
}

// `rows` body rows of `columns` numbers beside a label.
inline PaperTable large(std::size_t rows, std::size_t columns) {
  PaperTable table{.number = 9, .id = "large", .title = {"Large", "大表"}};
  TableRow head;
  head.cells.push_back({.text = {"Unit", "城市"}, .align = Align::center});
  for (std::size_t c = 0; c < columns; ++c) head.cells.push_back({.text = both("x" + std::to_string(c + 1))});
  table.head.push_back(head);
  for (std::size_t r = 0; r < rows; ++r) {
    TableRow row;
    row.cells.push_back({.text = both("row " + std::to_string(r + 1)), .align = Align::left});
    for (std::size_t c = 0; c < columns; ++c) row.cells.push_back({.text = both("12.345"), .number = 12.345});
    table.body.push_back(row);
  }
  table.columns = columns + 1;
  return table;
}

// The entries of a zip file by name.
inline std::map<std::string, std::string> unzip(const std::string& bytes) {
  std::map<std::string, std::string> entries;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr);
  if (archive == nullptr) {
    zip_source_free(source);
    return entries;
  }
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    const auto at = static_cast<zip_uint64_t>(i);
    zip_stat_t facts;
    zip_stat_index(archive, at, 0, &facts);
    std::string content(facts.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, at, 0);
    zip_fread(file, content.data(), content.size());
    zip_fclose(file);
    entries[facts.name] = content;
  }
  zip_close(archive);
  return entries;
}

inline std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace ecoeff::table_samples
