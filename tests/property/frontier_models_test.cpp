// Laws of the directional, additive, epsilon-based and free-disposal models, of metafrontiers and of productivity.
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/models/ebm.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/numeric/random.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

const std::vector<std::string> kColumns = {"x1", "x2", "y1", "b1"};
constexpr Returns kReturns[] = {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs};

// An unbalanced panel of continuous values, so that optima are unique.
Table random_table(RandomStream& random, std::size_t units = 0) {
  std::vector<std::string> unit;
  std::vector<std::string> group;
  std::vector<double> year;
  if (units == 0) units = 3 + random.below(5);
  for (std::size_t u = 0; u < units; ++u) {
    for (int t = 0; t < 3; ++t) {
      if (random.below(6) == 0 && t > 0) continue;
      unit.push_back("u" + std::to_string(u));
      group.emplace_back(u % 2 == 0 ? "even" : "odd");
      year.push_back(2000 + t);
    }
  }
  Table table;
  table.set_text("unit", unit);
  table.set_numbers("year", year);
  table.set_text("group", group);
  for (const std::string& name : kColumns) {
    std::vector<double> values;
    for (std::size_t i = 0; i < unit.size(); ++i) values.push_back(std::exp(0.7 * random.normal()));
    table.set_numbers(name, std::move(values));
  }
  return table;
}

Panel panel_of(Table table) { return {std::move(table), "unit", "year"}; }

ScoreOptions options_for(RandomStream& random, const std::string& model) {
  ScoreOptions o{.model = model, .inputs = {"x1", "x2"}, .good = {"y1"}, .bad = {"b1"}};
  o.returns = kReturns[random.below(4)];
  if (default_returns(model) == Returns::vrs) o.returns = Returns::vrs;
  o.reference = default_reference(model);
  if (model == "fdh" || model == "malmquist" || model.ends_with("radial"))
    o.orientation = random.below(2) == 0 ? Orientation::input : Orientation::output;
  if (model == "malmquist") o.returns = random.below(2) == 0 ? Returns::crs : Returns::vrs;
  if (model == "ddf" || model == "nddf")
    o.disposability = random.below(2) == 0 ? Disposability::weak : Disposability::strong;
  return o;
}

bool close(double a, double b) {
  if (is_missing(a) || is_missing(b)) return is_missing(a) == is_missing(b);
  return std::abs(a - b) <= tolerance::kScore * std::max(1.0, std::abs(a));
}

RC_GTEST_PROP(FrontierModels, UnitsOfMeasurementChangeNothing, (std::uint64_t seed)) {
  RandomStream random(seed);
  const char* models[] = {"ddf", "nddf", "ram", "ebm", "fdh", "malmquist", "luenberger", "global-ml"};
  const ScoreOptions o = options_for(random, models[random.below(8)]);
  const Table table = random_table(random);
  Table scaled = table;
  for (const std::string& name : kColumns) {
    const double factor = std::pow(10.0, random.uniform(-4, 6));
    std::vector<double> values(table.numbers(name).begin(), table.numbers(name).end());
    for (double& v : values) v *= factor;
    scaled.set_numbers(name, std::move(values));
  }
  if (is_productivity(o.model)) {
    const auto before = productivity(panel_of(table), o).rows;
    const auto after = productivity(panel_of(scaled), o).rows;
    for (std::size_t i = 0; i < before.size(); ++i) RC_ASSERT(close(before[i].index, after[i].index));
    return;
  }
  const ScoreResult before = score(panel_of(table), o);
  const ScoreResult after = score(panel_of(scaled), o);
  for (std::size_t i = 0; i < before.rows.size(); ++i) RC_ASSERT(close(before.rows[i].score, after.rows[i].score));
}

RC_GTEST_PROP(FrontierModels, MoreReturnsNeverShortenADistanceAndStrongIsNeverShorterThanWeak, (std::uint64_t seed)) {
  RandomStream random(seed);
  ScoreOptions o = options_for(random, random.below(2) == 0 ? "ddf" : "nddf");
  const Panel panel = panel_of(random_table(random));
  const auto run = [&](Returns returns, Disposability disposability) {
    o.returns = returns;
    o.disposability = disposability;
    return score(panel, o).rows;
  };
  for (const Disposability d : {Disposability::weak, Disposability::strong}) {
    const auto crs = run(Returns::crs, d);
    const auto vrs = run(Returns::vrs, d);
    for (const Returns returns : {Returns::nirs, Returns::ndrs}) {
      const auto between = run(returns, d);
      for (std::size_t i = 0; i < crs.size(); ++i) {
        RC_ASSERT(crs[i].score >= between[i].score - 1e-9);
        RC_ASSERT(between[i].score >= vrs[i].score - 1e-9);
      }
    }
  }
  // Under VRS and NDRS abatement reaches outputs that strong disposability alone does not: no order holds there.
  for (const Returns returns : {Returns::crs, Returns::nirs}) {
    const auto weak = run(returns, Disposability::weak);
    const auto strong = run(returns, Disposability::strong);
    for (std::size_t i = 0; i < weak.size(); ++i) RC_ASSERT(strong[i].score >= weak[i].score - 1e-9);
  }
}

