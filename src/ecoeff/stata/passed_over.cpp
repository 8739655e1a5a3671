#include "ecoeff/stata/passed_over.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/stata/line.hpp"

namespace ecoeff::stata {
namespace {

struct Passed {
  std::string_view command;
  std::size_t least;       // letters that are enough
  std::string_view first;  // word behind it; empty: any
};

constexpr std::array kPassed{
    Passed{"version", 4, ""},
    Passed{"cls", 3, ""},
    Passed{"log", 3, ""},
    Passed{"cmdlog", 6, ""},
    Passed{"cd", 2, ""},
    Passed{"ssc", 3, ""},
    Passed{"net", 3, "install"},
    Passed{"format", 3, ""},
    Passed{"label", 2, "variable"},
    Passed{"label", 2, "var"},
    Passed{"label", 2, "data"},
    Passed{"notes", 4, ""},
    Passed{"set", 3, "more"},
    Passed{"set", 3, "linesize"},
    Passed{"set", 3, "matsize"},
    Passed{"set", 3, "maxvar"},
    Passed{"set", 3, "memory"},
    Passed{"set", 3, "mem"},
    Passed{"set", 3, "scheme"},
    Passed{"set", 3, "graphics"},
    Passed{"set", 3, "trace"},
    Passed{"set", 3, "rmsg"},
    Passed{"set", 3, "logtype"},
    Passed{"set", 3, "dp"},
    Passed{"set", 3, "cformat"},
    Passed{"set", 3, "sformat"},
    Passed{"set", 3, "pformat"},
    Passed{"set", 3, "showbaselevels"},
};

// `version 17: regress y x` runs a command, as does what stands behind capture.
bool runs_a_command(std::string_view command, const std::string& body) {
  return command == kPassed.front().command && body.find(':') != std::string::npos;
}

}  // namespace

std::optional<Outcome> pass_over(std::string_view text) {
  std::vector<std::string> words = words_of(trim(text));
  while (!words.empty() && (abbreviates(words[0], "capture", 3) || abbreviates(words[0], "quietly", 3) ||
                            abbreviates(words[0], "noisily", 3)))
    words.erase(words.begin());
  if (words.empty()) return std::nullopt;
  const std::string second = words.size() > 1 ? words[1] : "";
  const auto passed = std::find_if(kPassed.begin(), kPassed.end(), [&](const Passed& one) {
    return abbreviates(words[0], one.command, one.least) && (one.first.empty() || one.first == second);
  });
  if (passed == kPassed.end() || runs_a_command(passed->command, std::string(text))) return std::nullopt;
  Outcome outcome{.line = std::string(trim(text))};
  outcome.notes.push_back({Severity::info,
                           "T813",
                           {fmt::format("{} changes no number here and was passed over", passed->command),
                            fmt::format("{} 在这里不影响任何数值，已略过", passed->command)},
                           {}});
  return outcome;
}

}  // namespace ecoeff::stata
