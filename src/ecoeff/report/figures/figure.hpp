// Figures as own SVG. A Figure is finished text: the SVG in each language, a title and how to read it.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/report/figures/figure_page.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct Figure {
  std::string id;  // "score-heatmap"
  int number = 0;
  Text title;
  Text how_to_read;
  Text svg;  // one SVG a language
  FigurePage page;
};

// The figures that study.report.figures names and the results can fill, in that order: score-trend, score-heatmap,
// score-box, score-density, slack-waterfall, weights (of every index), index-trend and score-index (of the first),
// coefplot, lags. Numbers and ids are the same on every page.
[[nodiscard]] std::vector<Figure> build_figures(const StudyResult& result, const FigurePage& page = kWidePage);

}  // namespace ecoeff
