// A column that grows cell by cell from a file with typed cells (xlsx, dta), and its type at the end: numbers when
// every cell that is not missing is a number (also one stored as text), else text, numbers printed in their shortest
// form. Whole numbers of which some are codes ("007") keep the texts as names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/data/missing_marks.hpp"
#include "ecoeff/data/table.hpp"

namespace ecoeff {

class ColumnBuilder {
 public:
  // `marks`: cells that mean missing, besides those of means_missing().
  explicit ColumnBuilder(const std::vector<std::string>* marks = nullptr) : marks_(marks) {}

  void add_missing() { add_number(kMissing); }
  void add_number(double value);
  void add_text(std::string_view value);  // "" is missing

  [[nodiscard]] std::size_t size() const { return text_.codes.size(); }
  [[nodiscard]] bool wholly_missing() const { return !seen_; }
  // Rows of numbers that hold a word for missing are added to `seen`.
  [[nodiscard]] Column finish(std::string name, MarksSeen* seen = nullptr);

 private:
  [[nodiscard]] bool is_mark(std::string_view cell) const;

  const std::vector<std::string>* marks_;
  std::vector<double> numbers_;  // missing where the cell is a text
  TextColumn text_;              // -1 where the cell is a number or missing
  bool seen_ = false;
};

}  // namespace ecoeff
