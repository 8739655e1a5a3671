// The list of all figures, in the order in which a part of the report shows them. A new figure: its file, which ends
// with its FigureKind, and its line here.
#pragma once

#include "ecoeff/report/figures/figure.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/figure_kind.hpp"

namespace ecoeff {

extern const FigureKind kScoreTrend;
extern const FigureKind kLevelTrend;
extern const FigureKind kScoreHeatmap;
extern const FigureKind kScoreBox;
extern const FigureKind kScoreDensity;
extern const FigureKind kSlackWaterfall;
extern const FigureKind kWeightsFigure;
extern const FigureKind kIndexTrend;
extern const FigureKind kScoreIndex;
extern const FigureKind kCoefficientPlot;
extern const FigureKind kLags;

}  // namespace ecoeff
