#include "ecoeff/panel/vce.hpp"

#include <fmt/format.h>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

[[noreturn]] void refuse(std::string_view text) {
  const std::string meant = did_you_mean(lower_ascii(text), {"iid", "robust", "cluster(unit)"});
  throw Error(Fault::usage, "P514",
              {fmt::format("there is no kind of standard error called \"{}\"", text),
               fmt::format("没有名为“{}”的标准误类型", text)},
              {.value = std::string(text)},
              {meant.empty() ? "choose iid, robust or cluster(column)" : fmt::format("did you mean {}?", meant),
               meant.empty() ? "可选 iid、robust、cluster(列名)" : fmt::format("是否指 {}？", meant)});
}

}  // namespace

Vce parse_vce(std::string_view text) {
  const std::string_view typed = trim(text);
  const std::string word = lower_ascii(typed);
  if (word == "iid" || word == "ols" || word == "unadjusted" || word == "conventional" || word.empty())
    return {.text = "iid"};
  if (word == "robust" || word == "r" || word == "hc1") return {.kind = Vce::Kind::robust, .text = "robust"};
  if (!word.starts_with("cluster")) refuse(typed);
  std::string_view rest = trim(typed.substr(std::string_view("cluster").size()));
  if (rest.starts_with('(') && rest.ends_with(')')) {
    rest = trim(rest.substr(1, rest.size() - 2));
  } else if (rest.empty() || !word.starts_with("cluster ")) {
    refuse(typed);
  }
  if (rest.empty()) refuse(typed);
  return {.kind = Vce::Kind::cluster, .clusters = {std::string(rest)}, .text = fmt::format("cluster({})", rest)};
}

}  // namespace ecoeff
