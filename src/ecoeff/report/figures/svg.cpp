#include "ecoeff/report/figures/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ecoeff/report/painters/minus.hpp"

namespace ecoeff::svg {
namespace {

// Advance widths of Arial and Helvetica for ' ' to '~', in thousandths of an em (Adobe's published font metrics).
constexpr std::array<int, 95> kLatinWidths{
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
constexpr double kBoldFactor = 1.07;
constexpr double kOtherWidth = 600;  // Greek, accented Latin, dashes

double advance(char32_t point) {
  if (point >= U' ' && point <= U'~') return kLatinWidths[static_cast<std::size_t>(point - U' ')] / 1000.0;
  const bool wide = (point >= 0x2E80 && point <= 0x9FFF) || (point >= 0xAC00 && point <= 0xD7AF) ||
                    (point >= 0xF900 && point <= 0xFAFF) || (point >= 0xFE30 && point <= 0xFE4F) ||
                    (point >= 0xFF00 && point <= 0xFF60) || point >= 0x20000 || point == 0x2026 || point == 0x2014;
  return wide ? 1.0 : kOtherWidth / 1000.0;
}

double width_of(std::u32string_view points, double size, bool bold) {
  double width = 0;
  for (const char32_t point : points) width += advance(point);
  return width * size * (bold ? kBoldFactor : 1.0);
}

// One decimal is a tenth of a pixel; trailing zeros are dropped.
void append_number(std::string& to, double value) {
  const double rounded = std::round(value * 10) / 10;
  if (rounded == std::floor(rounded)) {
    fmt::format_to(std::back_inserter(to), "{}", static_cast<long long>(rounded));
  } else {
    fmt::format_to(std::back_inserter(to), "{:.1f}", rounded);
  }
}

void append_points(std::string& to, const Points& points) {
  bool first = true;
  for (const auto& [x, y] : points) {
    if (!first) to += ' ';
    first = false;
    append_number(to, x);
    to += ',';
    append_number(to, y);
  }
}

constexpr std::size_t kKeptDigits = 4;

bool is_chinese(char32_t point) { return advance(point) == 1.0; }

// Punctuation that may not begin a line.
bool hangs(char32_t point) {
  return std::u32string_view(U"，。、；：！？）》］”’％,.;:!?)]}%").find(point) != std::u32string_view::npos;
}

// Pieces between which a line may break, each with the spaces after it.
std::vector<std::u32string> pieces_of(const std::u32string& points) {
  std::vector<std::u32string> pieces;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool breaks = i > 0 && points[i] != U' ' && !hangs(points[i]) &&
                        (points[i - 1] == U' ' || is_chinese(points[i]) || is_chinese(points[i - 1])) &&
                        points[i - 1] != U'（' && points[i - 1] != U'［' && points[i - 1] != U'“' &&
                        points[i - 1] != U'《';
    if (pieces.empty() || breaks) pieces.emplace_back();
    pieces.back() += points[i];
  }
  return pieces;
}

std::u32string without_trailing_spaces(std::u32string points) {
  while (!points.empty() && points.back() == U' ') points.pop_back();
  return points;
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
  return width_of(to_code_points(with_minus(text)), size, bold);
}

std::string fit_text(std::string_view text, double width, double size, bool bold) {
  std::u32string points = to_code_points(text);
  if (width_of(points, size, bold) <= width) return std::string(text);
  std::size_t digits = points.size();
  while (digits > 0 && points.size() - digits < kKeptDigits && points[digits - 1] >= U'0' && points[digits - 1] <= U'9')
    --digits;
  const std::u32string tail = U'…' + points.substr(digits);
  points.resize(digits);
  while (!points.empty() && width_of(points + tail, size, bold) > width) points.pop_back();
  while (!points.empty() && points.back() == U' ') points.pop_back();
  return from_code_points(points + tail);
}

std::vector<std::string> wrap_text(std::string_view text, double width, double size, bool bold) {
  std::vector<std::string> lines;
  std::u32string line;
  const auto end_line = [&] {
    line = without_trailing_spaces(line);
    if (!line.empty()) lines.push_back(fit_text(from_code_points(line), width, size, bold));
    line.clear();
  };
  for (const std::u32string& piece : pieces_of(to_code_points(text))) {
    if (width_of(without_trailing_spaces(line + piece), size, bold) > width) end_line();
    line += piece;
  }
  end_line();
  return lines;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
      out += c;
    }
  }
  return out;
}

Drawing::Drawing(double width, Language language, std::string label, double print_cm)
    : width_(width), print_cm_(print_cm), language_(language), label_(std::move(label)) {}

void Drawing::number(std::string_view name, double value) {
  body_ += ' ';
  body_ += name;
  body_ += "=\"";
  append_number(body_, value);
  body_ += '"';
}

void Drawing::stroke(const Stroke& stroke) {
  body_ += fmt::format(" stroke=\"{}\" stroke-width=\"{:g}\"", stroke.color, stroke.width);
  if (!stroke.dash.empty()) body_ += fmt::format(" stroke-dasharray=\"{}\"", stroke.dash);
  if (stroke.opacity < 1) body_ += fmt::format(" stroke-opacity=\"{:g}\"", stroke.opacity);
}

void Drawing::close(std::string_view element, std::string_view hover) {
  if (hover.empty()) {
    body_ += "/>\n";
  } else {
    body_ += "><title>" + escape(hover) + "</title></" + std::string(element) + ">\n";
  }
}

