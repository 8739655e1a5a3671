// The cases of tests/studies/bad_inputs/*.txt, a text format that a user can write:
//
//   == a text in a number column          the name
//   $ score d.csv --unit city ...         the command, without "ecoeff"
//   ! D111 exit 4                         the code that must be said and the exit code
//   @ d.csv | | 3 | labor | about 11      the place: file, sheet, row, column, value (nothing: no place; % is the
//   folder) ~ d.csv | c0,2011,11.0 | c0,2011,x    in this file, this text becomes that one
//   + d.csv | c9,2010,1                   a line more
//   < d.csv                               the whole file: the lines that begin with two blanks
//   * d.xlsx | sheet | <row>...</row>     a file made by a maker of broken_files.hpp
//
// \n \r \t \\ and \xHH stand for bytes. Without a word of them d.csv and study.toml are those of small_study.hpp.
#pragma once

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "broken_files.hpp"
#include "ecoeff/base/error.hpp"
#include "ecoeff/base/text.hpp"
#include "small_study.hpp"

namespace ecoeff::testing {

struct BadInputCase {
  std::string name;
  std::map<std::string, std::string> files{{"d.csv", small_csv()}, {"study.toml", small_study()}};
  std::string command;
  std::string code;
  int exit_code = -1;
  Where where;
};

inline std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'x' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
  }
  return out;
}

class BadInputReader {
 public:
  explicit BadInputReader(const std::string& path) : path_(path) {}

  std::vector<BadInputCase> read() {
    std::ifstream file(path_);
    for (std::string line; std::getline(file, line); ++line_) take(line);
    for (const BadInputCase& c : cases_) {
      if (c.command.empty() || c.code.empty()) throw std::runtime_error(path_ + ": " + c.name + " is not complete");
    }
    return std::move(cases_);
  }

 private:
  // Cut at " | "; a line may end with " |" for a last part that is empty.
  static std::vector<std::string> parts(std::string_view text) {
    const std::string line = std::string(text) + (text.ends_with(" |") ? " " : "");
    std::vector<std::string> out;
    std::size_t start = 0;
    for (std::size_t bar; (bar = line.find(" | ", start)) != std::string::npos; start = bar + 3)
      out.push_back(unescaped(std::string_view(line).substr(start, bar - start)));
    out.push_back(unescaped(std::string_view(line).substr(start)));
    return out;
  }
  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error(path_ + ", line " + std::to_string(line_) + ": " + why);
  }

  void take(const std::string& line) {
    if (line.starts_with("== ")) {
      cases_.push_back({.name = line.substr(3)});
      return;
    }
    if (cases_.empty() || line.empty()) return;
    BadInputCase& c = cases_.back();
    if (line.starts_with("  ")) {
      c.files[verbatim_] += unescaped(line.substr(2)) + "\n";
      return;
    }
    const std::string rest = line.size() > 2 ? line.substr(2) : "";
    const std::vector<std::string> p = parts(rest);
    switch (line[0]) {
      case '$': c.command = rest; break;
      case '!':
        c.code = rest.substr(0, 4);
        c.exit_code = std::stoi(rest.substr(rest.find("exit ") + 5));
        break;
      case '@': place(split(rest, '|'), c.where); break;
      case '~': change(p, c); break;
      case '+': c.files[p[0]] += p.at(1) + "\n"; break;
      case '<': c.files[verbatim_ = p[0]] = ""; break;
      case '*': c.files[p[0]] = broken_file({p.begin() + 1, p.end()}); break;
      default: fail("not understood: " + line);
    }
  }

  static void place(const std::vector<std::string>& p, Where& where) {
    const auto at = [&](std::size_t i) { return i < p.size() ? std::string(trim(p[i])) : std::string(); };
    where = {.file = at(0), .sheet = at(1), .row = 0, .column = at(3), .value = at(4)};
    if (!at(2).empty()) where.row = std::stoul(at(2));
  }

  void change(const std::vector<std::string>& p, BadInputCase& c) const {
    const std::string before = c.files[p[0]];
    c.files[p[0]] = replace_all(before, p.at(1), p.at(2));
    if (c.files[p[0]] == before) fail(p.at(1) + " does not occur in " + p[0]);
  }

  std::string path_;
  std::string verbatim_;
  std::size_t line_ = 1;
  std::vector<BadInputCase> cases_;
};

}  // namespace ecoeff::testing
