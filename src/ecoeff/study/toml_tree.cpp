#include "ecoeff/study/toml_tree.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "ecoeff/base/error.hpp"
#include "ecoeff/study/toml_hints.hpp"

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

// For a message: at most 80 characters, only what is text.
std::string line_of(std::string_view text, std::size_t line) {
  if (!is_utf8(text)) return {};
  const std::vector<std::string> lines = split(text, '\n');
  if (line == 0 || line > lines.size()) return {};
  std::u32string points = to_code_points(trim(lines[line - 1]));
  std::replace_if(
      points.begin(), points.end(), [](char32_t p) { return p < 0x20 || p == 0x7F; }, U' ');
  if (points.size() > 80) points = points.substr(0, 79) + U'…';
  return from_code_points(points);
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
    const TomlSlip slip = toml_slip(text, at.line, error.description());
    const bool elsewhere = slip.line != at.line;
    const std::string line = line_of(text, slip.line);
    throw Error(Fault::study, "S101",
                {fmt::format("this is not valid TOML: {}{}", error.description(), line.empty() ? "" : ", in: " + line),
                 fmt::format("TOML 语法错误：{}{}", error.description(), line.empty() ? "" : "，该行为：" + line)},
                {.file = path.string(), .row = slip.line, .column = elsewhere ? "" : std::to_string(at.column)},
                slip.hint);
  }
}

}  // namespace ecoeff
