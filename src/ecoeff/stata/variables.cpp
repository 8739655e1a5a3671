#include "ecoeff/stata/variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "ecoeff/stata/line.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

// Glob with * and ?, over code points.
bool matches(std::u32string_view pattern, std::u32string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == U'*') {
    for (std::size_t skip = 0; skip <= text.size(); ++skip) {
      if (matches(pattern.substr(1), text.substr(skip))) return true;
    }
    return false;
  }
  return !text.empty() && (pattern.front() == U'?' || pattern.front() == text.front()) &&
         matches(pattern.substr(1), text.substr(1));
}

std::vector<std::string> matching(const Table& table, std::string_view pattern, std::string_view line) {
  std::u32string points = to_code_points(pattern);
  points.erase(std::unique(points.begin(), points.end(), [](char32_t a, char32_t b) { return a == U'*' && b == U'*'; }),
               points.end());
  std::vector<std::string> out;
  for (std::string& name : visible_names(table)) {
    if (matches(points, to_code_points(name))) out.push_back(std::move(name));
  }
  if (out.empty()) {
    refuse("T706", pattern, line, {"no variable fits this pattern", "没有变量符合该通配模式"},
           nearest(pattern, visible_names(table)));
  }
  return out;
}

}  // namespace

std::vector<std::string> visible_names(const Table& table) {
  std::vector<std::string> names = table.names();
  std::erase_if(names, [](const std::string& name) { return name.starts_with(kHidden); });
  return names;
}

std::string find_variable(const Table& table, std::string_view word, std::string_view line) {
  if (table.has(word)) return std::string(word);
  std::vector<std::string> fitting = visible_names(table);
  std::erase_if(fitting, [&](const std::string& name) { return !name.starts_with(word); });
  if (fitting.size() == 1) return fitting.front();
  if (fitting.empty() || word.empty()) {
    throw Error(Fault::data, "D110",
                {fmt::format("there is no variable \"{}\"", word), fmt::format("没有名为“{}”的变量", word)},
                {.file = table.file, .sheet = table.sheet, .column = std::string(word)},
                table.hint_for(word, visible_names(table)));
  }
  refuse("T706", word, line,
         {fmt::format("several variables begin so: {}", join(fitting, ", ")),
          fmt::format("有多个变量以此开头：{}", join(fitting, "、"))});
}

std::vector<std::string> expand_word(const Table& table, std::string_view word, std::string_view line) {
  if (table.has(word)) return {std::string(word)};
  if (word == "_all") return visible_names(table);
  if (word.find_first_of("*?") != std::string_view::npos) return matching(table, word, line);
  const std::size_t dash = word.find('-');
  if (dash == std::string_view::npos || dash == 0) return {find_variable(table, word, line)};
  const std::vector<std::string> names = visible_names(table);
  const auto first = std::find(names.begin(), names.end(), find_variable(table, word.substr(0, dash), line));
  const auto last = std::find(names.begin(), names.end(), find_variable(table, word.substr(dash + 1), line));
  if (last < first) {
    refuse("T706", word, line,
           {"the first variable of the range stands behind the second", "范围中的第一个变量排在第二个之后"});
  }
  return {first, last + 1};
}

std::vector<std::string> expand_variables(const Table& table, std::string_view list, std::string_view line,
                                          bool needed) {
  std::vector<std::string> out;
  for (const std::string& word : words_of(list)) {
    for (std::string& name : expand_word(table, word, line)) {
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
    }
  }
  if (out.empty() && needed) refuse("T705", trim(list), line, {"a variable is missing", "缺少变量"});
  return out;
}

void require_new_name(const Table& table, const std::string& name, std::string_view line) {
  static constexpr std::array<std::string_view, 7> kReserved{"_n", "_N", "_cons", "_all", "if", "in", "using"};
  const auto letter = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<signed char>(c) < 0;
  };
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), letter) &&
                     std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
                     std::find(kReserved.begin(), kReserved.end(), name) == kReserved.end() &&
                     !name.starts_with(kHidden);
  if (!plain) {
    refuse("T705", name, line,
           {"a name has letters, digits and _ and does not begin with a digit",
            "变量名由字母、数字和 _ 组成，且不能以数字开头"});
  }
  if (table.has(name)) {
    refuse("T707", name, line, {"there is already a variable of this name", "已存在同名变量"},
           {"use replace, or drop it first", "请用 replace，或先 drop"});
  }
}

}  // namespace ecoeff::stata
