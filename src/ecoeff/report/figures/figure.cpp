#include "ecoeff/report/figures/figure.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/unit_words.hpp"
#include "ecoeff/study/vocabulary.hpp"

namespace ecoeff {
namespace {

FigureKinds chosen_kinds(const StudyResult& result, const FigureKinds& kinds) {
  const auto& words = result.study.report.figures;
  if (!words) return kinds;
  WordList known;
  for (const FigureKind* kind : kinds) known.words.emplace_back(kind->id);
  refuse_unknown_in(result.study, "figures", *words, known);
  FigureKinds chosen;
  for (const std::string& word : *words)
    chosen.push_back(
        *std::find_if(kinds.begin(), kinds.end(), [&](const FigureKind* kind) { return kind->id == word; }));
  return chosen;
}

class FigureList {
 public:
  FigureList(const StudyResult& result, const FigurePage& page, FigureKinds chosen)
      : result_(result), page_(page), chosen_(std::move(chosen)) {}

  std::vector<Figure> draw() {
    std::set<std::size_t> drawn;
    for (const FigureKind* kind : chosen_) {
      if (const auto* of_study = std::get_if<FigureOfStudy>(&kind->of)) {
        add(*kind, (*of_study)(result_, page_), {}, true);
      } else if (drawn.insert(kind->of.index()).second) {
        std::visit([&](const auto& of) { draw_all(of); }, kind->of);
      }
    }
    return std::move(figures_);
  }

 private:
  // The figures of all scores, score by score, each in the order asked for; of all indexes likewise.
  void draw_all(const FigureOfScore&) {
    for (const ScoreOutcome& score : result_.scores)
      each<FigureOfScore>([&](const FigureKind& kind, const FigureOfScore& of) {
        add(kind, of(result_, score, page_), score.spec.name, &score == &result_.scores.front());
      });
  }
  void draw_all(const FigureOfProductivity&) {
    for (const ProductivityOutcome& index : result_.productivity)
      each<FigureOfProductivity>([&](const FigureKind& kind, const FigureOfProductivity& of) {
        add(kind, of(result_, index, page_), index.spec.name, &index == &result_.productivity.front());
      });
  }
  void draw_all(const FigureOfIndex&) {
    for (const IndexOutcome& index : result_.indexes) {
      const bool first = &index == &result_.indexes.front();
      each<FigureOfIndex>([&](const FigureKind& kind, const FigureOfIndex& of) {
        if (first || !of.first_only) add(kind, of.draw(result_, index, page_), index.spec.name, first);
      });
    }
  }
  void draw_all(const FigureOfBoth&) {
    if (result_.indexes.empty()) return;
    for (const ScoreOutcome& score : result_.scores)
      each<FigureOfBoth>([&](const FigureKind& kind, const FigureOfBoth& of) {
        add(kind, of(result_, score, result_.indexes.front(), page_), score.spec.name,
            &score == &result_.scores.front());
      });
  }
  void draw_all(const FigureOfStudy&) {}

  template <class Of, class Body>
  void each(const Body& body) const {
    for (const FigureKind* kind : chosen_) {
      if (const Of* of = std::get_if<Of>(&kind->of)) body(*kind, *of);
    }
  }

  // The first of its kind has the plain name; further ones carry the column: "weights-NQP_PCA".
  void add(const FigureKind& kind, std::optional<Figure> figure, const std::string& column, bool first) {
    if (!figure) return;
    figure->kind = &kind;
    figure->of = column;
    figure->id = std::string(kind.id) + (first ? "" : "-" + column);
    figure->title.zh = tidy_chinese(figure->title.zh);
    figure->how_to_read = with_units(result_.study, figure->how_to_read);
    figure->how_to_read.zh = tidy_chinese(figure->how_to_read.zh);
    figure->number = static_cast<int>(figures_.size()) + 1;
    figure->page = page_;
    figures_.push_back(std::move(*figure));
  }

  const StudyResult& result_;
  const FigurePage& page_;
  FigureKinds chosen_;
  std::vector<Figure> figures_;
};

}  // namespace

std::vector<Figure> build_figures(const StudyResult& result, const FigurePage& page, const FigureKinds& kinds) {
  return FigureList(result, page, chosen_kinds(result, kinds)).draw();
}

}  // namespace ecoeff
