// The values that a condition names, looked up in the data: one that no row has is nearly always a slip, and the
// condition then drops or keeps nothing without a word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

// Note D150 for every value in quotes, and every whole number, that is compared by ==, != or `in` with a column in
// which no row has it; with the nearest values. Numbers are looked up in the time column and in columns with names or
// at most 50 distinct whole numbers.
[[nodiscard]] Notes absent_values(const Panel& panel, std::string_view condition);

// The columns that an expression only compares by == or != with a text, looks up `in` a list, or asks whether they are
// missing: there they may be text.
[[nodiscard]] std::vector<std::string> compared_as_text(std::string_view expression);

}  // namespace ecoeff
