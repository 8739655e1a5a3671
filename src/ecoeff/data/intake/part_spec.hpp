// What a study says of the files and sheets that it is joined from. Plain values; read by part.hpp and join.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/base/error.hpp"

namespace ecoeff {

enum class Shape { long_table, wide, indicators };

enum class JoinRows { all, first, common };

enum class NameMatch { exact, trim, china };

struct NameRules {
  NameMatch match = NameMatch::trim;
  std::vector<std::pair<std::string, std::string>> rename;  // as written -> as it shall be
};

struct PartSpec {
  std::string file;                 // or a pattern: "各年/*.xlsx"
  std::vector<std::string> sheets;  // empty or "*": all in which a table is found
  std::optional<Shape> shape;
  std::vector<std::size_t> header;
  std::string unit, time, indicator;
  std::string value;      // wide: what the values are called
  std::string time_from;  // "sheet" | "file" | ""
  std::string unit_from;  // "sheet" | "file" | ""
  std::string encoding;
  std::vector<std::pair<std::string, std::string>> columns;  // short name, head
  std::vector<std::pair<std::string, double>> scale;         // by name
  Where at;                                                  // in study.toml
};

}  // namespace ecoeff
