#include "ecoeff/report/replicate/made_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/index/index_method.hpp"
#include "ecoeff/panel/replica.hpp"
#include "ecoeff/report/replicate/programs.hpp"

namespace ecoeff {
namespace {

// Neither program has a command for the linear programs.
std::string scores_read(const StudyResult& result, const std::string& comment) {
  std::string out;
  const auto say = [&](const ScoreSpec& spec, const std::string& files) {
    out += fmt::format(
        "{0} {1} ({2}): linear programs, for which there is no command; read from panel.csv, and {3} has more\n",
        comment, spec.name, spec.options.model, files);
  };
  for (const ScoreOutcome& one : result.scores) say(one.spec, "scores.csv");
  for (const ProductivityOutcome& one : result.productivity)
    say(one.spec, fmt::format("productivity_{}.csv", one.spec.name));
  return out;
}

}  // namespace

std::string stata_made_columns(const StudyResult& result) {
  std::string out = scores_read(result, "*");
  const bool in_r = kRProgram.is_asked_for(result.study);
  for (const IndexOutcome& one : result.indexes)
    out += fmt::format("* {} ({}): Stata has no command for the index; read from panel.csv{}\n", one.spec.name,
                       one.spec.method,
                       !in_r || index_method(one.spec.method).r == nullptr ? "" : ", and made again by replicate.R");
  return out;
}

std::string r_made_columns(const StudyResult& result) {
  std::string out = scores_read(result, "#");
  std::vector<std::string_view> used;
  for (const IndexOutcome& one : result.indexes) {
    const IndexMethod& method = index_method(one.spec.method);
    if (method.r == nullptr) {
      out += fmt::format("# {} ({}): no function for the index; read from panel.csv\n", one.spec.name, one.spec.method);
      continue;
    }
    if (std::find(used.begin(), used.end(), method.r_code) == used.end()) out += used.emplace_back(method.r_code);
    std::vector<std::string> columns;
    std::vector<std::string> positive;
    for (const Indicator& indicator : one.spec.indicators) {
      columns.push_back(indicator.column);
      positive.push_back(indicator.positive ? "TRUE" : "FALSE");
    }
    out += fmt::format(
        "# {} ({}): read from panel.csv, which must hold what its indicators give\n"
        "index_again({}, d, {},\n            c({}), {})\n",
        one.spec.name, one.spec.method, replica::r_text(one.spec.name), replica::r_vector(columns),
        join(positive, ", "), method.r(one.spec.options));
  }
  return out;
}

}  // namespace ecoeff
