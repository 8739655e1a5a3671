#include "ecoeff/report/vocabulary.hpp"

namespace ecoeff {
namespace {

template <class Kind>
WordList words_of(const std::vector<const Kind*>& kinds, std::string_view Kind::*word) {
  WordList list;
  for (const Kind* kind : kinds) list.words.emplace_back(kind->*word);
  return list;
}

StyleMeaning meaning_of(const StyleKind& style) {
  StyleMeaning meaning{.style = std::string(style.word), .show_controls = style.show_controls};
  if (!style.below.empty()) meaning.below = std::string(style.below);
  if (!style.stars.empty()) meaning.stars = std::vector<double>(style.stars.begin(), style.stars.end());
  return meaning;
}

}  // namespace

Vocabulary report_vocabulary(const ReportLists& lists) {
  Vocabulary known;
  known.figures = words_of(lists.figures, &FigureKind::id);
  known.figures.otherwise = known.figures.words;
  known.formats.words = formats_of(lists.painters);
  known.formats.otherwise = known.formats.words;
  known.figure_widths = words_of(lists.pages, &FigurePage::name);
  known.figure_widths.otherwise = {known.figure_widths.words.front()};
  known.replicate = words_of(lists.programs, &ReplicateProgram::word);
  known.rows = words_of(lists.rows, &TableRowKind::word);
  for (const TableRowKind* row : lists.rows) {
    if (!row->test.empty()) known.row_tests.emplace_back(row->word, row->test);
  }
  known.styles = words_of(lists.styles, &StyleKind::word);
  known.below = words_of(lists.below, &BelowKind::word);
  known.r2 = words_of(lists.r2, &R2Kind::word);
  for (const StyleKind* style : lists.styles) known.style_meanings.push_back(meaning_of(*style));
  return known;
}

}  // namespace ecoeff
