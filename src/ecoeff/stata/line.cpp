#include "ecoeff/stata/line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

// Keeps count of what is open while a text is read from left to right.
class Nesting {
 public:
  // True when the character stands outside parentheses, brackets and quotes (an opening one counts as inside).
  bool outside(char c) {
    if (c == '"') quoted_ = !quoted_;
    if (quoted_ || c == '"') return false;
    if (c == '(' || c == '[') ++depth_;
    const bool free = depth_ == 0;
    if (c == ')' || c == ']') --depth_;
    return free;
  }
  [[nodiscard]] int depth() const { return depth_; }
  [[nodiscard]] bool quoted() const { return quoted_; }

 private:
  int depth_ = 0;
  bool quoted_ = false;
};

void require_balance(std::string_view text) {
  Nesting nesting;
  for (const char c : text) {
    (void)nesting.outside(c);
    if (nesting.depth() < 0) refuse("T705", ")", text, {"a parenthesis is not opened", "括号未打开"});
  }
  if (nesting.quoted()) refuse("T705", "\"", text, {"a quotation mark is not closed", "引号未闭合"});
  if (nesting.depth() > 0) refuse("T705", "(", text, {"a parenthesis is not closed", "括号未闭合"});
}

// Removes the first word of `rest` and returns it; a word ends at white space, a comma, a parenthesis or a colon.
std::string take_word(std::string_view& rest) {
  rest = trim(rest);
  std::size_t end = 0;
  while (end < rest.size() && !is_blank(rest[end]) &&
         std::string_view(",(:[").find(rest[end]) == std::string_view::npos)
    ++end;
  std::string word(rest.substr(0, end));
  rest = trim(rest.substr(end));
  return word;
}

constexpr std::array<std::string_view, 13> kForeignPrefixes{"capture",   "cap",       "by",     "bysort", "bys",
                                                            "bootstrap", "xi",        "svy",    "mi",     "jackknife",
                                                            "foreach",   "forvalues", "statsby"};

void refuse_foreign_prefix(const std::string& word, std::string_view text) {
  if (std::find(kForeignPrefixes.begin(), kForeignPrefixes.end(), word) == kForeignPrefixes.end()) return;
  refuse("T702", word, text, {"this prefix of Stata is not followed here", "这里不支持 Stata 的这个前缀"},
         {"write the line without it, one line for each case", "请去掉该前缀，逐行写出"});
}

// quietly, noisily and eststo; leaves the command at the front of `rest`.
void take_prefixes(std::string_view& rest, Line& line) {
  while (true) {
    std::string_view after = rest;
    const std::string word = take_word(after);
    refuse_foreign_prefix(word, line.text);
    const bool quietly = abbreviates(word, "quietly", 3);
    if (quietly || abbreviates(word, "noisily", 1)) {
      if (after.starts_with(':')) after.remove_prefix(1);
      line.quiet = quietly || line.quiet;
    } else if (word == "eststo" && find_outside(after, ':') != std::string_view::npos) {
      const std::size_t colon = find_outside(after, ':');
      line.store = std::string(trim(after.substr(0, colon)));
      if (line.store->find(',') != std::string::npos)
        refuse("T702", *line.store, line.text, {"eststo takes a name only", "eststo 只接受名称"});
      after.remove_prefix(colon + 1);
    } else {
      return;
    }
    rest = trim(after);
  }
}

enum class Clause { none, condition, range, weight };

// Which clause begins at `at` (a place outside parentheses), and how long its opening word is.
std::pair<Clause, std::size_t> clause_at(std::string_view text, std::size_t at) {
  const auto word = [&](std::string_view name) {
    return (at == 0 || is_blank(text[at - 1]) || text[at - 1] == ')') && text.substr(at).starts_with(name) &&
           (at + name.size() == text.size() || is_blank(text[at + name.size()]) || text[at + name.size()] == '(');
  };
  if (word("if")) return {Clause::condition, 2};
  if (word("in")) return {Clause::range, 2};
  return {Clause::none, 0};
}

// "[aw=pop]" -> its parts; nothing when the bracket is a subscript.
std::optional<Weight> read_weight(std::string_view inside, std::string_view text) {
  const std::size_t equal = inside.find('=');
  if (equal == std::string_view::npos || inside.substr(equal).starts_with("==")) return std::nullopt;
  const std::string name(trim(inside.substr(0, equal)));
  for (const char kind : {'a', 'f', 'p', 'i'}) {
    const std::string full = std::string(1, kind) + "weights";
    if (abbreviates(name, full, 2)) return Weight{full.substr(0, 2), std::string(trim(inside.substr(equal + 1)))};
  }
  refuse("T720", name, text, {"this kind of weight is not known", "未知的权重类型"},
         {"aweight, pweight and fweight are known", "可用 aweight、pweight、fweight"});
}

