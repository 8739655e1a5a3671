// Super-SBM scores behind a function of C, in a shared library.
#include "ecoeff/base.hpp"
#include "ecoeff/data.hpp"
#include "ecoeff/frontier.hpp"
#include "ecoeff/index.hpp"
#include "ecoeff/method.hpp"
#include "ecoeff/panel.hpp"
#include "ecoeff/report.hpp"
#include "ecoeff/stata.hpp"
#include "ecoeff/study.hpp"

// Writes the score of each of `n` rows; 0, or 1 for rows that cannot be scored.
extern "C" int super_sbm_scores(std::size_t n, const double* input, const double* good, const double* bad,
                                double* score) {
  try {
    ecoeff::Table table;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < n; ++i) names.push_back(std::to_string(i));
    table.set_text("row", names);
    table.set_numbers("input", {input, input + n});
    table.set_numbers("good", {good, good + n});
    table.set_numbers("bad", {bad, bad + n});
    const ecoeff::ScoreOptions options{.inputs = {"input"}, .good = {"good"}, .bad = {"bad"}};
    const ecoeff::ScoreResult result = ecoeff::score(ecoeff::Panel{std::move(table), "row", ""}, options);
    for (std::size_t i = 0; i < n; ++i) score[i] = result.rows.scores(i).score;
    return 0;
  } catch (const ecoeff::Error&) {
    return 1;
  }
}
