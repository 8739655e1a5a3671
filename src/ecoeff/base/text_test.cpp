#include "ecoeff/base/text.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace ecoeff {
namespace {

TEST(Text, FallsBackToTheOtherLanguage) {
  EXPECT_EQ((Text{"city", "城市"}.in(Language::zh)), "城市");
  EXPECT_EQ((Text{"city", "城市"}.in(Language::en)), "city");
  EXPECT_EQ((Text{"city", ""}.in(Language::zh)), "city");
  EXPECT_EQ((Text{"", "城市"}.in(Language::en)), "城市");
  EXPECT_TRUE(Text{}.empty());
  EXPECT_EQ(both("GDP"), (Text{"GDP", "GDP"}));
}

TEST(Text, TrimsAsciiFullWidthAndInvisibleBlanks) {
  EXPECT_EQ(trim("  a b\t\r\n"), "a b");
  EXPECT_EQ(trim("\u3000城市\u00a0"), "城市");
  EXPECT_EQ(trim("\ufeffcity"), "city");
  EXPECT_EQ(trim(" \u3000\t"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, SplitsAndJoins) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string>{""}));
  EXPECT_EQ(split("a,", ','), (std::vector<std::string>{"a", ""}));
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(Text, ReplacesWithoutLooping) {
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(replace_all("{value}资源型", "{value}", "成长型"), "成长型资源型");
  EXPECT_EQ(replace_all("abc", "x", "y"), "abc");
}

TEST(Text, LowersAsciiOnly) { EXPECT_EQ(lower_ascii("NQP_Ä城"), "nqp_Ä城"); }

TEST(Text, KnowsUtf8) {
  EXPECT_TRUE(is_utf8("城市 city ä 𠮷"));
  EXPECT_FALSE(is_utf8("\xB3\xC7\xCA\xD0"));         // 城市 in GBK
  EXPECT_FALSE(is_utf8("\xC0\xAF"));                 // overlong
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));             // a surrogate
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));         // above U+10FFFF
  EXPECT_FALSE(is_utf8(std::string_view("城", 2)));  // cut short
}

TEST(Text, ConvertsGb18030BothWays) {
  std::string text;
  ASSERT_TRUE(gb18030_to_utf8("\xB3\xC7\xCA\xD0,2010", text));
  EXPECT_EQ(text, "城市,2010");
  std::string bytes;
  ASSERT_TRUE(utf8_to_gb18030("武威 𠮷", bytes));  // the second is outside GBK: four bytes
  EXPECT_EQ(bytes, "\xCE\xE4\xCD\xFE \x95\x34\xB2\x35");
  ASSERT_TRUE(gb18030_to_utf8(bytes, text));
  EXPECT_EQ(text, "武威 𠮷");
  EXPECT_FALSE(gb18030_to_utf8("\xB3", text));
  EXPECT_FALSE(gb18030_to_utf8("\xFF\xFF", text));
}

TEST(Text, CodePointsReplaceInvalidBytes) {
  EXPECT_EQ(to_code_points("a\xFF城"), U"a\uFFFD城");
  EXPECT_EQ(from_code_points(U"aä城𠮷"), "aä城𠮷");
}

RC_GTEST_PROP(TextProperty, CodePointsRoundTrip, ()) {
  std::u32string points;
  for (const auto value :
       *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(1, 0x10FFFF))) {
    if (value < 0xD800 || value > 0xDFFF) points += static_cast<char32_t>(value);
  }
  const std::string text = from_code_points(points);
  RC_ASSERT(is_utf8(text));
  RC_ASSERT(to_code_points(text) == points);
}

TEST(Text, MeasuresTerminalColumns) {
  EXPECT_EQ(display_width("city"), 4U);
  EXPECT_EQ(display_width("城市a"), 5U);
  EXPECT_EQ(display_width("ｘ，"), 4U);
  EXPECT_EQ(display_width("ä–"), 2U);
}

TEST(Text, SuggestsTheNearestCandidate) {
  EXPECT_EQ(did_you_mean("labour", {"labor", "capital", "energy"}), "labor");
  EXPECT_EQ(did_you_mean("GDP", {"co2", "gdp"}), "gdp");
  EXPECT_EQ(did_you_mean("地区生产总植", {"地区生产总值", "财政支出"}), "地区生产总值");
  EXPECT_EQ(did_you_mean("zzzz", {"labor", "gdp"}), "");
  EXPECT_EQ(did_you_mean("x", {}), "");
  EXPECT_EQ(did_you_mean("yaer", {"year"}), "year");
  EXPECT_EQ(did_you_mean("fe", {"re"}), "re");
  // Two letters of three are another word.
  EXPECT_EQ(did_you_mean("sdm", {"fd", "fe", "re"}), "");
}

}  // namespace
}  // namespace ecoeff
