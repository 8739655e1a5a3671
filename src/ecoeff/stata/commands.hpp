// One function a command of Stata. Each takes the session and the parsed line, changes the session where the command
// does, and returns what is to be shown. All errors name the word: T703 an option that the command does not have here,
// T704 an option's value, T705 a slip, T712 an if, in or weight where none is taken.
#pragma once

#include "ecoeff/stata/session.hpp"

namespace ecoeff::stata {

// data_commands.cpp. T707 gen of an existing name; T710 text and number mixed; T715 no row left.
[[nodiscard]] Outcome run_xtset(Session& session, const Line& line);
[[nodiscard]] Outcome run_generate(Session& session, const Line& line);
[[nodiscard]] Outcome run_replace(Session& session, const Line& line);
[[nodiscard]] Outcome run_keep(Session& session, const Line& line);
[[nodiscard]] Outcome run_drop(Session& session, const Line& line);
[[nodiscard]] Outcome run_rename(Session& session, const Line& line);
[[nodiscard]] Outcome run_sort(Session& session, const Line& line);
[[nodiscard]] Outcome run_count(Session& session, const Line& line);

// data_files.cpp. T791 no such file; T792 preserve twice, or restore without it.
[[nodiscard]] Outcome run_import(Session& session, const Line& line);
[[nodiscard]] Outcome run_use(Session& session, const Line& line);
[[nodiscard]] Outcome run_clear(Session& session, const Line& line);
[[nodiscard]] Outcome run_preserve(Session& session, const Line& line);
[[nodiscard]] Outcome run_restore(Session& session, const Line& line);

// egen.cpp
[[nodiscard]] Outcome run_egen(Session& session, const Line& line);

// winsor2.cpp: values outside two percentiles are set to them, or to missing with `trim`.
[[nodiscard]] Outcome run_winsor2(Session& session, const Line& line);

// summarize.cpp
[[nodiscard]] Outcome run_summarize(Session& session, const Line& line);
[[nodiscard]] Outcome run_tabstat(Session& session, const Line& line);

// correlations.cpp
[[nodiscard]] Outcome run_correlate(Session& session, const Line& line);
[[nodiscard]] Outcome run_pwcorr(Session& session, const Line& line);
[[nodiscard]] Outcome run_spearman(Session& session, const Line& line);

// cross_table.cpp
[[nodiscard]] Outcome run_table(Session& session, const Line& line);

// matrix.cpp: what r() holds under a name, and shown. T713 no such matrix.
[[nodiscard]] Outcome run_matrix(Session& session, const Line& line);

// linear.cpp. newey counts as Stata does, N/(N-k), inside each unit. Notes: T730 xtreg's robust is cluster(panel
// variable).
[[nodiscard]] Outcome run_regress(Session& session, const Line& line);
[[nodiscard]] Outcome run_areg(Session& session, const Line& line);
[[nodiscard]] Outcome run_xtreg(Session& session, const Line& line);
[[nodiscard]] Outcome run_reghdfe(Session& session, const Line& line);
[[nodiscard]] Outcome run_newey(Session& session, const Line& line);

// instrumental.cpp: `first` prints the first stages before. T717 liml.
[[nodiscard]] Outcome run_ivregress(Session& session, const Line& line);
[[nodiscard]] Outcome run_ivreg2(Session& session, const Line& line);
[[nodiscard]] Outcome run_ivreghdfe(Session& session, const Line& line);

// limited.cpp: ll and ul without a number are the smallest and the largest outcome.
[[nodiscard]] Outcome run_tobit(Session& session, const Line& line);
[[nodiscard]] Outcome run_xttobit(Session& session, const Line& line);
[[nodiscard]] Outcome run_truncreg(Session& session, const Line& line);
[[nodiscard]] Outcome run_qreg(Session& session, const Line& line);

// poisson.cpp
[[nodiscard]] Outcome run_ppmlhdfe(Session& session, const Line& line);

// gmm.cpp: the words of gmm() and iv() are those of panel/xtabond2.hpp, with its errors (P530).
[[nodiscard]] Outcome run_xtabond2(Session& session, const Line& line);

// estimates.cpp. T713 no estimates, or none of that name.
[[nodiscard]] Outcome run_estimates(Session& session, const Line& line);

// esttab.cpp. Note T793: a file that esttab would write.
[[nodiscard]] Outcome run_esttab(Session& session, const Line& line);

// test.cpp: Wald tests of linear hypotheses on the last estimates. T714 a name that is no coefficient; T716 a
// hypothesis that says nothing or is not linear.
[[nodiscard]] Outcome run_test(Session& session, const Line& line);
[[nodiscard]] Outcome run_testparm(Session& session, const Line& line);

// boottest.cpp: the wild cluster bootstrap of one slope of the last fit, `reps() seed() weighttype()`. T717 what it
// does not take.
[[nodiscard]] Outcome run_boottest(Session& session, const Line& line);

// hausman.cpp. Note T731: the difference of the covariances is not positive definite.
[[nodiscard]] Outcome run_hausman(Session& session, const Line& line);

// panel_checks.cpp. T716 behind another command than theirs. Note T732: units that xttest3 cannot use.
[[nodiscard]] Outcome run_xttest0(Session& session, const Line& line);
[[nodiscard]] Outcome run_xttest3(Session& session, const Line& line);
[[nodiscard]] Outcome run_xtserial(Session& session, const Line& line);

}  // namespace ecoeff::stata
