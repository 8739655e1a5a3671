// The models beside SBM and radial: what they refuse, what stands beside a score, and numbers small enough to check by
// hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/models/ebm.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/frontier/score.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Panel cities() {
  Table table;
  table.set_text("city", {"a", "b", "c", "a", "b", "c", "a", "b"});
  table.set_numbers("year", {2001, 2001, 2001, 2002, 2002, 2002, 2004, 2003});
  table.set_numbers("labour", {2, 4, 4, 2, 3, 5, 2, 3});
  table.set_numbers("energy", {1, 2, 3, 2, 2, 2, 1, 2});
  table.set_numbers("gdp", {2, 3, 2, 3, 3, 3, 3, 4});
  table.set_numbers("co2", {1, 2, 3, 1, 1, 2, 2, 2});
  table.set_text("basin", {"up", "up", "down", "up", "up", "down", "up", "up"});
  return {std::move(table), "city", "year"};
}

ScoreOptions ask(std::string model) {
  ScoreOptions o{.model = std::move(model), .inputs = {"labour", "energy"}, .good = {"gdp"}, .bad = {"co2"}};
  o.returns = default_returns(o.model);
  o.reference = default_reference(o.model);
  return o;
}

// The code of what is refused, with its hint.
std::pair<std::string, std::string> refusal(const ScoreOptions& o) {
  try {
    if (is_productivity(o.model)) {
      (void)productivity(cities(), o);
    } else {
      (void)score(cities(), o);
    }
  } catch (const Error& error) {
    return {error.code, error.hint.en};
  }
  return {"", ""};
}

TEST(Models, EveryModelRunsWithItsDefaults) {
  for (const std::string& model : score_models()) {
    ScoreOptions o = ask(model);
    if (model.ends_with("radial") || model == "fdh") o.orientation = Orientation::input;
    const ScoreResult result = score(cities(), o);
    for (const RowScore& row : result.rows) EXPECT_EQ(row.status, RowStatus::optimal) << model << row.reason.en;
  }
  for (const std::string& model : productivity_models()) {
    ScoreOptions o = ask(model);
    if (model == "malmquist") o.orientation = Orientation::output;
    EXPECT_EQ(productivity(cities(), o).rows.size(), 5U) << model;
  }
}

