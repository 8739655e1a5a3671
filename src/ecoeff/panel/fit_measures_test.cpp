#include "ecoeff/panel/fit_measures.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

struct Rows {
  Vector y;
  Vector index;
  Effect unit;
};

// Units of 1 to 30 rows, more rows than one piece has, in the order of the units.
Rows simulated(std::size_t units) {
  RandomStream random(41);
  std::vector<double> y;
  Rows rows;
  for (std::size_t unit = 0; unit < units; ++unit) {
    const double level = 3 * random.normal();
    const std::size_t many = 1 + random.below(30);
    for (std::size_t i = 0; i < many; ++i) {
      rows.unit.codes.push_back(static_cast<std::int32_t>(unit));
      y.push_back(level + random.normal());
    }
  }
  rows.unit.levels = units;
  rows.y = Eigen::Map<const Vector>(y.data(), static_cast<Eigen::Index>(y.size()));
  rows.index = rows.y;
  for (double& value : rows.index) value += random.normal();
  return rows;
}

Rows shuffled(const Rows& rows) {
  std::vector<std::size_t> order(rows.unit.codes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  RandomStream random(43);
  for (std::size_t i = order.size(); i-- > 1;) std::swap(order[i], order[random.below(i + 1)]);
  Rows out = rows;
  for (std::size_t i = 0; i < order.size(); ++i) {
    out.unit.codes[i] = rows.unit.codes[order[i]];
    out.y(static_cast<Eigen::Index>(i)) = rows.y(static_cast<Eigen::Index>(order[i]));
    out.index(static_cast<Eigen::Index>(i)) = rows.index(static_cast<Eigen::Index>(order[i]));
  }
  return out;
}

double squares_by_hand(const Rows& rows) {
  std::vector<double> sum(rows.unit.levels, 0);
  std::vector<double> count(rows.unit.levels, 0);
  for (std::size_t i = 0; i < rows.unit.codes.size(); ++i) {
    sum[static_cast<std::size_t>(rows.unit.codes[i])] += rows.y(static_cast<Eigen::Index>(i));
    count[static_cast<std::size_t>(rows.unit.codes[i])] += 1;
  }
  double squares = 0;
  for (std::size_t i = 0; i < rows.unit.codes.size(); ++i) {
    const auto unit = static_cast<std::size_t>(rows.unit.codes[i]);
    const double left = rows.y(static_cast<Eigen::Index>(i)) - sum[unit] / count[unit];
    squares += left * left;
  }
  return squares;
}

TEST(FitMeasures, RowsInAnyOrderOnAnyNumberOfThreads) {
  const Rows rows = simulated(4000);
  ASSERT_GT(rows.y.size(), 40'000);
  const double squares = squares_within(rows.y, rows.unit);
  EXPECT_NEAR(squares / squares_by_hand(rows), 1, tolerance::kRoundOff);
  const XtregR2 r2 = xtreg_r2(rows.y, rows.index, rows.unit);
  for (const unsigned threads : {2U, 8U}) {
    EXPECT_EQ(squares_within(rows.y, rows.unit, threads), squares);
    EXPECT_EQ(xtreg_r2(rows.y, rows.index, rows.unit, threads).between, r2.between);
  }
  const Rows mixed = shuffled(rows);
  EXPECT_NEAR(squares_within(mixed.y, mixed.unit, 2) / squares, 1, tolerance::kRoundOff);
  EXPECT_NEAR(xtreg_r2(mixed.y, mixed.index, mixed.unit, 2).between, r2.between, tolerance::kRoundOff);
  EXPECT_NEAR(xtreg_r2(mixed.y, mixed.index, mixed.unit, 2).overall, r2.overall, tolerance::kRoundOff);
}

}  // namespace
}  // namespace ecoeff
