// One function a figure; each lives in a file of its name. Nothing is returned when the results cannot fill the figure.
// The number of the figure is given by build_figures.
#pragma once

#include <optional>

#include "ecoeff/report/figures/figure.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/figure_page.hpp"

namespace ecoeff {

// Mean score by period with the middle half of the units, and by group with the 95 % interval of each group's mean.
[[nodiscard]] std::optional<Figure> figure_trend(const StudyResult& result, const ScoreOutcome& outcome,
                                                 const FigurePage& page);
// One cell a unit and period, units grouped by the first split column and sorted by their mean.
[[nodiscard]] std::optional<Figure> figure_heatmap(const StudyResult& result, const ScoreOutcome& outcome,
                                                   const FigurePage& page);
// A box for each period; units on the frontier are named above it, or below the plot on a narrow page.
[[nodiscard]] std::optional<Figure> figure_box(const StudyResult& result, const ScoreOutcome& outcome,
                                               const FigurePage& page);
// Shares of slack_k / value_k in their sum over k, averaged over rows below the frontier: all, by group, by period.
[[nodiscard]] std::optional<Figure> figure_slacks(const StudyResult& result, const ScoreOutcome& outcome,
                                                  const FigurePage& page);
// Gaussian kernel densities of the scores of up to five periods; bandwidth 0.9 min(sd, IQR/1.34) n^(-1/5) (Silverman
// 1986, eq. 3.31). Nothing when no period has ten scores.
[[nodiscard]] std::optional<Figure> figure_density(const StudyResult& result, const ScoreOutcome& outcome,
                                                   const FigurePage& page);
// The index by period, like figure_trend.
[[nodiscard]] std::optional<Figure> figure_index_trend(const StudyResult& result, const IndexOutcome& outcome,
                                                       const FigurePage& page);
// Scores against an index: a mark a row (a unit's mean when there are many rows), shaped and coloured by the first
// grouping, with the least-squares line. Nothing when fewer than three points have both.
[[nodiscard]] std::optional<Figure> figure_scatter(const StudyResult& result, const ScoreOutcome& outcome,
                                                   const IndexOutcome& index, const FigurePage& page);
// Of every column whose model holds leads or lags of its focus: the coefficients in the order of time with their 95 %
// intervals. Nothing when there is no such column.
[[nodiscard]] std::optional<Figure> figure_lags(const StudyResult& result, const FigurePage& page);
// Index weights, sorted, coloured by dimension.
[[nodiscard]] std::optional<Figure> figure_weights(const StudyResult& result, const IndexOutcome& outcome,
                                                   const FigurePage& page);
// The focus coefficient of every column of every regression table with its 95 % interval. Columns that differ in
// outcome or focus variable are put on one axis by scaling: standard deviations of the outcome for one standard
// deviation of the focus.
[[nodiscard]] std::optional<Figure> figure_coefficients(const StudyResult& result, const FigurePage& page);

}  // namespace ecoeff
