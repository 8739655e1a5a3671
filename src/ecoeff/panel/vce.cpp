#include "ecoeff/panel/vce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"

namespace ecoeff {
namespace {

struct Word {
  const char* word;
  Vce::Kind kind;
};
constexpr Word kPlain[] = {{"iid", Vce::Kind::iid},          {"ols", Vce::Kind::iid},    {"unadjusted", Vce::Kind::iid},
                           {"conventional", Vce::Kind::iid}, {"", Vce::Kind::iid},       {"robust", Vce::Kind::robust},
                           {"r", Vce::Kind::robust},         {"hc1", Vce::Kind::robust}, {"hc2", Vce::Kind::hc2},
                           {"hc3", Vce::Kind::hc3}};
constexpr Word kWithArguments[] = {{"cluster", Vce::Kind::cluster},
                                   {"nw", Vce::Kind::newey_west},
                                   {"dk", Vce::Kind::driscoll_kraay},
                                   {"cr2", Vce::Kind::cr2},
                                   {"cr3", Vce::Kind::cr3},
                                   {"wild", Vce::Kind::wild},
                                   {"bootstrap", Vce::Kind::bootstrap}};
constexpr std::size_t kMostClusters = 4;

[[noreturn]] void refuse(std::string_view text) {
  const std::string meant =
      did_you_mean(lower_ascii(text), {"iid", "robust", "hc2", "hc3", "cluster(unit)", "nw(1)", "dk(1)", "cr2(unit)",
                                       "cr3(unit)", "wild(unit)", "bootstrap(unit)"});
  throw Error(
      Fault::usage, "P514",
      {fmt::format("there is no kind of standard error called \"{}\"", text),
       fmt::format("没有名为“{}”的标准误类型", text)},
      {.value = std::string(text)},
      {meant.empty() ? "choose iid, robust, hc2, hc3, cluster(column), cluster(column,column), nw(lags), dk(lags), "
                       "cr2(column), cr3(column), wild(column) or bootstrap(column)"
                     : fmt::format("did you mean {}?", meant),
       meant.empty() ? "可选 iid、robust、hc2、hc3、cluster(列名)、cluster(a,b)、nw(滞后)、dk(滞后)、cr2(列名)、"
                       "cr3(列名)、wild(列名)、bootstrap(列名)"
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

Vce with_arguments(Vce::Kind kind, std::string_view name, std::vector<std::string> words, std::string_view typed) {
  Vce vce{.kind = kind};
  if (words.empty()) refuse(typed);
  if (kind == Vce::Kind::newey_west || kind == Vce::Kind::driscoll_kraay) {
    const auto lags = parse_number(words.front());
    if (words.size() != 1 || !lags || *lags < 0 || std::floor(*lags) != *lags || *lags > 1000) refuse(typed);
    vce.lags = static_cast<int>(*lags);
    vce.text = fmt::format("{}({})", name, vce.lags);
    return vce;
  }
  if (kind == Vce::Kind::wild) vce.webb = take_option(words, "webb");
  if (kind == Vce::Kind::cr3) vce.unscaled = take_option(words, "unscaled");
  if (words.size() > (kind == Vce::Kind::cluster ? kMostClusters : 1)) refuse(typed);
  vce.text =
      fmt::format("{}({}{}{})", name, join(words, ","), vce.webb ? ",webb" : "", vce.unscaled ? ",unscaled" : "");
  vce.clusters = std::move(words);
  return vce;
}

}  // namespace

Vce parse_vce(std::string_view text) {
  const std::string_view typed = trim(text);
  const std::string word = lower_ascii(typed);
  for (const Word& plain : kPlain) {
    if (word == plain.word) {
      return {.kind = plain.kind,
              .text = plain.kind == Vce::Kind::iid      ? "iid"
                      : plain.kind == Vce::Kind::robust ? "robust"
                                                        : word};
    }
  }
  if (word == "bootstrap") return {.kind = Vce::Kind::bootstrap, .clusters = {"unit"}, .text = "bootstrap(unit)"};
  for (const Word& known : kWithArguments) {
    if (!word.starts_with(known.word)) continue;
    std::string_view rest = trim(typed.substr(std::string_view(known.word).size()));
    if (rest.starts_with('(') && rest.ends_with(')')) {
      rest = rest.substr(1, rest.size() - 2);
    } else if (!word.starts_with(std::string(known.word) + " ")) {
      continue;
    }
    return with_arguments(known.kind, known.word, words_of(rest), typed);
  }
  refuse(typed);
}

}  // namespace ecoeff
