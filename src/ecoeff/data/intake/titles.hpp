// What the title rows of a block, its sheet's name and its file's name say of it: the name of a wide table's values,
// their unit of measurement, a place, a year.
#pragma once

#include <optional>
#include <string>

#include "ecoeff/data/intake/shape.hpp"

namespace ecoeff {

struct TitleWords {
  std::string value;    // "指标：X"; else the sheet's name if somebody gave it; else the title; else the file's stem
  std::string measure;  // "单位：亿元", or that of `value`
  std::string place;    // "地区：北京市", 北京市历年主要指标; "" when no title says one
  std::string from;     // what `value` was taken from, for messages: "title", "sheet", "head" or "file"
};

// `only` where the sheet has no other block: another block is named by its own title or head.
[[nodiscard]] TitleWords read_titles(const SheetGrid& grid, const Block& block, bool only);

[[nodiscard]] std::string stem_of(const std::string& file);

}  // namespace ecoeff
