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

std::string Option::flag() const { return "--" + replace_all(key, "_", "-"); }

Text Option::range() const {
  if (type == Type::word) return both(join(words, " | "));
  if (type != Type::number && type != Type::whole) return {};
  const bool low = std::isfinite(least), high = std::isfinite(most);
  if (low && high) return {fmt::format("{:g} to {:g}", least, most), fmt::format("{:g} 至 {:g}", least, most)};
  if (low) return {fmt::format("at least {:g}", least), fmt::format("不小于 {:g}", least)};
  if (high) return {fmt::format("at most {:g}", most), fmt::format("不大于 {:g}", most)};
  return {};
}

OptionValues::OptionValues(const Options& options) {
  for (const Option& option : options) {
    if (auto value = read_value(option, option.otherwise)) values_[option.key] = std::move(*value);
  }
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

std::optional<Text> refusal(const Option& option, const OptionValue& value) {
  if (const double* number = std::get_if<double>(&value)) {
    const bool outside = !(*number >= option.least && *number <= option.most);
    if (!outside && (option.type != Type::whole || is_whole(*number))) return std::nullopt;
    const Text range = option.range();
    const Text kind = option.type == Type::whole ? Text{"a whole number", "整数"} : Text{"a number", "数"};
    return Text{fmt::format("{} must be {}{}", option.key, kind.en, range.empty() ? "" : ", " + range.en),
                fmt::format("{} 应为{}{}", option.key, kind.zh, range.empty() ? "" : "，" + range.zh)};
  }
  const std::string* word = std::get_if<std::string>(&value);
  if (word == nullptr || option.type != Type::word) return std::nullopt;
  if (std::find(option.words.begin(), option.words.end(), *word) != option.words.end()) return std::nullopt;
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
    case Type::word:
    case Type::text: return text.empty() ? std::nullopt : std::optional<OptionValue>(std::string(text));
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
  return join(std::get<std::vector<std::string>>(value), ", ");
}

}  // namespace ecoeff
