#include "names.hpp"

#include <fmt/format.h>

namespace ecoeff::cli {
namespace {

// Behind the quote that opens at `at`; its text goes to `out`.
std::size_t read_quoted(std::string_view list, std::size_t at, std::string& out) {
  const char quote = list[at++];
  for (; at < list.size(); ++at) {
    if (list[at] != quote) {
      out += list[at];
    } else if (at + 1 < list.size() && list[at + 1] == quote) {
      out += list[at++];
    } else {
      return at + 1;
    }
  }
  throw Error(Fault::usage, "U102",
              {fmt::format("a quote in the list {} does not end", list), fmt::format("列表 {} 中的引号没有结束", list)},
              {}, {"a name with a comma: '\"Labor force, total\",gdp'", "含逗号的列名：'\"Labor force, total\",gdp'"});
}

}  // namespace

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> pieces(1);
  for (std::size_t at = 0; at < list.size();) {
    const char c = list[at];
    const bool starts = trim(pieces.back()).empty();
    if ((c == '"' || c == '`') && starts) {
      pieces.back().clear();
      at = read_quoted(list, at, pieces.back());
    } else if (c == '\\' && at + 1 < list.size() && list[at + 1] == ',') {
      pieces.back() += ',';
      at += 2;
    } else {
      if (c == ',') {
        pieces.emplace_back();
      } else {
        pieces.back() += c;
      }
      ++at;
    }
  }
  return pieces;
}

void split_lists(std::vector<std::string>& lists) {
  std::vector<std::string> all;
  for (const std::string& list : lists) {
    for (std::string& piece : split_list(list)) all.push_back(std::move(piece));
  }
  lists = std::move(all);
}

void resolve_names(std::vector<std::string>& pieces, const Table& table) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < pieces.size();) {
    std::string name(trim(pieces[i]));
    std::string joined = pieces[i];
    std::size_t end = i + 1;
    for (std::size_t last = i + 1; last < pieces.size() && !table.has(name); ++last) {
      joined += "," + pieces[last];
      if (!table.has(trim(joined))) continue;
      name = trim(joined);
      end = last + 1;
    }
    if (!name.empty()) names.push_back(std::move(name));
    i = end;
  }
  pieces = std::move(names);
}

}  // namespace ecoeff::cli
