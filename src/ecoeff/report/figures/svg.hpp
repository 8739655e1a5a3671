// Drawing in SVG: the few shapes that the figures need, text that knows its own width, and nothing else.
//
// Units are pixels of the drawing's own; y grows downwards. In print the drawing is as many centimetres wide as it is
// told, else a pixel is a CSS pixel. Only presentation attributes are written (no
// style sheet, no ids), so that a drawing means the same in a page beside others, in a file of its own, and in any
// converter.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff::svg {

inline constexpr const char* kInk = "#1a1a1a";    // text and marks that carry the message
inline constexpr const char* kQuiet = "#595959";  // axis text; contrast 7:1 on white
inline constexpr const char* kRule = "#8c8c8c";   // axes
inline constexpr const char* kGrid = "#e4e4e4";   // grid lines

enum class Anchor { start, middle, end };

struct TextStyle {
  double size = 12;
  Anchor anchor = Anchor::start;
  std::string_view fill = kQuiet;
  bool bold = false;
  bool italic = false;
  double turn = 0;             // degrees, clockwise, about the anchor point
  std::string_view full = {};  // shown when the pointer rests on the text ("" = nothing)
  bool halo = false;           // a white edge, for text over lines
};

struct Stroke {
  std::string_view color = kRule;
  double width = 1;
  std::string_view dash = {};  // "4 3"
  double opacity = 1;
};

using Points = std::vector<std::pair<double, double>>;

// Width of a line of text in pixels: Arial's advance widths for Latin, one em for CJK; never less than what is drawn in
// the fonts named by Drawing by more than a few per cent.
[[nodiscard]] double text_width(std::string_view text, double size, bool bold = false);
// The text, or its beginning and "…" when it is wider than `width`. Up to four digits at its end are kept: of "County
// 001" and "County 002" the beginning says nothing.
[[nodiscard]] std::string fit_text(std::string_view text, double width, double size, bool bold = false);
// The text in lines of at most `width`: broken at spaces, and before and after Chinese characters unless punctuation
// would begin a line; a word longer than a line is cut off as fit_text does.
[[nodiscard]] std::vector<std::string> wrap_text(std::string_view text, double width, double size, bool bold = false);
// & < > " as XML wants them; characters that XML forbids are dropped.
[[nodiscard]] std::string escape(std::string_view text);

class Drawing {
 public:
  // `label` is read out by screen readers in place of the picture.
  Drawing(double width, Language language, std::string label, double print_cm = 0);

  // `fill` "" means none. `hover` appears when the pointer rests on the shape.
  void rectangle(double x, double y, double width, double height, std::string_view fill, std::string_view hover = {},
                 double opacity = 1);
  void frame(double x, double y, double width, double height, const Stroke& stroke, std::string_view fill = {});
  void line(double x1, double y1, double x2, double y2, const Stroke& stroke = {});
  void path(const Points& points, const Stroke& stroke);
  void area(const Points& points, std::string_view fill, double opacity);
  void circle(double x, double y, double radius, std::string_view fill, const Stroke& edge = {.width = 0},
              std::string_view hover = {});
  // Marks that differ in shape as well as in colour: circle, square, triangle, diamond, cross, ring (in turn).
  void mark(std::size_t shape, double x, double y, double radius, std::string_view color, std::string_view hover = {});
  void text(double x, double y, std::string_view text, const TextStyle& style = {});

  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] Language language() const { return language_; }
  // The finished drawing, cut at `height`.
  [[nodiscard]] std::string finish(double height) const;

 private:
  void close(std::string_view element, std::string_view hover);
  void stroke(const Stroke& stroke);
  void number(std::string_view name, double value);

  double width_;
  double print_cm_;
  Language language_;
  std::string label_;
  std::string body_;
};

}  // namespace ecoeff::svg
