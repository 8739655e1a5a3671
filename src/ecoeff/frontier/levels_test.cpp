#include "ecoeff/frontier/levels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/frontier/model_words.hpp"

namespace ecoeff {
namespace {

using frontier::cumulate;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsNan;
using testing::NanSensitiveDoubleEq;

// A in 2010-2013; B without 2011; C in 2012 alone.
Panel panel() {
  Table table;
  table.set_text("city", {"A", "A", "A", "A", "B", "B", "B", "C"});
  table.set_numbers("year", {2010, 2011, 2012, 2013, 2010, 2012, 2013, 2012});
  return {table, "city", "year"};
}

std::vector<ProductivityRow> pairs() {
  return {{.from = 0, .to = 1, .index = 2},
          {.from = 1, .to = 2, .index = 0.25},
          {.from = 2, .to = 3, .index = 4},
          {.from = 4, .to = 5, .index = 3},
          {.from = 5, .to = 6, .index = 8}};
}

const std::vector<char> kAll(8, 1);

TEST(Levels, AreProductsFromTheFirstYearAndStopAtAGap) {
  const auto found = cumulate(panel(), kAll, pairs(), false, std::nullopt);
  EXPECT_THAT(found.level, ElementsAre(1, 2, 0.5, 2, 1, IsNan(), IsNan(), 1));
  ASSERT_EQ(found.notes.size(), 1U);
  EXPECT_EQ(found.notes[0].code, "F470");
  EXPECT_THAT(found.notes[0].message.en, HasSubstr("2 rows have no level"));
  EXPECT_THAT(found.notes[0].message.en, HasSubstr("(1 chain breaks at a year that the unit lacks): B@2010–2012"));
}

TEST(Levels, AreSumsOfDifferences) {
  const auto found = cumulate(panel(), kAll, pairs(), true, std::nullopt);
  EXPECT_THAT(found.level, ElementsAre(0, 2, 2.25, 6.25, 0, IsNan(), IsNan(), 0));
}

TEST(Levels, GoBackwardsBeforeTheBaseYear) {
  const auto found = cumulate(panel(), kAll, pairs(), false, 2012);
  EXPECT_THAT(found.level, ElementsAre(2, 4, 1, 4, IsNan(), 1, 8, 1));
  const auto sums = cumulate(panel(), kAll, pairs(), true, 2012);
  EXPECT_THAT(sums.level, ElementsAre(-2.25, -0.25, 0, 4, IsNan(), 0, 8, 0));
}

TEST(Levels, AreEmptyForUnitsThatAreNotThereInTheBaseYear) {
  const auto found = cumulate(panel(), kAll, pairs(), false, 2011);
  EXPECT_THAT(found.level, ElementsAre(0.5, 1, 0.25, 1, IsNan(), IsNan(), IsNan(), IsNan()));
  EXPECT_THAT(found.notes.at(0).message.en,
              HasSubstr("4 rows have no level of productivity (2 units are not there in 2011)"));
}

TEST(Levels, StopAtAPairWithoutAnIndex) {
  auto some = pairs();
  some[1].index = kMissing;
  const auto found = cumulate(panel(), kAll, some, false, std::nullopt);
  EXPECT_THAT(found.level, ElementsAre(1, 2, IsNan(), IsNan(), 1, IsNan(), IsNan(), 1));
  EXPECT_THAT(found.notes.at(0).message.en, HasSubstr("1 chain breaks at a pair without an index"));
  EXPECT_THAT(found.notes.at(0).message.zh, HasSubstr("4 行没有生产率水平"));
}

// Years that no unit has are no gap: censuses are five years apart.
TEST(Levels, KnowPeriodsAndNotCalendarYears) {
  Table table;
  table.set_text("city", {"A", "A", "B", "B"});
  table.set_numbers("year", {2000, 2005, 2000, 2005});
  const std::vector<ProductivityRow> some{{.from = 0, .to = 1, .index = 2}, {.from = 2, .to = 3, .index = 3}};
  const auto found = cumulate({table, "city", "year"}, std::vector<char>(4, 1), some, false, std::nullopt);
  EXPECT_THAT(found.level, ElementsAre(1, 2, 1, 3));
  EXPECT_THAT(found.notes, IsEmpty());
}

Panel growing() {
  Table table;
  table.set_text("city", {"A", "A", "A", "B", "B", "B"});
  table.set_numbers("year", {2010, 2011, 2012, 2010, 2011, 2012});
  table.set_numbers("x", {4, 4, 4, 2, 2, 2});
  table.set_numbers("y", {1, 2, 3, 1, 1, 4});
  table.set_numbers("b", {1, 1, 2, 2, 1, 1});
  return {table, "city", "year"};
}

TEST(Levels, AreTheColumnOfAnIndexThatIsAskedForThem) {
  for (const std::string& model : productivity_models()) {
    ScoreOptions options = default_score_options(model);
    options.inputs = {"x"};
    options.good = {"y"};
    options.bad = {"b"};
    if (model == "malmquist") options.orientation = Orientation::output;
    const ProductivityResult changes = productivity(growing(), options);
    EXPECT_THAT(changes.level, IsEmpty());
    EXPECT_FALSE(productivity_table(growing(), changes).has("level_to"));
    options.level = true;
    const ProductivityResult levels = productivity(growing(), options);
    const std::vector<double> column = productivity_column(growing(), levels);
    const bool ratio = is_ratio_index(model);
    for (const ProductivityRow& row : levels.rows) {
      EXPECT_THAT(row.level_from, NanSensitiveDoubleEq(column[row.from])) << model;
      EXPECT_THAT(row.level_to, NanSensitiveDoubleEq(column[row.to])) << model;
      if (is_missing(column[row.from]) || is_missing(row.index)) continue;
      EXPECT_DOUBLE_EQ(ratio ? column[row.from] * row.index : column[row.from] + row.index, column[row.to]) << model;
    }
    EXPECT_EQ(column[0], ratio ? 1 : 0) << model;
    EXPECT_TRUE(productivity_table(growing(), levels).has("level_from"));
  }
}

// The words of the refusal, or "".
std::string refused(ScoreOptions options) {
  options.inputs = {"x"};
  options.good = {"y"};
  try {
    frontier::check_options(growing(), options);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

TEST(Levels, AreRefusedWhereThereIsNothingToCumulate) {
  EXPECT_EQ(refused({.model = "sbm", .level = true}), "F471");
  EXPECT_EQ(refused({.model = "fdh", .orientation = Orientation::input, .returns = Returns::vrs, .level_base = 2010}),
            "F471");
  ScoreOptions options = default_score_options("luenberger");
  options.level_base = 2010;
  EXPECT_EQ(refused(options), "F472");
  options.level = true;
  EXPECT_EQ(refused(options), "");
  options.level_base = 2009;
  EXPECT_EQ(refused(options), "F472");
}

}  // namespace
}  // namespace ecoeff
