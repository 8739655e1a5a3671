#include "ecoeff/panel/gmm_estimate.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

constexpr int kPeriods = 6;

// Twelve units with late starts, early ends and holes.
Panel ragged_panel() {
  RandomStream random(31);
  std::vector<double> unit;
  std::vector<double> year;
  std::vector<double> y;
  std::vector<double> x;
  for (int i = 0; i < 12; ++i) {
    for (int t = 0; t < kPeriods; ++t) {
      const double value = random.normal();
      const double other = random.normal() + value;
      if ((i % 4 == 1 && t < 2) || (i % 4 == 2 && t > 4) || (i % 4 == 3 && t == 2)) continue;
      unit.push_back(i);
      year.push_back(t);
      y.push_back(value);
      x.push_back(other);
    }
  }
  Table table;
  table.set_numbers("unit_id", unit);
  table.set_numbers("t", year);
  table.set_numbers("y", y);
  table.set_numbers("x", x);
  return {std::move(table), "unit_id", "t"};
}

struct Setting {
  GmmSample sample;
  Instruments instruments;
};

Setting make_setting(bool system, bool orthogonal) {
  const GmmCalendar calendar = fill_calendar(ragged_panel());
  const Terms terms = build_terms(calendar.filled, {"y", "x"});
  Matrix x(terms.values.rows(), 2);
  x << terms.values.col(1), Vector::Ones(terms.values.rows());
  Setting out{stack_sample(calendar, terms.values.col(0), system ? x : Matrix(x.leftCols(1)), {}, system, orthogonal),
              {}};
  out.instruments =
      build_instruments(out.sample, {{{.variables = {"y"}, .lag_from = 2, .lag_to = 3}, terms.values.col(0)}},
                        {{{.variables = {"x"}}, terms.values.col(1)}}, system);
  return out;
}

Matrix dense(const SparseRows& rows, int columns) {
  Matrix out = Matrix::Zero(static_cast<Eigen::Index>(rows.rows()), columns);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    for (std::size_t i = 0; i < rows.columns(row).size(); ++i) {
      out(static_cast<Eigen::Index>(row), rows.columns(row)[i]) = rows.values(row)[i];
    }
  }
  return out;
}

// The transformation of a unit that is there in every period, written down by hand.
Matrix full_transformation(bool orthogonal) {
  Matrix m = Matrix::Zero(kPeriods, kPeriods);
  for (int t = 1; t < kPeriods; ++t) {
    if (!orthogonal) {
      m(t, t - 1) = -1;
      m(t, t) = 1;
      continue;
    }
    const double later = kPeriods - t;
    m(t, t - 1) = std::sqrt(later / (later + 1));
    m.row(t).tail(kPeriods - t).setConstant(-std::sqrt(later / (later + 1)) / later);
  }
  return m;
}

Matrix error_pattern(bool system, bool orthogonal, int h) {
  const Matrix m = full_transformation(orthogonal);
  const Matrix identity = Matrix::Identity(kPeriods, kPeriods);
  if (!system) return h == 1 ? identity : Matrix(m * m.transpose());
  Matrix out = Matrix::Identity(2 * kPeriods, 2 * kPeriods);
  if (h == 1) return out;
  out.topLeftCorner(kPeriods, kPeriods) = m * m.transpose();
  if (h == 3) {
    out.topRightCorner(kPeriods, kPeriods) = m;
    out.bottomLeftCorner(kPeriods, kPeriods) = m.transpose();
  }
  return out;
}

TEST(EstimateGmm, WeightsAreZHZWrittenOut) {
  for (const bool system : {false, true}) {
    for (const bool orthogonal : {false, true}) {
      const Setting setting = make_setting(system, orthogonal);
      const Matrix z = dense(setting.instruments.rows, setting.instruments.columns);
      const auto slots = static_cast<Eigen::Index>(setting.sample.slots());
      for (const int h : {1, 2, 3}) {
        const Matrix pattern = error_pattern(system, orthogonal, h);
        Matrix want = Matrix::Zero(z.cols(), z.cols());
        for (int unit = 0; unit < setting.sample.units; ++unit) {
          Matrix z_unit(pattern.rows(), z.cols());
          z_unit.topRows(kPeriods) = z.middleRows(unit * kPeriods, kPeriods);
          if (system) z_unit.bottomRows(kPeriods) = z.middleRows(slots + unit * kPeriods, kPeriods);
          want += z_unit.transpose() * pattern * z_unit;
        }
        const GmmFit fit =
            estimate_gmm(setting.sample, setting.instruments, {.system = system, .orthogonal = orthogonal, .h = h});
        EXPECT_LT((fit.weight1_inverse - want).norm(), 1e-12 * want.norm()) << system << orthogonal << h;
      }
    }
  }
}

TEST(EstimateGmm, OneStepSolvesItsNormalEquations) {
  const Setting setting = make_setting(true, false);
  const GmmFit fit = estimate_gmm(setting.sample, setting.instruments, {.steps = 1});
  const Matrix z = dense(setting.instruments.rows, setting.instruments.columns);
  const Vector score =
      setting.sample.x.transpose() * z * fit.weight1 * z.transpose() * (setting.sample.y - setting.sample.x * fit.b);
  EXPECT_LT(score.norm(), 1e-10);
}

