// What the rows of an answer say beside their score: efficient, reasons, second scores, options that do something.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/numeric/random.hpp"

namespace ecoeff {
namespace {

using testing::HasSubstr;

Panel panel_of(Table table) {
  std::vector<double> id(table.rows());
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = static_cast<double>(i);
  table.set_numbers("id", id);
  return {std::move(table), "id", ""};
}

Table drawn(RandomStream& random, std::size_t rows, bool whole) {
  Table table;
  for (const char* name : {"x1", "x2", "y1", "y2", "b1"}) {
    std::vector<double> values;
    for (std::size_t i = 0; i < rows; ++i)
      values.push_back(whole ? static_cast<double>(random.below(6)) + (name[0] == 'y' ? 1 : 0)
                             : std::exp(random.normal()));
    table.set_numbers(name, values);
  }
  return table;
}

// A super-efficiency says of a row what the ordinary score says: its status among all rows. Whole numbers have zeros
// and ties.
TEST(RowWords, EfficientIsTheRowsStatusAmongAllRows) {
  RandomStream random(42);
  std::size_t efficient = 0;
  for (int round = 0; round < 60; ++round) {
    const Panel panel = panel_of(drawn(random, 5 + random.below(30), round % 2 == 0));
    const bool bad = random.below(2) == 0;
    for (const auto& [super, ordinary] : {std::pair{"super-radial", "radial"}, std::pair{"super-sbm", "sbm"}}) {
      ScoreOptions o{.model = super, .inputs = {"x1", "x2"}, .good = {"y1", "y2"}};
      if (bad) o.bad = {"b1"};
      o.orientation = random.below(2) == 0 ? Orientation::input : Orientation::output;
      o.returns = static_cast<Returns>(random.below(4));
      const ScoreResult with = score(panel, o);
      o.model = ordinary;
      const ScoreResult plain = score(panel, o);
      for (std::size_t i = 0; i < panel.rows(); ++i) {
        if (plain.rows[i].status != RowStatus::optimal) continue;
        EXPECT_EQ(with.rows[i].efficient, plain.rows[i].efficient)
            << super << ", round " << round << ", row " << i << ", " << word(with.rows[i].status);
        efficient += plain.rows[i].efficient ? 1 : 0;
      }
    }
  }
  EXPECT_GT(efficient, 300U);
}

// Row 0 has less of x1 than all others, and its output slacks are free.
TEST(RowWords, AReasonNamesOnlyFeaturesThatCannotMove) {
  Table table;
  table.set_numbers("x1", {0.98, 1.0, 1.0, 1.5});
  table.set_numbers("x2", {3, 2, 4, 2});
  table.set_numbers("y1", {2, 3, 5, 4});
  table.set_numbers("b1", {1.15, 2, 1.5, 1.2});
  const ScoreResult result = score(panel_of(std::move(table)), {.model = "super-sbm",
                                                                .inputs = {"x1", "x2"},
                                                                .good = {"y1"},
                                                                .bad = {"b1"},
                                                                .orientation = Orientation::output,
                                                                .returns = Returns::vrs});
  ASSERT_EQ(result.rows[0].status, RowStatus::infeasible);
  EXPECT_THAT(result.rows[0].reason.en, HasSubstr("the lowest x1 among them is 1.02 times its own"));
}

// Where a second score has no certificate the row says so, and a note counts it.
TEST(RowWords, ASecondScoreThatFailsIsCounted) {
  Table table;
  table.set_numbers("x1", {0.0767, 14.6, 0.0482, 0.0411, 0.621, 0.886});
  table.set_numbers("y1", {21.7, 0.0512, 10.7, 0.184, 30.1, 0.0503});
  table.set_numbers("b1", {0.274, 0.149, 0.0445, 3.15, 4.68, 0.105});
  const ScoreResult result = score(panel_of(std::move(table)), {.model = "radial",
                                                                .inputs = {"x1"},
                                                                .good = {"y1"},
                                                                .bad = {"b1"},
                                                                .orientation = Orientation::input,
                                                                .scale = true});
  std::size_t missing = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    bool empty = false;
    for (const ExtraColumn& extra : result.extras)
      empty = empty || (extra.words.empty() && is_missing(extra.values[i]));
    EXPECT_EQ(empty, !result.rows[i].reason.empty()) << i;
    missing += empty ? 1 : 0;
  }
  EXPECT_EQ(result.uncertified_extras, missing);
  const bool noted =
      std::any_of(result.notes.begin(), result.notes.end(), [](const Note& n) { return n.code == "F416"; });
  EXPECT_EQ(noted, missing > 0);
}

// Row 1 is the only one without a bad output: the others reach it with intensity 0 alone, and 1/phi has no bound.
TEST(RowWords, ARatioThatOnlyZeroIntensityReachesIsUnbounded) {
  Table table;
  table.set_numbers("x1", {1, 2, 1, 4});
  table.set_numbers("x2", {2, 2, 3, 4});
  table.set_numbers("y1", {1, 2, 2, 3});
  table.set_numbers("b1", {1, 0, 2, 3});
  ScoreOptions o{.model = "super-radial", .inputs = {"x1", "x2"}, .good = {"y1"}, .bad = {"b1"}};
  o.orientation = Orientation::output;
  const Panel panel = panel_of(std::move(table));
  const ScoreResult result = score(panel, o);
  EXPECT_EQ(result.rows[1].status, RowStatus::unbounded);
  EXPECT_TRUE(is_missing(result.rows[1].score));
  EXPECT_TRUE(is_missing(result.rows[1].efficiency));
  EXPECT_TRUE(result.rows[1].efficient);
  EXPECT_FALSE(result.rows[1].reason.empty());
  const Table table_of_scores = score_table(panel, result);
  EXPECT_EQ(table_of_scores.numbers("efficient")[1], 1);
  EXPECT_TRUE(is_missing(table_of_scores.numbers("score")[1]));
  for (const std::size_t i : {0U, 2U, 3U}) EXPECT_EQ(result.rows[i].status, RowStatus::optimal) << i;
}

// The only feature that moves is zero in row 0: any distance is a distance. Row 1 dominates it in the rest.
TEST(RowWords, ADirectionOfZerosIsUnbounded) {
  Table table;
  table.set_numbers("x1", {2, 1, 2, 1});
  table.set_numbers("y1", {2, 3, 2, 3});
  table.set_numbers("b1", {0, 2, 1, 2});
  table.set_numbers("year", {2010, 2010, 2011, 2011});
  std::vector<double> id{0, 1, 0, 1};
  table.set_numbers("id", id);
  const Panel panel(std::move(table), "id", "year");
  for (const char* model : {"ddf", "nddf"}) {
    const ScoreResult result =
        score(panel, {.model = model, .inputs = {"x1"}, .good = {"y1"}, .bad = {"b1"}, .direction = {"bad"}});
    EXPECT_EQ(result.rows[0].status, RowStatus::unbounded) << model;
    EXPECT_TRUE(is_missing(result.rows[0].score)) << model;
    EXPECT_EQ(result.rows[1].status, RowStatus::optimal) << model;
  }
  for (const char* model : {"luenberger", "malmquist-luenberger", "global-ml"}) {
    ScoreOptions o = default_score_options(model);
    o.inputs = {"x1"};
    o.good = {"y1"};
    o.bad = {"b1"};
    o.direction = {"bad"};
    const ProductivityResult result = productivity(panel, o);
    ASSERT_EQ(result.rows.size(), 2U) << model;
    EXPECT_EQ(result.rows[0].status, RowStatus::unbounded) << model;
    EXPECT_TRUE(is_missing(result.rows[0].index)) << model;
  }
}

// An option that a model does not take is refused, whatever it is; one that it takes is not.
TEST(RowWords, NoOptionIsIgnored) {
  RandomStream random(49);
  Table table = drawn(random, 12, false);
  table.set_numbers("year", {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2});
  std::vector<double> id;
  for (int i = 0; i < 12; ++i) id.push_back(i / 2);
  table.set_numbers("unit", id);
  table.set_numbers("group", {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1});
  const Panel panel(std::move(table), "unit", "year");
  const OptionValues said = [] {
    OptionValues values;
    values.set("group", std::string("group"));
    values.set("direction", std::vector<std::string>{"good"});
    values.set("disposability", std::string("strong"));
    values.set("weights", std::vector<std::string>{"y1=2"});
    values.set("bad_as", std::string("input"));
    values.set("scale", true);
    values.set("leave_out", std::string("unit"));
    values.set("multipliers", true);
    values.set("certify", true);
    return values;
  }();
  for (const ScoreModel* model : score_model_list().all()) {
    for (const ScoreOption& one : score_options()) {
      const OptionValue* value = said.find(one.option.key);
      if (value == nullptr) continue;
      ScoreOptions o = default_score_options(model->about.name);
      o.inputs = {"x1", "x2"};
      o.good = {"y1", "y2"};
      o.bad = {"b1"};
      const Option* orientation = model->takes("orientation");
      if (orientation != nullptr && !orientation->admits("none")) o.orientation = Orientation::input;
      if (model->about.name == "malmquist") o.base = Base::sbm;
      one.set(*value, o);
      std::string code;
      try {
        if (model->traits.pairs) {
          (void)productivity(panel, o);
        } else {
          (void)score(panel, o);
        }
      } catch (const Error& error) {
        code = error.code;
      }
      const bool takes = model->takes(one.option.key) != nullptr;
      EXPECT_EQ(code, takes ? "" : one.code) << model->about.name << " --" << one.option.key;
    }
  }
}

TEST(RowWords, HelpSaysWhichWeightsShareASum) {
  const auto& all = score_options();
  const auto weights =
      std::find_if(all.begin(), all.end(), [](const ScoreOption& one) { return one.option.key == "weights"; });
  const Text help = help_by_model(*weights);
  EXPECT_THAT(
      help.en,
      HasSubstr("inputs share a sum, and desirable and undesirable outputs together (sbm, super-sbm, malmquist)"));
  EXPECT_THAT(help.en, HasSubstr("all features share a sum (ram)"));
  EXPECT_THAT(help.zh, HasSubstr("所有变量共用一个合计（ram）"));
}

}  // namespace
}  // namespace ecoeff