TEST(Models, CombinationsThatMakeNoSenseNameWhatWould) {
  const auto refused = [](const std::string& model, auto change) {
    ScoreOptions o = ask(model);
    change(o);
    return refusal(o);
  };
  using O = ScoreOptions;
  EXPECT_THAT(refused("nddfs", [](O&) {}), testing::Pair("F401", HasSubstr("nddf")));
  EXPECT_EQ(refused("fdh", [](O&) {}).first, "F404");
  EXPECT_EQ(refused("malmquist", [](O&) {}).first, "F404");
  EXPECT_THAT(refused("ddf", [](O& o) { o.reference = ReferenceKind::biennial; }),
              testing::Pair("F450", HasSubstr("luenberger")));
  EXPECT_THAT(refused("malmquist-luenberger", [](O& o) { o.reference = ReferenceKind::pooled; }),
              testing::Pair("F450", HasSubstr("global-ml")));
  EXPECT_EQ(refused("global-ml", [](O& o) { o.reference = ReferenceKind::sequential; }).first, "F450");
  EXPECT_EQ(refused("luenberger", [](O& o) { o.reference = ReferenceKind::window; }).first, "F450");
  EXPECT_EQ(refused("sbm", [](O& o) { o.base = Base::sbm; }).first, "F451");
  EXPECT_THAT(refused("malmquist", [](O& o) { o.base = Base::ddf; }), testing::Pair("F451", HasSubstr("luenberger")));
  EXPECT_EQ(refused("global-ml", [](O& o) { o.base = Base::sbm; }).first, "F451");
  EXPECT_THAT(refused("ddf", [](O& o) { o.direction = {"input"}; }), testing::Pair("F452", HasSubstr("inputs")));
  EXPECT_EQ(refused("sbm", [](O& o) { o.direction = {"good"}; }).first, "F452");
  EXPECT_EQ(refused("ddf", [](O& o) { o.direction = {"good", "good"}; }).first, "F452");
  const auto no_bad = [](O& o) {
    o.bad.clear();
    o.direction = {"bad"};
  };
  EXPECT_EQ(refused("ddf", no_bad).first, "F452");
  EXPECT_EQ(refused("ram", [](O& o) { o.disposability = Disposability::weak; }).first, "F453");
  EXPECT_EQ(refused("ram", [](O& o) { o.returns = Returns::crs; }).first, "F454");
  const auto nirs = [](O& o) {
    o.orientation = Orientation::input;
    o.returns = Returns::nirs;
  };
  EXPECT_EQ(refused("malmquist", nirs).first, "F454");
  EXPECT_EQ(refused("ebm", [](O& o) { o.weights = {{"gdp", 2}}; }).first, "F455");
  EXPECT_EQ(refused("ddf", [](O& o) { o.weights = {{"gdp", 2}}; }).first, "F455");
  EXPECT_EQ(refused("nddf", [](O& o) { o.weights = {{"gpd", 2}}; }).first, "F404");
  EXPECT_EQ(refused("additive", [](O& o) { o.scale = true; }).first, "F456");
  EXPECT_EQ(refused("ddf", [](O& o) { o.leave_out = LeaveOut::unit; }).first, "F457");
  EXPECT_EQ(refused("luenberger", [](O& o) { o.group = "basin"; }).first, "F458");
  EXPECT_EQ(refused("ddf", [](O& o) { o.orientation = Orientation::input; }).first, "F459");
  EXPECT_EQ(refused("ebm", [](O& o) { o.orientation = Orientation::input; }).first, "F459");
  EXPECT_EQ(refused("global-ml", [](O& o) { o.bad.clear(); }).first, "F461");
  const Panel section(cities().table.select({0, 1, 2}), "city", "");
  EXPECT_THROW((void)productivity(section, ask("luenberger")), Error);
  EXPECT_THROW((void)score(cities(), ask("luenberger")), Error);
  EXPECT_THROW((void)productivity(cities(), ask("sbm")), Error);
}

// One input, one good, one bad; CRS. a has y/x = 1 and b/y = 1/2, b has the double of a's input for the same.
TEST(Models, DirectionalDistanceByHand) {
  Table table;
  table.set_text("id", {"a", "b"});
  table.set_numbers("x", {1, 2});
  table.set_numbers("y", {2, 2});
  table.set_numbers("b", {1, 1});
  const Panel panel(std::move(table), "id", "");
  ScoreOptions o{.model = "ddf", .inputs = {"x"}, .good = {"y"}, .bad = {"b"}};
  // Against a under weak disposability y/b = 2 for every mixture: b cannot raise one and lower the other.
  EXPECT_NEAR(score(panel, o).rows[1].score, 0, tolerance::kRoundOff);
  // Inputs too: x_o (1 - beta) may fall, y and b are stuck.
  o.direction = {"inputs"};
  EXPECT_NEAR(score(panel, o).rows[1].score, 0.5, tolerance::kRoundOff);
  // Each by itself: inputs fall by half, the mean of 1/2 and 0 and 0 over three sides.
  o.model = "nddf";
  o.direction = {"inputs", "good", "bad"};
  const ScoreResult result = score(panel, o);
  EXPECT_NEAR(result.rows[1].score, 1.0 / 6, tolerance::kRoundOff);
  ASSERT_EQ(result.extras.size(), 3U);
  EXPECT_EQ(result.extras[0].name, "beta_x");
  EXPECT_NEAR(result.extras[0].values[1], 0.5, tolerance::kRoundOff);
}

TEST(Models, TheTargetOfADirectionalRowIsItsMoveAndItsSlacks) {
  ScoreOptions o = ask("ddf");
  o.disposability = Disposability::strong;
  const Panel panel = cities();
  const ScoreResult result = score(panel, o);
  for (std::size_t row = 0; row < panel.rows(); ++row) {
    const RowScore& r = result.rows[row];
    EXPECT_NEAR(r.targets[0], panel.table.numbers("labour")[row] - r.slacks[0], tolerance::kRoundOff);
    EXPECT_NEAR(r.targets[2], panel.table.numbers("gdp")[row] * (1 + r.score) + r.slacks[2], tolerance::kRoundOff);
    EXPECT_NEAR(r.targets[3], panel.table.numbers("co2")[row] * (1 - r.score) - r.slacks[3], tolerance::kRoundOff);
  }
}

