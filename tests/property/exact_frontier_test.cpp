// The engine against exact fractions on small random panels with ties: every orientation, returns, form and model.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/numeric/random.hpp"
#include "exact/slacks.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

struct Drawn {
  exact::Data data;
  Table table;
  ScoreOptions options;
};

struct Numbers {
  std::size_t least = 1;  // whole numbers from here on
  int size_bits = 0;      // rows are up to this power of two times larger than others
};

// Small whole numbers, so that ties, duplicates and degenerate vertices are frequent.
Drawn draw(RandomStream& random, const Numbers& numbers) {
  Drawn out;
  exact::Data& d = out.data;
  d.inputs = 1 + random.below(2);
  d.good = 1 + random.below(2);
  d.bad = random.below(3);
  const std::size_t n = 4 + random.below(6);
  std::vector<std::string> units;
  for (std::size_t i = 0; i < n; ++i) units.push_back("u" + std::to_string(i));
  out.table.set_text("unit_name", units);
  std::vector<double> size;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t bits = numbers.size_bits == 0 ? 0 : random.below(static_cast<std::size_t>(numbers.size_bits) + 1);
    size.push_back(std::ldexp(1, static_cast<int>(bits)));
  }
  for (std::size_t f = 0; f < d.features(); ++f) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i)
      values.push_back(size[i] * static_cast<double>(numbers.least + random.below(9)));
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

void expect_near(double ours, const exact::Fraction& truth, const ::testing::Message& place) {
  const auto wanted = static_cast<double>(truth);
  EXPECT_NEAR(ours, wanted, tolerance::kScore * std::max(1.0, wanted)) << place;
}

struct Met {
  std::size_t infeasible = 0;
  std::size_t super = 0;
};

Met expect_fractions(const Numbers& numbers) {
  RandomStream random(20261124);
  Met met;
  for (int round = 0; round < 200; ++round) {
    const Drawn drawn = draw(random, numbers);
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
      expect_near(ours.rho, truth.rho, place);
      EXPECT_EQ(ours.efficient, truth.efficient) << place;
      if (!truth.efficient || o.model == "sbm") {
        expect_near(ours.score, truth.rho, place);
        continue;
      }
      if (truth.delta) {
        ++met.super;
        EXPECT_EQ(ours.status, RowStatus::optimal) << place;
        expect_near(ours.delta, *truth.delta, place);
        expect_near(ours.score, *truth.delta, place);
      } else {
        ++met.infeasible;
        EXPECT_EQ(ours.status, RowStatus::infeasible) << place;
        EXPECT_TRUE(is_missing(ours.delta) && is_missing(ours.score)) << place;
      }
    }
  }
  return met;
}

TEST(ExactFrontier, EveryFormAgreesWithFractions) {
  const Met met = expect_fractions({});
  EXPECT_GT(met.infeasible, 10U) << "the draws must reach infeasible rows";
  EXPECT_GT(met.super, 100U);
}

// Where intensities have no bound a row can lean on others that are 1e8 times smaller and a thousandth better.
TEST(ExactFrontier, RowsOfVeryDifferentSizesAgreeWithFractions) {
  const Met met = expect_fractions({.least = 1000, .size_bits = 27});
  EXPECT_GT(met.infeasible, 10U);
  EXPECT_GT(met.super, 100U);
}

}  // namespace
}  // namespace ecoeff
