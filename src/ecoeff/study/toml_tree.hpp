// A TOML document as plain values with the place of everything, keys in the order of the file. toml++ stays behind this
// header.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ecoeff/study/study.hpp"

namespace ecoeff {

struct TomlEntry;

struct TomlNode {
  enum class Kind { text, number, flag, table, array, other };
  Kind kind = Kind::other;
  bool whole = false;  // a number written without a fraction
  std::string text;
  double number = 0;
  bool flag = false;
  std::vector<TomlEntry> entries;  // table
  std::vector<TomlNode> items;     // array
  Position at;                     // of the value
  Position key_at;                 // of its key

  [[nodiscard]] const TomlNode* find(const std::string& key) const;
};

struct TomlEntry {
  std::string key;
  TomlNode node;
};

// Error S101 with line and column.
// Error U107: more than a mebibyte, or a key of more than a thousand parts, which would be a tree as deep.
void refuse_too_large(std::string_view text, const std::filesystem::path& path);

[[nodiscard]] TomlNode parse_toml(std::string_view text, const std::filesystem::path& path);

}  // namespace ecoeff
