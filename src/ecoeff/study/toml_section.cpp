#include "ecoeff/study/toml_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ecoeff/base/error.hpp"
#include "ecoeff/study/vocabulary.hpp"

namespace ecoeff {

void Section::fail(const char* code, Text message, Position place, Text hint) const {
  throw Error(Fault::study, code, std::move(message),
              {.file = study_->path.string(),
               .row = place.line,
               .column = place.column > 0 ? std::to_string(place.column) : ""},
              std::move(hint));
}

void Section::fail_type(const std::string& key, const TomlNode& node, const Text& wanted) const {
  fail("S103", {fmt::format("{} must be {}", dotted(key), wanted.en), fmt::format("{} 应为{}", dotted(key), wanted.zh)},
       node.at);
}

const TomlNode* Section::lookup(const std::string& key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.push_back(key);
  const TomlNode* node = table_->find(key);
  if (node != nullptr) study_->positions[dotted(key)] = node->at;
  return node;
}

std::string Section::text_value(const std::string& key, const TomlNode& node) const {
  if (node.kind != TomlNode::Kind::text) fail_type(key, node, {"a text in quotes", "带引号的文本"});
  return node.text;
}

std::string Section::text(const std::string& key, const std::string& otherwise) {
  if (const TomlNode* node = lookup(key)) return text_value(key, *node);
  note_default(key, otherwise);
  return otherwise;
}

std::string Section::required_text(const std::string& key) {
  const TomlNode* node = lookup(key);
  if (node == nullptr) {
    fail("S105", {fmt::format("the key {} is missing", dotted(key)), fmt::format("缺少必需的键 {}", dotted(key))},
         position());
  }
  return text_value(key, *node);
}

std::string Section::choice(const std::string& key, const std::string& otherwise,
                            const std::vector<std::string>& allowed) {
  const std::string value = text(key, otherwise);
  refuse_unknown(*study_, dotted(key), value, allowed);
  return value;
}

double Section::number(const std::string& key, double otherwise) {
  const TomlNode* node = lookup(key);
  if (node == nullptr) {
    note_default(key, fmt::format("{}", otherwise));
    return otherwise;
  }
  if (node->kind != TomlNode::Kind::number || !std::isfinite(node->number)) fail_type(key, *node, {"a number", "数字"});
  return node->number;
}

std::int64_t Section::integer(const std::string& key, std::int64_t otherwise) {
  const TomlNode* node = lookup(key);
  if (node == nullptr) {
    note_default(key, fmt::format("{}", otherwise));
    return otherwise;
  }
  if (node->kind != TomlNode::Kind::number || !node->whole) fail_type(key, *node, {"a whole number", "整数"});
  // A document's numbers are doubles: beyond 2^53 another number would be used than the one that was written.
  if (std::abs(node->number) > 9007199254740992.0)
    fail("S104", {dotted(key) + " is too large", dotted(key) + " 过大"}, node->at);
  return static_cast<std::int64_t>(node->number);
}

int Section::whole(const std::string& key, int otherwise) {
  const std::int64_t number = integer(key, otherwise);
  if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max())
    fail("S104", {dotted(key) + " is too large", dotted(key) + " 过大"}, study_->positions[dotted(key)]);
  return static_cast<int>(number);
}

bool Section::flag(const std::string& key, bool otherwise) {
  const TomlNode* node = lookup(key);
  if (node == nullptr) {
    note_default(key, otherwise ? "true" : "false");
    return otherwise;
  }
  if (node->kind != TomlNode::Kind::flag) fail_type(key, *node, {"true or false", " true 或 false"});
  return node->flag;
}

Text Section::bilingual_value(const std::string& key, const TomlNode& node) const {
  if (node.kind == TomlNode::Kind::text) return both(node.text);
  if (node.kind != TomlNode::Kind::table)
    fail_type(key, node, {"a text, or { zh = ..., en = ... }", "文本，或 { zh = ..., en = ... }"});
  Section inner(node, dotted(key), *study_);
  Text value;
  if (inner.has("zh")) value.zh = inner.text("zh", "");
  if (inner.has("en")) value.en = inner.text("en", "");
  inner.finish();
  return value;
}

