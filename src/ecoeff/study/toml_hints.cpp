#include "ecoeff/study/toml_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

namespace ecoeff {
namespace {

struct Open {
  char what = '[';
  std::size_t line = 0;
};

// What is still open at the end of a line, read as TOML reads it.
struct Scan {
  std::vector<Open> open;                 // brackets of values
  std::optional<std::size_t> quote_line;  // of a quote that its line does not close
  std::string code;                       // the last line without its texts and its comment
  bool escapes = false;                   // a backslash in the last line's "texts"
};

// One line at a time; a text in three quotes runs over lines.
class Scanner {
 public:
  void line(std::string_view text, std::size_t number, Scan& scan) {
    scan.code.clear();
    scan.escapes = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (!quote_.empty()) {
        i = inside(text, i, scan);
      } else if (c == '#') {
        break;
      } else if (c == '"' || c == '\'') {
        const bool three = text.substr(i, 3) == std::string(3, c);
        quote_ = std::string(three ? 3 : 1, c);
        i += quote_.size() - 1;
        scan.code += '"';
      } else {
        scan.code += c;
        bracket(c, number, scan);
      }
    }
    if (quote_.size() == 1) {
      if (!scan.quote_line) scan.quote_line = number;
      quote_.clear();
    }
  }

 private:
  std::size_t inside(std::string_view text, std::size_t i, Scan& scan) {
    if (text[i] == '\\' && quote_[0] == '"') {
      scan.escapes = true;
      return i + 1;
    }
    if (text.substr(i, quote_.size()) != quote_) return i;
    const std::size_t width = quote_.size();
    quote_.clear();
    return i + width - 1;
  }

  static void bracket(char c, std::size_t number, Scan& scan) {
    const bool header = scan.open.empty() && scan.code.find('=') == std::string::npos;
    if (header) return;
    if (c == '[' || c == '{') scan.open.push_back({c, number});
    if ((c == ']' || c == '}') && !scan.open.empty()) scan.open.pop_back();
  }

  std::string quote_;
};

Scan scan_to(const std::vector<std::string>& lines, std::size_t line, std::size_t& open_before) {
  Scan scan;
  Scanner scanner;
  for (std::size_t i = 0; i < std::min(line, lines.size()); ++i) {
    open_before = scan.open.size();
    scanner.line(lines[i], i + 1, scan);
  }
  return scan;
}

bool says(std::string_view description, std::string_view word) {
  return lower_ascii(description).find(word) != std::string::npos;
}

std::optional<Text> of_encoding(std::string_view text) {
  const bool wide = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
                    text.substr(0, 2).find('\0') != std::string_view::npos;
  if (wide) return Text{"the study is in UTF-16: save it as UTF-8", "研究文件是 UTF-16 编码：请另存为 UTF-8"};
  if (is_utf8(text)) return std::nullopt;
  return Text{"the study is not in UTF-8 (GBK, perhaps): save it as UTF-8",
              "研究文件不是 UTF-8 编码（可能是 GBK）：请另存为 UTF-8"};
}

// Typed with a Chinese keyboard outside of texts.
std::optional<Text> of_punctuation(std::string_view code) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kSigns{{{"“", "\""},
                                                                                         {"”", "\""},
                                                                                         {"‘", "'"},
                                                                                         {"’", "'"},
                                                                                         {"，", ","},
                                                                                         {"、", ","},
                                                                                         {"＝", "="},
                                                                                         {"＂", "\""},
                                                                                         {"【", "["},
                                                                                         {"】", "]"},
                                                                                         {"［", "["},
                                                                                         {"］", "]"},
                                                                                         {"｛", "{"},
                                                                                         {"｝", "}"},
                                                                                         {"＃", "#"},
                                                                                         {"；", ","}}};
  for (const auto& [sign, plain] : kSigns) {
    if (code.find(sign) == std::string_view::npos) continue;
    return Text{fmt::format("write {} for the Chinese {}", plain, sign),
                fmt::format("请用英文符号 {} 代替中文的 {}", plain, sign)};
  }
  return std::nullopt;
}

std::optional<Text> of_header(std::string_view code) {
  if (!code.starts_with('[')) return std::nullopt;
  const bool list = code.starts_with("[[");
  const bool closed =
      list ? code.ends_with("]]") && !code.ends_with("]]]") : code.ends_with(']') && !code.ends_with("]]");
  if (!closed) {
    return Text{"a section is [name], one of several tables is [[table]]: the closing brackets do not fit",
                "一节写作 [名称]，多个表写作 [[table]]：此处右括号不配对"};
  }
  if (std::any_of(code.begin(), code.end(), [](char c) { return static_cast<signed char>(c) < 0 || c == ' '; })) {
    return Text{"a name with Chinese or blanks stands in quotes: [scores.\"效率\"]",
                "含中文或空格的名称要加引号：[scores.\"效率\"]"};
  }
  return std::nullopt;
}

std::optional<Text> of_key(std::string_view code) {
  const std::size_t equal = code.find('=');
  if (equal == std::string_view::npos) {
    if (const std::size_t colon = code.find(':'); colon != std::string_view::npos && colon > 0)
      return Text{"a key and its value are joined by =, not by a colon", "键与值之间用 =，不用冒号"};
    return Text{"a line is key = value: the = is missing (a comment begins with #)",
                "每行写作 键 = 值：此处缺少 =（注释以 # 开头）"};
  }
  const std::string_view key = trim(code.substr(0, equal));
  if (key.empty()) return Text{"the key before = is missing", "= 之前缺少键"};
  if (key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.\" \t") !=
          std::string_view::npos ||
      (key.find(' ') != std::string_view::npos && key.find('"') == std::string_view::npos)) {
    return Text{fmt::format("a name with Chinese, blanks or signs stands in quotes: \"{}\" = ...", key),
                fmt::format("含中文、空格或符号的名称要加引号：\"{}\" = ...", key)};
  }
  return std::nullopt;
}

