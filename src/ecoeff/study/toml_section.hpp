// One [section] of a study file, read key by key: every getter checks the type, records the place of the key, and notes
// the default where the key is left out; finish() refuses what nobody asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/study/study.hpp"
#include "ecoeff/study/toml_tree.hpp"

namespace ecoeff {

class Section {
 public:
  Section(const TomlNode& table, std::string path, Study& study)
      : table_(&table), path_(std::move(path)), study_(&study) {}

  [[nodiscard]] bool has(const std::string& key) { return lookup(key) != nullptr; }
  [[nodiscard]] std::string text(const std::string& key, const std::string& otherwise);
  [[nodiscard]] std::string required_text(const std::string& key);
  // One of the words; any word where none are given.
  [[nodiscard]] std::string choice(const std::string& key, const std::string& otherwise,
                                   const std::vector<std::string>& allowed);
  [[nodiscard]] double number(const std::string& key, double otherwise);
  [[nodiscard]] std::int64_t integer(const std::string& key, std::int64_t otherwise);
  int whole(const std::string& key, int otherwise);  // an integer that fits an int
  [[nodiscard]] bool flag(const std::string& key, bool otherwise);
  // "text" for both languages, or { zh = ..., en = ... }.
  [[nodiscard]] Text bilingual(const std::string& key);
  [[nodiscard]] std::vector<std::string> texts(const std::string& key, const std::vector<std::string>& otherwise = {});
  // "text" or ["text", "text"]; none where it is left out. Errors S103 another type, S190 an empty list.
  [[nodiscard]] std::vector<std::string> one_or_more(const std::string& key);
  [[nodiscard]] std::vector<double> numbers(const std::string& key, const std::vector<double>& otherwise = {});
  [[nodiscard]] std::optional<Section> section(const std::string& key);
  [[nodiscard]] std::vector<Section> sections(const std::string& key);
  // The elements of an array, whatever they are.
  [[nodiscard]] const TomlNode* array(const std::string& key);
  // All keys in the order of the file.
  [[nodiscard]] std::vector<std::pair<std::string, const TomlNode*>> entries();

  // Error S102 for a key that no getter asked for.
  void finish() const;

  [[nodiscard]] Position position() const { return table_->at; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] Study& study() const { return *study_; }
  [[noreturn]] void fail(const char* code, Text message, Position place, Text hint = {}) const;
  [[noreturn]] void fail_type(const std::string& key, const TomlNode& node, const Text& wanted) const;
  [[nodiscard]] Text bilingual_value(const std::string& key, const TomlNode& node) const;
  [[nodiscard]] std::string text_value(const std::string& key, const TomlNode& node) const;

 private:
  const TomlNode* lookup(const std::string& key);
  [[nodiscard]] std::string dotted(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }
  void note_default(const std::string& key, std::string value) {
    study_->defaults.emplace_back(dotted(key), std::move(value));
  }

  const TomlNode* table_;
  std::string path_;
  Study* study_;
  std::vector<std::string> asked_;
};

}  // namespace ecoeff
