// Bytes of unknown origin to UTF-8, for csv files and for Stata files below version 118 (which say nothing about it).
//
// The rule, when no encoding is named: a byte order mark decides (UTF-8, UTF-16); else bytes that are valid UTF-8 are
// UTF-8; else they are GB18030 (hence GBK, GB2312), which a note says; else D105.
//
// Files that were put together from two exports hold both. Where some lines are no UTF-8 and others surely are, each
// line is read as what it is (note D145). A line is surely UTF-8 when it is valid and has a character of three bytes or
// more, as all Chinese ones: hardly any text in GB18030 passes for that. A line valid as both goes with the line
// before.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/note.hpp"

namespace ecoeff {

enum class Encoding { utf8, gb18030, windows1252 };

// "utf-8", "gb18030" (also gbk, gb2312), "windows-1252" (also latin1); nothing for "". Error D113 for another name.
[[nodiscard]] std::optional<Encoding> named_encoding(std::string_view name);

// One text; false when the bytes are not of that encoding.
[[nodiscard]] bool to_utf8(std::string_view bytes, Encoding encoding, std::string& out);

// The whole of a text file. Errors: D104 binary content (a NUL byte), D105 naming the first line that does not fit.
// Notes: D130 GB18030 was detected, D145 both were.
[[nodiscard]] std::string decode_file(std::string bytes, const std::string& encoding, const std::string& file,
                                      Notes& notes);

// What the lines of a part of a file say about their encoding.
struct LineEncodings {
  bool gb18030 = false;                 // some line is no UTF-8
  bool utf8 = false;                    // some line surely is
  std::optional<Encoding> first, last;  // of the lines that say something
};
[[nodiscard]] LineEncodings line_encodings(std::string_view bytes);

// Whether a text is valid UTF-8 that no GB18030 text looks like.
[[nodiscard]] bool surely_utf8(std::string_view bytes);

// Each line as what it is; `before` is what a line goes with that says nothing. Errors: D105 naming the line, counted
// from `first_line`. Notes: D145 where both occur.
[[nodiscard]] std::string decode_lines(std::string_view bytes, Encoding before, const std::string& file, Notes& notes,
                                       std::size_t first_line = 1);

[[nodiscard]] Note gb18030_note(const std::string& file);

}  // namespace ecoeff
