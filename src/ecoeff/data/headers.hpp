// The names of columns as files give them: trimmed, each once, none empty.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/note.hpp"

namespace ecoeff {

struct Header {
  std::string name;   // as it stands in the file; "" when the cell is empty
  std::string place;  // "column 3" or "C"
};

// The names to use; a nameless column is called column_N (note D131). Error D106 when a name occurs twice.
[[nodiscard]] std::vector<std::string> column_names(const std::vector<Header>& headers, const Where& where,
                                                    Notes& notes);

}  // namespace ecoeff
