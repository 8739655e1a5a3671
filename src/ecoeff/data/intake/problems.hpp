// Everything that is in the way in the files of a study, in one list: reading goes on behind a wrong cell, row, sheet or
// file, and what was met is thrown at the end as one error that says the first and up to 20 others, and carries all.
#pragma once

#include <cstddef>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

inline constexpr std::size_t kProblemsSaid = 20;

class ManyErrors : public Error {
 public:
  ManyErrors(Error said, std::vector<Error> everything) : Error(std::move(said)), all(std::move(everything)) {}
  std::vector<Error> all;  // a cell, row, sheet or file each
};

class Problems {
 public:
  void add(Error error);
  // One message for many cells, which are listed one by one all the same.
  void add(Error summary, const std::vector<Error>& cells);
  void append(const Problems& more);
  [[nodiscard]] bool empty() const { return said_.empty(); }
  // Does nothing when there are none.
  void throw_all() const;

 private:
  std::vector<Error> said_, all_;
};

// The errors that one carries, or itself.
[[nodiscard]] std::vector<Error> errors_in(const Error& error);

// Columns severity, code, file, sheet, row, column, value, message: errors, then warnings and notes.
[[nodiscard]] Table problems_table(const std::vector<Error>& errors, const Notes& notes, Language language);

}  // namespace ecoeff
