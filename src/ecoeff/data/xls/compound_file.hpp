// The streams of a compound file (the container of .xls, .doc and of xlsx with a password): sectors chained by tables.
// Source: [MS-CFB]. Every index is checked, chains that run in circles end.
//
// Error D104: no compound file, or broken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

[[nodiscard]] bool looks_like_compound_file(std::string_view bytes);

struct CompoundStream {
  std::string name;  // ASCII; other characters are '?'
  std::string bytes;
};

// The streams called by one of `names`, and the names of all (without bytes).
struct CompoundFile {
  std::vector<CompoundStream> found;
  std::vector<std::string> all;
};
[[nodiscard]] CompoundFile read_compound_file(std::string_view bytes, const std::string& file,
                                              const std::vector<std::string>& names);

}  // namespace ecoeff
