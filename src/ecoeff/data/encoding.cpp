#include "ecoeff/data/encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace ecoeff {
namespace {

std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::u32string points;
  points.reserve(bytes.size() / 2);
  const auto unit = [&](std::size_t i) {
    const auto low = static_cast<std::uint8_t>(bytes[big_endian ? i + 1 : i]);
    const auto high = static_cast<std::uint8_t>(bytes[big_endian ? i : i + 1]);
    return static_cast<char32_t>(low | (high << 8U));
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t point = unit(i);
    const bool has_next = i + 3 < bytes.size();
    if (point >= 0xD800 && point <= 0xDBFF && has_next && unit(i + 2) >= 0xDC00 && unit(i + 2) <= 0xDFFF) {
      point = 0x10000 + ((point - 0xD800) << 10U) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (point >= 0xD800 && point <= 0xDFFF) {
      point = U'\uFFFD';
    }
    points.push_back(point);
  }
  return from_code_points(points);
}

std::string from_windows1252(std::string_view bytes) {
  static constexpr std::array<char16_t, 32> kUpper{
      u'\u20AC', u'\uFFFD', u'\u201A', u'\u0192', u'\u201E', u'\u2026', u'\u2020', u'\u2021',
      u'\u02C6', u'\u2030', u'\u0160', u'\u2039', u'\u0152', u'\uFFFD', u'\u017D', u'\uFFFD',
      u'\uFFFD', u'\u2018', u'\u2019', u'\u201C', u'\u201D', u'\u2022', u'\u2013', u'\u2014',
      u'\u02DC', u'\u2122', u'\u0161', u'\u203A', u'\u0153', u'\uFFFD', u'\u017E', u'\u0178'};
  std::u32string points;
  points.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    points.push_back(byte >= 0x80 && byte < 0xA0 ? kUpper[byte - 0x80U] : byte);
  }
  return from_code_points(points);
}

// Calls one(line with its end) for each line; a line feed is never a part of a longer character in either encoding.
template <class One>
void each_line(std::string_view bytes, const One& one) {
  while (!bytes.empty()) {
    const std::size_t length = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    one(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
}

// Nothing for a line that is valid as both.
std::optional<Encoding> encoding_of(std::string_view line) {
  if (std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return std::nullopt;
  if (!is_utf8(line)) return Encoding::gb18030;
  return surely_utf8(line) ? std::optional(Encoding::utf8) : std::nullopt;
}

// "6-7, 12", at most ten ranges.
std::string ranges(const std::vector<std::size_t>& lines) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i + 1;
    while (end < lines.size() && lines[end] == lines[end - 1] + 1) ++end;
    if (out.size() == 10) return join(out, ", ") + ", ...";
    out.push_back(end == i + 1 ? fmt::format("{}", lines[i]) : fmt::format("{}-{}", lines[i], lines[end - 1]));
    i = end;
  }
  return join(out, ", ");
}

Note mixed_note(const std::string& file, const std::vector<std::size_t>& utf8, const std::vector<std::size_t>& gb) {
  const bool fewer_gb = gb.size() <= utf8.size();
  const std::vector<std::size_t>& few = fewer_gb ? gb : utf8;
  const char* const rest = fewer_gb ? "UTF-8" : "GB18030";
  const char* const other = fewer_gb ? "GB18030" : "UTF-8";
  const std::string where = ranges(few);
  return {Severity::warning,
          "D145",
          {fmt::format("the file mixes two encodings: {} lines are {} ({}) and were read so, the others as {}",
                       few.size(), other, where, rest),
           fmt::format("文件混有两种编码：{} 行为 {}（第 {} 行），已按此读取，其余各行按 {} 读取", few.size(), other,
                       where, rest)},
          {.file = file, .row = few.front()}};
}

[[noreturn]] void throw_encoding(std::string_view bytes, Encoding encoding, const std::string& file) {
  const char* const name = encoding == Encoding::utf8 ? "UTF-8" : "GB18030";
  std::size_t line = 0;
  std::string ignored;
  // A line feed is never a part of a longer character in either encoding, so the lines can be tried one by one.
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
    ++line;
    if (!to_utf8(rest.substr(0, end + 1), encoding, ignored)) break;
    rest.remove_prefix(end + 1);
  }
  throw Error(Fault::data, "D105", {fmt::format("the text is not {}", name), fmt::format("文本不是 {} 编码", name)},
              {.file = file, .row = line},
              {"save the file as UTF-8, or name its encoding: utf-8, gb18030 or windows-1252",
               "请将文件另存为 UTF-8，或指明编码：utf-8、gb18030 或 windows-1252"});
}

}  // namespace

