// A drawing in SVG to PDF and PNG inside this process, by librsvg on cairo.
//
// A drawing is printed at the size it asks for itself (svg.hpp). Fonts are embedded in the PDF. The bytes depend on the
// drawing and on the installed fonts alone: every PDF carries the same date.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/base/note.hpp"

namespace ecoeff {

// What the files say of themselves: title, and what made them.
struct PictureInfo {
  std::string title;
  std::string made_from;
};

// Error R120 when the SVG cannot be read or drawn.
[[nodiscard]] std::string svg_to_pdf(std::string_view svg, const PictureInfo& info);

struct Bitmap {
  std::string png;
  int width = 0;  // pixels
  int height = 0;
};
inline constexpr double kDotsPerInch = 300;
[[nodiscard]] Bitmap svg_to_png(std::string_view svg, const PictureInfo& info, double dots_per_inch = kDotsPerInch);

// R121, a warning, when no installed font has Chinese characters: they would be drawn as boxes.
[[nodiscard]] Notes chinese_font_notes();

}  // namespace ecoeff
