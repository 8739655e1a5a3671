#include "ecoeff/report/painters/html_table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/tables/paper_table_samples.hpp"

namespace ecoeff {
namespace {

using table_samples::count_of;

pugi::xml_document parse(const PaperTable& table, const std::string& languages) {
  pugi::xml_document document;
  const std::string whole = "<div>" + table_html(table, languages) + "</div>";
  const pugi::xml_parse_result outcome = document.load_string(whole.c_str(), pugi::parse_full);
  EXPECT_TRUE(outcome) << outcome.description() << "\n" << whole;
  return document;
}

TEST(HtmlTable, IsSemantic) {
  const pugi::xml_document document = parse(table_samples::regression(), "zh+en");
  const pugi::xml_node table = document.select_node("/div/table[@class='paper-table']").node();
  EXPECT_STREQ(table.select_node("caption/span[1]").node().child_value(), "表4. 基准回归结果");
  EXPECT_STREQ(table.select_node("caption/span[2]").node().child_value(), "Table 4. Benchmark regression results");
  EXPECT_EQ(table.select_nodes("thead/tr").size(), 2U);
  EXPECT_STREQ(table.select_node("thead/tr[1]/th[1]").node().attribute("rowspan").value(), "2");
  EXPECT_STREQ(table.select_node("thead/tr[1]/th[2]").node().attribute("scope").value(), "col");
  EXPECT_EQ(table.select_nodes("tbody/tr").size(), 5U);
  EXPECT_EQ(table.select_nodes("tbody/tr/th[@scope='row']").size(), 4U);
  EXPECT_STREQ(table.select_node("tbody/tr[1]/td[1]//sup").node().child_value(), "**");
  EXPECT_STREQ(table.select_node("tbody/tr[5]").node().attribute("class").value(), "rule");
  EXPECT_STREQ(table.select_node("tbody/tr[5]/td").node().attribute("colspan").value(), "2");
  EXPECT_STREQ(table.select_node("tbody/tr[3]/td[2]").node().child_value(), "是");
  EXPECT_EQ(document.select_nodes("/div/div[@class='paper-notes']/p").size(), 3U);
}

TEST(HtmlTable, PointsOfAColumnStandBelowEachOther) {
  const pugi::xml_document document = parse(table_samples::regression(), "en");
  const auto halves = document.select_nodes("//tbody/tr[position()<3]/td[last()]/span[@class='whole']");
  ASSERT_EQ(halves.size(), 2U);
  EXPECT_STREQ(halves[0].node().attribute("style").value(), halves[1].node().attribute("style").value());
}

TEST(HtmlTable, RowGroupsSayTheirScope) {
  const pugi::xml_document document = parse(table_samples::definition(), "zh");
  const pugi::xml_node group = document.select_node("//tbody/tr[1]/th").node();
  EXPECT_STREQ(group.attribute("scope").value(), "rowgroup");
  EXPECT_STREQ(group.attribute("rowspan").value(), "2");
  EXPECT_EQ(document.select_nodes("//tbody/tr[2]/th").size(), 0U);
}

TEST(HtmlTable, HostileTextStaysText) {
  const pugi::xml_document document = parse(table_samples::hostile(), "zh+en");
  EXPECT_EQ(document.select_nodes("//b").size(), 0U);
  EXPECT_EQ(std::string(document.select_node("//tbody/tr[3]/td[1]").node().child_value()),
            printable(table_samples::kHostile));
}

TEST(HtmlTable, APageCarriesItsStyle) {
  const std::string page = table_page(table_samples::hostile(), "en");
  EXPECT_EQ(count_of(page, "<script"), 0U);
  EXPECT_EQ(count_of(page, "<b>"), 0U);
  EXPECT_NE(page.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(page.find("border-top: 1.5pt solid"), std::string::npos);
}

TEST(HtmlTable, LongTablesGoOnWithTheirHeadInPrint) {
  const PaperTable table = table_samples::large(100, 4);
  const std::string html = table_html(table, "zh");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(("<x>" + html + "</x>").c_str(), pugi::parse_full));
  const auto continued = document.select_nodes("//tbody[@class='continued']");
  ASSERT_EQ(continued.size(), 2U);
  EXPECT_NE(html.find(fmt::format("续表 {}", table.number)), std::string::npos);
  EXPECT_NE(table_html(table, "en").find(fmt::format("Table {} (continued)", table.number)), std::string::npos);
  EXPECT_EQ(document.select_nodes("//tbody[not(@class)]/tr").size(), table.body.size());
  for (const auto& one : continued) EXPECT_EQ(one.node().select_nodes("tr").size(), table.head.size() + 1);
  EXPECT_EQ(table_html(table_samples::regression(), "zh").find("continued"), std::string::npos);
}

}  // namespace
}  // namespace ecoeff
