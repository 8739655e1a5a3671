#include "ecoeff/report/prose/math_markup.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <pugixml.hpp>

namespace ecoeff {
namespace {

std::string shown(const std::string& markup) { return markup.substr(0, markup.find("<annotation")); }

TEST(MathMarkup, DrawsFractionsScriptsAndSums) {
  const std::string sum = shown(math_markup("\\sum_{i} \\frac{s_i^-}{x_{io}}"));
  EXPECT_NE(sum.find("<munder><mo>∑</mo><mrow><mi>i</mi></mrow></munder>"), std::string::npos) << sum;
  EXPECT_NE(sum.find("<mfrac><mrow><msubsup><mi>s</mi><mi>i</mi><mo>−</mo></msubsup></mrow>"), std::string::npos)
      << sum;
}

TEST(MathMarkup, AlignsLines) {
  const std::string lines = shown(math_markup("a & = b \\\\ & = c"));
  EXPECT_NE(lines.find("<mtr><mtd><mi>a</mi></mtd><mtd><mo>=</mo><mi>b</mi></mtd></mtr>"), std::string::npos) << lines;
}

TEST(MathMarkup, KeepsTheSourceForCopyingAndUnknownCommandsForReading) {
  EXPECT_NE(math_markup("x < y").find("<annotation encoding=\"application/x-tex\">x &lt; y</annotation>"),
            std::string::npos);
  EXPECT_NE(shown(math_markup("\\oddity x")).find("<mi>oddity</mi><mi>x</mi>"), std::string::npos);
  EXPECT_NE(shown(math_markup("\\text{或 a}")).find("<mtext>或 a</mtext>"), std::string::npos);
}

RC_GTEST_PROP(MathMarkup, EndsAndIsWellFormedOnAnyInput, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("x", "{", "}", "_", "^", "\\", "\\\\", "&", "\\frac", "\\bar", "\\text", "\\sum",
                                    " ", "1.5", "<", "λ", "-", "\\lambda"));
  std::string tex;
  for (const std::string& piece : pieces) tex += piece;
  const std::string markup = math_markup(tex, true);
  pugi::xml_document document;
  RC_ASSERT(document.load_string(markup.c_str()));
}

}  // namespace
}  // namespace ecoeff
