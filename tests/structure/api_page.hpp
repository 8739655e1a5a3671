// The API page from the headers: for each room its umbrella header (src/ecoeff/ROOM.hpp) and, for each header that it
// names, what it is for and its declarations. The English page has the comments of the headers, the Chinese one the
// declarations alone.
#pragma once

#include <cctype>
#include <sstream>
#include <string>
#include <vector>

#include "structure/tree.hpp"

namespace ecoeff::structure {

// What a header declares, without private parts, the bodies of functions, preprocessor lines and namespaces.
class Declarations {
 public:
  Declarations(const std::string& header, bool with_comments) : text_(header), with_comments_(with_comments) {
    // The comment at the top is said elsewhere.
    while (text_.compare(at_, 2, "//") == 0) at_ = text_.find('\n', at_) + 1;
    while (at_ < text_.size()) step();
  }
  [[nodiscard]] std::string text() const {
    static const std::regex kAccess(R"re(\n *public:(?=\n))re");
    static const std::regex kBlank(R"re(\n(?: *\n){2,})re");
    static const std::regex kBeforeBrace(R"re((\{)\n *\n|\n *(?=\n *\}))re");
    static const std::regex kEnds(R"re(^\s*\n|\s+$)re");
    static const std::regex kTrailing(R"re( +(?=\n))re");
    std::string out = std::regex_replace(out_, kTrailing, "");
    out = std::regex_replace(out, kAccess, "");
    out = std::regex_replace(out, kBlank, "\n\n");
    out = std::regex_replace(out, kBeforeBrace, "$1");
    return std::regex_replace(out, kEnds, "");
  }

 private:
  enum class Brace { space, type };

  void put(std::size_t count) {
    if (!hidden_) out_ += text_.substr(at_, count);
    at_ += count;
  }
  [[nodiscard]] bool at(const char* word) const {
    return text_.compare(at_, std::char_traits<char>::length(word), word) == 0;
  }

  void step() {
    if (at("//")) return comment();
    const bool line_start = out_.empty() || text_[at_ - 1] == '\n';
    if (line_start && text_[at_] == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
    if (at(" private:") || at(" protected:")) {
      hidden_ = true;
      statement_.clear();
      at_ = text_.find('\n', at_);
      return;
    }
    if (at(" public:")) {
      hidden_ = false;
      statement_.clear();
    }
    const char c = text_[at_];
    if (c == '{') return open();
    if (c == '}') return close();
    statement_ += c;
    put(1);
    if (c == ';' || (c == ':' && statement_.ends_with("public:"))) statement_.clear();
  }

  void comment() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const bool whole_line = out_.find_last_not_of(' ') == std::string::npos || out_[out_.find_last_not_of(' ')] == '\n';
    if (with_comments_) {
      put(end - at_);
    } else {
      at_ = whole_line ? end + 1 : end;
      while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    }
  }

  [[nodiscard]] std::string statement() const {
    const std::size_t first = statement_.find_first_not_of(" \n");
    return first == std::string::npos ? "" : statement_.substr(first);
  }

  // From the brace here to behind the one that closes it.
  std::size_t matching() const {
    int depth = 0;
    for (std::size_t i = at_; i < text_.size(); ++i) {
      if (text_.compare(i, 2, "//") == 0) i = text_.find('\n', i);
      if (text_[i] == '"') {
        for (++i; text_[i] != '"'; ++i) i += text_[i] == '\\' ? 1 : 0;
      }
      depth += text_[i] == '{' ? 1 : text_[i] == '}' ? -1 : 0;
      if (depth == 0) return i + 1;
    }
    return text_.size();
  }

  void open() {
    static const std::regex kType(
        R"re(^(?:template <[^()]*> *\n?)?\s*(?:struct|class|union)\b[^()=]*(?:alignas\(\d+\)[^()=]*)?$)re");
    static const std::regex kInitialiser(R"re(\)(?: const| noexcept)*\s*:\s[^:][\s\S]*$)re");
    const std::string said = statement();
    if (said.starts_with("namespace") || said.starts_with("inline namespace")) {
      out_.erase(out_.size() - said.size());
      stack_.push_back({Brace::space, hidden_});
      ++at_;
    } else if (std::regex_search(said, kType)) {
      put(1);
      stack_.push_back({Brace::type, hidden_});
    } else if (said.find('(') != std::string::npos && said.find(" = ") == std::string::npos) {
      const std::string declared = std::regex_replace(said, kInitialiser, ")");
      if (!hidden_) {
        out_.erase(out_.size() - said.size());
        out_ += declared;
        while (out_.back() == ' ' || out_.back() == '\n') out_.pop_back();
        out_ += ';';
      }
      at_ = matching();
      if (text_.compare(at_, 1, ",") == 0 || text_.compare(at_, 2, " {") == 0) skip_rest_of_initialisers();
    } else {
      const std::size_t end = matching();
      statement_ += "{}";
      put(end - at_);
      return;
    }
    statement_.clear();
  }

