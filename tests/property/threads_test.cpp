// Everything that runs on several threads gives the bits of one thread. `./check` runs this once more under the thread
// sanitizer, so each kind of parallel work stands here, with enough rows that it is cut into several chunks.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/groups.hpp"
#include "ecoeff/panel/mechanism.hpp"
#include "random_panel.hpp"

namespace ecoeff {
namespace {

using Numbers = std::vector<double>;

void expect_same_bits_for_all_threads(const std::function<Numbers(unsigned)>& work) {
  const Numbers one = work(1);
  ASSERT_FALSE(one.empty());
  for (const unsigned threads : {2U, 8U}) {
    const Numbers more = work(threads);
    ASSERT_EQ(more.size(), one.size());
    EXPECT_EQ(std::memcmp(more.data(), one.data(), one.size() * sizeof(double)), 0) << threads << " threads";
  }
}

template <typename Some>
void append(Numbers& all, const Some& some) {
  all.insert(all.end(), some.begin(), some.end());
}

// `units` units in four years: two inputs, a good and a bad output.
Panel plants(std::size_t units) {
  RandomStream random(31);
  std::vector<double> id;
  std::vector<double> year;
  for (std::size_t u = 0; u < units; ++u) {
    for (int t = 0; t < 4; ++t) {
      id.push_back(static_cast<double>(u));
      year.push_back(2010 + t);
    }
  }
  Table table;
  table.set_numbers("id", id);
  table.set_numbers("year", year);
  for (const char* name : {"labor", "energy", "gdp", "co2"}) {
    std::vector<double> values(id.size());
    for (double& value : values) value = std::exp(0.7 * random.normal());
    table.set_numbers(name, std::move(values));
  }
  return {std::move(table), "id", "year"};
}

ScoreOptions options(const std::string& model, unsigned threads) {
  ScoreOptions o{.model = model, .inputs = {"labor", "energy"}, .good = {"gdp"}, .bad = {"co2"}};
  o.returns = Returns::vrs;
  o.threads = threads;
  if (model == "super-radial" || model == "fdh") o.orientation = Orientation::input;
  return o;
}

Numbers scores(const Panel& panel, const std::string& model, ReferenceKind reference, unsigned threads) {
  ScoreOptions o = options(model, threads);
  o.reference = reference;
  Numbers all;
  for (const RowScore& row : score(panel, o).rows) {
    all.push_back(row.score);
    append(all, row.slacks);
  }
  return all;
}

TEST(Threads, ScoreTheSameBits) {
  const Panel panel = plants(300);
  for (const char* model : {"super-sbm", "super-radial", "ddf", "fdh"}) {
    SCOPED_TRACE(model);
    expect_same_bits_for_all_threads(
        [&](unsigned threads) { return scores(panel, model, ReferenceKind::pooled, threads); });
  }
}

TEST(Threads, ScoreEachYearTheSame) {
  const Panel panel = plants(150);
  expect_same_bits_for_all_threads(
      [&](unsigned threads) { return scores(panel, "super-sbm", ReferenceKind::contemporaneous, threads); });
}

// More rows than one piece of the ordering holds.
TEST(Threads, OrderManyRowsTheSame) {
  const Panel panel = plants(20000);
  expect_same_bits_for_all_threads(
      [&](unsigned threads) { return scores(panel, "super-sbm", ReferenceKind::pooled, threads); });
}

TEST(Threads, AbsorbEffectsTheSame) {
  const Panel panel = random_panel(4, {.units = 3000, .periods = 8, .firms = 200});
  const Formula formula = parse_formula("y ~ x1 + x2 + x3 | unit + time + firm");
  expect_same_bits_for_all_threads([&](unsigned threads) {
    const Estimate e = fit_fixed_effects(panel, formula, {.vce = "cluster(id)", .threads = threads});
    Numbers all;
    append(all, e.coefficients);
    append(all, e.residuals);
    return all;
  });
}

// Firms in a long chain: the conjugate gradients are slow without factors, and levels and rows are many.
TEST(Threads, AbsorbEffectsThatConvergeSlowlyTheSame) {
  constexpr std::size_t kRows = 104'000;
  std::vector<std::vector<double>> columns(5, std::vector<double>(kRows));
  RandomStream random(3);
  for (std::size_t i = 0; i < kRows; ++i) {
    columns[0][i] = static_cast<double>(i / 8);
    columns[1][i] = static_cast<double>(2000 + i % 8);
    columns[2][i] = static_cast<double>(i % 1100);
    columns[3][i] = random.normal();
    columns[4][i] = columns[3][i] + 0.01 * columns[2][i] + random.normal();
  }
  Table table;
  const char* names[] = {"id", "year", "firm", "x", "y"};
  for (std::size_t j = 0; j < columns.size(); ++j) table.set_numbers(names[j], std::move(columns[j]));
  const Panel panel(std::move(table), "id", "year");
  const Formula formula = parse_formula("y ~ x | unit + time + firm");
  expect_same_bits_for_all_threads([&](unsigned threads) {
    const Estimate e = fit_fixed_effects(panel, formula, {.vce = "robust", .threads = threads});
    Numbers all{e.covariance(0, 0), e.rss, e.df_a};
    append(all, e.coefficients);
    append(all, e.residuals);
    return all;
  });
}

TEST(Threads, DrawTheSameWildBootstrap) {
  const Panel panel = random_panel(11, {.units = 20});
  expect_same_bits_for_all_threads([&](unsigned threads) {
    const Estimate e = fit_fixed_effects(panel, parse_formula("y ~ x1 + x2 | unit + time"),
                                         {.vce = "wild(id)", .replications = 1999, .seed = 7, .threads = threads});
    return Numbers{e.wild.at(0).p, e.wild.at(0).low, e.wild.at(0).high};
  });
}

TEST(Threads, CompareGroupsTheSame) {
  const Panel panel = random_panel(5, {.units = 40});
  expect_same_bits_for_all_threads([&](unsigned threads) {
    const ResampledDifference pair =
        compare_groups(panel, parse_formula("y ~ x1 + x2 | unit + time"), {.vce = "cluster(unit)"}, "region",
                       {"1", "0"}, "x1", {.replications = 200, .seed = 8, .threads = threads})
            .pairs.at(0)
            .resampled;
    return Numbers{pair.permutation_p, pair.bootstrap_p, pair.bootstrap_se, pair.low, pair.high};
  });
}

TEST(Threads, BootstrapTheSameIndirectEffect) {
  const Panel panel = random_panel(12, {.units = 40});
  expect_same_bits_for_all_threads([&](unsigned threads) {
    MechanismOptions o{.linear = {.vce = "cluster(unit)"}, .replications = 200, .seed = 5};
    o.threads = threads;
    const IndirectEffect effect =
        fit_mechanism(panel, parse_formula("y ~ x1 + x2 | unit + time"), "x1", "x3", o).indirect.value();
    return Numbers{effect.effect, effect.bootstrap_se, effect.low, effect.high};
  });
}

}  // namespace
}  // namespace ecoeff