TEST(Models, EbmParametersByHand) {
  const std::vector<frontier::Feature> two(2);
  // c = ln(x1/x2) = 0, 0, ln 2 (of rows 1:1, 2:2, 4:2): mean ln2/3, D = (2/3 + 1/3 + 1/3) / 3 = 4/9, affinity 1/9.
  const auto p = frontier::ebm_parameters(two, {{1, 1}, {2, 2}, {4, 2}});
  EXPECT_NEAR(p.epsilon[0], 1 - 1.0 / 9, tolerance::kRoundOff);  // rho = 1 + 1/9, m = 2
  EXPECT_NEAR(p.weight[0], 0.5, tolerance::kRoundOff);
  // Proportional features are one: affinity 1, eps 0.
  EXPECT_NEAR(frontier::ebm_parameters(two, {{1, 3}, {2, 6}}).epsilon[0], 0, tolerance::kRoundOff);
  // Two rows: affinity 0, a double eigenvalue, equal weights.
  const auto apart = frontier::ebm_parameters(two, {{1, 3}, {2, 5}});
  EXPECT_NEAR(apart.epsilon[0], 1, tolerance::kRoundOff);
  EXPECT_NEAR(apart.weight[1], 0.5, tolerance::kRoundOff);
  EXPECT_EQ(frontier::ebm_parameters({{}}, {{1}, {2}}).epsilon[0], 0);
}

TEST(Models, AGroupHasItsOwnFrontierAndTheCommonOneBesideIt) {
  ScoreOptions o = ask("sbm");
  const ScoreResult pooled = score(cities(), o);
  o.group = "basin";
  const ScoreResult grouped = score(cities(), o);
  ASSERT_EQ(grouped.extras.size(), 2U);
  EXPECT_EQ(grouped.extras[0].name, "score_meta");
  EXPECT_EQ(grouped.extras[1].name, "tgr");
  for (std::size_t row = 0; row < pooled.rows.size(); ++row) {
    EXPECT_NEAR(grouped.extras[0].values[row], pooled.rows[row].score, tolerance::kRoundOff);
    EXPECT_NEAR(grouped.extras[1].values[row], pooled.rows[row].score / grouped.rows[row].score, tolerance::kRoundOff);
  }
  o = ask("ddf");
  o.group = "basin";
  const ScoreResult distance = score(cities(), o);
  for (std::size_t row = 0; row < pooled.rows.size(); ++row) {
    EXPECT_NEAR(distance.extras[1].values[row], (1 + distance.rows[row].score) / (1 + distance.extras[0].values[row]),
                tolerance::kRoundOff);
  }
  o = ask("ebm");
  o.group = "basin";
  EXPECT_EQ(score(cities(), o).extras.size(), 1U);
}

// x, y: a (1, 1), b (2, 4), c (4, 5) on the VRS frontier, d (8, 5) off it; the best productivity is b's, 2.
TEST(Models, ScaleEfficiencyAndClassByHand) {
  Table table;
  table.set_text("id", {"a", "b", "c", "d"});
  table.set_numbers("x", {1, 2, 4, 8});
  table.set_numbers("y", {1, 4, 5, 5});
  const Panel panel(std::move(table), "id", "");
  ScoreOptions o{.model = "super-radial", .inputs = {"x"}, .good = {"y"}, .orientation = Orientation::input};
  o.scale = true;
  const ScoreResult result = score(panel, o);
  const Table out = score_table(panel, result);
  EXPECT_THAT(out.texts("returns_to_scale"), ElementsAre("increasing", "constant", "decreasing", "decreasing"));
  const double expected[] = {0.5, 1, 0.625, 0.625};
  for (std::size_t row = 0; row < 4; ++row)
    EXPECT_NEAR(out.numbers("scale_efficiency")[row], expected[row], tolerance::kRoundOff) << row;
  EXPECT_NEAR(out.numbers("efficiency_vrs")[3], 0.5, tolerance::kRoundOff);
}

