#include "ecoeff/report/painters/docx_tables.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/tables/paper_table_samples.hpp"

namespace ecoeff {
namespace {

using table_samples::count_of;
using table_samples::unzip;

pugi::xml_document document_of(const std::vector<PaperTable>& tables, const std::string& languages) {
  pugi::xml_document document;
  for (const auto& [name, content] : unzip(tables_docx(tables, languages))) {
    pugi::xml_document part;
    const auto outcome = part.load_string(content.c_str(), pugi::parse_full | pugi::parse_ws_pcdata);
    EXPECT_TRUE(outcome) << name << ": " << outcome.description();
    if (name == "word/document.xml") document.load_string(content.c_str(), pugi::parse_full | pugi::parse_ws_pcdata);
  }
  return document;
}

std::string text_of(const pugi::xml_node& node) {
  std::string out;
  for (const pugi::xpath_node& run : node.select_nodes(".//w:t")) out += run.node().child_value();
  return out;
}

TEST(DocxTables, HasThePartsThatWordWants) {
  const auto entries = unzip(tables_docx({table_samples::regression()}, "zh+en"));
  for (const char* name : {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml",
                           "word/settings.xml", "word/_rels/document.xml.rels", "docProps/core.xml"}) {
    ASSERT_TRUE(entries.contains(name)) << name;
  }
  const std::string& types = entries.at("[Content_Types].xml");
  for (const auto& [name, content] : entries) {
    if (name.ends_with(".rels") || name == "[Content_Types].xml") continue;
    EXPECT_EQ(count_of(types, "PartName=\"/" + name + "\""), 1U) << name;
  }
  EXPECT_NE(entries.at("word/styles.xml").find("w:eastAsia=\"宋体\""), std::string::npos);
  EXPECT_NE(entries.at("word/styles.xml").find("w:ascii=\"Times New Roman\""), std::string::npos);
}

TEST(DocxTables, EveryRowCoversTheGrid) {
  const std::vector<PaperTable> tables{table_samples::regression(), table_samples::definition(),
                                       table_samples::hostile(), table_samples::large(50, 14)};
  const pugi::xml_document document = document_of(tables, "zh+en");
  const auto found = document.select_nodes("//w:tbl");
  ASSERT_EQ(found.size(), tables.size());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const pugi::xml_node table = found[i].node();
    EXPECT_EQ(table.select_nodes("w:tblGrid/w:gridCol").size(), tables[i].columns);
    for (const pugi::xpath_node& row : table.select_nodes("w:tr")) {
      int covered = 0;
      int width = 0;
      for (const pugi::xpath_node& cell : row.node().select_nodes("w:tc")) {
        const pugi::xml_node span = cell.node().select_node("w:tcPr/w:gridSpan").node();
        covered += span ? span.attribute("w:val").as_int() : 1;
        width += cell.node().select_node("w:tcPr/w:tcW").node().attribute("w:w").as_int();
        EXPECT_EQ(cell.node().select_nodes("w:p").size(), 1U);
      }
      EXPECT_EQ(covered, static_cast<int>(tables[i].columns));
      EXPECT_EQ(width, table.select_node("w:tblPr/w:tblW").node().attribute("w:w").as_int());
    }
    EXPECT_EQ(table.select_nodes("w:tr/w:trPr/w:tblHeader").size(), tables[i].head.size());
  }
}

TEST(DocxTables, RulesTabsStarsAndSpans) {
  const pugi::xml_document document = document_of({table_samples::regression()}, "zh+en");
  const auto rule = [&](const char* row, const char* side) {
    const std::string path = std::string("//w:tr[") + row + "]/w:tc[1]/w:tcPr/w:tcBorders/w:" + side;
    return document.select_node(path.c_str()).node().attribute("w:sz").as_int();
  };
  EXPECT_EQ(rule("1", "top"), 12);
  EXPECT_EQ(rule("2", "bottom"), 6);
  EXPECT_EQ(rule("3", "top"), 0);
  EXPECT_EQ(rule("7", "top"), 6);
  EXPECT_EQ(rule("7", "bottom"), 12);
  EXPECT_EQ(document.select_nodes("//w:tab[@w:val='decimal']").size(), 5U);
  EXPECT_EQ(document.select_nodes("//w:vMerge").size(), 2U);
  const pugi::xml_node focus = document.select_node("//w:tr[3]/w:tc[2]").node();
  EXPECT_EQ(text_of(focus), "0.230**");
  EXPECT_STREQ(focus.select_node(".//w:r[w:t='**']/w:rPr/w:vertAlign").node().attribute("w:val").value(),
               "superscript");
}

TEST(DocxTables, HostileTextStaysText) {
  const pugi::xml_document document = document_of({table_samples::hostile()}, "zh");
  EXPECT_EQ(text_of(document.select_node("//w:tr[5]/w:tc[1]").node()), printable(table_samples::kHostile));
}

TEST(DocxTables, CautionsNameTheirTableAndColumns) {
  PaperTable table = table_samples::regression();
  table.number = 5;
  EXPECT_EQ(caution_of_table(table, {"(4) few clusters.", "(4) 列：聚类过少。"}).zh, "表 5 第 (4) 列：聚类过少。");
  EXPECT_EQ(caution_of_table(table, {"Few clusters.", "聚类过少。"}).zh, "表 5：聚类过少。");
  EXPECT_EQ(caution_of_table(table, {"(4) few clusters.", "x"}).en, "Table 5: (4) few clusters.");
}

TEST(DocxTables, WideTablesLieOnTheirOwnPages) {
  const PaperTable wide = table_samples::large(3, 14);
  const pugi::xml_document document =
      document_of({table_samples::regression(), wide, table_samples::regression()}, "zh");
  const auto sections = document.select_nodes("//w:sectPr/w:pgSz");
  ASSERT_EQ(sections.size(), 3U);
  EXPECT_STREQ(sections[0].node().attribute("w:orient").value(), "");
  EXPECT_STREQ(sections[1].node().attribute("w:orient").value(), "landscape");
  EXPECT_STREQ(sections[2].node().attribute("w:orient").value(), "");
}

TEST(DocxTables, ParagraphsSeparateTables) {
  PaperTable bare = table_samples::definition();
  bare.number = 0;
  bare.title = {};
  const pugi::xml_document document = document_of({bare, bare}, "zh");
  for (const pugi::xpath_node& table : document.select_nodes("//w:tbl"))
    EXPECT_STREQ(table.node().next_sibling().type() == pugi::node_pcdata
                     ? table.node().next_sibling().next_sibling().name()
                     : table.node().next_sibling().name(),
                 "w:p");
}

TEST(DocxTables, EqualTablesGiveEqualBytes) {
  const std::vector<PaperTable> tables{table_samples::regression(), table_samples::definition()};
  const std::string bytes = tables_docx(tables, "zh+en");
  EXPECT_EQ(bytes, tables_docx(tables, "zh+en"));
  EXPECT_NE(bytes, tables_docx(tables, "en"));
}

}  // namespace
}  // namespace ecoeff
