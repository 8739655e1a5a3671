#include "ecoeff/report/painters/rtf_table.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include "ecoeff/report/painters/page_layout.hpp"
#include "ecoeff/report/tables/paper_table_samples.hpp"

namespace ecoeff {
namespace {

using table_samples::count_of;

bool balanced_ascii(const std::string& text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth < 0) {
      return false;
    }
  }
  return depth == 0;
}

TEST(RtfTable, EveryRowHasItsCells) {
  for (const PaperTable& table : {table_samples::regression(), table_samples::definition(), table_samples::hostile(),
                                  table_samples::large(50, 18)}) {
    const std::string text = table_rtf(table, "zh+en");
    EXPECT_TRUE(balanced_ascii(text));
    EXPECT_EQ(count_of(text, "\\row\n"), table.head.size() + table.body.size());
    EXPECT_EQ(count_of(text, "\\cellx"), count_of(text, "\\cell\n"));
    EXPECT_EQ(count_of(text, "\\cellx"), (table.head.size() + table.body.size()) * table.columns);
    EXPECT_EQ(count_of(text, "\\trhdr"), table.head.size());
  }
}

TEST(RtfTable, RulesSpansTabsAndStars) {
  const std::string text = table_rtf(table_samples::regression(), "zh+en");
  EXPECT_EQ(count_of(text, "\\clbrdrt\\brdrs\\brdrw30"), 3U);
  EXPECT_EQ(count_of(text, "\\clbrdrb\\brdrs\\brdrw30"), 3U);
  EXPECT_EQ(count_of(text, "\\clbrdrb\\brdrs\\brdrw15"), 3U);
  EXPECT_EQ(count_of(text, "\\clvmgf"), 1U);
  EXPECT_EQ(count_of(text, "\\clmgf"), 1U);
  EXPECT_EQ(count_of(text, "\\tqdec"), 5U);  // five decimal cells, the empty one among them
  EXPECT_EQ(count_of(text, "{\\super\\fs22 **}"), 1U);
}

TEST(RtfTable, TurnsThePageForWideTables) {
  EXPECT_EQ(count_of(table_rtf(table_samples::large(3, 4), "en"), "\\landscape"), 0U);
  EXPECT_EQ(count_of(table_rtf(table_samples::large(3, 14), "en"), "\\landscape"), 1U);
}

TEST(RtfTable, EscapesUnicode) {
  EXPECT_EQ(escape_rtf("a{\\}"), "a\\{\\\\\\}");
  EXPECT_EQ(escape_rtf("R²"), "R\\u178?");
  EXPECT_EQ(escape_rtf("a表b"), "a{\\f1 \\u-30616?}b");
  EXPECT_EQ(escape_rtf("𠮷"), "{\\f1 \\u-10174?\\u-8265?}");
}

RC_GTEST_PROP(RtfProperty, AnyTextIsAsciiAndBalanced, (const std::string& text)) {
  RC_ASSERT(balanced_ascii(escape_rtf(text)));
}

TEST(PageLayout, ColumnsFillThePageAndPointsStandInside) {
  for (const std::size_t columns : {1U, 3U, 9U, 20U}) {
    const PaperTable table = table_samples::large(2, columns);
    const PageLayout page = lay_out_page(measure(lay_out(table), Language::zh));
    int total = 0;
    for (std::size_t c = 0; c < page.twips.size(); ++c) {
      total += page.twips[c];
      EXPECT_GT(page.twips[c], 0);
      EXPECT_LT(page.points[c], page.twips[c]);
    }
    EXPECT_EQ(total, page.landscape ? kLandscapeTwips : kPortraitTwips);
    EXPECT_EQ(page.landscape, columns > 9);
  }
}

}  // namespace
}  // namespace ecoeff
