#include "ecoeff/study/read_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

// The choice that a word is, by its place in the list; the first where the key is left out.
template <class Choice>
Choice choice_if_given(Section& s, const std::string& key, const std::vector<std::string>& words) {
  const std::string word = s.has(key) ? s.choice(key, words.front(), words) : words.front();
  return static_cast<Choice>(std::find(words.begin(), words.end(), word) - words.begin());
}

// A text or a list of texts.
std::vector<std::string> text_or_texts(Section& s, const std::string& key) {
  if (!s.has(key)) return {};
  for (const auto& [name, node] : s.entries()) {
    if (name == key && node->kind == TomlNode::Kind::text) return {node->text};
  }
  return s.texts(key);
}

std::vector<std::size_t> header_rows(Section& s) {
  const std::string key = "header";
  std::vector<double> rows;
  if (!s.has(key)) return {};
  for (const auto& [name, node] : s.entries()) {
    if (name == key) rows = node->kind == TomlNode::Kind::number ? std::vector<double>{node->number} : s.numbers(key);
  }
  std::vector<std::size_t> out;
  for (const double row : rows) {
    const bool next = out.empty() || row > static_cast<double>(out.back());
    if (row < 1 || row > 1e7 || row != std::floor(row) || !next || rows.size() > 3) {
      s.fail("S104", {"header is the row of the heads, as 3 or [3, 4]", "header 为列名所在的行号，如 3 或 [3, 4]"},
             s.study().positions[s.path() + ".header"]);
    }
    out.push_back(static_cast<std::size_t>(row));
  }
  return out;
}

std::string text_if_given(Section& s, const std::string& key) { return s.has(key) ? s.text(key, "") : ""; }

std::string word_if_given(Section& s, const std::string& key, const std::vector<std::string>& words) {
  return s.has(key) ? s.choice(key, words.front(), words) : "";
}

PartSpec read_part(Section s) {
  PartSpec part;
  part.at = {.file = s.study().path.string(), .row = s.position().line};
  part.file = s.required_text("file");
  part.sheets = text_or_texts(s, "sheet");
  if (s.has("shape")) part.shape = choice_if_given<Shape>(s, "shape", {"long", "wide", "indicators"});
  part.header = header_rows(s);
  part.unit = text_if_given(s, "unit");
  part.time = text_if_given(s, "time");
  part.indicator = join(text_or_texts(s, "indicator"), "\n");
  part.value = text_if_given(s, "value");
  part.time_from = word_if_given(s, "time_from", {"sheet", "file"});
  part.unit_from = word_if_given(s, "unit_from", {"sheet", "file", "upper header", "lower header", "none"});
  part.encoding = word_if_given(s, "encoding", {"utf-8", "gb18030"});
  if (auto columns = s.section("columns")) {
    for (const auto& [name, node] : columns->entries())
      part.columns.emplace_back(name, columns->text_value(name, *node));
  }
  if (auto scale = s.section("scale")) {
    for (const auto& [name, node] : scale->entries()) part.scale.emplace_back(name, scale->number(name, 1));
  }
  s.finish();
  return part;
}

void read_names(Section s) {
  NameRules& names = s.study().data.names;
  if (s.has("match")) names.match = choice_if_given<NameMatch>(s, "match", {"exact", "trim", "china"});
  if (auto rename = s.section("rename")) {
    for (const auto& [from, node] : rename->entries()) names.rename.emplace_back(from, rename->text_value(from, *node));
  }
  for (const auto& [from, to] : names.rename) {
    for (const auto& [other, target] : names.rename) {
      if (to != other || target == other) continue;
      s.fail("S241",
             {fmt::format("\"{}\" becomes \"{}\", which is renamed too", from, to),
              fmt::format("“{}”改为“{}”，而后者又被改名", from, to)},
             s.position(), {"write the last name for both", "请把两者都写成最后的名称"});
    }
  }
  s.finish();
}

}  // namespace

void read_parts(Section& s) {
  DataSpec& data = s.study().data;
  if (s.has("part")) {
    for (Section part : s.sections("part")) data.parts.push_back(read_part(part));
  }
  if (!data.parts.empty() && !data.file.empty()) {
    s.fail("S242", {"[data] has both `file` and [[data.part]]", "[data] 中同时有 file 和 [[data.part]]"},
           s.study().positions["data.file"],
           {"make the file a part of its own, or delete one of the two", "请把该文件也写成一个 part，或删去其一"});
  }
  const bool joins = s.has("names") || s.has("rows") || s.has("decimal");
  if (auto names = s.section("names")) read_names(*names);
  data.rows = choice_if_given<JoinRows>(s, "rows", {"all", "first", "common"});
  data.decimal = word_if_given(s, "decimal", {".", ","});
  if (!joins || !data.parts.empty() || data.file.empty()) return;
  PartSpec only;
  only.at = {.file = s.study().path.string(), .row = s.position().line};
  only.file = data.file;
  if (!data.sheet.empty()) only.sheets = {data.sheet};
  only.unit = text_if_given(s, "unit");
  only.time = text_if_given(s, "time");
  only.encoding = data.encoding;
  only.shape = Shape::long_table;
  data.parts.push_back(std::move(only));
}

std::string unit_of_parts(const std::vector<PartSpec>& parts) {
  for (const PartSpec& part : parts) {
    if (!part.unit.empty()) return part.unit;
  }
  return "unit";
}

std::string time_of_parts(const std::vector<PartSpec>& parts) {
  bool possible = false;
  for (const PartSpec& part : parts) {
    if (!part.time.empty()) return part.time;
    possible = possible || part.shape != Shape::long_table || !part.time_from.empty();
  }
  return possible ? "year" : "";
}

}  // namespace ecoeff
