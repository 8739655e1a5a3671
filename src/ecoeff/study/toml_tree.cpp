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
    // value<double>() is empty for an integer that no double holds.
    out.number = node.is_integer() ? static_cast<double>(node.as_integer()->get()) : *node.value<double>();
  } else if (node.is_boolean()) {
    out.kind = TomlNode::Kind::flag;
    out.flag = *node.value<bool>();
  } else if (const toml::array* array = node.as_array()) {
    out.kind = TomlNode::Kind::array;
    for (const toml::node& item : *array) out.items.push_back(convert(item));
  } else if (const toml::table* table = node.as_table()) {
    out.kind = TomlNode::Kind::table;
    for (const auto& [key, value] : *table) {
      out.entries.push_back({std::string(key.str()), convert(value)});
      out.entries.back().node.key_at = place(key.source());
    }
    std::stable_sort(out.entries.begin(), out.entries.end(), [](const auto& a, const auto& b) {
      const Position& p = a.node.key_at;
      const Position& q = b.node.key_at;
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

void refuse_too_large(std::string_view text, const std::filesystem::path& path) {
  constexpr std::size_t kLargest = std::size_t{1} << 20U;
  constexpr std::size_t kDeepest = 1000;
  const auto refuse = [&](std::size_t line, Text message) {
    throw Error(Fault::study, "U107", std::move(message), {.file = path.string(), .row = line});
  };
  if (text.size() > kLargest) refuse(0, {"the study file is larger than 1 MiB", "研究文件大于 1 MiB"});
  std::size_t line = 1;
  std::size_t parts = 0;
  for (const char c : text) {
    line += c == '\n' ? 1 : 0;
    parts = c == '.' ? parts + 1 : std::string_view("\n=,[{").find(c) == std::string_view::npos ? parts : 0;
    if (parts > kDeepest) refuse(line, {"a key of more than 1000 parts", "键的层级多于 1000"});
  }
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
