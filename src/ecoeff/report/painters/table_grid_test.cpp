#include "ecoeff/report/painters/table_grid.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <numeric>

#include "ecoeff/report/tables/paper_table_samples.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

TEST(TableGrid, SpanningCellsCoverTheirPlaces) {
  const PaperTable table = table_samples::definition();
  const Grid grid = lay_out(table);
  ASSERT_EQ(grid.columns, 3U);
  ASSERT_EQ(grid.head_rows, 1U);
  ASSERT_EQ(grid.slots.size(), 4U);
  EXPECT_TRUE(grid.slots[1][0].starts());
  EXPECT_EQ(grid.slots[1][0].rows, 2U);
  EXPECT_EQ(grid.slots[2][0].cell, grid.slots[1][0].cell);
  EXPECT_FALSE(grid.slots[2][0].starts());
  EXPECT_EQ(cell_text(*grid.slots[2][1].cell, Language::zh), "工业废水排放量");
}

TEST(TableGrid, SpansStayInsideHeadBodyAndColumns) {
  PaperTable table = table_samples::definition();
  table.head[0].cells[0].rows = 5;
  table.body[2].cells[2].columns = 9;
  table.body[2].cells[2].rows = 9;
  const Grid grid = lay_out(table);
  EXPECT_EQ(grid.slots[0][0].rows, 1U);
  EXPECT_EQ(grid.slots[3].back().columns, grid.columns - 2);
  EXPECT_EQ(grid.slots[3].back().rows, 1U);
  EXPECT_EQ(cell_text(*grid.slots[1][0].cell, Language::zh), "实体性要素");
}

TEST(TableGrid, AShortRowLeavesPlacesEmpty) {
  PaperTable table = table_samples::definition();
  table.body[2].cells.resize(1);
  const Grid grid = lay_out(table);
  EXPECT_TRUE(grid.slots[3][0].starts());
  EXPECT_EQ(grid.slots[3][1].cell, nullptr);
}

// Every cell starts once, and the places that a cell fills are as many as it says.
RC_GTEST_PROP(TableGridProperty, EveryPlaceBelongsToOneCell, ()) {
  PaperTable table;
  const int rows = *rc::gen::inRange(1, 8);
  for (int r = 0; r < rows; ++r) {
    TableRow row;
    const int cells = *rc::gen::inRange(0, 6);
    for (int c = 0; c < cells; ++c)
      row.cells.push_back({.columns = *rc::gen::inRange(0, 4), .rows = *rc::gen::inRange(0, 4)});
    (r < 2 ? table.head : table.body).push_back(row);
  }
  const Grid grid = lay_out(table);
  std::map<const Cell*, std::size_t> places, starts, promised;
  for (const auto& row : grid.slots) {
    RC_ASSERT(row.size() == grid.columns);
    for (const Slot& slot : row) {
      if (slot.cell == nullptr) continue;
      ++places[slot.cell];
      starts[slot.cell] += slot.starts() ? 1 : 0;
      promised[slot.cell] = slot.rows * slot.columns;
    }
  }
  RC_ASSERT(places == promised);
  for (const auto& [cell, count] : starts) RC_ASSERT(count == 1U);
}

TEST(TableGrid, TitlesFollowTheLanguages) {
  const PaperTable table = table_samples::regression();
  EXPECT_EQ(title_lines(table, "zh+en"),
            (std::vector<std::string>{"表4. 基准回归结果", "Table 4. Benchmark regression results"}));
  EXPECT_EQ(title_lines(table, "zh"), (std::vector<std::string>{"表4. 基准回归结果"}));
  EXPECT_EQ(title_lines(table, "en"), (std::vector<std::string>{"Table 4. Benchmark regression results"}));
  EXPECT_EQ(title_lines({.title = both("NQP")}, "zh+en"), (std::vector<std::string>{"NQP"}));
}

TEST(TableGrid, NotesEndWithTheSource) {
  const PaperTable table = table_samples::regression();
  EXPECT_EQ(note_lines(table, "zh+en"),
            (std::vector<std::string>{"注：括号内为 t 统计量。", "第二条。", "数据来源：模拟数据。"}));
  EXPECT_EQ(note_lines(table, "en"),
            (std::vector<std::string>{"Note: t statistics in parentheses.", "Second note.", "Data: simulated data."}));
  EXPECT_EQ(note_lines({.source = both("yearbook.")}, "en"), (std::vector<std::string>{"Data: yearbook."}));
  EXPECT_TRUE(note_lines({}, "zh").empty());
}

TEST(TableGrid, PrintableTextHasNoControls) {
  EXPECT_EQ(printable("a\x01\n\tb\x7F\xC2\x85\xEF\xBF\xBE\xFF𠮷"), "a  b\uFFFD𠮷");
}

TEST(TableGrid, CutsNumbersAtThePoint) {
  EXPECT_EQ(split_decimal("(-2.003)").whole, "(-2");
  EXPECT_EQ(split_decimal("(-2.003)").part, ".003)");
  EXPECT_EQ(split_decimal("504").whole, "504");
  EXPECT_EQ(split_decimal("504").part, "");
}

TEST(TableGrid, MeasuresTheWidestOfEachHalf) {
  const PaperTable table = table_samples::regression();
  const std::vector<ColumnWidth> columns = measure(lay_out(table), Language::zh);
  EXPECT_DOUBLE_EQ(columns[0].whole, 0);
  EXPECT_DOUBLE_EQ(columns[2].whole, 3);  // "-10" and "(-0"
  EXPECT_DOUBLE_EQ(columns[2].part, 5);   // ".500)"
  EXPECT_DOUBLE_EQ(columns[1].part, 4 + 2 * 0.7);
}

TEST(TableGrid, CapitalsAreWideAndSomeLettersNarrow) {
  PaperTable table{.number = 1, .columns = 2};
  table.body = {
      {.cells = {{.text = both("OPEN"), .align = Align::left}, {.text = both("open"), .align = Align::left}}}};
  const std::vector<ColumnWidth> columns = measure(lay_out(table), Language::zh);
  EXPECT_GT(columns[0].least * 0.5, columns[1].least * 0.5 + 0.5);  // in ems: 2.61 and 1.94 in Times
  table.body[0].cells[0].text = both("little");
  EXPECT_LT(measure(lay_out(table), Language::zh)[0].natural, 6 + 2);
}

RC_GTEST_PROP(TableGridProperty, WidthsAddUp, ()) {
  std::vector<ColumnWidth> columns;
  const int n = *rc::gen::inRange(1, 12);
  for (int c = 0; c < n; ++c) {
    const double least = *rc::gen::inRange(2, 20);
    columns.push_back({.least = least, .natural = least + *rc::gen::inRange(0, 60)});
  }
  const double total = *rc::gen::inRange(20, 200);
  const std::vector<double> widths = share_width(columns, total);
  RC_ASSERT(tolerance::relative_difference(std::accumulate(widths.begin(), widths.end(), 0.0), total) < 1e-9);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    RC_ASSERT(widths[c] > 0);
    if (least_width(columns) <= total) RC_ASSERT(widths[c] >= columns[c].least - 1e-6);
  }
}

TEST(TableGrid, WideTextsWrapBeforeNumbersDo) {
  const std::vector<double> widths =
      share_width({{.least = 10, .natural = 60}, {.least = 12, .natural = 12}, {.least = 10, .natural = 30}}, 62);
  EXPECT_NEAR(widths[0], 25, 1e-6);
  EXPECT_NEAR(widths[1], 12, 1e-6);
  EXPECT_NEAR(widths[2], 25, 1e-6);
}

}  // namespace
}  // namespace ecoeff
