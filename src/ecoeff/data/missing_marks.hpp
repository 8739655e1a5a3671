// What stands in cells for "missing": the words of means_missing() (number.hpp) and those that the reader of a file
// names. Columns that would be numbers but for a few other cells are found and said (D148).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

// Counts the cells of numeric columns that hold a mark.
class MarksSeen {
 public:
  void add(std::string_view mark, std::size_t row);
  // Those of one column; `first` is the place of its first.
  void merge(const MarksSeen& column, const Where& first);
  // Note D149: how many, which, and where the first stands; nothing when there are none.
  void say(Notes& notes) const;
  [[nodiscard]] bool none() const { return cells_ == 0; }
  [[nodiscard]] std::size_t first_row() const { return first_row_; }

 private:
  void remember(std::string_view mark);

  std::size_t cells_ = 0;
  std::size_t first_row_ = 0;
  std::vector<std::string> marks_;  // the first five
  Where first_;
};

// A column of text of whose filled cells more than half, and at least two, are numbers.
struct NearlyNumeric {
  std::size_t numbers = 0;
  std::size_t others = 0;          // cells that are neither a number nor a mark
  std::size_t first_row = 0;       // of those
  std::vector<std::string> words;  // what they hold, each once
};
[[nodiscard]] std::optional<NearlyNumeric> nearly_numeric(const Column& column);

// Note D148 for each such column.
void say_nearly_numeric(const Table& table, Notes& notes);

}  // namespace ecoeff
