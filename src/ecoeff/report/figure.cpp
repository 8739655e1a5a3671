#include "ecoeff/report/figure.hpp"

#include "ecoeff/report/figures.hpp"

namespace ecoeff {
namespace {

using ScoreFigure = std::optional<Figure> (*)(const StudyResult&, const ScoreOutcome&);

ScoreFigure score_figure(const std::string& name) {
  if (name == "score-trend") return figure_trend;
  if (name == "score-heatmap") return figure_heatmap;
  if (name == "score-box") return figure_box;
  if (name == "slack-waterfall") return figure_slacks;
  return nullptr;
}

// The first of its kind has the plain name; further ones carry the column: "weights-NQP_PCA".
void add(std::vector<Figure>& figures, std::optional<Figure> figure, const std::string& column, bool first) {
  if (!figure) return;
  if (!first) figure->id += "-" + column;
  figure->title.zh = tidy_chinese(figure->title.zh);
  figure->how_to_read.zh = tidy_chinese(figure->how_to_read.zh);
  figure->number = static_cast<int>(figures.size()) + 1;
  figures.push_back(std::move(*figure));
}

}  // namespace

std::vector<Figure> build_figures(const StudyResult& result) {
  std::vector<Figure> figures;
  for (const std::string& name : result.study.report.figures) {
    if (const ScoreFigure make = score_figure(name)) {
      for (const ScoreOutcome& outcome : result.scores) {
        add(figures, make(result, outcome), outcome.spec.name, &outcome == &result.scores.front());
      }
    } else if (name == "weights") {
      for (const IndexOutcome& outcome : result.indexes) {
        add(figures, figure_weights(result, outcome), outcome.spec.name, &outcome == &result.indexes.front());
      }
    } else if (name == "coefplot") {
      add(figures, figure_coefficients(result), {}, true);
    }
  }
  return figures;
}

}  // namespace ecoeff
