#include "ecoeff/report/figures/figure_page.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/base/number.hpp"

namespace ecoeff {
namespace {

constexpr double kKeySize = 12;
constexpr double kKeyLine = 20;
constexpr double kKeyGap = 22;

double symbol_room(const KeyEntry& entry) { return entry.symbol == KeyEntry::Symbol::line ? 32 : 17; }

void draw_symbol(svg::Drawing& drawing, const KeyEntry& entry, double x, double base) {
  switch (entry.symbol) {
    case KeyEntry::Symbol::box: drawing.rectangle(x, base - 10, 12, 12, entry.color); return;
    case KeyEntry::Symbol::mark: drawing.mark(entry.shape, x + 6, base - 4, 4.2, entry.color); return;
    case KeyEntry::Symbol::line:
      drawing.line(x, base - 4, x + 26, base - 4, {.color = entry.color, .width = 2, .dash = entry.dash});
      return;
  }
}

}  // namespace

const FigurePages& figure_pages() {
  static const FigurePages pages{&kWidePage, &kColumnPage};
  return pages;
}

FigurePage figure_page(std::string_view name) {
  const FigurePages& pages = figure_pages();
  const auto at = std::find_if(pages.begin(), pages.end(), [&](const FigurePage* page) { return page->name == name; });
  return at == pages.end() ? *pages.front() : **at;
}

svg::Drawing start_drawing(const FigurePage& page, Language language, std::string label) {
  return {page.width, language, std::move(label), page.width_cm};
}

std::string percent_text(double share, int decimals, Language language) {
  return format_fixed(100 * share, decimals) + (language == Language::zh ? "%" : " %");
}

double draw_key(svg::Drawing& drawing, const std::vector<KeyEntry>& entries, double left, double right, double base) {
  double x = left;
  for (const KeyEntry& entry : entries) {
    const double room = symbol_room(entry);
    const std::string text = svg::fit_text(entry.text, right - left - room, kKeySize, entry.bold);
    const double width = room + svg::text_width(text, kKeySize, entry.bold);
    if (x > left && x + width > right) {
      x = left;
      base += kKeyLine;
    }
    draw_symbol(drawing, entry, x, base);
    drawing.text(x + room, base, text, {.size = kKeySize, .fill = svg::kInk, .bold = entry.bold, .full = entry.text});
    x += width + kKeyGap;
  }
  return base;
}

double draw_lines(svg::Drawing& drawing, std::string_view text, double x, double base, double width,
                  const svg::TextStyle& style) {
  const std::vector<std::string> lines = svg::wrap_text(text, width, style.size, style.bold);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) base += std::ceil(style.size * 1.3);
    drawing.text(x, base, lines[i], style);
  }
  return base;
}

}  // namespace ecoeff
