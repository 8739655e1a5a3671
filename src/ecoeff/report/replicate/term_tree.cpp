#include "ecoeff/report/replicate/term_tree.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "ecoeff/base/number.hpp"
#include "ecoeff/base/text.hpp"

namespace ecoeff {

std::vector<std::string> term_factors(const std::string& term) {
  std::vector<std::string> factors{""};
  int depth = 0;
  for (const char c : term) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ':' && depth == 0) {
      factors.emplace_back();
    } else {
      factors.back() += c;
    }
  }
  return factors;
}

TermPart term_part(const std::string& factor) {
  const std::string text(trim(factor));
  const std::size_t dot = text.find('.');
  const std::size_t open = text.find('(');
  if (dot != std::string::npos && dot > 0 && dot + 1 < text.size() && dot < open) {
    const std::string inside = text.substr(dot + 1);
    if (text.substr(0, dot) == "i") return {.kind = TermPart::Kind::dummies, .inside = inside};
    const std::string steps = text.substr(1, dot - 1);
    const bool counted = std::all_of(steps.begin(), steps.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (counted && std::string_view("LFD").find(text[0]) != std::string_view::npos)
      return {.kind = TermPart::Kind::shift,
              .letter = text[0],
              .steps = steps.empty() ? 1 : static_cast<int>(parse_number(steps).value_or(1)),
              .inside = inside};
  }
  static constexpr std::array<std::string_view, 5> kFunctions{"log", "ln", "exp", "sqrt", "abs"};
  if (open != std::string::npos && text.ends_with(')') &&
      std::find(kFunctions.begin(), kFunctions.end(), text.substr(0, open)) != kFunctions.end())
    return {.kind = TermPart::Kind::function,
            .function = text.substr(0, open),
            .inside = std::string(trim(text.substr(open + 1, text.size() - open - 2)))};
  return {.inside = text};
}

bool closes_at_end(const std::string& text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted) continue;
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (depth == 0) return false;
  }
  return !text.empty();
}

}  // namespace ecoeff
