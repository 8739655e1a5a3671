#include "ecoeff/stata/macros.hpp"

#include <fmt/format.h>

#include <cctype>

#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

constexpr int kMost = 100;  // macros in macros

bool in_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<signed char>(c) < 0;
}

const std::string& value_of(const Session& session, const std::string& key, std::string_view word,
                            std::string_view text) {
  const auto at = session.macros.find(key);
  if (at != session.macros.end()) return at->second;
  std::vector<std::string> names;
  for (const auto& [name, value] : session.macros) names.push_back(name);
  refuse("T721", word, text, {"this macro is not defined", "该宏未定义"}, nearest(key, names));
}

// Replaces the first macro of the text; false when there is none.
bool expand_one(const Session& session, std::string& text) {
  // `"text"' is a text, \$ and \` are the signs themselves.
  std::size_t at = text.find_first_of("`$");
  while (at != std::string::npos && (text.compare(at, 2, "`\"") == 0 || (at > 0 && text[at - 1] == '\\')))
    at = text.find_first_of("`$", at + 1);
  if (at == std::string::npos) return false;
  std::size_t begin = at + 1;
  std::size_t end = begin;
  std::size_t after = begin;
  const bool braces = text[at] == '$' && begin < text.size() && text[begin] == '{';
  if (text[at] == '`' || braces) {
    begin += braces ? 1 : 0;
    end = text.find(braces ? '}' : '\'', begin);
    if (end == std::string::npos)
      refuse("T721", text.substr(at), text, {"the name of a macro does not end", "宏名未结束"});
    after = end + 1;
  } else {
    while (end < text.size() && in_name(text[end])) ++end;
    after = end;
  }
  const std::string key = (text[at] == '$' ? "$" : "`") + text.substr(begin, end - begin);
  const std::string word = text.substr(at, after - at);
  text = text.substr(0, at) + value_of(session, key, word, text) + text.substr(after);
  return true;
}

Outcome define(Session& session, const Line& line, const std::string& mark) {
  // Options and clauses mean nothing here: the text is everything behind the name.
  const std::size_t start = line.text.find(line.command) + line.command.size();
  std::string_view rest = trim(std::string_view(line.text).substr(start));
  std::size_t end = 0;
  while (end < rest.size() && in_name(rest[end])) ++end;
  const std::string name(rest.substr(0, end));
  rest = trim(rest.substr(end));
  if (name.empty()) refuse("T705", rest, line.text, {"a name is missing", "缺少名称"});
  if (rest.starts_with('=') || rest.starts_with(':'))
    refuse("T704", rest, line.text, {"a macro is a text here, not an expression", "这里的宏只能是文本，不能是表达式"});
  if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"') rest = rest.substr(1, rest.size() - 2);
  session.macros[mark + name] = std::string(rest);
  return {.line = line.text, .quiet = line.quiet};
}

}  // namespace

std::string expand_macros(const Session& session, std::string_view text) {
  std::string out(text);
  for (int i = 0; expand_one(session, out); ++i) {
    if (i == kMost) refuse("T721", text, text, {"macros that name each other", "宏相互引用"});
  }
  return out;
}

Outcome run_global(Session& session, const Line& line) { return define(session, line, "$"); }
Outcome run_local(Session& session, const Line& line) { return define(session, line, "`"); }

}  // namespace ecoeff::stata