void put(std::string& part, std::string_view value, std::string_view word, std::string_view text) {
  if (!part.empty()) refuse("T705", word, text, {"this part stands twice", "该部分出现了两次"});
  part = std::string(trim(value));
  if (part.empty()) refuse("T705", word, text, {"nothing follows this word", "此词之后没有内容"});
}

// Body, if, in and weight of what stands before the comma.
void read_clauses(std::string_view text, Line& line) {
  Nesting nesting;
  Clause open = Clause::none;
  std::size_t start = 0;
  const auto close = [&](std::size_t end) {
    const std::string_view value = text.substr(start, end - start);
    if (open == Clause::condition) put(line.condition, value, "if", line.text);
    if (open == Clause::range) put(line.range, value, "in", line.text);
    if (open == Clause::none) line.body = std::string(trim(value));
    if (open == Clause::weight && !trim(value).empty())
      refuse("T705", trim(value), line.text, {"this does not belong behind a weight", "权重之后不能有这些内容"});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool bracket = text[i] == '[' && nesting.depth() == 0 && !nesting.quoted();
    const bool outside = nesting.outside(text[i]);
    if (bracket) {
      const std::size_t end = text.find(']', i);
      const std::optional<Weight> weight = read_weight(text.substr(i + 1, end - i - 1), line.text);
      if (!weight) continue;
      if (line.weight) refuse("T705", "[", line.text, {"there are two weights", "出现了两个权重"});
      close(i);
      line.weight = weight;
      open = Clause::weight;
      start = end + 1;
    } else if (outside && i >= start) {
      const auto [clause, length] = clause_at(text, i);
      if (clause == Clause::none) continue;
      close(i);
      open = clause;
      start = i + length;
    }
  }
  close(text.size());
}

void read_options(std::string_view text, Line& line) {
  line.option_text = std::string(trim(text));
  if (find_outside(text, ',') != std::string_view::npos)
    refuse("T705", ",", line.text, {"a second comma", "多余的逗号"});
  std::vector<std::string> words;
  for (std::string& word : words_of(text)) {
    // A parenthesis that stands apart belongs to the option before it: "lag (1 2)".
    if (word.front() == '(' && !words.empty() && words.back().back() != ')') {
      words.back() += word;
    } else {
      words.push_back(std::move(word));
    }
  }
  for (const std::string& word : words) {
    Option option{.text = word};
    const std::size_t open = word.find('(');
    if (open != std::string::npos && word.back() != ')')
      refuse("T705", word, line.text, {"an option ends with its parenthesis", "选项应以括号结束"});
    option.name = lower_ascii(word.substr(0, open));
    if (open != std::string::npos) option.value = std::string(trim(word.substr(open + 1, word.size() - open - 2)));
    line.options.push_back(std::move(option));
  }
}

// Comments out, continued lines joined; newlines separate commands.
std::string without_comments(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    const bool apart = i == 0 || is_blank(text[i - 1]);
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n') quoted = false;
    if (!quoted && rest.starts_with("/*")) {
      const std::size_t end = text.find("*/", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 1;
      out += ' ';
    } else if (!quoted && apart && rest.starts_with("//")) {
      const std::size_t end = std::min(text.find('\n', i), text.size());
      out += rest.starts_with("///") ? ' ' : '\n';
      i = end;
    } else if (text[i] != '\r') {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

bool abbreviates(std::string_view name, std::string_view full, std::size_t least) {
  return name.size() >= least && full.starts_with(name);
}

std::size_t find_outside(std::string_view text, char wanted, std::size_t start) {
  Nesting nesting;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (nesting.outside(text[i]) && text[i] == wanted && i >= start) return i;
  }
  return std::string_view::npos;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  Nesting nesting;
  for (const char c : text) {
    const bool outside = nesting.outside(c);
    if (outside && is_blank(c)) {
      if (!word.empty()) words.push_back(std::exchange(word, {}));
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string& line : split(without_comments(text), '\n')) {
    const std::string_view command = trim(line);
    if (!command.empty() && command.front() != '*') lines.emplace_back(command);
  }
  return lines;
}

Line parse_line(std::string_view text) {
  Line line{.text = std::string(trim(text))};
  std::string_view rest = trim(text);
  require_balance(rest);
  take_prefixes(rest, line);
  line.command = take_word(rest);
  if (line.command.empty()) refuse("T705", rest, line.text, {"a command is missing", "缺少命令"});
  const std::size_t comma = find_outside(rest, ',');
  read_clauses(rest.substr(0, comma), line);
  if (comma != std::string_view::npos) read_options(rest.substr(comma + 1), line);
  return line;
}

}  // namespace ecoeff::stata
