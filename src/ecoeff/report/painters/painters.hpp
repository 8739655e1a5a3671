// The list of all painters, in the order in which files are written. A new format: its file, which ends with its
// Painter, and its line here.
#pragma once

#include "ecoeff/report/painters/painter.hpp"

namespace ecoeff {

extern const Painter kHtmlTable;
extern const Painter kDocxTable;
extern const Painter kXlsxTable;
extern const Painter kLatexTable;
extern const Painter kMarkdownTable;
extern const Painter kRtfTable;
extern const Painter kDocxTables;
extern const Painter kSvgFigure;
extern const Painter kPdfFigure;
extern const Painter kPngFigure;
extern const Painter kDocxReport;
extern const Painter kHtmlReport;

using Painters = std::vector<const Painter*>;
[[nodiscard]] const Painters& painters();

// The words of report.formats: the endings of those that are not always written, each once.
[[nodiscard]] std::vector<std::string> formats_of(const Painters& painters);

}  // namespace ecoeff
