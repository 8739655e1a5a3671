// Names of variables as Stata users write them: abbreviations (`pop` for population where only one begins so),
// wildcards (`x*`, `x?`), ranges in the order of the table (`a-c`) and `_all`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/table.hpp"

namespace ecoeff::stata {

// Columns whose names begin so are ecoeff's own (the key of data without xtset) and are not seen by users.
inline constexpr std::string_view kHidden = "__ecoeff_";
// What a condition calls the rows of the last estimation, and the column that holds them meanwhile.
inline constexpr std::string_view kSample = "e(sample)";
inline constexpr std::string_view kSampleColumn = "__ecoeff_sample";

[[nodiscard]] std::vector<std::string> visible_names(const Table& table);

// The column that a word means. Errors: D110 there is none (did-you-mean); T706 several begin so.
[[nodiscard]] std::string find_variable(const Table& table, std::string_view word, std::string_view line);

// The columns of one word: a name, a wildcard, a range or _all. Errors as above; T706 when a pattern fits nothing.
[[nodiscard]] std::vector<std::string> expand_word(const Table& table, std::string_view word, std::string_view line);

// The columns of a list of words, each once. T705 when the list is empty and `needed`.
[[nodiscard]] std::vector<std::string> expand_variables(const Table& table, std::string_view list,
                                                        std::string_view line, bool needed = true);

// A name that a new column may have. Errors: T705 it is not a name; T707 the column exists.
void require_new_name(const Table& table, const std::string& name, std::string_view line);

}  // namespace ecoeff::stata
