#include "ecoeff/stata/refuse.hpp"

#include <fmt/format.h>

namespace ecoeff::stata {

void refuse(const std::string& code, std::string_view word, std::string_view line, const Text& why, const Text& hint) {
  throw Error(Fault::usage, code,
              {fmt::format("\"{}\" in \"{}\": {}", word, line, why.en),
               fmt::format("“{}”（位于“{}”）：{}", word, line, why.zh)},
              {}, hint);
}

Text nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (candidates.empty()) return {};
  const std::string near = did_you_mean(word, candidates);
  if (!near.empty()) return {fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要写“{}”？", near)};
  return {fmt::format("known here: {}", join(candidates, ", ")), fmt::format("可用：{}", join(candidates, "、"))};
}

}  // namespace ecoeff::stata
