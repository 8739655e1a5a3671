#include "ecoeff/report/figures/figures.hpp"

namespace ecoeff {

const FigureKinds& figure_kinds() {
  static const FigureKinds kinds{&kScoreTrend,     &kScoreHeatmap,    &kScoreBox,      &kScoreDensity,
                                 &kSlackWaterfall, &kLevelTrend,      &kWeightsFigure, &kIndexTrend,
                                 &kScoreIndex,     &kCoefficientPlot, &kLags};
  return kinds;
}

}  // namespace ecoeff
