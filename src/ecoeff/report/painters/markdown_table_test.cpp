#include "ecoeff/report/painters/markdown_table.hpp"

#include <gtest/gtest.h>

#include "ecoeff/report/tables/paper_table_samples.hpp"

namespace ecoeff {
namespace {

TEST(MarkdownTable, PrintsWhatThePaperPrints) {
  EXPECT_EQ(table_markdown(table_samples::regression(), "en"),
            "**Table 4. Benchmark regression results**\n"
            "\n"
            "| Variable           | (1)                          | (2)      |\n"
            "| :----------------- | :--------------------------: | :------: |\n"
            "|                    | **CEE**                      | **CEE**  |\n"
            "| NQP                | 0.230\\*\\*                    | -10.055  |\n"
            "|                    | (2.003)                      | (-0.500) |\n"
            "| Controls           | No                           | Yes      |\n"
            "| N                  | 504                          |          |\n"
            "| Equal coefficients | F(1, 449) = 9.100, p = 0.003 |          |\n"
            "\n"
            "Note: t statistics in parentheses.\n"
            "\n"
            "Second note.\n"
            "\n"
            "Data: simulated data.\n");
}

TEST(MarkdownTable, ChineseCellsLineUp) {
  const std::string text = table_markdown(table_samples::definition(), "zh");
  EXPECT_NE(text.find("| 实体性要素 | 教育投入       | 0.0617 |\n|            | 工业废水排放量 | 0.1023 |\n"),
            std::string::npos)
      << text;
}

TEST(MarkdownTable, HostileTextKeepsTheColumns) {
  const std::string text = table_markdown(table_samples::hostile(), "zh");
  std::size_t rows = 0;
  for (const std::string& line : split(text, '\n')) {
    if (!line.starts_with("|")) continue;
    ++rows;
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    EXPECT_EQ(bars, 4U) << line;
  }
  EXPECT_EQ(rows, 8U);
  EXPECT_EQ(text.find("<b>"), std::string::npos);
  EXPECT_EQ(text.find(" *g* "), std::string::npos);
}

TEST(MarkdownTable, AGroupCannotEndTheComment) {
  PaperTable table = table_samples::regression();
  table.provenance = "group ---><script>x</script>";
  const std::string text = table_markdown(table, "en");
  EXPECT_EQ(text.find("<script>"), std::string::npos);
  EXPECT_EQ(text.find("-->"), text.size() - 4) << text;
}

TEST(MarkdownTable, WithoutHeadTheFirstRowIsStillBody) {
  PaperTable table = table_samples::definition();
  table.head.clear();
  EXPECT_NE(table_markdown(table, "zh").find("|            |                |        |\n| :---"), std::string::npos);
}

}  // namespace
}  // namespace ecoeff
