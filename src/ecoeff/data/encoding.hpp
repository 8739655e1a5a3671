// Bytes of unknown origin to UTF-8, for csv files and for Stata files below version 118 (which say nothing about it).
//
// The rule, when no encoding is named: a byte order mark decides (UTF-8, UTF-16); else bytes that are valid UTF-8 are
// UTF-8; else they are GB18030 (hence GBK, GB2312), which a note says; else D105.
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
// Notes: D130 GB18030 was detected.
[[nodiscard]] std::string decode_file(std::string bytes, const std::string& encoding, const std::string& file,
                                      Notes& notes);

[[nodiscard]] Note gb18030_note(const std::string& file);

}  // namespace ecoeff
