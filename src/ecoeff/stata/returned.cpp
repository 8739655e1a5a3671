#include "ecoeff/stata/returned.hpp"

#include <fmt/format.h>

#include <cctype>

#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

bool part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<signed char>(c) < 0;
}

std::string number(double value) {
  return is_missing(value) ? "." : value < 0 ? fmt::format("({})", value) : fmt::format("{}", value);
}

double value_of(const Session& session, const std::string& kind, const std::string& name, std::string_view text) {
  if (kind == "r") {
    const auto at = session.returned.find(name);
    if (at != session.returned.end()) return at->second;
    std::vector<std::string> names;
    for (const auto& [key, value] : session.returned) names.push_back(key);
    refuse("T713", "r(" + name + ")", text, {"the lines before leave no such result", "之前的命令没有留下该结果"},
           names.empty() ? Text{} : nearest(name, names));
  }
  const Line line{.text = std::string(text), .command = kind};
  const Estimate& estimate = last_fit(session, line).estimate;
  if (estimate.index_of(name) >= estimate.names.size())
    refuse("T714", name, text, {"the last estimates have no such coefficient", "上一次估计没有该系数"},
           nearest(name, estimate.names));
  return kind == "_b" ? estimate.coefficient(name) : estimate.se(name);
}

// The opening word at this place: "r(", "_b[" or "_se["; its length without the bracket, 0 when there is none.
std::size_t opening(std::string_view text, std::size_t at) {
  if (at > 0 && part_of_name(text[at - 1])) return 0;
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("r(")) return 1;
  return rest.starts_with("_b[") ? 2 : rest.starts_with("_se[") ? 3 : 0;
}

}  // namespace

std::string put_returned(const Session& session, std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"') quoted = !quoted;
    const std::size_t word = quoted ? 0 : opening(text, at);
    const std::size_t end = word == 0 ? std::string_view::npos : text.find(text[at + word] == '(' ? ')' : ']', at);
    if (end == std::string_view::npos) {
      out += text[at++];
      continue;
    }
    const std::string name(trim(text.substr(at + word + 1, end - at - word - 1)));
    if (word == 1 && session.returned_matrices.contains(name)) {
      out += text.substr(at, end + 1 - at);
      at = end + 1;
      continue;
    }
    out += number(value_of(session, std::string(text.substr(at, word)), name, text));
    at = end + 1;
  }
  return out;
}

}  // namespace ecoeff::stata
