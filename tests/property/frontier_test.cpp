// Laws of the frontier models on random panels, among them that every answer reproduces its own score.
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "ecoeff/frontier/score.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/numeric/simd.hpp"
#include "ecoeff/solver/rational.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

const std::vector<std::string> kColumns = {"x1", "x2", "y1", "y2", "b1"};
constexpr Returns kReturns[] = {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs};
constexpr Orientation kOrientations[] = {Orientation::none, Orientation::input, Orientation::output};

// An unbalanced panel; with few distinct values there are many ties, duplicates and faces.
Table random_table(RandomStream& random) {
  const bool ties = random.below(2) == 0;
  std::vector<std::string> unit;
  std::vector<double> year;
  for (std::size_t u = 0; u < 3 + random.below(6); ++u) {
    for (int t = 0; t < 4; ++t) {
      if (random.below(5) == 0 && t > 0) continue;
      unit.push_back("u" + std::to_string(u));
      year.push_back(2000 + t);
    }
  }
  Table table;
  table.set_text("unit", unit);
  table.set_numbers("year", year);
  for (const std::string& name : kColumns) {
    std::vector<double> values;
    for (std::size_t i = 0; i < unit.size(); ++i) {
      values.push_back(ties ? 1.0 + static_cast<double>(random.below(4)) : std::exp(0.7 * random.normal()));
    }
    table.set_numbers(name, std::move(values));
  }
  return table;
}

Panel panel_of(Table table) { return {std::move(table), "unit", "year"}; }

ScoreOptions random_options(RandomStream& random, std::string model) {
  ScoreOptions o{.model = std::move(model), .inputs = {"x1", "x2"}, .good = {"y1", "y2"}, .bad = {"b1"}};
  o.returns = kReturns[random.below(4)];
  o.orientation = kOrientations[random.below(3)];
  if (o.model.ends_with("radial") && o.orientation == Orientation::none) o.orientation = Orientation::input;
  if (o.model == "super-sbm" && random.below(2) == 0) o.bad_as = BadAs::input;
  if (random.below(3) == 0) o.leave_out = LeaveOut::unit;
  if (o.model.ends_with("sbm") && random.below(3) == 0) o.weights = {{"x1", 2}, {"b1", 0.5}};
  return o;
}

double or_infinite(double value) { return is_missing(value) ? std::numeric_limits<double>::infinity() : value; }

void expect_same(double a, double b) {
  RC_ASSERT(is_missing(a) == is_missing(b));
  if (!is_missing(a)) RC_ASSERT(tolerance::relative_difference(a, b) <= tolerance::kScore);
}

Table changed(const Table& table, const std::string& column, double factor, std::size_t row = kNoRow) {
  Table out = table;
  std::vector<double> values(table.numbers(column).begin(), table.numbers(column).end());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (row == kNoRow || i == row) values[i] *= factor;
  }
  out.set_numbers(column, std::move(values));
  return out;
}

void expect_no_change_of_units(std::uint64_t seed) {
  RandomStream random(seed);
  const char* models[] = {"sbm", "super-sbm", "radial", "super-radial"};
  const ScoreOptions options = random_options(random, models[random.below(4)]);
  const Table table = random_table(random);
  Table scaled = table;
  // By powers of two: any other factor rounds the data, and rows that are tied are so no longer.
  for (const std::string& column : kColumns)
    scaled = changed(scaled, column, std::ldexp(1.0, static_cast<int>(random.below(34)) - 13));
  const ScoreResult before = score(panel_of(table), options);
  const ScoreResult after = score(panel_of(scaled), options);
  for (std::size_t row = 0; row < before.rows.size(); ++row) expect_same(before.rows[row].score, after.rows[row].score);
}

RC_GTEST_PROP(Frontier, ScoresDoNotDependOnUnits, (std::uint64_t seed)) { expect_no_change_of_units(seed); }

// Its second radial program had no answer after rounding.
RC_GTEST_PROP(Frontier, ScoresDoNotDependOnUnitsWhereAFactorEndsAtACorner, ()) { expect_no_change_of_units(1987); }

