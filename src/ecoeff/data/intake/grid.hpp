// A sheet as it stands in the file: cells, merged ranges, and the addresses by which a user finds them. Wholly blank
// rows and columns are left out; row_number() and letters() say where the others stand. Nothing is taken for a header
// here.
//
// Errors: D146 when rows times columns are more than kMostGridCells; D104 merged ranges that overlap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"

namespace ecoeff {

inline constexpr std::size_t kMostGridCells = 50'000'000;

// Rows and columns of the grid (not of the sheet), from 0, both ends inside.
struct GridRange {
  std::size_t top = 0, left = 0, bottom = 0, right = 0;
};

// A cell that is put into a grid: a text, or a number where the text is empty.
struct GridInput {
  std::size_t row = 0;     // as the file counts, from 1
  std::size_t column = 0;  // from 0 = A
  double number = kMissing;
  std::string text;
};

class SheetGrid {
 public:
  SheetGrid() = default;
  // Cells in any order; of two at one address the later stands. `merged` in rows and columns of the sheet.
  SheetGrid(std::string file, std::string sheet, const std::vector<GridInput>& cells,
            const std::vector<GridRange>& merged);

  std::string file;
  std::string sheet;                // "" for a file without sheets
  bool letters_in_file = true;      // a column is called "C", or else "column 3" in a file of text
  std::vector<std::string> labels;  // of the columns, as Stata files have them; or empty

  [[nodiscard]] std::size_t rows() const { return row_numbers_.size(); }
  [[nodiscard]] std::size_t columns() const { return column_numbers_.size(); }
  [[nodiscard]] bool empty(std::size_t row, std::size_t column) const { return at(row, column).text == kEmpty; }
  [[nodiscard]] bool is_number(std::size_t row, std::size_t column) const { return at(row, column).text == kNumber; }
  [[nodiscard]] double number(std::size_t row, std::size_t column) const { return at(row, column).number; }
  // The text of a cell, trimmed; a number in its shortest form; "" when it is empty.
  [[nodiscard]] std::string text(std::size_t row, std::size_t column) const;

  // The value of a cell as a number where it is one, also when it is stored as text; as a year (cell_words.hpp); and
  // whether its text is a built-in mark for missing (number.hpp). Found once for each distinct text.
  [[nodiscard]] std::optional<double> number_in(std::size_t row, std::size_t column) const;
  [[nodiscard]] std::optional<int> year_in(std::size_t row, std::size_t column) const;
  [[nodiscard]] bool marks_missing(std::size_t row, std::size_t column) const;

  [[nodiscard]] std::size_t row_number(std::size_t row) const { return row_numbers_[row]; }
  [[nodiscard]] std::string letters(std::size_t column) const;
  // "C7", or "7:3" in a file of text.
  [[nodiscard]] std::string address(std::size_t row, std::size_t column) const;
  [[nodiscard]] Where where(std::size_t row, std::size_t column) const;

  [[nodiscard]] const std::vector<GridRange>& merged() const { return merged_; }
  // Gives the value of each merged range to all of its cells.
  void fill_merged(std::size_t column);
  // These columns alone (the end not among them), with the rows that have a cell in them.
  [[nodiscard]] SheetGrid columns_between(std::size_t begin, std::size_t end) const;
  // Gives a cell the value of another row.
  void copy(std::size_t from_row, std::size_t to_row, std::size_t column);

 private:
  static constexpr std::int32_t kEmpty = -1;
  static constexpr std::int32_t kNumber = -2;
  struct Cell {
    double number = kMissing;
    std::int32_t text = kEmpty;  // an index into texts_
  };
  struct Meaning {
    std::optional<double> number;
    std::optional<int> year;
    bool missing = false;
  };
  [[nodiscard]] static Meaning meaning_of(const std::string& text);
  [[nodiscard]] const Cell& at(std::size_t row, std::size_t column) const { return cells_[row * columns() + column]; }

  std::vector<std::size_t> row_numbers_;
  std::vector<std::size_t> column_numbers_;
  std::vector<Cell> cells_;
  std::vector<std::string> texts_;
  std::vector<Meaning> meanings_;  // of texts_
  std::vector<GridRange> merged_;
};

}  // namespace ecoeff
