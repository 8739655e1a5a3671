#include "ecoeff/stata/options.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ecoeff/base/number.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {

const Option* OptionReader::option(std::string_view full, std::size_t least) {
  asked_.emplace_back(full);
  const Option* found = nullptr;
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    if (taken_[i] || !abbreviates(line_.options[i].name, full, least)) continue;
    if (found != nullptr)
      refuse("T704", line_.options[i].text, line_.text, {"this option stands twice", "该选项出现了两次"});
    found = &line_.options[i];
    taken_[i] = true;
  }
  return found;
}

bool OptionReader::flag(std::string_view full, std::size_t least) {
  const Option* found = option(full, least);
  if (found != nullptr && found->value)
    refuse("T704", found->text, line_.text, {"this option takes no value", "该选项不带取值"});
  return found != nullptr;
}

std::optional<std::string> OptionReader::value(std::string_view full, std::size_t least) {
  const Option* found = option(full, least);
  if (found == nullptr) return std::nullopt;
  if (!found->value || found->value->empty())
    refuse("T704", found->text, line_.text,
           {fmt::format("this option needs a value, {}(...)", full), fmt::format("该选项需要取值：{}(...)", full)});
  return found->value;
}

std::optional<double> OptionReader::number(std::string_view full, std::size_t least) {
  const std::optional<std::string> text = value(full, least);
  if (!text) return std::nullopt;
  const std::optional<double> number = parse_number(*text);
  if (!number) refuse("T704", fmt::format("{}({})", full, *text), line_.text, {"a number is needed", "需要一个数"});
  return number;
}

std::optional<int> OptionReader::whole(std::string_view full, std::size_t least, int low, int high) {
  const std::optional<double> n = number(full, least);
  if (!n) return std::nullopt;
  if (*n != std::floor(*n) || *n < low || *n > high)
    refuse("T704", fmt::format("{}({})", full, *n), line_.text,
           {fmt::format("a whole number from {} to {} is needed", low, high),
            fmt::format("需要 {} 到 {} 之间的整数", low, high)});
  return static_cast<int>(*n);
}

void OptionReader::finish() const {
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    if (taken_[i]) continue;
    refuse("T703", line_.options[i].text, line_.text,
           {fmt::format("{} has no such option here", line_.command),
            fmt::format("这里的 {} 没有这个选项", line_.command)},
           nearest(line_.options[i].name, asked_));
  }
}

void refuse_rows(const Line& line) {
  if (line.condition.empty() && line.range.empty()) return;
  refuse("T712", line.condition.empty() ? "in" : "if", line.text,
         {fmt::format("{} takes no if or in", line.command), fmt::format("{} 不接受 if 或 in", line.command)});
}

void refuse_weight(const Line& line) {
  if (!line.weight) return;
  refuse("T712", "[" + line.weight->kind + "=" + line.weight->expression + "]", line.text,
         {fmt::format("{} takes no weight here", line.command), fmt::format("这里的 {} 不接受权重", line.command)});
}

void refuse_options(const Line& line) { OptionReader(line).finish(); }

}  // namespace ecoeff::stata