RC_GTEST_PROP(FrontierModels, AnSbmEfficientRowIsOnEveryFrontier, (std::uint64_t seed)) {
  RandomStream random(seed);
  ScoreOptions o = options_for(random, "sbm");
  const Panel panel = panel_of(random_table(random));
  const auto sbm = score(panel, o).rows;
  for (const char* model : {"ddf", "nddf", "additive", "ebm"}) {
    o.model = model;
    o.disposability.reset();
    if (o.model.ends_with("ddf")) o.disposability = Disposability::strong;
    const auto other = score(panel, o).rows;
    for (std::size_t i = 0; i < sbm.size(); ++i) {
      if (sbm[i].efficient) RC_ASSERT(std::abs(other[i].score - (o.model == "ebm" ? 1 : 0)) <= 1e-9);
    }
  }
}

RC_GTEST_PROP(FrontierModels, TheFreeDisposalHullLiesInsideTheConvexOne, (std::uint64_t seed)) {
  RandomStream random(seed);
  ScoreOptions o = options_for(random, "fdh");
  const Panel panel = panel_of(random_table(random));
  const auto hull = score(panel, o).rows;
  o.model = "radial";
  const auto convex = score(panel, o).rows;
  for (std::size_t i = 0; i < hull.size(); ++i) RC_ASSERT(hull[i].efficiency >= convex[i].efficiency - 1e-9);
}

RC_GTEST_PROP(FrontierModels, AWiderReferenceNeverImprovesAScore, (std::uint64_t seed)) {
  RandomStream random(seed);
  const char* models[] = {"ddf", "nddf", "ram", "additive", "fdh"};
  ScoreOptions o = options_for(random, models[random.below(5)]);
  const Panel panel = panel_of(random_table(random));
  const bool smaller_is_better = o.model != "ram" && !(o.model == "fdh" && o.orientation == Orientation::input);
  const auto worse = [&](double wide, double narrow) {
    return smaller_is_better ? wide >= narrow - 1e-9 : wide <= narrow + 1e-9;
  };
  const auto run = [&](ReferenceKind kind) {
    o.reference = kind;
    return score(panel, o).rows;
  };
  const auto narrow = run(ReferenceKind::contemporaneous);
  const auto middle = run(ReferenceKind::sequential);
  const auto wide = run(ReferenceKind::pooled);
  for (std::size_t i = 0; i < panel.rows(); ++i) {
    RC_ASSERT(worse(middle[i].score, narrow[i].score));
    RC_ASSERT(worse(wide[i].score, middle[i].score));
  }
}

RC_GTEST_PROP(FrontierModels, TheTechnologyGapRatioIsAtMostOne, (std::uint64_t seed)) {
  RandomStream random(seed);
  const char* models[] = {"sbm", "super-sbm", "radial", "super-radial", "ddf", "nddf", "ram", "fdh"};
  ScoreOptions o = options_for(random, models[random.below(8)]);
  o.group = "group";
  const ScoreResult result = score(panel_of(random_table(random)), o);
  const ExtraColumn& ratio = result.extras.back();
  RC_ASSERT(ratio.name == "tgr");
  for (const double v : ratio.values) RC_ASSERT(is_missing(v) || (v > 0 && v <= 1 + 1e-9));
}

RC_GTEST_PROP(FrontierModels, ScaleEfficiencyIsAtMostOneAndItsClassIsNirsOrCrs, (std::uint64_t seed)) {
  RandomStream random(seed);
  ScoreOptions o = options_for(random, random.below(2) == 0 ? "sbm" : "radial");
  o.scale = true;
  const Panel panel = panel_of(random_table(random));
  const ScoreResult result = score(panel, o);
  o.scale = false;
  o.returns = Returns::nirs;
  const auto nirs = score(panel, o).rows;
  for (std::size_t i = 0; i < panel.rows(); ++i) {
    RC_ASSERT(result.extras[2].values[i] <= 1 + 1e-9);
    const double middle = is_missing(nirs[i].efficiency) ? nirs[i].score : nirs[i].efficiency;
    const std::string& word = result.extras[3].words[i];
    if (word == "increasing") RC_ASSERT(std::abs(middle - result.extras[0].values[i]) <= 1e-9);
    if (word == "decreasing") RC_ASSERT(std::abs(middle - result.extras[1].values[i]) <= 1e-9);
  }
}

