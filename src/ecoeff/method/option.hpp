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

using OptionValue = std::variant<bool, double, std::string, std::vector<std::string>, std::vector<double>>;

struct Option {
  // lines: given again for each; pairs: names with a number each, a table in a study, NAME=NUMBER,... when typed.
  enum class Type { flag, whole, number, numbers, word, text, texts, lines, pairs };
  std::string key;  // in study.toml; on the command line "--" and "-" for "_"
  Type type = Type::flag;
  Text help;
  std::string otherwise = "";  // the default as a study file writes it; "" of a number: not set
  std::vector<std::string> words =
      {};  // of a word: what it may be; one that ends in ":K" is any whole number K in 1..1000
  double least = -std::numeric_limits<double>::infinity();  // of a number: the range, its ends included
  double most = std::numeric_limits<double>::infinity();
  std::string section = "";  // the table of its own in which a study file writes it
  std::string typed = "";    // the flag on the command line where the key does not make it; of a flag that is true
                             // by default what turns it off, else "no-" and the key
  bool columns = false;      // of texts: they name columns
  bool in_studies = true;    // else on the command line alone
  std::optional<Text> (*wrong)(const OptionValue&) = nullptr;  // what range and words cannot say; null: nothing

  // "--per-year"; what turns it off where that is all that it can do: "--no-collapse".
  [[nodiscard]] std::string flag() const;
  // A flag that is true unless it is turned off.
  [[nodiscard]] bool turns_off() const { return type == Type::flag && otherwise == "true"; }
  // As a study file writes it, with its table: "gmm.collapse".
  [[nodiscard]] std::string place() const { return section.empty() ? key : section + "." + key; }
  // The key that is seen beside the method's name: the table's, where it has one.
  [[nodiscard]] const std::string& key_of_study() const { return section.empty() ? key : section; }
  // Whether the word is one of its words.
  [[nodiscard]] bool admits(std::string_view word) const;
  // What it may be, for help and messages: "0.0001", "stata | unit", "1 to 20".
  [[nodiscard]] Text range() const;
};
using Options = std::vector<Option>;

// The values of a method's options: those given, and the defaults of the others.
class OptionValues {
 public:
  OptionValues() = default;
  explicit OptionValues(const Options& options);

  void set(const std::string& key, OptionValue value) { values_[key] = std::move(value); }
  [[nodiscard]] bool has(const std::string& key) const { return values_.contains(key); }
  // Null where there is none.
  [[nodiscard]] const OptionValue* find(const std::string& key) const;
  // These values, and for what is not among them the defaults.
  [[nodiscard]] OptionValues over(const Options& options) const;

  // Each for an option of its type; an option that was not given and has no default is false, missing or empty.
  [[nodiscard]] bool flag(const std::string& key) const;
  [[nodiscard]] std::optional<double> number_if(const std::string& key) const;
  [[nodiscard]] double number(const std::string& key) const;
  [[nodiscard]] int whole(const std::string& key) const;
  [[nodiscard]] std::string word(const std::string& key) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& key) const;
  [[nodiscard]] std::vector<double> numbers(const std::string& key) const;
  // To be changed in place; null where there are none.
  [[nodiscard]] std::vector<std::string>* texts_in_place(const std::string& key);

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
