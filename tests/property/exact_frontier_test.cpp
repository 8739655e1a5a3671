// The engine against exact fractions on small random panels with ties: every orientation, returns, form and model.
#include <gtest/gtest.h>

#include "ecoeff/numeric/random.hpp"
#include "exact_frontier.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

struct Drawn {
  exact::Data data;
  Table table;
  ScoreOptions options;
};

// Small whole numbers, so that ties, duplicates and degenerate vertices are frequent.
Drawn draw(RandomStream& random) {
  Drawn out;
  exact::Data& d = out.data;
  d.inputs = 1 + random.below(2);
  d.good = 1 + random.below(2);
  d.bad = random.below(3);
  const std::size_t n = 4 + random.below(6);
  std::vector<std::string> units;
  for (std::size_t i = 0; i < n; ++i) units.push_back("u" + std::to_string(i));
  out.table.set_text("unit_name", units);
  for (std::size_t f = 0; f < d.features(); ++f) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(static_cast<double>(1 + random.below(9)));
    d.z.push_back(values);
    const std::string name = "f" + std::to_string(f);
    out.table.set_numbers(name, values);
    (f < d.inputs ? out.options.inputs : d.is_good(f) ? out.options.good : out.options.bad).push_back(name);
  }
  out.options.model = random.below(4) == 0 ? "sbm" : "super-sbm";
  out.options.orientation = static_cast<Orientation>(random.below(3));
  out.options.returns = static_cast<Returns>(random.below(4));
  const bool super_with_bad = out.options.model == "super-sbm" && d.bad > 0;
  out.options.bad_as = super_with_bad ? static_cast<BadAs>(random.below(2)) : BadAs::output;
  return out;
}

TEST(ExactFrontier, EveryFormAgreesWithFractions) {
  RandomStream random(20261124);
  std::size_t infeasible = 0;
  std::size_t super = 0;
  for (int round = 0; round < 200; ++round) {
    const Drawn drawn = draw(random);
    const ScoreOptions& o = drawn.options;
    const ScoreResult result = score(Panel(drawn.table, "unit_name", ""), o);
    std::vector<std::size_t> all(drawn.data.z[0].size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    for (const std::size_t row : all) {
      const exact::Answer truth = exact::score_row(drawn.data, row, all, o);
      const RowScore& ours = result.rows[row];
      const auto place = ::testing::Message()
                         << "round " << round << " row " << row << " " << o.model << " orientation "
                         << static_cast<int>(o.orientation) << " returns " << static_cast<int>(o.returns) << " bad as "
                         << static_cast<int>(o.bad_as);
      EXPECT_NEAR(ours.rho, static_cast<double>(truth.rho), tolerance::kScore) << place;
      EXPECT_EQ(ours.efficient, truth.efficient) << place;
      if (!truth.efficient || o.model == "sbm") {
        EXPECT_NEAR(ours.score, static_cast<double>(truth.rho), tolerance::kScore) << place;
        continue;
      }
      if (truth.delta) {
        ++super;
        EXPECT_EQ(ours.status, RowStatus::optimal) << place;
        EXPECT_NEAR(ours.delta, static_cast<double>(*truth.delta), tolerance::kScore) << place;
        EXPECT_NEAR(ours.score, static_cast<double>(*truth.delta), tolerance::kScore) << place;
      } else {
        ++infeasible;
        EXPECT_EQ(ours.status, RowStatus::infeasible) << place;
        EXPECT_TRUE(is_missing(ours.delta) && is_missing(ours.score)) << place;
      }
    }
  }
  EXPECT_GT(infeasible, 10U) << "the draws must reach infeasible rows";
  EXPECT_GT(super, 100U);
}

}  // namespace
}  // namespace ecoeff
