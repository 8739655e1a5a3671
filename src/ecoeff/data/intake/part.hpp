// One [[data.part]] of a study: its files and sheets to observations (unit, time, column, cell).
//
// A long table gives an observation for each row and column; a wide one for each place and year, under the name `value`
// (default: titles.hpp) or the heads that the years share; in `indicators` the label of the row names the column and
// the place comes from a title, the sheet or the file. A long table with `indicator` (one head or several, by line
// feeds) has a row for each place, year and indicator: the labels name the column, `value` is the head of the values. What has no time of its own has that of the sheet's or file's
// name where `time_from` says so, or where one year stands in it and no rows have a time; a part without time holds for
// all years, one without unit for all units.
//
// Errors: D101, D104 ... of reading; D109 no such sheet; D110 no such head; D121 a row with values and without unit;
// D122 a time that is no year; D151 no table can be told in a sheet; D159 no file fits the pattern; D184 `time_from`
// names something that holds no year; S240 a scale for an unknown column. All but the first that leaves no table are
// `problems`: reading goes on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/intake/part_spec.hpp"
#include "ecoeff/data/intake/problems.hpp"
#include "ecoeff/data/intake/shape.hpp"
#include "ecoeff/data/intake/workbook.hpp"

namespace ecoeff {

inline constexpr std::int32_t kNoTime = std::numeric_limits<std::int32_t>::min();

// The words of time_from and unit_from.
inline constexpr std::string_view kFromSheet = "sheet";
inline constexpr std::string_view kFromFile = "file";

struct PartColumn {
  std::string name;
  std::string head;  // as the file has it
  std::string measure;
  std::string label;
  double scale = 1;
};

struct PartCell {
  std::uint32_t unit = 0;  // of `units`
  std::int32_t time = kNoTime;
  std::uint32_t column = 0;         // of `columns`
  std::uint32_t row = 0, cell = 0;  // of the grid
};

// One block of one sheet.
struct PartTable {
  std::size_t part = 0;  // which [[data.part]]
  std::shared_ptr<const SheetGrid> grid;
  Block block;
  std::vector<std::string> units;                                   // as written; the one "" where the part has no unit
  std::vector<std::pair<std::uint32_t, std::uint32_t>> unit_cells;  // where each stands first
  std::vector<PartColumn> columns;
  std::vector<PartCell> cells;
  std::vector<std::pair<std::uint32_t, std::int32_t>> pairs;  // unit and time of every row
  std::string unit_head, time_head;
  bool has_unit = true;
  bool has_time = true;
  Problems problems;  // rows that could not be taken
};

struct PartsRead {
  std::vector<PartTable> tables;
  std::vector<std::pair<std::string, std::string>> hashes;  // file, SHA-256
  Notes notes;
  Problems problems;  // rows, sheets and files that could not be taken; join_parts throws them with its own
};

struct PartOptions {
  std::vector<std::string> marks;
  std::string decimal;
};

// The files that a pattern fits, sorted by name; "*" and "?" in any component. Error D159.
[[nodiscard]] std::vector<std::filesystem::path> files_of(const std::filesystem::path& pattern, const Where& at);

[[nodiscard]] PartsRead read_parts(const std::vector<PartSpec>& specs, const std::filesystem::path& folder,
                                   const PartOptions& options);

// The observations of one block.
[[nodiscard]] PartTable part_table(std::shared_ptr<const SheetGrid> grid, Block block, const PartSpec& spec,
                                   std::size_t part, bool only);

}  // namespace ecoeff
