// The texts of instrument groups, in Stata's words.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/panel/dynamic_gmm.hpp"
#include "ecoeff/panel/gmm_words.hpp"

namespace ecoeff {
namespace {

struct Parts {
  std::vector<std::string> variables;
  std::vector<std::string> options;
};

Parts split_group(std::string_view text) {
  const std::size_t comma = top_level_comma(text);
  Parts parts{gmm_terms(text.substr(0, comma), text), {}};
  if (parts.variables.empty()) refuse_gmm_word(trim(text), text, {"no variable is named", "未指定变量"});
  if (comma != std::string_view::npos) parts.options = gmm_words(text.substr(comma + 1), text);
  return parts;
}

GmmEquation parse_equation(const std::string& value, const std::string& option, std::string_view text) {
  const std::string word = lower_ascii(trim(value));
  if (word == "both") return GmmEquation::both;
  if (shortens(word, "difference", 1)) return GmmEquation::difference;
  if (shortens(word, "levels", 1)) return GmmEquation::level;
  refuse_gmm_word(option, text, {"the equation is diff, level or both", "方程只能是 diff、level 或 both"});
}

int parse_limit(const std::string& limit, const std::string& option, std::string_view text) {
  const std::optional<double> number = parse_number(limit);
  if (!number || *number < -1000 || *number > 1000 || *number != static_cast<double>(static_cast<int>(*number))) {
    refuse_gmm_word(option, text,
                    {"the lag limits are two whole numbers; the second may be \".\" for all available lags",
                     "滞后界限应为两个整数；第二个可写作“.”，表示全部可用滞后"});
  }
  return static_cast<int>(*number);
}

void parse_lags(const std::string& value, const std::string& option, std::string_view text, GmmGroup& group) {
  const std::vector<std::string> limits = gmm_words(replace_all(value, ",", " "), text);
  if (limits.size() != 2) refuse_gmm_word(option, text, {"two lag limits are needed", "需要两个滞后界限"});
  group.lag_from = parse_limit(limits[0], option, text);
  group.lag_to = limits[1] == "." ? std::nullopt : std::optional(parse_limit(limits[1], option, text));
  if (group.lag_to && *group.lag_to < group.lag_from) {
    refuse_gmm_word(option, text, {"the first limit is above the second", "第一个界限大于第二个界限"});
  }
}

}  // namespace

GmmGroup parse_gmm_group(std::string_view text) {
  const Parts parts = split_group(text);
  GmmGroup group{.variables = parts.variables};
  for (const std::string& option : parts.options) {
    const auto [name, value] = split_option(option);
    if (shortens(name, "laglimits", 3)) {
      parse_lags(value, option, text, group);
    } else if (shortens(name, "collapse", 1) && value.empty()) {
      group.collapse = true;
    } else if (shortens(name, "equation", 1)) {
      group.equation = parse_equation(value, option, text);
    } else {
      refuse_gmm_word(option, text,
                      {"gmm() has no such option here; it has lag(), collapse and eq()",
                       "gmm() 没有这个选项；可用的有 lag()、collapse 和 eq()"});
    }
  }
  return group;
}

IvGroup parse_iv_group(std::string_view text) {
  const Parts parts = split_group(text);
  IvGroup group{.variables = parts.variables};
  for (const std::string& option : parts.options) {
    const auto [name, value] = split_option(option);
    if (!shortens(name, "equation", 1)) {
      refuse_gmm_word(option, text, {"iv() has no such option here; it has eq()", "iv() 没有这个选项；可用的是 eq()"});
    }
    group.equation = parse_equation(value, option, text);
  }
  return group;
}

}  // namespace ecoeff
