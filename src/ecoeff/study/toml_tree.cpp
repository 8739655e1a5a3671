#include "ecoeff/study/toml_tree.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

Position place(const toml::source_region& source) { return {source.begin.line, source.begin.column}; }

TomlNode convert(const toml::node& node) {
  TomlNode out;
  out.at = place(node.source());
  if (const auto text = node.value_exact<std::string>()) {
    out.kind = TomlNode::Kind::text;
    out.text = *text;
  } else if (node.is_number()) {
    out.kind = TomlNode::Kind::number;
    out.whole = node.is_integer();
    out.number = *node.value<double>();
  } else if (node.is_boolean()) {
    out.kind = TomlNode::Kind::flag;
    out.flag = *node.value<bool>();
  } else if (const toml::array* array = node.as_array()) {
    out.kind = TomlNode::Kind::array;
    for (const toml::node& item : *array) out.items.push_back(convert(item));
  } else if (const toml::table* table = node.as_table()) {
    out.kind = TomlNode::Kind::table;
    for (const auto& [key, value] : *table) {
      out.entries.emplace_back(std::string(key.str()), convert(value));
      out.entries.back().second.key_at = place(key.source());
    }
    std::stable_sort(out.entries.begin(), out.entries.end(), [](const auto& a, const auto& b) {
      const Position& p = a.second.key_at;
      const Position& q = b.second.key_at;
      return p.line != q.line ? p.line < q.line : p.column < q.column;
    });
  }
  return out;
}

}  // namespace

const TomlNode* TomlNode::find(const std::string& key) const {
  for (const auto& [name, node] : entries) {
    if (name == key) return &node;
  }
  return nullptr;
}

TomlNode parse_toml(std::string_view text, const std::filesystem::path& path) {
  try {
    return convert(toml::parse(text));
  } catch (const toml::parse_error& error) {
    const Position at = place(error.source());
    throw Error(Fault::study, "S101",
                {fmt::format("this is not valid TOML: {}", error.description()),
                 fmt::format("TOML 语法错误：{}", error.description())},
                {.file = path.string(), .row = at.line, .column = std::to_string(at.column)},
                {"names that are not plain ASCII must stand in quotes: \"城市\" = ...",
                 "非 ASCII 的名称要加引号：\"城市\" = ..."});
  }
}

}  // namespace ecoeff
