// Lists of columns on the command line: "a,b". A name with a comma stands in quotes or back-ticks inside the list
// ("\"Labor force, total\",gdp"), has a backslash before the comma, or is found as it stands among the headers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/table.hpp"

namespace ecoeff::cli {

// The pieces of one list, quotes taken off ("" inside quotes is a quote). Pieces outside quotes keep their blanks, so
// that a header can be put together again. Error U102 when a quote does not end.
[[nodiscard]] std::vector<std::string> split_list(std::string_view list);

// All pieces of an option that may be given several times.
void split_lists(std::vector<std::string>& lists);

// Pieces that together, with their commas, are a header of the table become one name; the others are trimmed.
void resolve_names(std::vector<std::string>& pieces, const Table& table);

}  // namespace ecoeff::cli
