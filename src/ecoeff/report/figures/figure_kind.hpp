// What there is to know about one figure. Each figure_*.cpp ends with such a constant, figures.hpp lists them, and
// whoever needs to know asks the list: which words report.figures takes, what is drawn and in which part of the report,
// what the documentation says. Nobody else compares a figure's name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "ecoeff/report/figures/figure_page.hpp"
#include "ecoeff/study/result.hpp"
#include "ecoeff/study/words.hpp"

namespace ecoeff {

struct Figure;

// The parts of the report that hold figures, in the order of a paper.
enum class FigurePart {
  scores,       // with the score that it shows
  indexes,      // with the index that it shows
  association,  // a score and the first index, before the regressions
  models        // all regressions, after the last table
};

// How often a figure is drawn, by what it is drawn of. It returns nothing when the results cannot fill it; the number
// and the id are given by build_figures.
using FigureOfScore = std::optional<Figure> (*)(const StudyResult&, const ScoreOutcome&, const FigurePage&);
using FigureOfProductivity = std::optional<Figure> (*)(const StudyResult&, const ProductivityOutcome&,
                                                       const FigurePage&);
struct FigureOfIndex {
  std::optional<Figure> (*draw)(const StudyResult&, const IndexOutcome&, const FigurePage&);
  bool first_only = false;
};
// Of every score with the first index.
using FigureOfBoth = std::optional<Figure> (*)(const StudyResult&, const ScoreOutcome&, const IndexOutcome&,
                                               const FigurePage&);
using FigureOfStudy = std::optional<Figure> (*)(const StudyResult&, const FigurePage&);

struct FigureKind {
  std::string_view id;  // its word in report.figures and in the names of its files
  FigurePart part;
  std::variant<FigureOfScore, FigureOfProductivity, FigureOfIndex, FigureOfBoth, FigureOfStudy> of;
  Words title;  // in lists of figures
  Words shows;  // one line
  Words needs;  // what the results must hold, else it is left out
};

}  // namespace ecoeff
