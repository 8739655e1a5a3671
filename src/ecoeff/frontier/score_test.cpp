#include "ecoeff/frontier/score.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tolerance.hpp"

namespace ecoeff {
namespace {

using testing::ElementsAre;

// Three cities in three years, one input, one good, one bad output.
Panel small_panel() {
  Table table;
  table.file = "cities.csv";
  table.set_text("city", {"a", "b", "c", "a", "b", "c", "a", "b"});
  table.set_numbers("year", {2001, 2001, 2001, 2002, 2002, 2002, 2003, 2003});
  table.set_numbers("labour", {2, 4, 4, 2, 3, 5, 2, 3});
  table.set_numbers("gdp", {2, 3, 2, 3, 3, 3, 3, 4});
  table.set_numbers("co2", {1, 2, 3, 1, 1, 2, 2, 2});
  table.set_text("basin", {"up", "up", "down", "up", "up", "down", "up", "up"});
  table.source = {2, 3, 4, 5, 6, 7, 8, 9};
  return {std::move(table), "city", "year"};
}

ScoreOptions base(std::string model = "super-sbm") {
  return {.model = std::move(model), .inputs = {"labour"}, .good = {"gdp"}, .bad = {"co2"}};
}

std::string code_of(const Panel& panel, const ScoreOptions& options) {
  try {
    (void)score(panel, options);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

Panel with(const std::string& column, std::size_t row, double value) {
  Panel panel = small_panel();
  std::vector<double> values(panel.table.numbers(column).begin(), panel.table.numbers(column).end());
  values[row] = value;
  panel.table.set_numbers(column, std::move(values));
  return panel;
}

bool has_note(const ScoreResult& result, const std::string& code) {
  return std::any_of(result.notes.begin(), result.notes.end(), [&](const Note& note) { return note.code == code; });
}

// b makes a hundred-thousandth more of its input than a, which is 1e8 times larger.
TEST(Score, SmallRowsAreComparedWithLargeOnesToTheLastDigit) {
  Table table;
  table.set_text("id", {"a", "b", "c"});
  table.set_numbers("x", {1e4, 1e-4, 3});
  table.set_numbers("y", {1e4, 1.00001e-4, 2});
  const Panel panel(std::move(table), "id", "");
  for (const Returns returns : {Returns::crs, Returns::ndrs}) {
    for (const std::string model : {"sbm", "super-sbm", "radial", "super-radial", "ebm"}) {
      const bool radial = model.ends_with("radial") || model == "ebm";
      const ScoreResult result = score(panel, {.model = model,
                                               .inputs = {"x"},
                                               .good = {"y"},
                                               .orientation = radial ? Orientation::input : Orientation::none,
                                               .returns = returns});
      EXPECT_NEAR(result.rows[0].score, 1 / 1.00001, tolerance::kSolver) << model;
      EXPECT_FALSE(result.rows[0].efficient) << model;
      EXPECT_NEAR(result.rows[2].score, 2 / 3.00003, tolerance::kSolver) << model;
    }
  }
}

double first_radial_score(const Panel& panel, Returns returns) {
  return score(panel, {.model = "radial",
                       .inputs = {"x"},
                       .good = {"y", "z"},
                       .orientation = Orientation::input,
                       .returns = returns})
      .rows[0]
      .score;
}

// Half of b and half of c make what a makes, of 1.0005 units of its input; b makes 1e5 times as much of z besides.
TEST(Score, APeerLargeInWhatDoesNotMatterCountsByWhatDoes) {
  Table table;
  table.set_text("id", {"a", "b", "c"});
  table.set_numbers("x", {1e4, 1, 1.001});
  table.set_numbers("y", {2, 1, 3});
  table.set_numbers("z", {1e-2, 1e3, 1});
  const Panel panel(std::move(table), "id", "");
  for (const Returns returns : {Returns::vrs, Returns::ndrs}) {
    EXPECT_NEAR(first_radial_score(panel, returns), 1.0005e-4, tolerance::kRoundOff);
  }
}

// a makes 1 of y and hardly any z; b and c, mixed, make that y of an input 1e-5 as large, and z in plenty besides.
TEST(Score, AFarSlackCountsByHowFarItReaches) {
  Table table;
  table.set_text("id", {"a", "b", "c"});
  table.set_numbers("x", {220, 0.00778, 0.0078});
  table.set_numbers("y", {1, 0.07, 179});
  table.set_numbers("z", {1.0 / 256, 32, 1.0 / 256});
  const Panel panel(std::move(table), "id", "");
  const double share = (1 - 0.07) / (179 - 0.07);
  for (const Returns returns : {Returns::vrs, Returns::ndrs}) {
    EXPECT_NEAR(first_radial_score(panel, returns), (0.00778 + (0.0078 - 0.00778) * share) / 220, tolerance::kRoundOff);
  }
}

// d is on the frontier at a corner where prices of 2e7 hold too: one unit of rounding of them is 4e-9.
TEST(Score, LargeMultipliersAreNotTrustedInDoublePrecision) {
  Table table;
  table.set_text("id", {"a", "b", "c", "d"});
  table.set_numbers("x", {0.08740234375, 185.5, 139.5, 0.007781982421875});
  table.set_numbers("g", {0.006591796875, 0.0174560546875, 0.0452880859375, 44.25});
  table.set_numbers("h", {124.25, 11.875, 0.00390625, 0.3486328125});
  table.set_numbers("b", {179, 45, 0.0062713623046875, 3.984375});
  table.set_numbers("c", {0.05126953125, 0.01202392578125, 0.0066375732421875, 0.00390625});
  const ScoreResult result = score(Panel(std::move(table), "id", ""), {.model = "radial",
                                                                       .inputs = {"x"},
                                                                       .good = {"g", "h"},
                                                                       .bad = {"b", "c"},
                                                                       .orientation = Orientation::input,
                                                                       .returns = Returns::nirs});
  EXPECT_NEAR(result.rows[3].score, 1, tolerance::kSolver);
}

TEST(Score, RefusesWhatDefinesNoModel) {
  const Panel panel = small_panel();
  ScoreOptions options = base("supersbm");
  EXPECT_EQ(code_of(panel, options), "F401");
  options = base();
  options.good.clear();
  EXPECT_EQ(code_of(panel, options), "F402");
  EXPECT_EQ(code_of(panel, base("radial")), "F404");
  options = base();
  options.bad_as = BadAs::input;
  options.bad.clear();
  EXPECT_EQ(code_of(panel, options), "F404");
  options = base();
  options.inputs = {"labour", "labour"};
  EXPECT_EQ(code_of(panel, options), "F404");
  options = base();
  options.weights = {{"gpd", 2}};
  EXPECT_EQ(code_of(panel, options), "F404");
  options = base();
  options.inputs = {"labor"};
  EXPECT_EQ(code_of(panel, options), "D110");
  for (const int window : {0, 2, 5}) {
    options = base();
    options.reference = ReferenceKind::window;
    options.window = window;
    EXPECT_EQ(code_of(panel, options), "F405") << window;
  }
}

TEST(Score, NamesTheNegativeCellAndTheZeroOutput) {
  try {
    (void)score(with("labour", 3, -1), base());
    FAIL() << "a negative input was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "F403");
    EXPECT_EQ(error.where.row, 5U);
    EXPECT_EQ(error.where.column, "labour");
  }
  EXPECT_EQ(code_of(with("gdp", 0, 0), base()), "F403");
  ScoreOptions drop = base();
  drop.zero_output = ZeroOutput::drop;
  EXPECT_EQ(score(with("gdp", 0, 0), drop).rows[0].status, RowStatus::bad_data);
}

TEST(Score, ARowWithAMissingFeatureIsNoReference) {
  const ScoreResult result = score(with("labour", 3, kMissing), base());
  EXPECT_EQ(result.rows[3].status, RowStatus::bad_data);
  EXPECT_EQ(result.rows[3].reason.en, "labour is missing");
  EXPECT_TRUE(is_missing(result.rows[3].score));
  EXPECT_TRUE(has_note(result, "F412"));
  for (const RowScore& row : result.rows) {
    for (const Peer& peer : row.peers) EXPECT_NE(peer.row, 3U);
  }
}

TEST(Score, AZeroBadOutputFixesItsSlackAndTheDivisorCountsTheRest) {
  // Row 2 without emissions is compared with rows without emissions only: itself.
  const ScoreResult result = score(with("co2", 2, 0), base("sbm"));
  EXPECT_TRUE(result.rows[2].zero);
  EXPECT_NEAR(result.rows[2].score, 1, tolerance::kRoundOff);
  EXPECT_TRUE(has_note(result, "F414"));
  // All emissions zero: the model is the one without the bad output.
  Panel panel = small_panel();
  panel.table.set_numbers("co2", std::vector<double>(8, 0.0));
  ScoreOptions without = base("sbm");
  without.bad.clear();
  const ScoreResult zero = score(panel, base("sbm"));
  const ScoreResult none = score(panel, without);
  for (std::size_t row = 0; row < 8; ++row) EXPECT_NEAR(zero.rows[row].score, none.rows[row].score, tolerance::kSolver);
}

// b makes output from nothing, so that under constant returns its multiples produce without bound.
TEST(Score, ALimitWithoutATargetHasNoSlacksAndSaysWhy) {
  Table table;
  table.set_text("id", {"a", "b"});
  table.set_numbers("x", {3, 0});
  table.set_numbers("y", {3, 3});
  const Panel panel(std::move(table), "id", "");
  for (const char* model : {"sbm", "super-sbm", "ebm"}) {
    const ScoreResult result = score(panel, {.model = model, .inputs = {"x"}, .good = {"y"}});
    for (const RowScore& row : result.rows) {
      for (const double slack : row.slacks) EXPECT_FALSE(std::isinf(slack)) << model;
      for (const double target : row.targets) EXPECT_FALSE(std::isinf(target)) << model;
      for (const Peer& peer : row.peers) EXPECT_TRUE(std::isfinite(peer.intensity)) << model;
      EXPECT_EQ(is_missing(row.score), row.status != RowStatus::optimal) << model;
    }
    if (std::string(model) != "ebm") {
      EXPECT_FALSE(result.rows[0].reason.empty()) << model;
    }
  }
}

TEST(Score, ReferenceSetsFollowTheYears) {
  ScoreOptions options = base("sbm");
  options.reference = ReferenceKind::contemporaneous;
  for (const auto& [kind, first] :
       {std::pair{ReferenceKind::contemporaneous, 0}, std::pair{ReferenceKind::sequential, 1}}) {
    options.reference = kind;
    const ScoreResult result = score(small_panel(), options);
    const Panel panel = small_panel();
    for (std::size_t row = 0; row < 8; ++row) {
      for (const Peer& peer : result.rows[row].peers) {
        EXPECT_LE(panel.time()[peer.row], panel.time()[row]);
        if (first == 0) {
          EXPECT_EQ(panel.time()[peer.row], panel.time()[row]);
        }
      }
    }
  }
}

TEST(Score, EachGroupHasItsOwnFrontier) {
  ScoreOptions options = base("sbm");
  options.group = "basin";
  const ScoreResult result = score(small_panel(), options);
  const Panel panel = small_panel();
  const auto basin = panel.table.texts("basin");
  for (std::size_t row = 0; row < 8; ++row) {
    for (const Peer& peer : result.rows[row].peers) EXPECT_EQ(basin[peer.row], basin[row]);
  }
}

TEST(Score, AnInfeasibleRowKeepsItsRhoAndSaysWhere) {
  ScoreOptions options = base();
  options.returns = Returns::vrs;
  const ScoreResult result = score(with("co2", 0, 0.01), options);
  EXPECT_EQ(result.rows[0].status, RowStatus::infeasible);
  EXPECT_TRUE(is_missing(result.rows[0].score));
  EXPECT_TRUE(is_missing(result.rows[0].delta));
  EXPECT_NEAR(result.rows[0].rho, 1, tolerance::kRoundOff);
  EXPECT_TRUE(result.rows[0].efficient);
  EXPECT_THAT(result.rows[0].reason.en, testing::HasSubstr("co2"));
  EXPECT_TRUE(has_note(result, "F411"));
  EXPECT_TRUE(has_note(result, "F410"));
}

TEST(Score, OneRowAloneIsEfficientAndHasNoSuperEfficiency) {
  Table table;
  table.set_text("city", {"a"});
  table.set_numbers("x", {2});
  table.set_numbers("y", {3});
  const ScoreResult result =
      score(Panel(std::move(table), "city", ""), {.model = "super-sbm", .inputs = {"x"}, .good = {"y"}});
  EXPECT_NEAR(result.rows[0].rho, 1, tolerance::kRoundOff);
  EXPECT_EQ(result.rows[0].status, RowStatus::infeasible);
}

// Giving up the good output would be a super-efficiency of 2, over an empty reference set.
TEST(Score, ARowThatIsAloneInItsYearHasNoSuperEfficiency) {
  Table table;
  table.set_text("city", {"a", "a", "b"});
  table.set_numbers("year", {2001, 2002, 2001});
  for (const char* name : {"x", "y", "b"}) table.set_numbers(name, {2, 3, 3});
  for (const Returns returns : {Returns::crs, Returns::vrs}) {
    const ScoreResult result = score(Panel(table, "city", "year"), {.model = "super-sbm",
                                                                    .inputs = {"x"},
                                                                    .good = {"y"},
                                                                    .bad = {"b"},
                                                                    .returns = returns,
                                                                    .reference = ReferenceKind::contemporaneous});
    EXPECT_EQ(result.rows[0].status, RowStatus::optimal);
    EXPECT_EQ(result.rows[1].status, RowStatus::infeasible);
    EXPECT_EQ(result.rows[1].rho, 1);
    EXPECT_EQ(result.rows[1].reason.en, "no other row to compare with");
    for (const Orientation orientation : {Orientation::input, Orientation::output}) {
      const ScoreResult radial = score(Panel(table, "city", "year"), {.model = "super-radial",
                                                                      .inputs = {"x"},
                                                                      .good = {"y"},
                                                                      .orientation = orientation,
                                                                      .returns = returns,
                                                                      .reference = ReferenceKind::contemporaneous});
      EXPECT_EQ(radial.rows[1].status, RowStatus::infeasible);
      EXPECT_TRUE(is_missing(radial.rows[1].score));
    }
  }
}

TEST(Score, IdenticalRowsAllScoreOne) {
  Table table;
  table.set_text("city", {"a", "b", "c"});
  for (const char* name : {"x", "y", "b"}) table.set_numbers(name, {2, 2, 2});
  const ScoreResult result =
      score(Panel(std::move(table), "city", ""), {.model = "super-sbm", .inputs = {"x"}, .good = {"y"}, .bad = {"b"}});
  for (const RowScore& row : result.rows) EXPECT_EQ(row.score, 1);
}

TEST(Score, RadialOutputGivesPhiAndItsInverse) {
  ScoreOptions options = base("radial");
  options.bad.clear();
  options.orientation = Orientation::output;
  const ScoreResult result = score(small_panel(), options);
  // Best productivity is 3/2 (rows 3 and 6); row 2 has 2/4.
  EXPECT_NEAR(result.rows[2].score, 3, tolerance::kRoundOff);
  EXPECT_NEAR(result.rows[2].efficiency, 1.0 / 3, tolerance::kRoundOff);
  EXPECT_NEAR(result.rows[2].targets[1], 6, tolerance::kSolver);
  EXPECT_TRUE(score_table(small_panel(), result).has("efficiency"));
}

TEST(Score, WritesTheColumnsOfTheContract) {
  const Panel panel = with("labour", 3, kMissing);
  const Table table = score_table(panel, score(panel, base()), Language::zh);
  EXPECT_THAT(table.names(),
              ElementsAre("city", "year", "score", "rho", "delta", "efficient", "status", "reason", "slack_labour",
                          "slack_gdp", "slack_co2", "target_labour", "target_gdp", "target_co2", "peers"));
  EXPECT_EQ(table.texts("status")[3], "bad-data");
  EXPECT_EQ(table.texts("reason")[3], "labour 缺失");
  EXPECT_TRUE(is_missing(table.numbers("efficient")[3]));
  EXPECT_TRUE(is_missing(table.numbers("slack_gdp")[3]));
  EXPECT_EQ(table.texts("peers")[3], "");
  EXPECT_THAT(table.texts("peers")[2],
              testing::MatchesRegex(R"(([abc]@200[123]:[0-9.e-]+)(; [abc]@200[123]:[0-9.e-]+)*)"));
}

TEST(Score, CertifySaysTheWorstFigures) {
  ScoreOptions options = base();
  EXPECT_FALSE(has_note(score(small_panel(), options), "F417"));
  options.certify = true;
  EXPECT_TRUE(has_note(score(small_panel(), options), "F417"));
}

TEST(Score, CanBeCancelled) {
  EXPECT_THROW((void)score(small_panel(), base(), [](const Step&) { return false; }), Error);
}

TEST(Score, SixtyFeaturesAndFewRows) {
  Table table;
  std::vector<std::string> names;
  table.set_text("city", {"a", "b", "c"});
  for (int k = 0; k < 59; ++k) {
    names.push_back("x" + std::to_string(k));
    table.set_numbers(names.back(), {1.0 + k, 2.0 + k, 30.0 - k / 2});
  }
  table.set_numbers("y", {1, 1, 1});
  const ScoreResult result =
      score(Panel(std::move(table), "city", ""), {.model = "super-sbm", .inputs = names, .good = {"y"}});
  EXPECT_GT(result.rows[0].score, 1);
  EXPECT_LT(result.rows[1].score, 1);
}

// A twin behind the frontier can stand on itself; the row whose twin it is must know of it.
TEST(Score, ARowThatStandsTwiceHasNoSuperEfficiencyWhateverTheOrder) {
  std::vector<double> x;
  std::vector<double> w;
  for (std::size_t i = 0; i < 600; ++i) {
    const double a = static_cast<double>(i % 300 + 1);
    x.push_back(a);
    w.push_back(301 * 301 / a);
  }
  Table table;
  table.set_numbers("id", [] {
    std::vector<double> id(600);
    for (std::size_t i = 0; i < 600; ++i) id[i] = static_cast<double>(i);
    return id;
  }());
  table.set_numbers("x", x);
  table.set_numbers("w", w);
  table.set_numbers("y", std::vector<double>(600, 1.0));
  const Panel panel(std::move(table), "id", "");
  for (const char* model : {"super-sbm", "super-radial"}) {
    ScoreOptions options{.model = model, .inputs = {"x", "w"}, .good = {"y"}};
    if (options.model == "super-radial") options.orientation = Orientation::input;
    const ScoreResult result = score(panel, options);
    for (std::size_t i = 0; i < 600; ++i) EXPECT_NEAR(result.rows[i].score, 1, 1e-12) << model << ", row " << i;
  }
}

}  // namespace
}  // namespace ecoeff
