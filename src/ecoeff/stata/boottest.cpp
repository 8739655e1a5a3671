// boottest: the wild cluster bootstrap of one coefficient of the last fit (panel/wild_bootstrap.hpp).
#include <fmt/format.h>

#include <string>

#include "ecoeff/panel/vce.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/hypothesis.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

// The coefficient of a hypothesis "x = 0".
Eigen::Index one_coefficient(const Estimate& estimate, const Line& line) {
  const std::vector<Hypothesis> all = parse_hypotheses(estimate, line.body, line.text);
  const bool one = all.size() == 1 && all.front().value == 0 && (all.front().weights.array() != 0).count() == 1;
  Eigen::Index at = 0;
  if (one) all.front().weights.cwiseAbs().maxCoeff(&at);
  if (!one || estimate.names[static_cast<std::size_t>(at)] == "_cons")
    refuse("T717", line.body, line.text,
           {"boottest takes one slope here, against 0", "这里的 boottest 只检验一个斜率是否为 0"});
  return at;
}

std::string cluster_of(const Fitted& fit, const Line& line) {
  const Vce vce = parse_vce(fit.options.linear.vce);
  const bool linear = fit.options.model == "fe" || fit.options.model == "pooled";
  if (!linear || vce.kind != Vce::Kind::cluster || vce.clusters.size() != 1)
    refuse("T717", line.command, line.text,
           {"boottest needs a regress, areg, reghdfe or xtreg, fe fit with vce(cluster variable)",
            "boottest 需要带 vce(cluster 变量) 的 regress、areg、reghdfe 或 xtreg, fe 估计"});
  return vce.clusters.front();
}

}  // namespace

Outcome run_boottest(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  OptionReader options(line);
  const auto draws = options.whole("reps", 3, 1, 10'000'000);
  const auto seed = options.whole("seed", 4, 0, 2'000'000'000);
  const std::string weights = options.value("weighttype", 6).value_or("rademacher");
  (void)options.flag("nograph", 3);
  options.finish();
  const bool webb = weights == "webb";
  if (!webb && weights != "rademacher")
    refuse("T717", "weighttype(" + weights + ")", line.text,
           {"weights are rademacher or webb", "权重为 rademacher 或 webb"});
  const Fitted& fit = last_fit(session, line);
  const Eigen::Index at = one_coefficient(fit.estimate, line);
  ModelOptions model = fit.options;
  model.linear.vce = "wild(" + cluster_of(fit, line) + (webb ? ",webb)" : ")");
  model.linear.replications = static_cast<std::size_t>(draws.value_or(999));
  model.linear.seed = static_cast<std::uint64_t>(seed.value_or(1));
  const Estimate again = fit_without_tests(*fit.panel, fit.formula, model);
  const WildTest wild = *again.wild_test(again.names[static_cast<std::size_t>(at)]);
  const std::string name = fit.estimate.names[static_cast<std::size_t>(at)];
  const std::string text = fmt::format(
      "Wild cluster bootstrap-t, null imposed, {} {} ({} clusters, {} weights)\n  {} = 0\n"
      "              t({:g}) = {:.4f}\n             Prob>|t| = {:.4f}\n95% confidence set = [{:.4g}, {:.4g}]\n",
      wild.replications, wild.enumerated ? "sign vectors, all of them" : "replications", again.clusters, weights, name,
      fit.estimate.df_r, wild.statistic, wild.p, wild.low, wild.high);
  Outcome outcome{.line = line.text, .quiet = line.quiet, .output = both(text)};
  outcome.about = session.last;
  outcome.tests.push_back({line.text,
                           {"wild cluster bootstrap", "wild cluster bootstrap"},
                           {.statistic = wild.statistic, .df = 1, .df2 = fit.estimate.df_r, .p = wild.p}});
  return outcome;
}

}  // namespace ecoeff::stata
