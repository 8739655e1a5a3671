// Text in two languages, and the few string operations that every room needs. All text inside ecoeff is UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

enum class Language { en, zh };

// One thing said in English and in Chinese. An empty `zh` falls back to `en` and the other way round.
struct Text {
  std::string en;
  std::string zh;

  [[nodiscard]] const std::string& in(Language language) const {
    if (language == Language::zh) return zh.empty() ? en : zh;
    return en.empty() ? zh : en;
  }
  [[nodiscard]] bool empty() const { return en.empty() && zh.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

// The same string in both languages (a name, a number).
[[nodiscard]] Text both(std::string_view same);

// Removes ASCII white space, U+3000 and U+00A0 and a byte order mark at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::string replace_all(std::string text, std::string_view from, std::string_view to);

[[nodiscard]] bool is_utf8(std::string_view bytes);
// GB18030 (hence GBK and GB2312) to UTF-8; false and an unspecified `out` when the bytes are not GB18030.
[[nodiscard]] bool gb18030_to_utf8(std::string_view bytes, std::string& out);
[[nodiscard]] bool utf8_to_gb18030(std::string_view text, std::string& out);

// Code points of a UTF-8 string (invalid bytes become U+FFFD) and back.
[[nodiscard]] std::u32string to_code_points(std::string_view text);
[[nodiscard]] std::string from_code_points(std::u32string_view points);

// Columns that the text takes in a terminal: 2 for a CJK or full-width character, 1 for others.
[[nodiscard]] std::size_t display_width(std::string_view text);

// The candidate nearest to `word` by edit distance over code points, or "" when none is near (more than a third wrong).
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace ecoeff
