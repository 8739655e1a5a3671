#include "ecoeff/report/figures/figure.hpp"

#include <utility>

#include "ecoeff/report/figures/figures.hpp"

namespace ecoeff {
namespace {

using ScoreFigure = std::optional<Figure> (*)(const StudyResult&, const ScoreOutcome&, const FigurePage&);

ScoreFigure score_figure(const std::string& name) {
  if (name == "score-trend") return figure_trend;
  if (name == "score-heatmap") return figure_heatmap;
  if (name == "score-box") return figure_box;
  if (name == "score-density") return figure_density;
  if (name == "slack-waterfall") return figure_slacks;
  return nullptr;
}

using IndexFigure = std::optional<Figure> (*)(const StudyResult&, const IndexOutcome&, const FigurePage&);

IndexFigure index_figure(const std::string& name) {
  if (name == "weights") return figure_weights;
  if (name == "index-trend") return figure_index_trend;
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

// The figures of one part of the report, score by score (index by index), each in the study's order: as a reader meets
// them.
void add_scores(std::vector<Figure>& figures, const StudyResult& result, const FigurePage& page) {
  for (const ScoreOutcome& outcome : result.scores) {
    for (const std::string& name : result.study.report.figures) {
      const ScoreFigure draw = score_figure(name);
      if (draw) add(figures, draw(result, outcome, page), outcome.spec.name, &outcome == &result.scores.front());
    }
  }
}

void add_indexes(std::vector<Figure>& figures, const StudyResult& result, const FigurePage& page) {
  for (const IndexOutcome& outcome : result.indexes) {
    const bool first = &outcome == &result.indexes.front();
    for (const std::string& name : result.study.report.figures) {
      const IndexFigure draw = index_figure(name);
      if (draw && (first || name == "weights")) add(figures, draw(result, outcome, page), outcome.spec.name, first);
    }
  }
}

}  // namespace

std::vector<Figure> build_figures(const StudyResult& result, const FigurePage& page) {
  std::vector<Figure> figures;
  bool scores_drawn = false;
  bool indexes_drawn = false;
  for (const std::string& name : result.study.report.figures) {
    if (score_figure(name)) {
      if (!std::exchange(scores_drawn, true)) add_scores(figures, result, page);
    } else if (index_figure(name)) {
      if (!std::exchange(indexes_drawn, true)) add_indexes(figures, result, page);
    } else if (name == "score-index") {
      if (result.indexes.empty()) continue;
      for (const ScoreOutcome& outcome : result.scores) {
        add(figures, figure_scatter(result, outcome, result.indexes.front(), page), outcome.spec.name,
            &outcome == &result.scores.front());
      }
    } else if (name == "lags") {
      add(figures, figure_lags(result, page), {}, true);
    } else if (name == "coefplot") {
      add(figures, figure_coefficients(result, page), {}, true);
    }
  }
  for (Figure& figure : figures) figure.page = page;
  return figures;
}

}  // namespace ecoeff
