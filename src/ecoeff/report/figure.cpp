#include "ecoeff/report/figure.hpp"

#include "ecoeff/report/figures.hpp"

namespace ecoeff {
namespace {

using ScoreFigure = std::optional<Figure> (*)(const StudyResult&, const ScoreOutcome&);

ScoreFigure score_figure(const std::string& name) {
  if (name == "score-trend") return figure_trend;
  if (name == "score-heatmap") return figure_heatmap;
  if (name == "score-box") return figure_box;
  if (name == "score-density") return figure_density;
  if (name == "slack-waterfall") return figure_slacks;
  return nullptr;
}

using IndexFigure = std::optional<Figure> (*)(const StudyResult&, const IndexOutcome&);

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

// All figures of one index before those of the next, as the report shows them.
void add_index_figures(std::vector<Figure>& figures, const StudyResult& result) {
  for (const IndexOutcome& outcome : result.indexes) {
    const bool first = &outcome == &result.indexes.front();
    for (const std::string& name : result.study.report.figures) {
      const IndexFigure draw = index_figure(name);
      if (draw != nullptr && (first || name == "weights")) {
        add(figures, draw(result, outcome), outcome.spec.name, first);
      }
    }
  }
}

}  // namespace

std::vector<Figure> build_figures(const StudyResult& result) {
  std::vector<Figure> figures;
  bool indexes_drawn = false;
  for (const std::string& name : result.study.report.figures) {
    if (const ScoreFigure make = score_figure(name)) {
      for (const ScoreOutcome& outcome : result.scores) {
        add(figures, make(result, outcome), outcome.spec.name, &outcome == &result.scores.front());
      }
    } else if (index_figure(name) != nullptr) {
      if (!indexes_drawn) add_index_figures(figures, result);
      indexes_drawn = true;
    } else if (name == "score-index") {
      if (result.indexes.empty()) continue;
      for (const ScoreOutcome& outcome : result.scores) {
        add(figures, figure_scatter(result, outcome, result.indexes.front()), outcome.spec.name,
            &outcome == &result.scores.front());
      }
    } else if (name == "lags") {
      add(figures, figure_lags(result), {}, true);
    } else if (name == "coefplot") {
      add(figures, figure_coefficients(result), {}, true);
    }
  }
  return figures;
}

}  // namespace ecoeff
