#include "ecoeff/panel/vce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/panel/covariance_kinds.hpp"

namespace ecoeff {
namespace {

using Takes = CovarianceKind::Takes;

constexpr std::size_t kMostClusters = 4;

[[noreturn]] void refuse(std::string_view text) {
  std::vector<std::string> words, choices;
  for (const CovarianceKind* kind : covariance_kinds().all()) {
    words.push_back(kind->syntax());
    choices.push_back(kind->takes == Takes::clusters || kind->takes == Takes::cluster ? kind->about.name + "(unit)"
                      : kind->takes == Takes::lags                                    ? kind->about.name + "(1)"
                                                                                      : kind->about.name);
  }
  const std::string meant = did_you_mean(lower_ascii(text), choices);
  throw Error(Fault::usage, "P514",
              {fmt::format("there is no kind of standard error called \"{}\"", text),
               fmt::format("没有名为“{}”的标准误类型", text)},
              {.value = std::string(text)},
              {meant.empty() ? fmt::format("choose {}; C is a column, L a number of lags", join(words, ", "))
                             : fmt::format("did you mean {}?", meant),
               meant.empty() ? fmt::format("可选 {}；C 为列名，L 为滞后期数", join(words, "、"))
                             : fmt::format("是否指 {}？", meant)});
}

// "a, b" are the words a and b; a name may hold spaces.
std::vector<std::string> words_of(std::string_view inside) {
  std::vector<std::string> words;
  for (const std::string& part : split(inside, ',')) {
    if (!trim(part).empty()) words.emplace_back(trim(part));
  }
  return words;
}

// Takes `option` off the end of the words; true when it was there.
bool take_option(std::vector<std::string>& words, std::string_view option) {
  if (words.size() < 2 || lower_ascii(words.back()) != option) return false;
  words.pop_back();
  return true;
}

Vce with_arguments(const CovarianceKind& kind, std::vector<std::string> words, std::string_view typed) {
  Vce vce{.kind = kind.kind, .name = kind.about.name};
  if (words.empty()) refuse(typed);
  if (kind.takes == Takes::lags) {
    const auto lags = parse_number(words.front());
    if (words.size() != 1 || !lags || *lags < 0 || std::floor(*lags) != *lags || *lags > 1000) refuse(typed);
    vce.lags = static_cast<int>(*lags);
    vce.text = fmt::format("{}({})", kind.about.name, vce.lags);
    return vce;
  }
  const bool option = !kind.option.empty() && take_option(words, kind.option);
  if (option) vce.*kind.sets = true;
  if (words.size() > (kind.takes == Takes::clusters ? kMostClusters : 1)) refuse(typed);
  vce.text = fmt::format("{}({}{})", kind.about.name, join(words, ","), option ? "," + kind.option : "");
  vce.clusters = std::move(words);
  return vce;
}

}  // namespace

Vce parse_vce(std::string_view text) {
  const std::string_view typed = trim(text);
  const std::string word = typed.empty() ? "iid" : lower_ascii(typed);
  const CovarianceKind* named = covariance_kinds().find(word);
  if (named != nullptr && named->takes == Takes::nothing)
    return {.kind = named->kind, .name = named->about.name, .text = named->about.name};
  if (named != nullptr && !named->alone.empty()) return with_arguments(*named, {named->alone}, typed);
  for (const CovarianceKind* known : covariance_kinds().all()) {
    const std::string& name = known->about.name;
    if (known->takes == Takes::nothing || !word.starts_with(name)) continue;
    std::string_view rest = trim(typed.substr(name.size()));
    if (rest.starts_with('(') && rest.ends_with(')')) {
      rest = rest.substr(1, rest.size() - 2);
    } else if (!word.starts_with(name + " ")) {
      continue;
    }
    return with_arguments(*known, words_of(rest), typed);
  }
  refuse(typed);
}

}  // namespace ecoeff