bool is_word(std::string_view value) {
  return !value.empty() && (std::isalpha(static_cast<unsigned char>(value[0])) != 0 ||
                            static_cast<signed char>(value[0]) < 0 || value[0] == '_');
}

std::optional<Text> of_value(std::string_view code) {
  const std::string_view value = trim(code.substr(code.find('=') + 1));
  if (value.empty()) return Text{"the value behind = is missing", "= 之后缺少值"};
  const std::string low = lower_ascii(value);
  if (low == "true" || low == "false" || low == "yes" || low == "no" || low == "on" || low == "off")
    return Text{"write true or false, in lower case", "请写小写的 true 或 false"};
  if (is_word(value)) {
    return Text{fmt::format("a text stands in quotes: \"{}\"", value), fmt::format("文本要加引号：\"{}\"", value)};
  }
  if (value.front() == '.' || value.back() == '.')
    return Text{"a number has digits on both sides of its point: 0.5", "小数点两边都要有数字：0.5"};
  if (value.find('=', 1) != std::string_view::npos && value.front() != '{')
    return Text{"one key a line", "每行只写一个键"};
  if (value.front() == '[' && value.back() == ']') {
    const bool words = std::any_of(value.begin(), value.end(), [](char c) {
      return std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<signed char>(c) < 0;
    });
    return words ? Text{"texts in a list stand in quotes, with commas between", "列表中的文本要加引号，用逗号隔开"}
                 : Text{"a comma between two entries of the list is missing", "列表的两项之间缺少逗号"};
  }
  if (value.front() == '"' || value.front() == '[' || value.front() == '{') {
    return Text{"something stands behind the value: one key a line, and a comment begins with #",
                "值之后还有内容：每行只写一个键，注释以 # 开头"};
  }
  return Text{"numbers stand without thousands commas, leading zeros or units; texts stand in quotes",
              "数字不带千位逗号、前导零和单位；文本要加引号"};
}

std::optional<Text> of_open(const Open& open, std::string_view code, bool here) {
  if (open.what == '{') {
    return Text{
        fmt::format("the {{ of line {} is not closed: what stands in {{ }} stands on one line, with commas between",
                    open.line),
        fmt::format("第 {} 行的 {{ 没有在同一行闭合：{{ }} 中的内容写在一行，用逗号隔开", open.line)};
  }
  if (here && is_word(trim(code.substr(std::min(code.size(), code.find('[') == code.npos ? 0 : code.find('[') + 1))))) {
    return Text{"texts in a list stand in quotes, with commas between", "列表中的文本要加引号，用逗号隔开"};
  }
  return Text{fmt::format("the [ of line {} is not closed, or a comma between two entries is missing", open.line),
              fmt::format("第 {} 行的 [ 没有闭合，或两项之间缺少逗号", open.line)};
}

}  // namespace

TomlSlip toml_slip(std::string_view text, std::size_t line, std::string_view description) {
  if (const auto hint = of_encoding(text)) return {*hint, line};
  const std::vector<std::string> lines = split(replace_all(std::string(text), "\r\n", "\n"), '\n');
  std::size_t open_before = 0;
  const Scan scan = scan_to(lines, line, open_before);
  const std::string_view code = trim(scan.code);
  if (const auto hint = of_punctuation(code)) return {*hint, line};
  if (says(description, "redefine") || says(description, "duplicate") || says(description, "already")) {
    return {{"this name stands twice in its section, or the section itself does: keep one",
             "同一节中该名称出现了两次，或该节出现了两次：请只保留一处"},
            line};
  }
  if (scan.quote_line) {
    const std::size_t at = *scan.quote_line;
    const std::string_view wrong = lines[at - 1];
    if (wrong.find("\\\"") != std::string_view::npos) {
      return {{"a backslash before the closing quote belongs to the text: write / or \\\\ in a path",
               "右引号前的反斜杠会并入文本：路径中请写 / 或 \\\\"},
              at};
    }
    return {{"a quote of this line is not closed", "该行有引号没有闭合"}, at};
  }
  if (scan.escapes && !says(description, "control")) {
    return {{"a backslash begins an escape: write / or \\\\ in a path, or put the text in single quotes '...'",
             "反斜杠表示转义：路径中请写 / 或 \\\\，或用单引号 '...' 括起文本"},
            line};
  }
  if (open_before > 0 || (!scan.open.empty() && line >= lines.size())) {
    const Open open = scan.open.empty() ? Open{'[', line} : scan.open.front();
    return {*of_open(open, code, open_before == 0), open.line};
  }
  if (const auto hint = of_header(code)) return {*hint, line};
  if (const auto hint = of_key(code)) return {*hint, line};
  if (!scan.open.empty()) return {*of_open(scan.open.front(), code, true), line};
  if (const auto hint = of_value(code)) return {*hint, line};
  return {{"look for a missing quote, comma or =", "请检查是否缺少引号、逗号或 ="}, line};
}

}  // namespace ecoeff
