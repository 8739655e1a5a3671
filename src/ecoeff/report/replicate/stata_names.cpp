#include <algorithm>
#include <cctype>
#include <set>

#include "ecoeff/base/text.hpp"
#include "ecoeff/report/replicate/stata_words.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kLongestName = 32;

std::string to_utf8(const std::u32string& points) {
  std::string out;
  for (const char32_t c : points) {
    const auto byte = [&](char32_t bits) { out += static_cast<char>(bits); };
    if (c < 0x80) {
      byte(c);
    } else if (c < 0x800) {
      byte(0xC0 | (c >> 6));
      byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      byte(0xE0 | (c >> 12));
      byte(0x80 | ((c >> 6) & 0x3F));
      byte(0x80 | (c & 0x3F));
    } else {
      byte(0xF0 | (c >> 18));
      byte(0x80 | ((c >> 12) & 0x3F));
      byte(0x80 | ((c >> 6) & 0x3F));
      byte(0x80 | (c & 0x3F));
    }
  }
  return out;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return std::isalpha(static_cast<int>(c)) != 0 || c == U'_';
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x52F) ||
         (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3);
}
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

const std::set<std::string>& reserved() {
  static const std::set<std::string> kReserved{"_all",  "_b",  "byte",  "_coef", "_cons", "double", "float",
                                               "if",    "in",  "int",   "long",  "_n",    "_N",     "_pi",
                                               "_pred", "_rc", "_skip", "strL",  "using", "with",   "_se"};
  return kReserved;
}

// The words of the language, and the types of texts, str1 to str2045.
bool is_reserved(const std::string& name) {
  const bool type =
      name.starts_with("str") && name.size() > 3 && name.find_first_not_of("0123456789", 3) == std::string::npos;
  return type || reserved().contains(name);
}

}  // namespace

std::string as_stata_name(const std::string& text, const std::string& end) {
  std::u32string out;
  for (const char32_t c : to_code_points(text)) {
    const bool fits = is_letter(c) || is_digit(c);
    if (fits || out.empty() || out.back() != U'_') out += fits ? c : U'_';
  }
  while (out.size() > 1 && out.back() == U'_') out.pop_back();
  if (out.empty() || is_digit(out.front())) out.insert(out.begin(), U'_');
  if (out.size() + end.size() > kLongestName) out.resize(kLongestName - end.size());
  const std::string name = to_utf8(out) + end;
  return is_reserved(name) || name == "_" ? name + "_1" : name;
}

bool is_stata_name(const std::string& name) {
  const std::u32string points = to_code_points(name);
  if (points.empty() || points.size() > kLongestName || is_digit(points.front()) || is_reserved(name)) return false;
  return std::all_of(points.begin(), points.end(), [](char32_t c) { return is_letter(c) || is_digit(c); });
}

}  // namespace ecoeff