// The fraction of the model, computed from the slacks alone.
double fraction(const ScoreOptions& o, const Table& table, std::size_t row, const std::vector<double>& slacks,
                bool super) {
  const auto weight = [&](const std::string& name) {
    for (const auto& [column, w] : o.weights) {
      if (column == name) return w;
    }
    return 1.0;
  };
  double top = 0;
  double top_weight = 0;
  double bottom = 0;
  double bottom_weight = 0;
  for (std::size_t k = 0; k < kColumns.size(); ++k) {
    const bool input = k < 2 || (k == 4 && super && o.bad_as == BadAs::input);
    const double w = weight(kColumns[k]);
    (input ? top : bottom) += w * slacks[k] / table.numbers(kColumns[k])[row];
    (input ? top_weight : bottom_weight) += w;
  }
  top = o.orientation == Orientation::output ? 0 : top / top_weight;
  bottom = o.orientation == Orientation::input ? 0 : bottom / bottom_weight;
  return super ? (1 + top) / (1 - bottom) : (1 - top) / (1 + bottom);
}

// Peers reach the targets and their intensities obey the returns to scale.
void expect_reached(const ScoreOptions& o, const Table& table, const RowScore& r) {
  double sum = 0;
  std::vector<double> mixture(kColumns.size(), 0.0);
  for (const Peer& peer : r.peers) {
    sum += peer.intensity;
    for (std::size_t k = 0; k < mixture.size(); ++k)
      mixture[k] += peer.intensity * table.numbers(kColumns[k])[peer.row];
  }
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    const bool good = k == 2 || k == 3;
    const double excess = good ? r.targets[k] - mixture[k] : mixture[k] - r.targets[k];
    RC_ASSERT(excess <= 1e-7 * (1 + std::abs(r.targets[k])));
  }
  if (o.returns == Returns::vrs || o.returns == Returns::nirs) RC_ASSERT(sum <= 1 + 1e-7);
  if (o.returns == Returns::vrs || o.returns == Returns::ndrs) RC_ASSERT(sum >= 1 - 1e-7);
}

RC_GTEST_PROP(Frontier, SlacksTargetsAndPeersReproduceTheScore, (std::uint64_t seed)) {
  RandomStream random(seed);
  const ScoreOptions options = random_options(random, random.below(2) == 0 ? "sbm" : "super-sbm");
  const Table table = random_table(random);
  const ScoreResult result = score(panel_of(table), options);
  for (std::size_t row = 0; row < result.rows.size(); ++row) {
    const RowScore& r = result.rows[row];
    RC_ASSERT(r.status == RowStatus::optimal || r.status == RowStatus::infeasible);
    if (r.status != RowStatus::optimal) continue;
    RC_ASSERT(r.lower <= r.score && r.score <= r.upper);
    RC_ASSERT(r.upper - r.lower <= tolerance::kSolver);
    const bool super = r.score > 1;
    RC_ASSERT(tolerance::relative_difference(fraction(options, table, row, r.slacks, super), r.score) <= 1e-8);
    expect_reached(options, table, r);
  }
}

RC_GTEST_PROP(Frontier, RhoIsAtMostOneAndDeltaAtLeastAndOneOfThemIsOne, (std::uint64_t seed)) {
  RandomStream random(seed);
  const ScoreOptions options = random_options(random, "super-sbm");
  for (const RowScore& r : score(panel_of(random_table(random)), options).rows) {
    RC_ASSERT(r.rho <= 1);
    if (is_missing(r.delta)) continue;
    RC_ASSERT(r.delta >= 1);
    RC_ASSERT(std::abs((r.rho - 1) * (r.delta - 1)) <= 1e-9);
  }
}

RC_GTEST_PROP(Frontier, ADuplicateChangesNoScoreButItsOwnDelta, (std::uint64_t seed)) {
  RandomStream random(seed);
  ScoreOptions options = random_options(random, "super-sbm");
  options.leave_out = LeaveOut::row;
  const Table table = random_table(random);
  const std::size_t row = random.below(table.rows());
  std::vector<std::size_t> rows(table.rows());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  rows.push_back(row);
  Table doubled = table.select(rows);
  std::vector<std::string> units = doubled.texts("unit");
  units.back() = "copy";
  doubled.set_text("unit", units);
  const ScoreResult before = score(panel_of(table), options);
  const ScoreResult after = score(panel_of(doubled), options);
  for (std::size_t i = 0; i < before.rows.size(); ++i) {
    expect_same(before.rows[i].rho, after.rows[i].rho);
    if (i == row) {
      RC_ASSERT(std::abs(after.rows[i].delta - 1) <= tolerance::kScore);
    } else {
      expect_same(before.rows[i].delta, after.rows[i].delta);
    }
  }
}

