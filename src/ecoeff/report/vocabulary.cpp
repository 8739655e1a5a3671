#include "ecoeff/report/vocabulary.hpp"

#include "ecoeff/report/figures/figure.hpp"

namespace ecoeff {

Vocabulary report_vocabulary() {
  Vocabulary known;
  for (const FigureKind* kind : figure_kinds()) known.figures.words.emplace_back(kind->id);
  known.figures.otherwise = known.figures.words;
  known.formats.words = {"html", "docx", "xlsx", "tex", "md", "rtf", "pdf", "png"};
  known.formats.otherwise = known.formats.words;
  known.figure_widths = {{"17cm", "8cm"}, {"17cm"}};
  known.replicate.words = {"stata", "r"};
  known.rows.words = {"constant", "controls", "time-effects", "unit-effects", "n", "units", "clusters", "r2"};
  known.styles.words = {"cn", "aer", "esttab"};
  known.below.words = {"t", "se", "p", "ci"};
  known.r2.words = {"r2", "adjusted", "within", "within-unit", "within-adjusted", "overall", "between"};
  known.style_meanings = {{.style = "aer", .below = "se"},
                          {.style = "esttab", .stars = std::vector<double>{0.05, 0.01, 0.001}, .show_controls = true}};
  return known;
}

}  // namespace ecoeff