// One input and one output double their product: the frontier moves, and b catches up with it.
TEST(Models, MalmquistByHand) {
  Table table;
  table.set_text("id", {"a", "b", "a", "b"});
  table.set_numbers("year", {2001, 2001, 2003, 2003});
  table.set_numbers("x", {1, 1, 1, 1});
  table.set_numbers("y", {2, 1, 4, 3});
  const Panel panel(std::move(table), "id", "year");
  ScoreOptions o{.model = "malmquist", .inputs = {"x"}, .good = {"y"}, .orientation = Orientation::output};
  o.reference = ReferenceKind::contemporaneous;
  for (const ReferenceKind kind : {ReferenceKind::contemporaneous, ReferenceKind::pooled, ReferenceKind::biennial}) {
    o.reference = kind;
    const ProductivityResult result = productivity(panel, o);
    ASSERT_EQ(result.rows.size(), 2U);
    EXPECT_NEAR(result.rows[1].index, 3, tolerance::kRoundOff);
    EXPECT_NEAR(result.rows[1].ec, 1.5, tolerance::kRoundOff);  // from 1/2 to 3/4
    EXPECT_NEAR(result.rows[1].tc, 2, tolerance::kRoundOff);
    EXPECT_NEAR(result.rows[1].pec * result.rows[1].sec, 1.5, tolerance::kRoundOff);
  }
  EXPECT_THAT(productivity_table(panel, productivity(panel, o)).names(),
              ElementsAre("id", "from", "to", "index", "ec", "tc", "pec", "sec", "status", "reason"));
  o.returns = Returns::vrs;
  EXPECT_THAT(productivity_table(panel, productivity(panel, o)).names(),
              ElementsAre("id", "from", "to", "index", "ec", "tc", "scale", "status", "reason"));
  const std::vector<double> column = productivity_column(panel, productivity(panel, o));
  EXPECT_TRUE(is_missing(column[0]));
  EXPECT_NEAR(column[3], 3, tolerance::kRoundOff);
}

// a is observed in 2001, 2002 and 2004; a row that cannot be used is not observed.
TEST(Models, PairsAreConsecutiveObservedYears) {
  Panel panel = cities();
  ScoreOptions o = ask("luenberger");
  const auto years = [&](const ProductivityResult& result) {
    std::vector<int> out;
    for (const ProductivityRow& row : result.rows) {
      if (panel.unit()[row.from] == 0) out.insert(out.end(), {panel.time()[row.from], panel.time()[row.to]});
    }
    return out;
  };
  EXPECT_THAT(years(productivity(panel, o)), ElementsAre(2001, 2002, 2002, 2004));
  std::vector<double> gdp(panel.table.numbers("gdp").begin(), panel.table.numbers("gdp").end());
  gdp[3] = kMissing;
  panel.table.set_numbers("gdp", gdp);
  EXPECT_THAT(years(productivity(panel, o)), ElementsAre(2001, 2004));
}

TEST(Models, WhatOneYearCannotReachHasAReasonAndKeepsItsEfficiencyChange) {
  Table table;
  table.set_text("id", {"a", "a", "b", "b"});
  table.set_numbers("year", {2001, 2002, 2001, 2002});
  table.set_numbers("x", {4, 4, 4, 4});
  table.set_numbers("y", {1, 1, 1, 1});
  table.set_numbers("b", {8, 1, 8, 1});
  const Panel panel(std::move(table), "id", "year");
  ScoreOptions o{.model = "malmquist", .inputs = {"x"}, .good = {"y"}, .bad = {"b"}};
  o.orientation = Orientation::input;
  o.returns = Returns::vrs;
  o.reference = ReferenceKind::contemporaneous;
  const ProductivityResult result = productivity(panel, o);
  EXPECT_EQ(result.rows[0].status, RowStatus::infeasible);
  EXPECT_TRUE(is_missing(result.rows[0].tc));
  EXPECT_NEAR(result.rows[0].ec, 1, tolerance::kRoundOff);
  EXPECT_THAT(result.rows[0].reason.en, HasSubstr("2001"));
  EXPECT_TRUE(std::any_of(result.notes.begin(), result.notes.end(), [](const Note& n) { return n.code == "F463"; }));
}