std::optional<Encoding> named_encoding(std::string_view name) {
  const std::string low = lower_ascii(name);
  if (low.empty()) return std::nullopt;
  if (low == "utf-8" || low == "utf8") return Encoding::utf8;
  if (low == "gb18030" || low == "gbk" || low == "gb2312") return Encoding::gb18030;
  if (low == "windows-1252" || low == "latin1" || low == "iso-8859-1") return Encoding::windows1252;
  throw Error(Fault::usage, "D113",
              {fmt::format("the encoding \"{}\" is unknown", name), fmt::format("未知的编码“{}”", name)}, {},
              {"take utf-8, gb18030 or windows-1252, or leave it out", "可用 utf-8、gb18030、windows-1252，或不指定"});
}

bool surely_utf8(std::string_view bytes) {
  return is_utf8(bytes) &&
         std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

LineEncodings line_encodings(std::string_view bytes) {
  LineEncodings found;
  each_line(bytes, [&](std::string_view line) {
    const std::optional<Encoding> one = encoding_of(line);
    if (!one) return;
    found.gb18030 = found.gb18030 || *one == Encoding::gb18030;
    found.utf8 = found.utf8 || *one == Encoding::utf8;
    if (!found.first) found.first = one;
    found.last = one;
  });
  return found;
}

std::string decode_lines(std::string_view bytes, Encoding before, const std::string& file, Notes& notes,
                         std::size_t first_line) {
  std::string out;
  std::string decoded;
  std::vector<std::size_t> utf8;
  std::vector<std::size_t> gb;
  std::size_t number = first_line;
  each_line(bytes, [&](std::string_view line) {
    before = encoding_of(line).value_or(before);
    if (!to_utf8(line, before, decoded)) {
      throw Error(Fault::data, "D105", {"the line is neither UTF-8 nor GB18030", "该行既不是 UTF-8，也不是 GB18030"},
                  {.file = file, .row = number}, {"save the file as UTF-8", "请将文件另存为 UTF-8"});
    }
    out += decoded;
    if (decoded != line) {
      gb.push_back(number);
    } else if (surely_utf8(line)) {
      utf8.push_back(number);
    }
    ++number;
  });
  if (!utf8.empty() && !gb.empty()) notes.push_back(mixed_note(file, utf8, gb));
  return out;
}

bool to_utf8(std::string_view bytes, Encoding encoding, std::string& out) {
  switch (encoding) {
    case Encoding::utf8: out = bytes; return is_utf8(bytes);
    case Encoding::gb18030: return gb18030_to_utf8(bytes, out);
    case Encoding::windows1252: out = from_windows1252(bytes); return true;
  }
  return false;
}

Note gb18030_note(const std::string& file) {
  return {Severity::info,
          "D130",
          {"the text is not UTF-8 and was read as GB18030 (GBK)", "文本不是 UTF-8，已按 GB18030（GBK）读取"},
          {.file = file}};
}

std::string decode_file(std::string bytes, const std::string& encoding, const std::string& file, Notes& notes) {
  const std::optional<Encoding> wanted = named_encoding(encoding);
  const std::string_view view = bytes;
  if (view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF")) {
    if (view.size() % 2 != 0) {
      throw Error(Fault::data, "D104",
                  {"the UTF-16 text ends in the middle of a character", "UTF-16 文本在字符中间截断"}, {.file = file},
                  {"save the data as csv (UTF-8), xlsx or dta", "请将数据另存为 csv（UTF-8）、xlsx 或 dta"});
    }
    return from_utf16(view.substr(2), view.starts_with("\xFE\xFF"));
  }
  if (const std::size_t nul = view.find('\0'); nul != std::string_view::npos) {
    const auto line =
        1 + static_cast<std::size_t>(std::count(view.begin(), view.begin() + static_cast<std::ptrdiff_t>(nul), '\n'));
    throw Error(Fault::data, "D104", {"this is binary content, not a table", "这是二进制内容，不是表格"},
                {.file = file, .row = line},
                {"save the data as csv (UTF-8), xlsx or dta", "请将数据另存为 csv（UTF-8）、xlsx 或 dta"});
  }
  const bool marked = view.starts_with("\xEF\xBB\xBF");
  if (marked) bytes.erase(0, 3);
  if (wanted == Encoding::utf8 && !is_utf8(bytes)) throw_encoding(bytes, Encoding::utf8, file);
  if (wanted == Encoding::utf8 || ((marked || !wanted) && is_utf8(bytes))) return bytes;
  if (!wanted || marked) {
    const LineEncodings lines = line_encodings(bytes);
    if (lines.utf8 || marked) return decode_lines(bytes, marked ? Encoding::utf8 : *lines.first, file, notes);
  }
  std::string out;
  const Encoding from = wanted.value_or(Encoding::gb18030);
  if (!to_utf8(bytes, from, out)) throw_encoding(bytes, from, file);
  if (!wanted) notes.push_back(gb18030_note(file));
  return out;
}

}  // namespace ecoeff
