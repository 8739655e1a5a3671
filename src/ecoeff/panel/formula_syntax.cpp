#include "ecoeff/panel/formula_syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"

namespace ecoeff::formula {
namespace {

bool is_operator_letter(char c) { return c == 'L' || c == 'F' || c == 'D' || c == 'l' || c == 'f' || c == 'd'; }

bool is_whole(std::string_view digits) {
  return !digits.empty() && digits.size() < 4 &&
         std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string with_operator(const Operator& op, const std::string& term) {
  return std::string(1, op.letter) + (op.order == 1 ? "" : std::to_string(op.order)) + "." + term;
}

}  // namespace

void fail_syntax(std::string_view text, std::size_t at, const Text& message) {
  throw Error(Fault::usage, "P501",
              {fmt::format("{} (at character {} of \"{}\")", message.en, at + 1, text),
               fmt::format("{}（“{}”的第 {} 个字符处）", message.zh, text, at + 1)},
              {},
              {"formulas look like y ~ x1 + L.x2 + log(x3) | unit + time",
               "公式的写法：y ~ x1 + L.x2 + log(x3) | unit + time"});
}

std::vector<Piece> cut(std::string_view text, char separator, std::size_t offset) {
  std::vector<Piece> pieces;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')') --depth;
    if (i < text.size() && (text[i] != separator || depth > 0)) continue;
    const std::string_view piece = text.substr(start, i - start);
    const std::size_t blank = piece.find_first_not_of(" \t");
    pieces.push_back({std::string(trim(piece)), offset + start + (blank == std::string_view::npos ? 0 : blank)});
    start = i + 1;
  }
  return pieces;
}

std::vector<Operator> operators(const std::string& word) {
  if (word.empty() || !is_operator_letter(word[0])) return {};
  const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  const std::string rest = word.substr(1);
  if (rest.empty()) return {{letter, 1}};
  if (is_whole(rest)) return {{letter, std::stoi(rest)}};
  if (rest.front() != '(' || rest.back() != ')') return {};
  const auto range = split(rest.substr(1, rest.size() - 2), '/');
  if (range.size() > 2 || !std::all_of(range.begin(), range.end(), is_whole)) return {};
  std::vector<Operator> out;
  for (int k = std::stoi(range.front()); k <= std::stoi(range.back()); ++k) out.push_back({letter, k});
  return out;
}

std::string spell(const Operator& op, const std::string& term) {
  if (op.order == 0) return term;
  const std::vector<Piece> factors = cut(term, ':');
  const bool power = factors.size() == 1 && power_of(term).has_value();
  if (factors.size() == 1 && !power) return with_operator(op, term);
  if (op.letter == 'D') return with_operator(op, "(" + term + ")");
  std::vector<std::string> moved;
  for (const Piece& factor : factors) moved.push_back(with_operator(op, factor.text));
  return join(moved, ":");
}

std::size_t operator_dot(const std::string& term) {
  int depth = 0;
  for (std::size_t i = 0; i < term.size(); ++i) {
    if (term[i] == '(') ++depth;
    if (term[i] == ')') --depth;
    if (term[i] == '.' && depth == 0) return i;
  }
  return std::string::npos;
}

std::optional<Call> call_of(const std::string& term) {
  const std::size_t open = term.find('(');
  if (open == std::string::npos || open == 0 || !term.ends_with(')')) return std::nullopt;
  return Call{term.substr(0, open), cut(std::string_view(term).substr(open + 1, term.size() - open - 2), ',')};
}

std::optional<Operator> operator_of(const Call& call, std::string_view text, std::size_t at) {
  static const std::map<std::string_view, char> kLetters{
      {"l", 'L'}, {"lag", 'L'}, {"f", 'F'}, {"lead", 'F'}, {"d", 'D'}};
  const auto letter = kLetters.find(call.name);
  if (letter == kLetters.end()) return std::nullopt;
  const auto order = call.arguments.size() > 1 ? parse_number(call.arguments[1].text) : std::optional(1.0);
  if (!order || *order < 0 || *order > 1000 || std::floor(*order) != *order)
    fail_syntax(text, at, {"a lag is a whole number up to 1000", "滞后阶数应为不超过 1000 的整数"});
  return Operator{letter->second, static_cast<int>(*order)};
}

bool is_wrapped(std::string_view term) {
  if (!term.starts_with('(') || !term.ends_with(')')) return false;
  int depth = 0;
  for (std::size_t i = 0; i < term.size(); ++i) {
    depth += term[i] == '(' ? 1 : term[i] == ')' ? -1 : 0;
    if (depth == 0) return i + 1 == term.size();
  }
  return false;
}

std::optional<Power> power_of(const std::string& term) {
  const std::vector<Piece> parts = cut(term, '^');
  if (parts.size() < 2 || !is_whole(parts.back().text)) return std::nullopt;
  const std::string& exponent = parts.back().text;
  return Power{std::string(trim(std::string_view(term).substr(0, term.rfind('^')))), std::stoi(exponent)};
}

}  // namespace ecoeff::formula
