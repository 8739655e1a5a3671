#include "ecoeff/data/dta.hpp"

#include <gtest/gtest.h>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/expression.hpp"
#include "ecoeff/data/panel.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/data/test_files.hpp"
#include "ecoeff/data/write.hpp"

namespace ecoeff {
namespace {

using test::error_of;
using test::FileWith;
using test::reference_file;
using Texts = std::vector<std::string>;

class ChineseDta : public testing::TestWithParam<const char*> {};

TEST_P(ChineseDta, ReadsTextLabelsAndDates) {
  const ReadResult r = read_table(reference_file(GetParam()));
  const Table& t = r.table;
  EXPECT_EQ(t.texts("city"), (Texts{"武威", "武威", "金昌", "金昌"}));
  EXPECT_EQ(t.texts("stage"), (Texts{"成长型", "成长型", "成熟型", "成熟型"}));
  EXPECT_EQ(t.texts("founded")[2], "1981-02-09");
  EXPECT_EQ(t.column("gdp").label, "地区生产总值");
  EXPECT_EQ(t.numbers("gdp")[0], 228.77);
  EXPECT_TRUE(is_missing(t.numbers("gdp")[1]));
  EXPECT_EQ(Panel(t, "city", "year").units(), 2U);
  const bool old = std::string_view(GetParam()).find("gbk") != std::string_view::npos;
  EXPECT_EQ(!r.notes.empty() && r.notes[0].code == "D130", old);
}

INSTANTIATE_TEST_SUITE_P(Versions, ChineseDta,
                         testing::Values("panel_114_gbk.dta", "panel_115_gbk.dta", "panel_117_gbk.dta", "panel_118.dta",
                                         "panel_119.dta"));

TEST(Dta, Reads113) {
  const Table t = read_table(reference_file("panel_113.dta")).table;
  EXPECT_EQ(t.texts("city")[3], "Jinchang");
  EXPECT_EQ(t.numbers("year")[1], 2011);
  EXPECT_EQ(t.numbers("gdp")[3], 232.75);
}

TEST(Dta, TextsOfTwoEncodingsAreEachReadAsWhatTheyAre) {
  std::string bytes = read_file(reference_file("panel_114_gbk.dta"));
  const std::string label = "地区生产总值";
  std::string gbk;
  ASSERT_TRUE(utf8_to_gb18030(label, gbk));
  const std::size_t at = bytes.find(gbk);
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, label.size(), label);  // the field has room
  const FileWith file(bytes, "mixed.dta");
  const ReadResult r = read_table(file.path());
  EXPECT_EQ(r.table.column("gdp").label, label);
  EXPECT_EQ(r.table.texts("city")[0], "武威");
  EXPECT_EQ(r.notes[0].code, "D145");
}

TEST(Dta, LabelledNumbersAreNumbersWithNames) {
  const Table t = read_table(reference_file("labelled_dummy.dta")).table;
  const Column& treat = t.column("treat");
  EXPECT_FALSE(treat.is_text);
  std::size_t treated = 0;
  for (std::size_t i = 0; i < t.rows(); ++i) {
    EXPECT_EQ(t.texts("treat")[i], t.numbers("treat")[i] == 1 ? "Yes" : "No");
    treated += t.numbers("treat")[i] == 1 ? 1U : 0U;
  }
  EXPECT_GT(treated, 0U);
  const Panel panel(t, "id", "year");
  EXPECT_EQ(rows_where(panel, "prov == 10").size(), 20U);
  EXPECT_EQ(rows_where(panel, "prov in {10, 11}").size(), 40U);
  EXPECT_EQ(rows_where(panel, "treat == 'Yes'").size(), treated);
  EXPECT_EQ(rows_where(panel, "treat != 'Yes'").size(), t.rows() - treated);
  EXPECT_EQ(rows_where(panel, "treat > 0").size(), treated);
}

TEST(Dta, ALabelledUnitShowsItsNames) {
  const Table t = read_table(reference_file("panel_118.dta")).table;
  EXPECT_EQ(Panel(t.select({0, 2}), "stage", "").unit_names(), (Texts{"成长型", "成熟型"}));
}

TEST(Dta, TheNamedEncodingRules) {
  EXPECT_EQ(read_table(reference_file("panel_114_gbk.dta"), {.encoding = "gb18030"}).table.texts("city")[0], "武威");
  const Error e = error_of([] { (void)read_table(reference_file("panel_114_gbk.dta"), {.encoding = "utf-8"}); });
  EXPECT_EQ(e.code, "D105");
  EXPECT_EQ(e.where.column, "city");
}

TEST(Dta, EveryTruncationIsRefused) {
  for (const char* name : {"panel_114_gbk.dta", "panel_118.dta"}) {
    const std::string whole = read_file(reference_file(name));
    std::size_t refused = 0;
    for (std::size_t size = 4; size < whole.size(); size += 31) {
      const FileWith file(std::string_view(whole).substr(0, size), "cut.dta");
      try {
        // What is cut off after the data may be only labels, which old versions allow to be absent.
        EXPECT_EQ(read_table(file.path()).table.rows(), 4U);
      } catch (const Error& error) {
        EXPECT_EQ(error.code, "D104");
        ++refused;
      }
    }
    EXPECT_GT(refused, 20U) << name;
  }
}

TEST(Dta, AFlippedByteNeverCrashes) {
  for (const char* name : {"panel_113.dta", "panel_114_gbk.dta", "panel_117_gbk.dta", "panel_118.dta"}) {
    const std::string whole = read_file(reference_file(name));
    std::size_t refused = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string broken = whole;
      broken[at] = static_cast<char>(broken[at] ^ 0xD5);
      Notes notes;
      try {
        (void)parse_dta(broken, "broken.dta", "", notes);
      } catch (const Error& error) {
        EXPECT_EQ(error.fault, Fault::data);
        ++refused;
      }
    }
    EXPECT_GT(refused, 20U) << name;
  }
}

TEST(Dta, WrittenTablesReadBackAndAreEqualByteForByte) {
  Table table;
  table.set_text("城市", {"武威", "", std::string(3000, 'x')});
  table.set_numbers("2010 gdp", {0.1, kMissing, -5e300});
  table.set_numbers("2010.gdp", {1, 2, kMissing});
  table.set_numbers("if", {1, 2, 3});
  table.set_text("short", {"a", "bc", ""});
  const std::string bytes = to_dta(table);
  EXPECT_EQ(bytes, to_dta(table));
  EXPECT_TRUE(bytes.starts_with("<stata_dta><header><release>118</release>"));
  Notes notes;
  const Table back = parse_dta(bytes, "f.dta", "", notes);
  EXPECT_EQ(back.names(), (Texts{"城市", "_2010_gdp", "_2010_gdp_2", "if_", "short"}));
  EXPECT_EQ(back.column("_2010_gdp").label, "2010 gdp");
  EXPECT_EQ(back.texts("城市"), table.texts("城市"));
  EXPECT_EQ(back.texts("short"), table.texts("short"));
  EXPECT_EQ(back.numbers("_2010_gdp")[2], -5e300);
  EXPECT_EQ(back.numbers("_2010_gdp_2")[1], 2);
  EXPECT_TRUE(is_missing(back.numbers("_2010_gdp_2")[2]));
}

}  // namespace
}  // namespace ecoeff
