// Odd values in the card of the data: a table of the cells and small multiples of their series.
#pragma once

#include "ecoeff/study/result.hpp"

namespace ecoeff::html {

// A plot a series, at most 24: the line, red dots at cells that are wrong, amber rings at those to look at. Empty texts
// where nothing is odd.
[[nodiscard]] Text odd_picture(const StudyResult& result);

// Heading, picture and table, as HTML; "" where nothing is odd.
[[nodiscard]] std::string odd_block(const StudyResult& result);

// One sentence for a draft: how many cells, which, and that nothing was changed. Empty where none is wrong.
[[nodiscard]] Text odd_sentence(const StudyResult& result);

}  // namespace ecoeff::html
