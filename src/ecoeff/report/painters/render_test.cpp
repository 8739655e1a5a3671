#include "ecoeff/report/painters/render.hpp"

#include <gtest/gtest.h>

#include "ecoeff/base/error.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

std::string drawing(const std::string& words) {
  svg::Drawing drawing(820, Language::zh, "test", 17);
  drawing.rectangle(10, 10, 400, 60, "#1f3b63");
  drawing.text(20, 100, words, {.size = 14, .fill = svg::kInk});
  return drawing.finish(205);
}

unsigned word_at(const std::string& bytes, std::size_t at) {
  unsigned value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

TEST(Pdf, IsAsWideAsTheDrawingSaysWithItsFontsInside) {
  const std::string pdf = svg_to_pdf(drawing("效率 efficiency"), {"图", "made from"});
  EXPECT_TRUE(pdf.starts_with("%PDF-"));
  EXPECT_NE(pdf.find("/FontFile"), std::string::npos);
  const std::size_t box = pdf.find("/MediaBox [ 0 0 ");
  ASSERT_NE(box, std::string::npos);
  const double width = std::stod(pdf.substr(box + 16));
  EXPECT_NEAR(width, 17 / 2.54 * 72, 1e-3);
}

TEST(Pdf, CarriesAFixedDateAndIsTheSameAgain) {
  const std::string one = svg_to_pdf(drawing("碳排放效率"), {"图", "made from"});
  EXPECT_NE(one.find("/CreationDate (20000101"), std::string::npos);
  EXPECT_TRUE(one == svg_to_pdf(drawing("碳排放效率"), {"图", "made from"}));
  EXPECT_FALSE(one == svg_to_pdf(drawing("碳排放效率低"), {"图", "made from"}));
}

TEST(Png, HasTheSizeAskedForItsResolutionAndWhatMadeIt) {
  const Bitmap bitmap = svg_to_png(drawing("效率"), {"图", "ecoeff, data 数据.xlsx"});
  EXPECT_TRUE(bitmap.png.starts_with("\x89PNG\r\n\x1A\n"));
  EXPECT_EQ(word_at(bitmap.png, 16), 2008U);  // 17 cm at 300 dots an inch
  EXPECT_EQ(word_at(bitmap.png, 20), 502U);
  EXPECT_EQ(bitmap.width, 2008);
  EXPECT_EQ(bitmap.height, 502);
  const std::size_t dots = bitmap.png.find("pHYs");
  ASSERT_NE(dots, std::string::npos);
  EXPECT_EQ(word_at(bitmap.png, dots + 4), 11811U);  // a metre
  EXPECT_EQ(svg_to_png(drawing("效率"), {}, 96).width, 643);
  EXPECT_NE(bitmap.png.find("数据.xlsx"), std::string::npos);
  EXPECT_TRUE(bitmap.png == svg_to_png(drawing("效率"), {"图", "ecoeff, data 数据.xlsx"}).png);
  EXPECT_FALSE(bitmap.png == svg_to_png(drawing("效果"), {"图", "ecoeff, data 数据.xlsx"}).png);
}

TEST(Render, RefusesWhatIsNoDrawing) {
  for (const std::string bad : {"", "text", "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect></svg>"}) {
    try {
      (void)svg_to_pdf(bad, {});
      FAIL() << "drew \"" << bad << '"';
    } catch (const Error& error) {
      EXPECT_EQ(error.code, "R120");
    }
  }
}

}  // namespace
}  // namespace ecoeff
