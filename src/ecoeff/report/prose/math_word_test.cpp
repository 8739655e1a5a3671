#include "ecoeff/report/prose/math_word.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <pugixml.hpp>

namespace ecoeff {
namespace {

pugi::xml_document parsed(const std::string& xml) {
  pugi::xml_document document;
  const std::string whole = "<x xmlns:m=\"m\" xmlns:w=\"w\">" + xml + "</x>";
  EXPECT_TRUE(document.load_string(whole.c_str())) << xml;
  return document;
}

std::string text_of(const pugi::xml_node& node) {
  std::string out;
  for (const auto& run : node.select_nodes(".//m:t")) out += run.node().child_value();
  return out;
}

TEST(MathWord, DrawsFractionsScriptsAndRoots) {
  const pugi::xml_document d = parsed(math_word("\\frac{s_i^-}{x_{io}} + \\sqrt{\\lambda}"));
  const pugi::xml_node fraction = d.select_node("//m:f").node();
  EXPECT_EQ(text_of(fraction.child("m:num")), "si−");
  EXPECT_EQ(text_of(fraction.child("m:den")), "xio");
  EXPECT_TRUE(d.select_node("//m:num/m:sSubSup[m:e and m:sub and m:sup]"));
  EXPECT_TRUE(d.select_node("//m:den/m:sSub[m:e and m:sub]"));
  EXPECT_EQ(text_of(d.select_node("//m:rad/m:e").node()), "λ");
}

TEST(MathWord, ASumHoldsWhatFollowsItAndBracketsGrow) {
  const pugi::xml_document d = parsed(math_word("\\frac{1}{q}(\\sum_{r} \\frac{a}{b} + c)"));
  const pugi::xml_node sum = d.select_node("//m:d/m:e/m:nary").node();
  ASSERT_TRUE(sum);
  EXPECT_EQ(text_of(sum.child("m:sub")), "r");
  EXPECT_TRUE(sum.child("m:e").child("m:f"));
  EXPECT_TRUE(sum.child("m:naryPr").child("m:supHide"));
  EXPECT_FALSE(sum.child("m:naryPr").child("m:subHide"));
  EXPECT_EQ(text_of(d.select_node("//m:d").node()), "rab+c");
}

// A power of a bracket is one of the whole bracket; LibreOffice shows question marks for one of ")" alone.
TEST(MathWord, BracketsCarryTheirScripts) {
  const pugi::xml_document d = parsed(math_word("b = (X^{\\prime} Z)^{-1} y, \\quad \\sum_i (a - b)^2"));
  const auto powers = d.select_nodes("//m:sSup[m:e/m:d]");
  ASSERT_EQ(powers.size(), 2U);
  EXPECT_EQ(text_of(powers[0].node()), "X′Z−1");
  EXPECT_FALSE(d.select_node("//m:r[m:t=')' or m:t='(']"));
  EXPECT_TRUE(d.select_node("//m:nary/m:e/m:sSup"));
  EXPECT_TRUE(parsed(math_word("y^{*}")).select_node("//m:sup/m:r[m:t='*']/m:rPr/m:nor"));
  EXPECT_EQ(text_of(parsed(math_word("E(y \\mid x)"))), "Ey∣x");
}

TEST(MathWord, LinesBecomeAnAlignedMatrix) {
  const pugi::xml_document d = parsed(math_word("a & = b \\\\ \\text{s.t.} & c", true));
  EXPECT_TRUE(d.select_node("//m:oMathPara/m:oMath/m:m"));
  EXPECT_EQ(d.select_nodes("//m:mr").size(), 2U);
  for (const auto& row : d.select_nodes("//m:mr")) EXPECT_EQ(row.node().select_nodes("m:e").size(), 2U);
  EXPECT_EQ(text_of(d.select_node("//m:mr[2]/m:e[1]").node()), "s.t.");
}

TEST(MathWord, WordsStandUpright) {
  const pugi::xml_document d = parsed(math_word("\\min x"));
  EXPECT_TRUE(d.select_node("//m:r[m:t='min']/m:rPr/m:nor"));
  EXPECT_FALSE(d.select_node("//m:r[m:t='x']/m:rPr"));
}

RC_GTEST_PROP(MathWord, EndsAndIsWellFormedOnAnyInput, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("x", "{", "}", "_", "^", "\\", "\\\\", "&", "\\frac", "\\bar", "\\text", "\\sum",
                                    " ", "1.5", "<", "λ", "-", "\\lambda", "(", ")"));
  std::string tex;
  for (const std::string& piece : pieces) tex += piece;
  pugi::xml_document document;
  RC_ASSERT(document.load_string(math_word(tex, true).c_str()));
}

}  // namespace
}  // namespace ecoeff