RC_GTEST_PROP(Frontier, AnImprovementNeverLowersAScoreAndARowNeverRaisesOne, (std::uint64_t seed)) {
  RandomStream random(seed);
  const ScoreOptions options = random_options(random, random.below(2) == 0 ? "sbm" : "super-sbm");
  const Table table = random_table(random);
  const std::size_t row = random.below(table.rows());
  const bool good = random.below(2) == 0;
  const Table better = changed(table, good ? "y1" : "x1", good ? 1.3 : 0.7, row);
  const double before = or_infinite(score(panel_of(table), options).rows[row].score);
  const double after = or_infinite(score(panel_of(better), options).rows[row].score);
  RC_ASSERT(after >= before - 1e-9);
  // Fewer rows: the last one goes.
  std::vector<std::size_t> rows(table.rows() - 1);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
  const ScoreResult all = score(panel_of(table), options);
  const ScoreResult fewer = score(panel_of(table.select(rows)), options);
  for (const std::size_t i : rows) RC_ASSERT(or_infinite(all.rows[i].score) <= or_infinite(fewer.rows[i].score) + 1e-9);
}

RC_GTEST_PROP(Frontier, FewerReturnsNeverLowerAScore, (std::uint64_t seed)) {
  RandomStream random(seed);
  const char* models[] = {"super-sbm", "radial", "super-radial"};
  ScoreOptions options = random_options(random, models[random.below(3)]);
  const Panel panel = panel_of(random_table(random));
  const bool reverse = options.model.ends_with("radial") && options.orientation == Orientation::output;
  const auto run = [&](Returns returns) {
    options.returns = returns;
    return score(panel, options);
  };
  const ScoreResult crs = run(Returns::crs);
  const ScoreResult vrs = run(Returns::vrs);
  for (const ScoreResult& between : {run(Returns::nirs), run(Returns::ndrs)}) {
    for (std::size_t i = 0; i < panel.rows(); ++i) {
      if (options.model == "super-sbm") {
        RC_ASSERT(crs.rows[i].rho <= between.rows[i].rho + 1e-9);
        RC_ASSERT(between.rows[i].rho <= vrs.rows[i].rho + 1e-9);
        RC_ASSERT(or_infinite(crs.rows[i].delta) <= or_infinite(between.rows[i].delta) + 1e-9);
        RC_ASSERT(or_infinite(between.rows[i].delta) <= or_infinite(vrs.rows[i].delta) + 1e-9);
      } else {
        const auto rank = [&](const ScoreResult& r) {
          return reverse ? or_infinite(1 / r.rows[i].score) : or_infinite(r.rows[i].score);
        };
        RC_ASSERT(rank(crs) <= rank(between) + 1e-9);
        RC_ASSERT(rank(between) <= rank(vrs) + 1e-9);
      }
    }
  }
}

RC_GTEST_PROP(Frontier, AWiderReferenceNeverRaisesAScore, (std::uint64_t seed)) {
  RandomStream random(seed);
  ScoreOptions options = random_options(random, "super-sbm");
  const Panel panel = panel_of(random_table(random));
  const auto run = [&](ReferenceKind kind) {
    options.reference = kind;
    return score(panel, options);
  };
  const ScoreResult narrow = run(ReferenceKind::contemporaneous);
  const ScoreResult middle = run(ReferenceKind::sequential);
  const ScoreResult wide = run(ReferenceKind::pooled);
  for (std::size_t i = 0; i < panel.rows(); ++i) {
    RC_ASSERT(or_infinite(narrow.rows[i].score) >= or_infinite(middle.rows[i].score) - 1e-9);
    RC_ASSERT(or_infinite(middle.rows[i].score) >= or_infinite(wide.rows[i].score) - 1e-9);
  }
}

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