void Drawing::rectangle(double x, double y, double width, double height, std::string_view fill, std::string_view hover,
                        double opacity) {
  body_ += "<rect";
  number("x", x);
  number("y", y);
  number("width", width);
  number("height", height);
  body_ += " fill=\"" + std::string(fill) + '"';
  if (opacity < 1) body_ += fmt::format(" fill-opacity=\"{:g}\"", opacity);
  close("rect", hover);
}

void Drawing::frame(double x, double y, double width, double height, const Stroke& edge, std::string_view fill) {
  body_ += "<rect";
  number("x", x);
  number("y", y);
  number("width", width);
  number("height", height);
  body_ += " fill=\"" + std::string(fill.empty() ? "none" : fill) + '"';
  stroke(edge);
  close("rect", {});
}

void Drawing::line(double x1, double y1, double x2, double y2, const Stroke& edge) {
  body_ += "<line";
  number("x1", x1);
  number("y1", y1);
  number("x2", x2);
  number("y2", y2);
  stroke(edge);
  close("line", {});
}

void Drawing::path(const Points& points, const Stroke& edge) {
  body_ += "<polyline fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" points=\"";
  append_points(body_, points);
  body_ += '"';
  stroke(edge);
  close("polyline", {});
}

void Drawing::area(const Points& points, std::string_view fill, double opacity) {
  body_ += "<polygon points=\"";
  append_points(body_, points);
  body_ += fmt::format("\" fill=\"{}\" fill-opacity=\"{:g}\"", fill, opacity);
  close("polygon", {});
}

void Drawing::circle(double x, double y, double radius, std::string_view fill, const Stroke& edge,
                     std::string_view hover) {
  body_ += "<circle";
  number("cx", x);
  number("cy", y);
  number("r", radius);
  body_ += " fill=\"" + std::string(fill.empty() ? "none" : fill) + '"';
  if (edge.width > 0) stroke(edge);
  close("circle", hover);
}

void Drawing::mark(std::size_t shape, double x, double y, double radius, std::string_view color,
                   std::string_view hover) {
  const double r = radius;
  Points corners;
  switch (shape % 6) {
    case 0: circle(x, y, r, color, {.width = 0}, hover); return;
    case 1: rectangle(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r, color, hover); return;
    case 2: corners = {{x, y - 1.2 * r}, {x + 1.1 * r, y + 0.8 * r}, {x - 1.1 * r, y + 0.8 * r}}; break;
    case 3: corners = {{x, y - 1.3 * r}, {x + 1.3 * r, y}, {x, y + 1.3 * r}, {x - 1.3 * r, y}}; break;
    case 4: corners = {{x, y + 1.2 * r}, {x + 1.1 * r, y - 0.8 * r}, {x - 1.1 * r, y - 0.8 * r}}; break;
    default: circle(x, y, r, "#ffffff", {.color = color, .width = 1.5}, hover); return;
  }
  body_ += "<polygon points=\"";
  append_points(body_, corners);
  body_ += "\" fill=\"" + std::string(color) + '"';
  close("polygon", hover);
}

void Drawing::text(double x, double y, std::string_view text, const TextStyle& style) {
  if (text.empty()) return;
  if (style.halo) {  // painted first and wider, since paint-order is not known to every converter
    body_ += "<text aria-hidden=\"true\"";
    number("x", x);
    number("y", y);
    body_ += fmt::format(
        " font-size=\"{:g}\" fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\"",
        style.size);
    if (style.anchor != Anchor::start)
      body_ += style.anchor == Anchor::end ? " text-anchor=\"end\"" : " text-anchor=\"middle\"";
    if (style.bold) body_ += " font-weight=\"600\"";
    body_ += '>' + escape(with_minus(text)) + "</text>\n";
  }
  body_ += "<text";
  number("x", x);
  number("y", y);
  body_ += fmt::format(" font-size=\"{:g}\" fill=\"{}\"", style.size, style.fill);
  if (style.anchor != Anchor::start)
    body_ += style.anchor == Anchor::end ? " text-anchor=\"end\"" : " text-anchor=\"middle\"";
  if (style.bold) body_ += " font-weight=\"600\"";
  if (style.italic) body_ += " font-style=\"italic\"";
  if (style.turn != 0) body_ += fmt::format(" transform=\"rotate({:g} {:.1f} {:.1f})\"", style.turn, x, y);
  body_ += '>';
  if (!style.full.empty() && style.full != text) body_ += "<title>" + escape(style.full) + "</title>";
  body_ += escape(with_minus(text)) + "</text>\n";
}

std::string Drawing::finish(double height) const {
  const std::string fonts =
      language_ == Language::zh
          ? "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',SimHei,sans-serif"
          : "'Helvetica Neue',Arial,'Liberation Sans','Noto Sans CJK SC','Microsoft YaHei',SimHei,sans-serif";
  const double tall = std::ceil(height);
  const std::string size =
      print_cm_ > 0 ? fmt::format("width=\"{:g}cm\" height=\"{:.3f}cm\"", print_cm_, print_cm_ * tall / width_)
                    : fmt::format("width=\"{:.0f}\" height=\"{:.0f}\"", width_, tall);
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" {} role=\"img\" "
             "aria-label=\"{}\" lang=\"{}\" font-family=\"{}\">\n",
             width_, tall, size, escape(label_), language_ == Language::zh ? "zh-CN" : "en", fonts) +
         body_ + "</svg>\n";
}

}  // namespace ecoeff::svg
