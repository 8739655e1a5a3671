// The changes that a column of a regression table makes to the base model, a key each.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ecoeff/study/toml_section.hpp"
#include "ecoeff/study/words.hpp"

namespace ecoeff {

struct ColumnKey {
  std::string_view name;
  Words help;
  Words otherwise;  // what holds where it is left out
  void (*read)(Section& s, const std::string& key, ColumnSpec& column);
};
[[nodiscard]] std::span<const ColumnKey> column_keys();

// Errors S102-S104.
[[nodiscard]] ColumnSpec read_column(Section s);

}  // namespace ecoeff
