// Where the tables of a sheet stand and how each is laid out: title rows, a header of one or two rows, a row of units
// of measurement, the rows of data, subtotals, notes. A sheet may hold several blocks below each other.
//
// The rules, from the top of the sheet:
// - A row is a header when its cells are texts or years and none is another number, and it covers (with merged cells)
// at
//   least three quarters of the width of the rows below; or when at least two of its cells are years and no cell is
//   another number. A number must follow in the next rows. Rows above are titles.
// - Two rows are one header when the upper one has merged or missing cells above filled ones; a head is then both
// texts.
// - A row below whose cells are units of measurement (half of them and none a number) is the row of units.
// - Below, a row that begins a note ends the table; a single text before the next header is that block's title; a label
//   such as "合计" is a subtotal and left out unless nothing else is there; a repeated header is left out.
// - Years among the heads: `wide` (places down) or `indicators` (names of indicators down: the key's head says so, or
//   half of the labels carry a unit of measurement). Years down and places among the heads: wide, turned. Else `long`.
// - A block under "续表", or under nothing, whose years are others goes on with the table above: it has its titles.
// - Places in the header beside indicators or years belong to their columns (crossed_heads.hpp).
// - A column 单位 of units of measurement says those of the rows and is no key.
// - In a long table the unit is the column whose head is a usual word (finest first), then the first column of text;
//   the time a column of years. A key that is filled in its first row only (merged or not) is filled down.
//
// What is given (ShapeHints) is taken as it is. Errors: D110 a key that no head is; D152 two equal heads, or one name
// and year twice; D252 crossed_heads.hpp; D157 two units of measurement for one column; D151 where a header is named and there is none.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/data/intake/grid.hpp"
#include "ecoeff/data/intake/part_spec.hpp"

namespace ecoeff {

// "long" | "wide" | "indicators".
[[nodiscard]] std::string shape_word(Shape shape);

struct ShapeHints {
  std::optional<Shape> shape;
  std::vector<std::size_t> header;  // rows as the file counts them
  std::string unit, time;           // heads
  std::string unit_from;            // crossed_heads.hpp
  std::string indicator;            // wide: the column that names the indicator of each row
  std::vector<std::string> marks;   // cells that mean missing, besides those of means_missing()
};

struct HeadColumn {
  std::size_t column = 0;  // of the grid
  std::string head;        // the texts of the header rows without year and bare unit of measurement
  std::string measure;
  std::optional<int> year;
  std::string place;  // where the header names places beside indicators or years (crossed_heads.hpp)
};

struct Block {
  Shape shape = Shape::long_table;
  bool turned = false;  // wide with years down and places across
  std::vector<std::size_t> header;
  std::optional<std::size_t> unit_row;
  std::vector<std::size_t> titles, data, subtotals, notes, skipped;  // rows of the grid
  std::vector<HeadColumn> columns;
  std::optional<std::size_t> unit, time, indicator;  // of `columns`; in `indicators` the labels are `indicator`
  std::optional<std::size_t> measures;               // of `columns`: the unit of measurement of each row
  std::size_t filled_down = 0;                       // cells of key columns
  std::size_t filled_merged = 0;
};

// The blocks of a sheet, top to bottom; none when no row can be a header. Key columns of the grid are filled down.
[[nodiscard]] std::vector<Block> find_blocks(SheetGrid& grid, const ShapeHints& hints = {});

}  // namespace ecoeff
