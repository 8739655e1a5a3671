// The options of a method: what each is called, which values it takes, what it means. Study files, the command line,
// refusals and the tables of options in the documentation are made from these.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

struct Option {
  enum class Type { flag, whole, number, word, text, texts };
  std::string key;  // in study.toml; on the command line "--" and "-" for "_"
  Type type = Type::flag;
  Text help;
  std::string otherwise = "";           // the default as a study file writes it; "" of a number: not set
  std::vector<std::string> words = {};  // of a word: what it may be
  double least = -std::numeric_limits<double>::infinity();  // of a number: the range, its ends included
  double most = std::numeric_limits<double>::infinity();

  // "--per-year"
  [[nodiscard]] std::string flag() const;
  // What it may be, for help and messages: "0.0001", "stata | unit", "1 to 20".
  [[nodiscard]] Text range() const;
};
using Options = std::vector<Option>;

using OptionValue = std::variant<bool, double, std::string, std::vector<std::string>>;

// The values of a method's options: those given, and the defaults of the others.
class OptionValues {
 public:
  OptionValues() = default;
  explicit OptionValues(const Options& options);

  void set(const std::string& key, OptionValue value) { values_[key] = std::move(value); }
  [[nodiscard]] bool has(const std::string& key) const { return values_.contains(key); }

  // Each for an option of its type; an option that was not given and has no default is false, missing or empty.
  [[nodiscard]] bool flag(const std::string& key) const;
  [[nodiscard]] std::optional<double> number_if(const std::string& key) const;
  [[nodiscard]] double number(const std::string& key) const;
  [[nodiscard]] int whole(const std::string& key) const;
  [[nodiscard]] std::string word(const std::string& key) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& key) const;

  friend bool operator==(const OptionValues&, const OptionValues&) = default;

 private:
  std::map<std::string, OptionValue> values_;
};

// What is wrong with a value that was given for the option, in words; nothing when it fits.
[[nodiscard]] std::optional<Text> refusal(const Option& option, const OptionValue& value);

// The value that a text means (from the command line or a default); nothing where it means none.
[[nodiscard]] std::optional<OptionValue> read_value(const Option& option, std::string_view text);

// The value as a study file writes it.
[[nodiscard]] std::string printed(const OptionValue& value);

}  // namespace ecoeff
