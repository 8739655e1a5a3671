// Figures as own SVG. A Figure is finished text: the SVG in each language, a title and how to read it.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/report/figures/figure_kind.hpp"
#include "ecoeff/report/figures/figure_page.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct Figure {
  const FigureKind* kind = nullptr;
  std::string of;  // the column of the score or index that it shows; "" for the whole study
  std::string id;  // "score-heatmap"; of a second score or index "score-heatmap-CEE2"
  int number = 0;
  Text title;
  Text how_to_read;
  Text svg;  // one SVG a language
  FigurePage page;
};

using FigureKinds = std::vector<const FigureKind*>;
// All figures (figures.hpp).
[[nodiscard]] const FigureKinds& figure_kinds();

// The figures that study.report.figures names (left out: all of `kinds`) and the results can fill. Those of scores
// stand together, score by score, where the first of them is named, those of indexes likewise, so that a reader meets
// them in the order of their numbers. Numbers and ids are the same on every page. Error S104: a word that is no figure.
[[nodiscard]] std::vector<Figure> build_figures(const StudyResult& result, const FigurePage& page = kWidePage,
                                                const FigureKinds& kinds = figure_kinds());

}  // namespace ecoeff