Text Section::bilingual(const std::string& key) {
  const TomlNode* node = lookup(key);
  return node == nullptr ? Text{} : bilingual_value(key, *node);
}

const TomlNode* Section::array(const std::string& key) {
  const TomlNode* node = lookup(key);
  if (node == nullptr) return nullptr;
  if (node->kind != TomlNode::Kind::array) fail_type(key, *node, {"a list in [ ]", "用 [ ] 括起的列表"});
  return node;
}

std::vector<std::string> Section::texts(const std::string& key, const std::vector<std::string>& otherwise) {
  const TomlNode* list = array(key);
  if (list == nullptr) {
    note_default(key, "[" + join(otherwise, ", ") + "]");
    return otherwise;
  }
  std::vector<std::string> out;
  for (const TomlNode& element : list->items) out.push_back(text_value(key, element));
  return out;
}

std::vector<std::string> Section::one_or_more(const std::string& key) {
  const TomlNode* node = lookup(key);
  if (node == nullptr) return {};
  if (node->kind != TomlNode::Kind::array) return {text_value(key, *node)};
  if (node->items.empty()) {
    fail("S190", {fmt::format("{} is an empty list", dotted(key)), fmt::format("{} 是空列表", dotted(key))}, node->at);
  }
  std::vector<std::string> out;
  for (const TomlNode& element : node->items) out.push_back(text_value(key, element));
  return out;
}

std::vector<double> Section::numbers(const std::string& key, const std::vector<double>& otherwise) {
  const TomlNode* list = array(key);
  if (list == nullptr) {
    note_default(key, fmt::format("{}", fmt::join(otherwise, ", ")));
    return otherwise;
  }
  std::vector<double> out;
  for (const TomlNode& element : list->items) {
    if (element.kind != TomlNode::Kind::number || !std::isfinite(element.number))
      fail_type(key, element, {"a list of numbers", "数字列表"});
    out.push_back(element.number);
  }
  return out;
}

std::optional<Section> Section::section(const std::string& key) {
  const TomlNode* node = lookup(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind != TomlNode::Kind::table) fail_type(key, *node, {"a section or { ... }", "一节，或 { ... }"});
  return Section(*node, dotted(key), *study_);
}

std::vector<Section> Section::sections(const std::string& key) {
  std::vector<Section> out;
  const TomlNode* list = array(key);
  if (list == nullptr) return out;
  for (const TomlNode& element : list->items) {
    if (element.kind != TomlNode::Kind::table) fail_type(key, element, {"a list of { ... }", " { ... } 的列表"});
    out.emplace_back(element, fmt::format("{}[{}]", dotted(key), out.size() + 1), *study_);
  }
  return out;
}

std::vector<std::pair<std::string, const TomlNode*>> Section::entries() {
  std::vector<std::pair<std::string, const TomlNode*>> out;
  for (const auto& [name, node] : table_->entries) out.emplace_back(name, lookup(name));
  return out;
}

void Section::finish() const {
  for (const auto& [name, node] : table_->entries) {
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    const std::string near = did_you_mean(name, asked_);
    Text hint{fmt::format("keys here: {}", join(asked_, ", ")), fmt::format("这里可用的键：{}", join(asked_, "、"))};
    if (!near.empty()) hint = {fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要写“{}”？", near)};
    fail("S102",
         {fmt::format("unknown key \"{}\"{}", name, path_.empty() ? "" : " in [" + path_ + "]"),
          fmt::format("{}中没有“{}”这个键", path_.empty() ? "研究文件" : " [" + path_ + "] ", name)},
         node.key_at, hint);
  }
}

}  // namespace ecoeff
