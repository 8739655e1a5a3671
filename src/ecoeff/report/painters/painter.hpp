// What there is to know about one kind of file that a run leaves of its tables, figures or report. Each painter's file
// ends with such a constant, painters.hpp lists them, and whoever needs to know asks the list: which words
// report.formats takes, what is written, what the documentation says.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ecoeff/report/figures/figure.hpp"
#include "ecoeff/report/painters/render.hpp"
#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/words.hpp"

namespace ecoeff {

// A figure in one language; the bitmap is drawn when it is first asked for.
struct FigureToPaint {
  const Figure& figure;
  Language language;
  PictureInfo info;
  std::function<const Bitmap&()> bitmap;
};
struct ReportToPaint {
  const StudyResult& result;
  const std::vector<PaperTable>& tables;
  const std::vector<Figure>& figures;
  std::function<const std::vector<Bitmap>&()> bitmaps;  // one a figure, in the language of the tables
};

// `languages` says whose text is printed: "zh", "en" or "zh+en" (bilingual titles as Hans journals print them: Chinese
// line, English line; cells and notes in Chinese).
using PaintTable = std::string (*)(const PaperTable& table, const std::string& languages);
using PaintTables = std::string (*)(const std::vector<PaperTable>& tables, const std::string& languages);
struct PaintFigure {
  std::string (*paint)(const FigureToPaint&);
  bool each_language = false;  // of the study; else once, in the language of the tables
};
using PaintReport = std::string (*)(const ReportToPaint&);

struct Painter {
  std::string_view ending;  // its word in report.formats and the ending of its files
  // One table a file (tables/), all tables (tables.ENDING), one figure (figures/) or the report (report.ENDING).
  std::variant<PaintTable, PaintTables, PaintFigure, PaintReport> paints;
  bool always = false;       // written whatever report.formats says
  bool needs_fonts = false;  // its letters are drawn with the fonts of this machine
  Words shows;               // one line
};

}  // namespace ecoeff