  // After a member initialised with braces: to behind the body.
  void skip_rest_of_initialisers() {
    while (at_ < text_.size() && text_.compare(at_, 2, " {") != 0) at_ = text_[at_] == '{' ? matching() : at_ + 1;
    if (at_ >= text_.size()) return;
    ++at_;
    at_ = matching();
  }

  void close() {
    statement_.clear();
    if (stack_.empty()) {
      ++at_;
      return;
    }
    const auto [kind, hidden] = stack_.back();
    stack_.pop_back();
    hidden_ = hidden;
    if (kind == Brace::type) {
      while (!out_.empty() && (out_.back() == ' ' || out_.back() == '\n')) out_.pop_back();
      if (!hidden_) out_ += "\n";
      put(1);
      return;
    }
    at_ = std::min(text_.find('\n', at_), text_.size());  // with the comment that names it
  }

  const std::string& text_;
  bool with_comments_;
  std::size_t at_ = 0;
  bool hidden_ = false;
  std::vector<std::pair<Brace, bool>> stack_;
  std::string statement_;
  std::string out_;
};

// The lines of the comment at the top of a header.
inline std::vector<std::string> top_of(const std::string& header) {
  std::vector<std::string> lines;
  std::istringstream in(header);
  for (std::string line; std::getline(in, line) && line.starts_with("//");)
    lines.push_back(line.size() > 3 ? line.substr(3) : "");
  return lines;
}

struct Listed {
  std::string path;  // "ecoeff/panel/formula.hpp"
  std::string en;
  std::string zh;
};

// What an umbrella header names: `#include "path"  // English | Chinese`.
inline std::vector<Listed> listed_in(const std::string& umbrella) {
  static const std::regex kLine(R"re(#include "([^"]+)" *// ([^|\n]+) \| ([^\n]+))re");
  std::vector<Listed> all;
  for (std::sregex_iterator it(umbrella.begin(), umbrella.end(), kLine), end; it != end; ++it)
    all.push_back({(*it)[1], (*it)[2], (*it)[3]});
  return all;
}

// `rooms` in the order of the page; `headers` by path from the root.
inline std::string api_page(const Tree& headers, const std::vector<std::string>& rooms, bool english) {
  std::string page =
      english ? "# The library\n\n"
                "`find_package(ecoeff)` gives the target `ecoeff::ecoeff`; `examples/library` is a whole "
                "program. One header a room holds what\nusers call. This page is made from the headers: "
                "`ECOEFF_WRITE_DOCS=1 build/release/tests/structure_api_test`.\n"
              : "# 程序库\n\n"
                "`find_package(ecoeff)` 提供目标 `ecoeff::ecoeff`；`examples/library` 是一个完整程序。每个模块"
                "有一个头文件，\n包含供用户调用的全部内容。本页由头文件生成："
                "`ECOEFF_WRITE_DOCS=1 build/release/tests/structure_api_test`；各函数的详细说明见英文页。\n";
  for (const std::string& room : rooms) {
    const std::string& umbrella = headers.at("src/ecoeff/" + room + ".hpp");
    const auto top = top_of(umbrella);
    page += "\n## `ecoeff/" + room + ".hpp`\n\n" + top[english ? 0 : 1] + "\n\n";
    page += english ? "| header | what for |\n|---|---|\n" : "| 头文件 | 用途 |\n|---|---|\n";
    for (const Listed& header : listed_in(umbrella))
      page += "| `" + header.path + "` | " + (english ? header.en : header.zh) + " |\n";
    for (const Listed& header : listed_in(umbrella)) {
      const std::string& text = headers.at("src/" + header.path);
      page += "\n### `" + header.path + "`\n\n";
      if (english) {
        page += "```text\n";
        for (const std::string& line : top_of(text)) page += line + "\n";
        page += "```\n\n";
      } else {
        page += header.zh + "。\n\n";
      }
      page += "```cpp\n" + Declarations(text, english).text() + "\n```\n";
    }
  }
  return page;
}

}  // namespace ecoeff::structure
