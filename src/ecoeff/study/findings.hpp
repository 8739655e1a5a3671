// What stands in the files that a new study is to begin with: every sheet looked at, its tables found (data/intake),
// and the parts of a study.toml that read them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/intake/join.hpp"
#include "ecoeff/study/role_words.hpp"

namespace ecoeff {

// A column of a block, or the one that a wide block makes.
struct FoundColumn {
  std::string name, measure;
  std::size_t filled = 0, missing = 0;
  bool numbers = true;
};

struct FoundTable {
  std::string file, sheet;
  Shape shape = Shape::long_table;
  std::string unit, time;  // heads; "" where there is none
  std::size_t units = 0;
  std::optional<std::pair<int, int>> years;
  std::vector<FoundColumn> columns;
};

struct Findings {
  std::vector<FoundTable> tables;
  std::vector<std::pair<std::string, std::string>> without_table;  // file and sheet
  std::vector<PartSpec> parts;
  std::vector<bool> value_is_guess;  // by part: `value` came from a title or the file's name
  std::string unit, time;            // names of the joined key columns
  NameMatch match = NameMatch::trim;
  bool plain = false;  // one long table with its header in the first row and nothing around it
  Joined joined;
  Notes notes;
};

// Files that are named in `parts` by their last component; `sheet` "" takes all. Errors: those of reading and of
// joining, where no reading of the names helps; D151 when no table can be told at all.
[[nodiscard]] Findings look_at_files(const std::vector<std::filesystem::path>& files, const std::string& sheet);

// The table of findings for a terminal of 80 columns, sheet by sheet: shape, keys, years, and each column with its role,
// unit of measurement and missing cells.
[[nodiscard]] Text describe(const Findings& findings, const RoleWords& words = {});

}  // namespace ecoeff
