// The words of a study file to which the rooms above this one give their meaning: formats, figures, styles, rows. The
// study room checks the words and knows nothing else of them; the report makes the vocabulary from its own lists
// (report_vocabulary). Without one, words are kept as they stand, and the report refuses those that it does not know.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/study/study.hpp"

namespace ecoeff {

struct WordList {
  std::vector<std::string> words;      // none: every word is kept
  std::vector<std::string> otherwise;  // used where the key is left out
};

// What a style means for keys of [model] that the author leaves out; what it leaves open stays as without it.
struct StyleMeaning {
  std::string style;
  std::optional<std::string> below;
  std::optional<std::vector<double>> stars;
  std::optional<bool> show_controls;
};

struct Vocabulary {
  WordList formats;
  WordList figures;
  WordList figure_widths;
  WordList replicate;
  WordList rows;
  WordList styles;
  WordList below;
  WordList r2;
  std::vector<StyleMeaning> style_meanings;
  std::vector<std::pair<std::string, std::string>>
      row_tests;  // a row, and the test of panel/model_tests that it prints
};

// Error S104 with place and did-you-mean: a word of report.KEY, a list, that is not among `known`.
void refuse_unknown_in(const Study& study, const std::string& key, const std::vector<std::string>& words,
                       const WordList& known);
// The same for a key with one word; `key` with its sections, "table[2].below".
void refuse_unknown(const Study& study, const std::string& key, const std::string& word,
                    const std::vector<std::string>& known);
// The same for every word of the study: what reading it with this vocabulary would have refused.
void refuse_unknown_words(const Study& study, const Vocabulary& vocabulary);

}  // namespace ecoeff