Panel seven_hundred_rows() {
  RandomStream random(11);
  Table table;
  std::vector<std::string> unit;
  for (int i = 0; i < 700; ++i) unit.push_back("u" + std::to_string(i));
  table.set_text("unit", unit);
  table.set_numbers("year", std::vector<double>(700, 2000));
  for (const std::string& name : kColumns) {
    std::vector<double> values;
    for (int i = 0; i < 700; ++i) values.push_back(std::exp(0.7 * random.normal()));
    table.set_numbers(name, std::move(values));
  }
  return panel_of(std::move(table));
}

void expect_same_bits(const ScoreResult& one, const ScoreResult& more, const std::string& what) {
  for (std::size_t i = 0; i < one.rows.size(); ++i) {
    ASSERT_TRUE(same_bits(one.rows[i].score, more.rows[i].score)) << what << ", row " << i;
    ASSERT_EQ(one.rows[i].peers.size(), more.rows[i].peers.size());
    for (std::size_t k = 0; k < kColumns.size(); ++k)
      ASSERT_TRUE(same_bits(one.rows[i].slacks[k], more.rows[i].slacks[k]));
  }
}

const ScoreOptions kSuperVrs{
    .model = "super-sbm", .inputs = {"x1", "x2"}, .good = {"y1", "y2"}, .bad = {"b1"}, .returns = Returns::vrs};

TEST(Frontier, TheNumberOfThreadsChangesNoBit) {
  const Panel panel = seven_hundred_rows();
  ScoreOptions options = kSuperVrs;
  const ScoreResult one = score(panel, options);
  for (const unsigned threads : {2U, 8U}) {
    options.threads = threads;
    expect_same_bits(one, score(panel, options), std::to_string(threads) + " threads");
  }
}

TEST(Frontier, EveryVectorUnitGivesTheSameBits) {
  const Panel panel = seven_hundred_rows();
  const ScoreResult chosen = score(panel, kSuperVrs);
  const std::vector<std::string> names = simd::targets();
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names) {
    simd::force_target(name);
    expect_same_bits(chosen, score(panel, kSuperVrs), name);
  }
  simd::force_target("");
}

// Larger than a small reference set, so that the frontier-first path is taken.
Table larger_table(std::size_t n, std::uint64_t seed, double ties) {
  RandomStream random(seed);
  Table table;
  std::vector<std::string> unit;
  std::vector<double> year;
  for (std::size_t i = 0; i < n; ++i) {
    unit.push_back("u" + std::to_string(i / 5));
    year.push_back(2000 + static_cast<double>(i % 5));
  }
  table.set_text("unit", unit);
  table.set_numbers("year", year);
  for (const std::string& name : kColumns) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) {
      const double value = std::exp(0.5 * random.normal());
      values.push_back(ties > 0 ? std::max(1.0, std::round(value * ties)) : value);
    }
    table.set_numbers(name, std::move(values));
  }
  return table;
}

// The exact optimum is that over all rows, those behind the frontier included, of which the path itself sees few.
TEST(Frontier, BoundsOverTheCarriersHoldTheOptimumOverAllRows) {
  for (const double ties : {0.0, 3.0}) {
    const Panel panel = panel_of(larger_table(200, 23, ties));
    for (const Returns returns : kReturns) {
      for (const char* model : {"sbm", "radial"}) {
        ScoreOptions options{
            .model = model, .inputs = {"x1", "x2"}, .good = {"y1", "y2"}, .bad = {"b1"}, .returns = returns};
        if (options.model == "radial") options.orientation = Orientation::input;
        const ScoreResult bounds = score(panel, options);
        options.exact.assign(panel.rows(), 1);
        const ScoreResult exact = score(panel, options);
        for (std::size_t row = 0; row < panel.rows(); ++row) {
          const solver::Rational optimum(exact.rows.exact()[row]);
          EXPECT_LE(solver::Rational(bounds.rows[row].lower), optimum) << model << " row " << row;
          EXPECT_GE(solver::Rational(bounds.rows[row].upper), optimum) << model << " row " << row;
        }
      }
    }
  }
}

