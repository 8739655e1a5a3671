// One csv file read by several ranks, each its own part of the rows: the file is cut into parts of equal size, and the
// record that begins in a part belongs to it, so the parts put together are the rows of read_table() in its order.
//
// Whether a line end stands inside a quoted cell depends on everything before it. Each rank therefore follows its part
// from every state in which it could begin, and the ranks put these together (no rank reads the part of another).
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/ranks.hpp"
#include "ecoeff/data/read.hpp"

namespace ecoeff {

struct Slice {
  std::optional<Table> table;  // nothing where no row begins in the part; `source` counts the lines of the whole file
  Notes notes;                 // of all parts, on the first rank
};

// False for a file that has no lines to be cut at: xlsx, dta, UTF-16. Errors D101-D103.
[[nodiscard]] bool can_be_sliced(const std::filesystem::path& path);

// `keys` are columns that are text on every rank when they are text on one. Errors: those of read_table(), with the
// lines of the whole file.
[[nodiscard]] Slice read_slice(Ranks& ranks, const std::filesystem::path& path, const std::string& encoding,
                               const std::vector<std::string>& keys);

}  // namespace ecoeff
