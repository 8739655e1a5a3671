#include "ecoeff/base/number.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "ecoeff/base/text.hpp"

namespace ecoeff {
namespace {

// Full-width digits, signs and stops to ASCII; thousands commas removed where they stand in groups of three.
std::optional<std::string> plain_digits(std::string_view text) {
  std::string ascii;
  for (char32_t p : to_code_points(text)) {
    if (p >= 0xFF01 && p <= 0xFF5E) p -= 0xFEE0;
    if (p == U'\u2212') p = U'-';
    if (p >= 0x80) return std::nullopt;
    ascii += static_cast<char>(p);
  }
  const std::size_t first_comma = ascii.find(',');
  if (first_comma == std::string::npos) return ascii;
  const std::size_t start = !ascii.empty() && (ascii[0] == '-' || ascii[0] == '+') ? 1 : 0;
  const std::size_t end = std::min(ascii.find('.'), ascii.size());
  if (first_comma == start || first_comma > start + 3 || ascii.find(',', end) != std::string::npos) return std::nullopt;
  std::string out = ascii.substr(0, first_comma);
  for (std::size_t at = first_comma; at < end; at += 4) {
    if (ascii[at] != ',' || at + 4 > end) return std::nullopt;
    out += ascii.substr(at + 1, 3);
  }
  return out + ascii.substr(end);
}

std::optional<double> from_ascii(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  const char start = text[0];
  if (!(start == '-' || start == '.' || (start >= '0' && start <= '9'))) return std::nullopt;
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  if (const auto fast = from_ascii(text)) return fast;
  const auto plain = plain_digits(text);
  return plain ? from_ascii(*plain) : std::nullopt;
}

bool loses_digits(std::string_view text, double value) {
  text = trim(text);
  if (text.size() < 16 || !(std::abs(value) > 9007199254740992.0)) return false;
  const auto plain = plain_digits(text);
  if (!plain) return false;
  const std::size_t first = plain->find_first_not_of("+-0");
  if (first == std::string::npos || plain->find_first_not_of("0123456789", first) != std::string::npos) return false;
  return plain->substr(first) != fmt::format("{:.0f}", std::abs(value));
}

bool is_code(std::string_view number) {
  number = trim(number);
  const bool leading_zero = number.size() > 1 && number[0] == '0';
  const bool whole = number.find_first_not_of("0123456789eE") == std::string_view::npos;
  return whole && (leading_zero || number.find_first_of("eE") != std::string_view::npos);
}

bool means_missing(std::string_view cell) {
  cell = trim(cell);
  if (cell.empty()) return true;
  if (cell.size() > 18) return false;
  static constexpr std::array<std::string_view, 37> kWords{
      "na", "n/a",  "n.a.", "n.a",  "nan",    "null", "none", "missing", ".",       "..",      "...",  "…", "……",
      "-",  "--",   "---",  "–",    "—",      "——",   "―",    "－",      "－－",    "‐",       "−",    "/", "／",
      "无", "缺失", "缺",   "不详", "无数据", "#n/a", "暂无", "空缺",    "#div/0!", "#value!", "#ref!"};
  const std::string low = lower_ascii(cell);
  for (const auto word : kWords) {
    if (low == word) return true;
  }
  return false;
}

std::string format_shortest(double value) { return is_missing(value) ? "" : fmt::format("{}", value); }

std::string format_exact(double value) { return is_missing(value) ? "" : fmt::format("{:.17g}", value); }

std::string format_fixed(double value, int decimals) {
  if (is_missing(value)) return "";
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

}  // namespace ecoeff
