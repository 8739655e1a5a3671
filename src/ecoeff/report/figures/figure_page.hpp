// What a figure is drawn for: the whole width of a journal's page, or one of its columns. The column has layouts of its
// own, not the same drawing made smaller: on 8 cm all type stays 7 points or more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/study/words.hpp"

namespace ecoeff {

// What report.figure_widths may name; one entry a page in figure_pages.
struct FigurePage {
  std::string_view name = "17cm";  // as report.figure_widths says it
  double width_cm = 17;
  double width = 820;  // of the drawing in its own pixels; 11 of them are 6.5 points in print
  bool narrow = false;
  Words shows{"the whole page of a journal", "期刊整页宽"};  // one line
};

inline constexpr FigurePage kWidePage{};
inline constexpr FigurePage kColumnPage{
    "8cm",
    8,
    340,
    true,
    {"one column of a journal, with layouts of its own in which no type is smaller than 7 points",
     "单栏宽，版式另排，字号不小于 7 磅"}};  // 10.5 pixels are 7 points

using FigurePages = std::vector<const FigurePage*>;
[[nodiscard]] const FigurePages& figure_pages();
// The page of that name; the first one for any other.
[[nodiscard]] FigurePage figure_page(std::string_view name);
// An empty drawing that wide; `label` is for screen readers.
[[nodiscard]] svg::Drawing start_drawing(const FigurePage& page, Language language, std::string label);

// "61.4 %"; in Chinese, where no blank stands before the sign, "61.4%".
[[nodiscard]] std::string percent_text(double share, int decimals, Language language);

// A key: one symbol and its name after the other, on as many lines as they need.
struct KeyEntry {
  std::string text;
  std::string_view color;
  enum class Symbol { box, mark, line } symbol = Symbol::box;
  std::size_t shape = 0;       // of a mark
  std::string_view dash = {};  // of a line
  bool bold = false;
};
// Draws from the left edge `left` to `right`, the first line's letters standing on `base`; returns the last line's.
double draw_key(svg::Drawing& drawing, const std::vector<KeyEntry>& entries, double left, double right, double base);

// Text on as many lines as `width` asks for, the first standing on `base`; returns the last line's base.
double draw_lines(svg::Drawing& drawing, std::string_view text, double x, double base, double width,
                  const svg::TextStyle& style);

}  // namespace ecoeff