// eps = 0 is the radial score; eps = 1 with equal weights is not above that of SBM (without bad outputs), whose targets
// have no more of any input than the row.
RC_GTEST_PROP(FrontierModels, EbmLiesBetweenRadialAndSbm, (std::uint64_t seed)) {
  RandomStream random(seed);
  ScoreOptions o{.model = "sbm", .inputs = {"x1", "x2"}, .good = {"y1", "b1"}};
  o.orientation = random.below(2) == 0 ? Orientation::input : Orientation::output;
  o.returns = kReturns[random.below(4)];
  const Table table = random_table(random);
  const auto sbm = score(panel_of(table), o).rows;
  o.model = "radial";
  const auto radial = score(panel_of(table), o).rows;
  frontier::Model model{.orientation = o.orientation, .returns = o.returns};
  solver::Data data{.features = 4};
  std::vector<std::size_t> rows;
  for (const auto side : {frontier::Side::input, frontier::Side::input, frontier::Side::good, frontier::Side::good})
    model.features.push_back({.side = side});
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const std::string& name : kColumns) data.value.push_back(table.numbers(name)[row]);
    data.unit.push_back(0);
    rows.push_back(row);
  }
  const solver::ColumnStore store(data, rows);
  frontier::EbmSolver solver;
  const auto ebm = [&](std::size_t row, double epsilon) {
    const frontier::EbmParameters p{.weight = {0.5, 0.5, 0.5, 0.5}, .epsilon = {epsilon, epsilon, 0}};
    return frontier::ebm_score(model, p, data, row, {.data = &data, .store = &store}, solver).score;
  };
  for (const std::size_t row : rows) {
    RC_ASSERT(close(ebm(row, 0), radial[row].efficiency));
    const double least = ebm(row, 1);
    RC_ASSERT(least <= sbm[row].score + 1e-9);
    const double between = ebm(row, 0.4);
    RC_ASSERT(between <= radial[row].efficiency + 1e-9);
    RC_ASSERT(between >= least - 1e-9);
  }
}

// A global index is a ratio of two numbers of each row, so it multiplies along the years.
RC_GTEST_PROP(FrontierModels, GlobalIndicesAreTransitive, (std::uint64_t seed)) {
  RandomStream random(seed);
  ScoreOptions o = options_for(random, random.below(2) == 0 ? "global-ml" : "malmquist");
  o.reference = ReferenceKind::pooled;
  const Table table = random_table(random);
  const auto all = productivity(panel_of(table), o).rows;
  // The same pairs once more, through the scores themselves.
  ScoreOptions s = o;
  s.model = o.model == "malmquist" ? "radial" : "ddf";
  if (o.model == "malmquist") s.returns = Returns::crs;
  const auto rows = score(panel_of(table), s).rows;
  for (const ProductivityRow& p : all) {
    const auto size = [&](std::size_t row) {
      return o.model == "malmquist" ? rows[row].efficiency : 1 / (1 + rows[row].score);
    };
    RC_ASSERT(close(p.index, size(p.to) / size(p.from)));
  }
}

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

TEST(FrontierModels, TheNumberOfThreadsChangesNoBit) {
  RandomStream random(3);
  const Panel panel = panel_of(random_table(random, 60));
  for (const char* model : {"ddf", "nddf", "additive", "ram", "ebm", "fdh"}) {
    ScoreOptions o = options_for(random, model);
    const ScoreResult one = score(panel, o);
    o.threads = 4;
    const ScoreResult four = score(panel, o);
    for (std::size_t i = 0; i < panel.rows(); ++i)
      ASSERT_TRUE(same_bits(one.rows[i].score, four.rows[i].score)) << model;
  }
  for (const std::string& model : productivity_models()) {
    ScoreOptions o = options_for(random, model);
    const ProductivityResult one = productivity(panel, o);
    o.threads = 4;
    const ProductivityResult four = productivity(panel, o);
    for (std::size_t i = 0; i < one.rows.size(); ++i)
      ASSERT_TRUE(same_bits(one.rows[i].index, four.rows[i].index)) << model;
  }
}

}  // namespace
}  // namespace ecoeff
