// A figure as a file of its own: the SVG that it is, and PDF and PNG drawn of it.
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/painters/painters.hpp"

namespace ecoeff {
namespace {

// The drawing with what made it.
std::string signed_svg(const FigureToPaint& one) {
  const std::string& svg = one.figure.svg.in(one.language);
  const std::size_t end = svg.find(">\n");
  if (end == std::string::npos) return svg;
  return svg.substr(0, end + 2) + "<metadata>" + svg::escape(one.info.made_from) + "</metadata>\n" +
         svg.substr(end + 2);
}

std::string pdf(const FigureToPaint& one) { return svg_to_pdf(one.figure.svg.in(one.language), one.info); }
std::string png(const FigureToPaint& one) { return one.bitmap().png; }

}  // namespace

constinit const Painter kSvgFigure{.ending = "svg",
                                   .paints = PaintFigure{.paint = signed_svg, .each_language = true},
                                   .always = true,
                                   .shows = {"the figure as a drawing, one a language", "矢量图，每种语言一个"}};
constinit const Painter kPdfFigure{.ending = "pdf",
                                   .paints = PaintFigure{.paint = pdf},
                                   .needs_fonts = true,
                                   .shows = {"the figure for print, with its fonts", "供印刷的图，内嵌字体"}};
constinit const Painter kPngFigure{.ending = "png",
                                   .paints = PaintFigure{.paint = png},
                                   .needs_fonts = true,
                                   .shows = {"the figure at 300 dots per inch", "300 dpi 的位图"}};

}  // namespace ecoeff
