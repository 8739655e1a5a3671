// A quiet decision that travels with a result: 3 singletons dropped, x2 collinear, 7 cells interpolated.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/text.hpp"

namespace ecoeff {

// `info`: something was done or is worth knowing. `warning`: it may change how the numbers are read (fails a --strict
// run).
enum class Severity { info, warning };

struct Note {
  Severity severity = Severity::info;
  std::string code;
  Text message;
  Where where;
};

using Notes = std::vector<Note>;

inline void append(Notes& to, const Notes& more) { to.insert(to.end(), more.begin(), more.end()); }

}  // namespace ecoeff
