// A table in memory: named columns of equal length, each of numbers or of text, and for every row the line it came
// from, so that any later complaint can name the cell. Values only; how files become tables is in csv.hpp, xlsx.hpp and
// dta.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"

namespace ecoeff {

// Text stored once per distinct value: codes[i] is an index into `levels` (order of first appearance), -1 for missing.
struct TextColumn {
  std::vector<std::int32_t> codes;
  std::vector<std::string> levels;
  std::vector<std::int32_t> slots;  // hash of `levels` for push_back, rebuilt when it does not fit; may be left empty

  void push_back(std::string_view value);  // "" is missing
  [[nodiscard]] std::string_view at(std::size_t row) const {
    return codes[row] < 0 ? std::string_view{} : std::string_view{levels[static_cast<std::size_t>(codes[row])]};
  }
};

// A column may hold both: numbers that bear names, which are the value labels of Stata (1 is "Yes") or the spelling of
// a code ("007"). `is_text` then says which of the two is printed; numbers are what is computed with, names what tells
// units and groups apart. A row whose number has no name (code -1) is named by its number.
struct Column {
  std::string name;
  bool is_text = false;
  std::vector<double> numbers;  // kMissing for an empty cell; empty when some cell is no number
  TextColumn text;              // the names, or a column in which some cell is no number; empty when there are none
  std::string label;            // as stored in Stata files
  bool of_file = true;          // false for one that was made to hold row numbers

  [[nodiscard]] std::size_t size() const { return is_text ? text.codes.size() : numbers.size(); }
  [[nodiscard]] bool has_numbers() const { return !is_text || !numbers.empty(); }
  [[nodiscard]] bool has_names() const { return is_text || !text.codes.empty(); }
};

class Table {
 public:
  std::string file;   // for messages
  std::string sheet;  // for messages
  // The other sheets of the file that have such a header; empty when there are none to look at.
  std::function<std::vector<std::string>(std::string_view header)> elsewhere;
  std::vector<std::size_t> source;  // line or row of each row in that file, 1 = header; empty for computed tables

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  [[nodiscard]] const Column* find(std::string_view name) const;

  // What to say of a name that no column has: the nearest of `known`, or the sheet that has it, or the columns there
  // are.
  [[nodiscard]] Text hint_for(std::string_view absent, const std::vector<std::string>& known) const;

  // Error D110 with that hint when there is no such column.
  [[nodiscard]] const Column& column(std::string_view name) const;
  // The column as numbers. D110; D111 names the first cell that is not a number.
  [[nodiscard]] std::span<const double> numbers(std::string_view name) const;
  // The column as text: its names, and numbers without one in their shortest form; missing is "".
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;

  // Adds a column or replaces the one of that name; its length must equal rows() unless the table is empty.
  void set(Column column);
  void set_numbers(std::string name, std::vector<double> values);
  void set_text(std::string name, const std::vector<std::string>& values);
  // A second name for a column (the study's short names). D110 when `name` is unknown.
  void rename(std::string_view name, std::string new_name);

  // Makes a column that has names one of text, keeping its numbers; any other stays as it is. D110.
  void show_names(std::string_view name);

  // The rows listed, in that order.
  [[nodiscard]] Table select(const std::vector<std::size_t>& rows) const;
  // The place of a cell for messages.
  [[nodiscard]] Where where(std::size_t row, std::string_view column) const;

 private:
  std::size_t rows_ = 0;
  std::vector<Column> columns_;
};

}  // namespace ecoeff
