// test and testparm.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/hypothesis.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

Outcome run_hypotheses(const Session& session, const Line& line, const std::vector<Hypothesis>& hypotheses) {
  const TestResult test = wald_test(last_fit(session, line).estimate, hypotheses);
  std::string text;
  for (std::size_t i = 0; i < hypotheses.size(); ++i) text += fmt::format(" ({:2})  {}\n", i + 1, hypotheses[i].text);
  const bool chi2 = is_missing(test.df2);
  const std::string statistic = stata_fixed(test.statistic, 2);
  const std::string p = stata_fixed(test.p, 4);
  text += chi2 ? fmt::format("       chi2({}) = {}\n     Prob > chi2 = {}\n", test.df, statistic, p)
               : fmt::format("       F({}, {}) = {}\n        Prob > F = {}\n", test.df, test.df2, statistic, p);
  Outcome outcome{.line = line.text, .quiet = line.quiet, .output = both(text)};
  outcome.about = session.last;
  outcome.tests.push_back({line.text, {"Wald test", "Wald 检验"}, test});
  return outcome;
}

// Whether a coefficient is one of the columns of a word: its name, a wildcard, or i.x for its dummies.
bool belongs(const std::string& coefficient, const std::string& word) {
  if (word.starts_with("i.")) {
    const std::size_t dot = coefficient.find('.');
    return dot != std::string::npos && coefficient.substr(dot + 1) == word.substr(2) &&
           std::isdigit(static_cast<unsigned char>(coefficient.front())) != 0;
  }
  if (word.ends_with('*')) return coefficient != "_cons" && coefficient.starts_with(word.substr(0, word.size() - 1));
  return coefficient == word;
}

}  // namespace

Outcome run_test(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  refuse_options(line);
  return run_hypotheses(session, line, parse_hypotheses(last_fit(session, line).estimate, line.body, line.text));
}

Outcome run_testparm(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  refuse_options(line);
  const Estimate& e = last_fit(session, line).estimate;
  std::vector<Hypothesis> hypotheses;
  for (const std::string& word : words_of(line.body)) {
    const std::size_t before = hypotheses.size();
    for (const std::string& name : e.names) {
      if (belongs(name, word)) hypotheses.push_back(zero_hypothesis(e, name, line.text));
    }
    if (hypotheses.size() == before)
      refuse("T714", word, line.text, {"the last estimates have no such coefficient", "上次估计中没有这个系数"},
             nearest(word, e.names));
  }
  if (hypotheses.empty()) refuse("T705", line.command, line.text, {"a variable is missing", "缺少变量"});
  return run_hypotheses(session, line, hypotheses);
}

}  // namespace ecoeff::stata
