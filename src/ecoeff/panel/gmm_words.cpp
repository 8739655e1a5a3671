#include "ecoeff/panel/gmm_words.hpp"

#include <fmt/format.h>

#include <cctype>

#include "ecoeff/base/error.hpp"
#include "ecoeff/panel/formula.hpp"

namespace ecoeff {

void refuse_gmm_word(std::string_view word, std::string_view text, const Text& why) {
  throw Error(Fault::usage, "P530",
              {fmt::format("\"{}\" in \"{}\": {}", word, text, why.en),
               fmt::format("“{}”（位于“{}”）：{}", word, text, why.zh)},
              {.value = std::string(word)},
              {"for example gmm(L.y, lag(2 3) collapse eq(diff)) and iv(x, eq(level))",
               "例如 gmm(L.y, lag(2 3) collapse eq(diff)) 与 iv(x, eq(level))"});
}

std::vector<std::string> gmm_words(std::string_view text, std::string_view whole) {
  std::vector<std::string> words;
  std::string word;
  int depth = 0;
  const auto finish = [&] {
    if (word.empty()) return;
    const bool glued = word.front() == '(' && !words.empty() && words.back().back() != ')';
    if (glued) {
      words.back() += word;
    } else {
      words.push_back(word);
    }
    word.clear();
  };
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')' && --depth < 0) refuse_gmm_word(")", whole, {"a parenthesis is not opened", "括号未打开"});
    if (depth == 0 && std::isspace(static_cast<unsigned char>(c)) != 0) {
      finish();
    } else {
      word += c;
    }
  }
  if (depth > 0) refuse_gmm_word("(", whole, {"a parenthesis is not closed", "括号未闭合"});
  finish();
  return words;
}

std::vector<std::string> gmm_terms(std::string_view text, std::string_view whole) {
  std::vector<std::string> terms;
  for (const std::string& word : gmm_words(text, whole)) {
    const Formula formula = parse_formula("y ~ " + word);
    terms.insert(terms.end(), formula.regressors.begin(), formula.regressors.end());
  }
  return terms;
}

std::size_t top_level_comma(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (text[i] == ',' && depth == 0) return i;
  }
  return std::string_view::npos;
}

bool shortens(std::string_view name, std::string_view full, std::size_t least) {
  return name.size() >= least && full.substr(0, name.size()) == name;
}

std::pair<std::string, std::string> split_option(const std::string& option) {
  const std::size_t open = option.find('(');
  if (open == std::string::npos || !option.ends_with(')')) return {lower_ascii(option), {}};
  return {lower_ascii(option.substr(0, open)), option.substr(open + 1, option.size() - open - 2)};
}

}  // namespace ecoeff