TEST(Frontier, ScoresOverTheCarriersAreOptimalOverAllRows) {
  for (const double ties : {0.0, 3.0}) {
    const Panel panel = panel_of(larger_table(400, 17, ties));
    for (const Returns returns : kReturns) {
      for (const LeaveOut leave_out : {LeaveOut::row, LeaveOut::unit}) {
        for (const char* model : {"super-sbm", "super-radial"}) {
          ScoreOptions options{
              .model = model, .inputs = {"x1", "x2"}, .good = {"y1", "y2"}, .bad = {"b1"}, .returns = returns};
          if (options.model == "super-radial") options.orientation = Orientation::input;
          options.leave_out = leave_out;
          for (const RowScore& r : score(panel, options).rows) {
            ASSERT_NE(r.status, RowStatus::uncertified) << model << " returns " << static_cast<int>(returns);
            if (r.status == RowStatus::optimal) {
              ASSERT_LE(r.upper - r.lower, 1e-10 * std::max(1.0, std::abs(r.score)));
            }
          }
        }
      }
    }
  }
}

// Infeasible rows have no duals over all rows to check: the larger path must name the same ones as small references do.
TEST(Frontier, TheLargerPathAgreesWithSmallReferenceSets) {
  const Table table = larger_table(120, 23, 0);
  std::vector<std::size_t> twice;
  for (std::size_t i = 0; i < 120; ++i) twice.push_back(i);
  // Rows far below the frontier change no score of the others but make the reference large.
  Table poor = table;
  for (const char* name : {"x1", "x2", "b1"}) poor = changed(poor, name, 50);
  for (const char* name : {"y1", "y2"}) poor = changed(poor, name, 0.02);
  for (std::size_t i = 0; i < 120; ++i) twice.push_back(i);
  Table both = table.select(twice);
  for (const std::string& name : kColumns) {
    std::vector<double> values(table.numbers(name).begin(), table.numbers(name).end());
    values.insert(values.end(), poor.numbers(name).begin(), poor.numbers(name).end());
    both.set_numbers(name, std::move(values));
  }
  std::vector<std::string> units = both.texts("unit");
  for (std::size_t i = 120; i < 240; ++i) units[i] = "poor" + units[i];
  both.set_text("unit", units);
  for (const Returns returns : kReturns) {
    const ScoreOptions options{
        .model = "super-sbm", .inputs = {"x1", "x2"}, .good = {"y1", "y2"}, .bad = {"b1"}, .returns = returns};
    const ScoreResult small = score(panel_of(table), options);
    const ScoreResult large = score(panel_of(both), options);
    for (std::size_t i = 0; i < 120; ++i) {
      EXPECT_EQ(small.rows[i].status, large.rows[i].status);
      EXPECT_EQ(is_missing(small.rows[i].score), is_missing(large.rows[i].score));
      if (is_missing(small.rows[i].score)) continue;
      EXPECT_NEAR(small.rows[i].score, large.rows[i].score, tolerance::kScore);
    }
  }
}

// Units over 1e8, zeros and parts in 1e9: a certificate or no number.
TEST(Frontier, HardDataHaveACertificateOrNoNumber) {
  RandomStream random(5);
  Table table;
  std::vector<std::string> unit;
  std::vector<double> size;
  for (int i = 0; i < 200; ++i) {
    unit.push_back("u" + std::to_string(i));
    size.push_back(std::pow(10.0, random.uniform(0, 8)));
  }
  table.set_text("unit", unit);
  table.set_numbers("year", std::vector<double>(200, 2000));
  for (const std::string& name : kColumns) {
    std::vector<double> values;
    for (std::size_t i = 0; i < 200; ++i) {
      const double noise = i % 4 == 0 ? 1 + 1e-9 * random.normal() : std::exp(0.4 * random.normal());
      values.push_back(name == "b1" && i % 17 == 0 ? 0.0 : size[i] * noise);
    }
    table.set_numbers(name, std::move(values));
  }
  const Panel panel = panel_of(std::move(table));
  for (const Returns returns : kReturns) {
    const ScoreOptions options{
        .model = "super-sbm", .inputs = {"x1", "x2"}, .good = {"y1", "y2"}, .bad = {"b1"}, .returns = returns};
    std::size_t certified = 0;
    for (const RowScore& r : score(panel, options).rows) {
      if (r.status == RowStatus::uncertified) {
        EXPECT_TRUE(is_missing(r.score));
        continue;
      }
      ++certified;
      EXPECT_LE(r.upper - r.lower, 1e-10 * std::max(1.0, std::abs(r.score)));
    }
    EXPECT_EQ(certified, 200U);
  }
}

}  // namespace
}  // namespace ecoeff
