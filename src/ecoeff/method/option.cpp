#include "ecoeff/method/option.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/number.hpp"

namespace ecoeff {
namespace {

using Type = Option::Type;

bool is_whole(double value) { return std::floor(value) == value && std::abs(value) <= 2e9; }

template <class T>
const T* get(const std::map<std::string, OptionValue>& values, const std::string& key) {
  const auto at = values.find(key);
  return at == values.end() ? nullptr : std::get_if<T>(&at->second);
}

}  // namespace

std::string Option::flag() const {
  if (!typed.empty()) return "--" + typed;
  return (turns_off() ? "--no-" : "--") + replace_all(key, "_", "-");
}

Text Option::range() const {
  if (type == Type::word) return both(join(words, " | "));
  if (type != Type::number && type != Type::numbers && type != Type::whole) return {};
  const bool low = std::isfinite(least), high = std::isfinite(most);
  if (low && high) return {fmt::format("{:g} to {:g}", least, most), fmt::format("{:g} 至 {:g}", least, most)};
  if (low) return {fmt::format("at least {:g}", least), fmt::format("不小于 {:g}", least)};
  if (high) return {fmt::format("at most {:g}", most), fmt::format("不大于 {:g}", most)};
  return {};
}

bool Option::admits(std::string_view word) const {
  return std::any_of(words.begin(), words.end(), [&](const std::string& one) {
    if (!one.ends_with(":K")) return one == word;
    const std::string_view before = std::string_view(one).substr(0, one.size() - 1);
    const auto number = word.starts_with(before) ? parse_number(word.substr(before.size())) : std::nullopt;
    return number && is_whole(*number) && *number >= 1 && *number <= 1000;
  });
}

OptionValues::OptionValues(const Options& options) {
  for (const Option& option : options) {
    if (auto value = read_value(option, option.otherwise)) values_[option.key] = std::move(*value);
  }
}

OptionValues OptionValues::over(const Options& options) const {
  OptionValues all(options);
  for (const auto& [key, value] : values_) all.values_[key] = value;
  return all;
}

const OptionValue* OptionValues::find(const std::string& key) const {
  const auto at = values_.find(key);
  return at == values_.end() ? nullptr : &at->second;
}

bool OptionValues::flag(const std::string& key) const {
  const bool* value = get<bool>(values_, key);
  return value != nullptr && *value;
}

std::optional<double> OptionValues::number_if(const std::string& key) const {
  const double* value = get<double>(values_, key);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

double OptionValues::number(const std::string& key) const {
  return number_if(key).value_or(std::numeric_limits<double>::quiet_NaN());
}

int OptionValues::whole(const std::string& key) const { return static_cast<int>(number_if(key).value_or(0)); }

std::string OptionValues::word(const std::string& key) const {
  const std::string* value = get<std::string>(values_, key);
  return value == nullptr ? std::string() : *value;
}

std::vector<std::string> OptionValues::texts(const std::string& key) const {
  const auto* value = get<std::vector<std::string>>(values_, key);
  return value == nullptr ? std::vector<std::string>() : *value;
}

std::vector<double> OptionValues::numbers(const std::string& key) const {
  const auto* value = get<std::vector<double>>(values_, key);
  return value == nullptr ? std::vector<double>() : *value;
}

std::vector<std::string>* OptionValues::texts_in_place(const std::string& key) {
  const auto at = values_.find(key);
  return at == values_.end() ? nullptr : std::get_if<std::vector<std::string>>(&at->second);
}

namespace {

std::optional<Text> outside(const Option& option, double number) {
  const bool inside = number >= option.least && number <= option.most;
  if (inside && (option.type != Type::whole || is_whole(number))) return std::nullopt;
  const Text range = option.range();
  const Text kind = option.type == Type::whole ? Text{"a whole number", "整数"} : Text{"a number", "数"};
  return Text{fmt::format("{} must be {}{}", option.key, kind.en, range.empty() ? "" : ", " + range.en),
              fmt::format("{} 应为{}{}", option.key, kind.zh, range.empty() ? "" : "，" + range.zh)};
}

// "energy=2": the name may itself hold "=", the number may not.
std::optional<Text> no_pair(const Option& option, const std::string& pair) {
  const std::size_t at = pair.rfind('=');
  const auto number = at == std::string::npos ? std::nullopt : parse_number(pair.substr(at + 1));
  if (at != 0 && number && std::isfinite(*number)) return std::nullopt;
  return Text{fmt::format("{} takes NAME=NUMBER, not \"{}\"", option.key, pair),
              fmt::format("{} 的写法是 名称=数值，不能是“{}”", option.key, pair)};
}

}  // namespace

std::optional<Text> refusal(const Option& option, const OptionValue& value) {
  if (option.wrong != nullptr) {
    if (auto wrong = option.wrong(value)) return wrong;
  }
  if (const auto* numbers = std::get_if<std::vector<double>>(&value)) {
    for (const double number : *numbers) {
      if (auto wrong = outside(option, number)) return wrong;
    }
  }
  if (const double* number = std::get_if<double>(&value)) return outside(option, *number);
  if (option.type == Type::pairs) {
    for (const std::string& pair : std::get<std::vector<std::string>>(value)) {
      if (auto wrong = no_pair(option, pair)) return wrong;
    }
  }
  const std::string* word = std::get_if<std::string>(&value);
  if (word == nullptr || option.type != Type::word) return std::nullopt;
  if (option.admits(*word)) return std::nullopt;
  return Text{fmt::format("{} cannot be \"{}\"; it is one of {}", option.key, *word, join(option.words, ", ")),
              fmt::format("{} 不能是“{}”；可选：{}", option.key, *word, join(option.words, "、"))};
}

std::optional<OptionValue> read_value(const Option& option, std::string_view text) {
  switch (option.type) {
    case Type::flag:
      if (text.empty() || text == "false") return OptionValue(false);
      if (text == "true") return OptionValue(true);
      return std::nullopt;
    case Type::whole:
    case Type::number: {
      const auto number = parse_number(text);
      return number ? std::optional<OptionValue>(*number) : std::nullopt;
    }
    case Type::numbers: {
      std::vector<double> numbers;
      for (const std::string& part : split(text, ',')) {
        if (trim(part).empty()) continue;
        const auto number = parse_number(part);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
      }
      return numbers.empty() ? std::nullopt : std::optional<OptionValue>(numbers);
    }
    case Type::lines: {
      if (text.empty()) return std::nullopt;
      return OptionValue(split(text, '\n'));
    }
    case Type::word:
    case Type::text: return text.empty() ? std::nullopt : std::optional<OptionValue>(std::string(text));
    case Type::pairs:
    case Type::texts: {
      std::vector<std::string> parts;
      for (const std::string& part : split(text, ',')) {
        if (!trim(part).empty()) parts.emplace_back(trim(part));
      }
      return parts.empty() ? std::nullopt : std::optional<OptionValue>(parts);
    }
  }
  return std::nullopt;
}

std::string printed(const OptionValue& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const double* number = std::get_if<double>(&value)) return format_shortest(*number);
  if (const std::string* word = std::get_if<std::string>(&value)) return *word;
  if (const auto* numbers = std::get_if<std::vector<double>>(&value)) {
    std::vector<std::string> parts;
    for (const double number : *numbers) parts.push_back(format_shortest(number));
    return join(parts, ", ");
  }
  return join(std::get<std::vector<std::string>>(value), ", ");
}

}  // namespace ecoeff
