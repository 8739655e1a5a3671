#include "ecoeff/report/figures/svg.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>

namespace ecoeff::svg {
namespace {

TEST(TextWidth, CountsLatinByArialAndChineseByTheEm) {
  EXPECT_DOUBLE_EQ(text_width("11", 10), 11.12);
  EXPECT_DOUBLE_EQ(text_width("碳排", 10), 20);
  EXPECT_GT(text_width("il", 10, true), text_width("il", 10));
  EXPECT_DOUBLE_EQ(text_width("", 10), 0);
}

TEST(FitText, KeepsWhatFitsAndMarksWhatIsCut) {
  EXPECT_EQ(fit_text("碳排放效率", 50, 10), "碳排放效率");
  EXPECT_EQ(fit_text("碳排放效率", 45, 10), "碳排放…");
  EXPECT_EQ(fit_text("New York", 35, 10), "New…");
  EXPECT_EQ(fit_text("County of Long Name 017", 70, 10), "County of…017");
  EXPECT_LE(text_width(fit_text("鄂尔多斯 Ordos", 61, 12), 12), 61);
  EXPECT_EQ(fit_text("", 5, 10), "");
}

TEST(WrapText, BreaksAtSpacesAndBetweenChineseCharacters) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap_text("one two three", 45, 10), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap_text("碳排放效率，指数", 50, 10), (Lines{"碳排放效", "率，指数"}));  // no comma begins a line
  EXPECT_EQ(wrap_text("系统 GMM 估计", 50, 10), (Lines{"系统 GMM", "估计"}));
  EXPECT_EQ(wrap_text("主成分［指数］", 60, 10), (Lines{"主成分［指", "数］"}));  // no bracket stands alone
  EXPECT_EQ(wrap_text("fits", 50, 10), Lines{"fits"});
  EXPECT_EQ(wrap_text("", 50, 10), Lines{});
  for (const std::string& line : wrap_text("Bundesausbildungsförderungsgesetz of 1971", 60, 10))
    EXPECT_LE(text_width(line, 10), 60) << line;
}

TEST(Escape, LeavesNothingThatXmlForbids) { EXPECT_EQ(escape("a<b & \"c\">\x01"), "a&lt;b &amp; &quot;c&quot;&gt;"); }

TEST(Drawing, IsWellFormedWithEveryShapeAndHostileText) {
  Drawing drawing(200, Language::zh, "A \"label\" & <more>");
  drawing.rectangle(0, 0, 10, 10, "#112233", "5 < 6 & \"x\"", 0.5);
  drawing.frame(0, 0, 10, 10, {.dash = "3 2"});
  drawing.line(0, 0, 1.25, -1.25);
  drawing.path({{0, 0}, {1, 2}}, {});
  drawing.area({{0, 0}, {1, 2}, {3, 4}}, "#000000", 0.2);
  for (std::size_t shape = 0; shape < 7; ++shape) drawing.mark(shape, 5, 5, 3, "#445566", "<here>");
  drawing.text(1, 2, "<武威> & \"co\"",
               {.anchor = Anchor::end, .bold = true, .italic = true, .turn = -45, .full = "&whole", .halo = true});
  const std::string svg = drawing.finish(120.4);
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(svg.c_str())) << svg;
  const pugi::xml_node root = document.child("svg");
  EXPECT_STREQ(root.attribute("viewBox").value(), "0 0 200 121");
  EXPECT_STREQ(root.attribute("aria-label").value(), "A \"label\" & <more>");
  EXPECT_STREQ(root.attribute("lang").value(), "zh-CN");
  EXPECT_STREQ(root.child("rect").child("title").child_value(), "5 < 6 & \"x\"");
  EXPECT_EQ(svg.find("id="), std::string::npos);  // ids would clash between pictures of one page
}

TEST(Drawing, WritesMinusSigns) {
  Drawing drawing(200, Language::en, "");
  drawing.text(1, 2, "-0.586 [-0.9, 2] 2010-2023", {.halo = true});
  const std::string svg = drawing.finish(20);
  EXPECT_NE(svg.find(">−0.586 [−0.9, 2] 2010-2023<"), std::string::npos) << svg;
  EXPECT_EQ(svg.find(">-0"), std::string::npos);
  EXPECT_DOUBLE_EQ(text_width("-1", 10), text_width("−1", 10));
}

TEST(Drawing, IsAsWideInPrintAsItIsTold) {
  EXPECT_NE(
      Drawing(340, Language::en, "", 8).finish(170).find("viewBox=\"0 0 340 170\" width=\"8cm\" height=\"4.000cm\""),
      std::string::npos);
  EXPECT_NE(Drawing(340, Language::en, "").finish(170).find("width=\"340\" height=\"170\""), std::string::npos);
}

TEST(Drawing, WritesTenthsOfPixelsWithoutTrailingZeros) {
  Drawing drawing(10, Language::en, "");
  drawing.line(1.04, 2.96, -0.04, 7);
  EXPECT_NE(drawing.finish(1).find("x1=\"1\" y1=\"3\" x2=\"0\" y2=\"7\""), std::string::npos) << drawing.finish(1);
}

}  // namespace
}  // namespace ecoeff::svg
