#include "ecoeff/base/text.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace ecoeff {

Text both(std::string_view same) { return {std::string(same), std::string(same)}; }

namespace {

// Length of the blank character that starts (or, with `from_end`, ends) the text; 0 when there is none.
std::size_t blank_length(std::string_view text, bool from_end) {
  static constexpr std::array<std::string_view, 8> kBlanks{" ", "\t", "\r", "\n", "\v", "\u3000", "\u00a0", "\ufeff"};
  for (const auto blank : kBlanks) {
    if (from_end ? text.ends_with(blank) : text.starts_with(blank)) return blank.size();
  }
  return 0;
}

bool convert(const char* to, const char* from, std::string_view in, std::string& out) {
  const iconv_t handle = iconv_open(to, from);
  if (handle == reinterpret_cast<iconv_t>(-1)) return false;  // NOLINT(performance-no-int-to-ptr): POSIX says so
  out.resize(in.size() * 4 + 16);
  std::string copy(in);
  char* source = copy.data();
  std::size_t source_left = copy.size();
  char* target = out.data();
  std::size_t target_left = out.size();
  const auto result = iconv(handle, &source, &source_left, &target, &target_left);
  iconv_close(handle);
  if (result == static_cast<std::size_t>(-1) || source_left != 0) return false;
  out.resize(out.size() - target_left);
  return true;
}

// Decodes one code point at `at` and moves on; false when the bytes there are not valid UTF-8 (then moves one byte).
bool decode(std::string_view text, std::size_t& at, char32_t& point) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(at);
  std::size_t length = 0;
  char32_t value = 0;
  if (lead < 0x80) {
    point = lead;
    ++at;
    return true;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07U;
  }
  point = U'\uFFFD';
  if (length == 0 || at + length > text.size()) {
    ++at;
    return false;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) {
      ++at;
      return false;
    }
    value = (value << 6U) | (byte(at + i) & 0x3FU);
  }
  static constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  if (value < kSmallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    ++at;
    return false;
  }
  at += length;
  point = value;
  return true;
}

bool is_wide(char32_t p) {
  return (p >= 0x1100 && p <= 0x115F) || (p >= 0x2E80 && p <= 0xA4CF) || (p >= 0xAC00 && p <= 0xD7A3) ||
         (p >= 0xF900 && p <= 0xFAFF) || (p >= 0xFE30 && p <= 0xFE6F) || (p >= 0xFF00 && p <= 0xFF60) ||
         (p >= 0xFFE0 && p <= 0xFFE6) || (p >= 0x1F300 && p <= 0x1FAFF) || (p >= 0x20000 && p <= 0x3FFFD);
}

// Two letters that changed places are one slip.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, std::move(row));
  }
  return last[b.size()];
}

}  // namespace

std::string_view trim(std::string_view text) {
  // Nearly every cell begins and ends with a visible ASCII character.
  if (!text.empty() && text.front() > ' ' && text.back() > ' ') return text;
  while (const std::size_t n = text.empty() ? 0 : blank_length(text, false)) text.remove_prefix(n);
  while (const std::size_t n = text.empty() ? 0 : blank_length(text, true)) text.remove_suffix(n);
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (;;) {
    const std::size_t end = text.find(separator, start);
    parts.emplace_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) all += separator;
    all += parts[i];
  }
  return all;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

bool is_utf8(std::string_view bytes) {
  char32_t point = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<signed char>(bytes[at]) >= 0) {
      ++at;
    } else if (!decode(bytes, at, point)) {
      return false;
    }
  }
  return true;
}

bool gb18030_to_utf8(std::string_view bytes, std::string& out) { return convert("UTF-8", "GB18030", bytes, out); }
bool utf8_to_gb18030(std::string_view text, std::string& out) { return convert("GB18030", "UTF-8", text, out); }

std::u32string to_code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    char32_t point = 0;
    decode(text, at, point);
    points.push_back(point);
  }
  return points;
}

std::string from_code_points(std::u32string_view points) {
  std::string out;
  for (const char32_t p : points) {
    if (p < 0x80) {
      out += static_cast<char>(p);
    } else if (p < 0x800) {
      out += static_cast<char>(0xC0U | (p >> 6U));
      out += static_cast<char>(0x80U | (p & 0x3FU));
    } else if (p < 0x10000) {
      out += static_cast<char>(0xE0U | (p >> 12U));
      out += static_cast<char>(0x80U | ((p >> 6U) & 0x3FU));
      out += static_cast<char>(0x80U | (p & 0x3FU));
    } else {
      out += static_cast<char>(0xF0U | (p >> 18U));
      out += static_cast<char>(0x80U | ((p >> 12U) & 0x3FU));
      out += static_cast<char>(0x80U | ((p >> 6U) & 0x3FU));
      out += static_cast<char>(0x80U | (p & 0x3FU));
    }
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (const char32_t p : to_code_points(text)) width += is_wide(p) ? 2 : 1;
  return width;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::u32string wanted = to_code_points(lower_ascii(word));
  std::string best;
  std::size_t best_distance = (wanted.size() + 2) / 3 + 1;
  for (const auto& candidate : candidates) {
    const std::u32string other = to_code_points(lower_ascii(candidate));
    const std::size_t distance = edit_distance(wanted, other);
    if (distance < best_distance && distance < std::max(wanted.size(), other.size())) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace ecoeff