TEST(Models, OneRowAndIdenticalRowsAreOnEveryFrontier) {
  for (const int rows : {1, 3}) {
    Table table;
    std::vector<std::string> ids;
    for (int i = 0; i < rows; ++i) ids.push_back(std::to_string(i));
    table.set_text("id", ids);
    for (const char* name : {"x", "z", "y", "b"}) table.set_numbers(name, std::vector<double>(ids.size(), 2));
    const Panel panel(std::move(table), "id", "");
    for (const std::string& model : score_models()) {
      if (model.starts_with("super")) continue;
      ScoreOptions o{.model = model, .inputs = {"x", "z"}, .good = {"y"}, .bad = {"b"}};
      o.returns = default_returns(model);
      if (model == "radial" || model == "fdh") o.orientation = Orientation::output;
      for (const RowScore& row : score(panel, o).rows) EXPECT_TRUE(row.efficient) << model;
    }
  }
}

TEST(Models, AConstantZeroBadOutputIsLikeNone) {
  Panel panel = cities();
  panel.table.set_numbers("co2", std::vector<double>(panel.rows(), 0.0));
  for (const std::string model : {"ddf", "nddf", "ram", "ebm", "additive", "fdh"}) {
    ScoreOptions o = ask(model);
    if (model == "fdh") o.orientation = Orientation::input;
    const ScoreResult with = score(panel, o);
    o.bad.clear();
    const ScoreResult without = score(panel, o);
    for (std::size_t row = 0; row < panel.rows(); ++row) {
      EXPECT_NEAR(with.rows[row].score, without.rows[row].score, tolerance::kScore) << model;
      EXPECT_TRUE(with.rows[row].zero) << model;
    }
  }
}

// Scores of RAM and of the additive model under VRS do not change when a constant is added to a feature; targets move.
TEST(TranslationInvariance, NegativeValuesAreTakenWhereTheyMakeNoDifference) {
  const std::vector<double> x{1, 2, 3, 2, 4}, y{2, -1, 0.5, 5, -2}, b{3, 0, -4, 1, 2};
  const auto panel_of = [&](double up) {
    Table table;
    table.set_text("id", {"a", "b", "c", "d", "e"});
    std::vector<double> y2 = y, b2 = b;
    for (double& v : y2) v += up;
    for (double& v : b2) v += up;
    table.set_numbers("x", x);
    table.set_numbers("y", y2);
    table.set_numbers("b", b2);
    return Panel(std::move(table), "id", "");
  };
  for (const char* model : {"ram", "additive"}) {
    const ScoreOptions options{
        .model = model, .inputs = {"x"}, .good = {"y"}, .bad = {"b"}, .returns = Returns::vrs, .multipliers = true};
    const ScoreResult below = score(panel_of(0), options);
    const ScoreResult above = score(panel_of(10), options);
    for (std::size_t row = 0; row < x.size(); ++row) {
      EXPECT_NEAR(below.rows.scores()[row].score, above.rows.scores()[row].score, 1e-12) << model << row;
      EXPECT_NEAR(below.rows.targets(row)[1], above.rows.targets(row)[1] - 10, 1e-12) << model << row;
      // Weak duality for the row itself, in the user's own values: u'y - v'x - w'b + u0 is -(sum of slacks).
      const auto m = below.rows.multipliers(row);
      const auto s = below.rows.slacks(row);
      const auto cost = [&](std::size_t k) { return m[k]; };
      const double value = cost(1) * y[row] - cost(0) * x[row] - cost(2) * b[row] + m[3];
      const double lost =
          std::string(model) == "ram" ? 1 - below.rows.scores()[row].score : below.rows.scores()[row].score;
      EXPECT_NEAR(value, -lost, 1e-10) << model << row << ' ' << s[0];
    }
  }
  ScoreOptions constant{.model = "additive", .inputs = {"x"}, .good = {"y"}, .returns = Returns::crs};
  EXPECT_THROW((void)score(panel_of(0), constant), Error);
}

}  // namespace
}  // namespace ecoeff