TEST(StackSample, DeviationsOfARaggedUnit) {
  const Setting setting = make_setting(false, true);
  // Unit 3 lacks t = 2: the deviation of t = 1 stands in slot 2 and looks at t = 3, 4, 5.
  const Eigen::Index base = 3 * kPeriods;
  const Vector& y = setting.sample.y_level;
  const double mean = (y(base + 3) + y(base + 4) + y(base + 5)) / 3;
  EXPECT_NEAR(setting.sample.y(base + 2), std::sqrt(0.75) * (y(base + 1) - mean), 1e-14);
  EXPECT_FALSE(setting.sample.transformed_used[static_cast<std::size_t>(base) + 3]);
  EXPECT_EQ(setting.sample.transformed_rows, 12U * (kPeriods - 1) - 3 * 2 - 3 - 3);
}

TEST(BuildInstruments, LevelGroupsTakeTheirOwnLags) {
  const GmmCalendar calendar = fill_calendar(ragged_panel());
  const Matrix y = build_terms(calendar.filled, {"y"}).values;
  const GmmSample sample = stack_sample(calendar, y.col(0), y, {}, true, false);
  const auto columns = [&](const GmmGroup& group) {
    return build_instruments(sample, {{group, y}}, {}, false).columns;
  };
  GmmGroup group{.variables = {"y"}, .lag_from = 1, .lag_to = 2, .collapse = true, .equation = GmmEquation::level};
  EXPECT_EQ(columns(group), 2);  // differences at lags 1 and 2
  group.equation = GmmEquation::both;
  EXPECT_EQ(columns(group), 3);  // levels at lags 1 and 2, the difference at lag 0
  group.equation = GmmEquation::difference;
  EXPECT_EQ(columns(group), 2);
  group.collapse = false;
  EXPECT_EQ(columns(group), 5 + 4);  // t = 1..5 at lag 1, t = 2..5 at lag 2
}

TEST(BuildInstruments, LevelColumnsMoveToADeeperLagOnlyTogether) {
  // v is missing in every unit from t = 4 on, so its differences end at t = 3.
  const GmmCalendar calendar = fill_calendar(ragged_panel());
  const Matrix y = build_terms(calendar.filled, {"y"}).values;
  Matrix v = y;
  for (Eigen::Index slot = 0; slot < v.rows(); ++slot) {
    if (slot % kPeriods >= 4) v(slot, 0) = kMissing;
  }
  const GmmSample sample = stack_sample(calendar, y.col(0), y, {}, true, false);
  const auto level_columns = [&](int lag, bool collapse) {
    const GmmGroup group{.variables = {"v"}, .lag_from = lag, .lag_to = lag, .collapse = collapse};
    return build_instruments(sample, {{group, v}}, {}, false).level_columns.size();
  };
  EXPECT_EQ(level_columns(1, false), 3U);   // t = 1..3 at lag 0; nothing at t = 4 and 5
  EXPECT_EQ(level_columns(-1, false), 2U);  // t = 0, 1 at lag -2
  for (Eigen::Index slot = 0; slot < v.rows(); ++slot) {
    if (slot % kPeriods >= 2) v(slot, 0) = kMissing;
  }
  EXPECT_EQ(level_columns(1, false), 1U);  // t = 1 at lag 0
  EXPECT_EQ(level_columns(5, false), 1U);  // t = 5 at lag 4
  EXPECT_EQ(level_columns(-1, true), 1U);  // lag -2 has no row, the next deeper one has
}

TEST(GeneralizedInverse, FullRankAtAnyScale) {
  Matrix a(3, 3);
  a << 2, 0.5, 0.1, 0.5, 1, 0.2, 0.1, 0.2, 3;
  const Vector scale = Vector{{1e-9, 1, 1e9}};
  const Matrix scaled = scale.asDiagonal() * a * scale.asDiagonal();
  const GeneralizedInverse inverse = generalized_inverse(scaled);
  EXPECT_EQ(inverse.rank, 3);
  const Matrix back = scale.asDiagonal() * inverse.inverse * scale.asDiagonal();
  EXPECT_LT((back * a - Matrix::Identity(3, 3)).norm(), 1e-12);
}

TEST(GeneralizedInverse, RedundantColumnsGiveMoorePenrose) {
  Matrix half(3, 2);
  half << 1, 0, 2, 1, 3, 1;  // the third row is the sum of the others
  const Matrix a = half * half.transpose();
  const GeneralizedInverse inverse = generalized_inverse(a);
  EXPECT_EQ(inverse.rank, 2);
  EXPECT_LT((a * inverse.inverse * a - a).norm(), 1e-12);
  EXPECT_LT((inverse.inverse * a * inverse.inverse - inverse.inverse).norm(), 1e-12);
  EXPECT_LT((inverse.inverse - symmetric_pseudo_inverse(a)).norm(), 1e-12);
}

TEST(GeneralizedInverse, ZeroRowsStayZero) {
  Matrix a = Matrix::Zero(3, 3);
  a(0, 0) = 4;
  a(2, 2) = 1;
  const GeneralizedInverse inverse = generalized_inverse(a);
  EXPECT_EQ(inverse.rank, 2);
  EXPECT_DOUBLE_EQ(inverse.inverse(0, 0), 0.25);
  EXPECT_EQ(inverse.inverse(1, 1), 0);
}

}  // namespace
}  // namespace ecoeff
