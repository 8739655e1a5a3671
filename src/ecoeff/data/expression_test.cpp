#include "ecoeff/data/expression.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <cmath>

#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/test_files.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using test::error_of;
using Rows = std::vector<std::size_t>;
using Texts = std::vector<std::string>;

const Panel& panel() {
  static const Panel kPanel = [] {
    Notes notes;
    return Panel(parse_csv("city,year,x,y,流域,GDP (亿元),p\n"
                           "a,2010,1,2,上游,10,1\n"
                           "a,2011,2,0,上游,20,2\n"
                           "a,2013,4,2,上游,30,2\n"
                           "b,2010,3,,下游,40,1\n"
                           "b,2011,-6,2,,50,4\n",
                           "f.csv", notes),
                 "city", "year");
  }();
  return kPanel;
}

std::vector<double> value(std::string_view expression) {
  Notes notes;
  return evaluate(panel(), expression, notes);
}

// The expression equals the expected numbers; NaN stands for missing.
void expect_values(std::string_view expression, const std::vector<double>& expected) {
  SCOPED_TRACE(expression);
  const std::vector<double> got = value(expression);
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    const bool same = is_missing(got[i]) ? is_missing(expected[i])
                                         : tolerance::relative_difference(got[i], expected[i]) < tolerance::kRoundOff;
    EXPECT_TRUE(same) << "row " << i << ": " << got[i] << " is not " << expected[i];
  }
}

const double kNone = kMissing;

TEST(Expression, KnowsArithmetic) {
  expect_values("1 + 2 * 3 ^ 2 - -4 / 2", {21, 21, 21, 21, 21});
  expect_values("-2^2 + 2^3^2", {508, 508, 508, 508, 508});
  expect_values("(x + y) / 2", {1.5, 1, 3, kNone, -2});
  expect_values("x / y", {0.5, kNone, 2, kNone, -3});
  expect_values("`GDP (亿元)` * .1", {1, 2, 3, 4, 5});
  expect_values("time - 2000", {10, 11, 13, 10, 11});
}

TEST(Expression, KnowsFunctions) {
  expect_values("exp(log(abs(x)))", {1, 2, 4, 3, 6});
  expect_values("sqrt(x ^ 2)", {1, 2, 4, 3, 6});
  expect_values("max(x, y, 3)", {3, 3, 4, kNone, 3});
  expect_values("min(x, 2)", {1, 2, 2, 2, -6});
  expect_values("ratio(y, x)", {2, 0, 0.5, kNone, -1.0 / 3});
  expect_values("mean(x)", {0.8, 0.8, 0.8, 0.8, 0.8});
  expect_values("std(x) ^ 2", {15.7, 15.7, 15.7, 15.7, 15.7});
  expect_values("share(x)", {0.25, -0.5, 1, 0.75, 1.5});
  expect_values("missing(y) + missing(流域)", {0, 0, 0, 1, 1});
  expect_values("winsor(x, 25, 75)", {1, 2, 3, 3, 1});
  expect_values("deflate(x, p)", {1, 1, 2, 3, -1.5});
  expect_values("deflate(x, p, base = 2011)", {2, 2, 4, 12, -6});
}

TEST(Expression, TimeRunsInsideAUnitOverTheCalendar) {
  expect_values("L.x", {kNone, 1, kNone, kNone, 3});
  expect_values("lag(x)", {kNone, 1, kNone, kNone, 3});
  expect_values("L2.x", {kNone, kNone, 2, kNone, kNone});
  expect_values("lag(x, 2)", {kNone, kNone, 2, kNone, kNone});
  expect_values("F.x", {2, kNone, kNone, -6, kNone});
  expect_values("lead(x)", {2, kNone, kNone, -6, kNone});
  expect_values("D.x", {kNone, 1, kNone, kNone, -9});
  expect_values("diff(x)", {kNone, 1, kNone, kNone, -9});
  expect_values("growth(x)", {kNone, 1, kNone, kNone, -3});
  expect_values("L.(x * 2) + L.log(p)", {kNone, 2, kNone, kNone, 6});
  expect_values("FL.x", {1, kNone, kNone, 3, kNone});
}

TEST(Expression, CountsWhatIsUndefined) {
  Notes notes;
  (void)evaluate(panel(), "log(y) + 1 / y + sqrt(x)", notes);
  ASSERT_EQ(notes.size(), 3U);
  for (const Note& note : notes) EXPECT_EQ(note.code, "D204");
  EXPECT_EQ(notes[0].where.row, 3U);
  EXPECT_NE(notes[1].message.en.find("log of a number that is not positive in 1 rows"), std::string::npos);
}

TEST(Conditions, ChooseRows) {
  EXPECT_EQ(rows_where(panel(), "time < 2011 or time > 2011"), (Rows{0, 2, 3}));
  EXPECT_EQ(rows_where(panel(), "year != 2010 && x >= 4"), (Rows{2}));
  EXPECT_EQ(rows_where(panel(), "流域 == '上游'"), (Rows{0, 1, 2}));
  EXPECT_EQ(rows_where(panel(), "流域 in {下游, \"中游\"}"), (Rows{3}));
  EXPECT_EQ(rows_where(panel(), "unit == \"b\" and not (x in {3, 5})"), (Rows{4}));
  EXPECT_EQ(rows_where(panel(), "x in {-6, 1}"), (Rows{0, 4}));
  EXPECT_EQ(rows_where(panel(), "x not in {-6, 1}"), (Rows{1, 2, 3}));
  EXPECT_EQ(rows_where(panel(), "year == '2013'"), (Rows{2}));
}

TEST(Conditions, NeverHoldOnAMissingValueNorDoTheirNegations) {
  EXPECT_EQ(rows_where(panel(), "y > 1"), (Rows{0, 2, 4}));
  EXPECT_EQ(rows_where(panel(), "!(y > 1)"), (Rows{1}));
  EXPECT_EQ(rows_where(panel(), "流域 != '上游'"), (Rows{3}));
  EXPECT_EQ(rows_where(panel(), "y > 1 or x == 3"), (Rows{0, 2, 3, 4}));
}

TEST(Expression, BuildsCapital) {
  expect_values("pim(p, depreciation = 0.5, base = 2010, initial = 'steady')", {2, 3, kNone, 2, 5});
  expect_values("pim(p, depreciation = 0.5, initial = 0.25)", {4, 4, kNone, 4, 6});
}

TEST(Expression, NamesWhatIsWrong) {
  const auto code = [](std::string_view e) { return error_of([&] { (void)value(e); }).code; };
  EXPECT_EQ(code("z + 1"), "D110");
  EXPECT_EQ(code("流域 + 1"), "D111");
  EXPECT_EQ(code("(x"), "S210");
  EXPECT_EQ(code("x +"), "S210");
  EXPECT_EQ(code("x = 3"), "S210");
  EXPECT_EQ(code("x < 3 < 4"), "S210");
  EXPECT_EQ(code("2010年"), "S210");
  EXPECT_EQ(code("x == '上游'"), "S210");
  EXPECT_EQ(code("流域 < '上游'"), "S210");
  EXPECT_EQ(code("ln(x)"), "S211");
  EXPECT_EQ(code("log(x, y)"), "S212");
  EXPECT_EQ(code("lag(x, y)"), "S212");
  EXPECT_EQ(code("winsor(x, 0.05, 0.95)"), "S212");
  EXPECT_EQ(code("winsor(x, 99, 1)"), "S212");
  EXPECT_EQ(code("pim(x, rate = 1)"), "S212");
  EXPECT_EQ(code("pim(x, depreciation = 9.6)"), "S212");
  EXPECT_EQ(code(std::string(3000, '(')), "S210");
  EXPECT_EQ(code(std::string(9000, '-') + "x"), "S210");
  EXPECT_EQ(error_of([] { (void)value("ln(x)"); }).hint.en, "did you mean \"log\"?");
  EXPECT_NE(error_of([] { (void)value("流域 ) x"); }).message.en.find("character 4"), std::string::npos);
}

RC_GTEST_PROP(Expression, NonsenseIsRefusedOrHasAValueInEveryRow, ()) {
  const auto words = *rc::gen::container<Texts>(rc::gen::element<std::string>(
      "x", "y", "流域", "`p`", "1", "2.5", "'上游'", "+", "-", "*", "/", "^", "(", ")", ",", "==", "<", "!", "and",
      "or", "in", "{", "}", "L.", "lag(", "log(", "pim(", "winsor(", "initial = ", "time", "unit", "="));
  try {
    RC_ASSERT(value(join(words, " ")).size() == panel().rows());
  } catch (const Error& error) {
    RC_ASSERT(error.fault == Fault::study || error.fault == Fault::data);
  }
}

TEST(Expression, TellsItsColumns) {
  EXPECT_EQ(columns_used("log(流域) + x / `GDP (亿元)` - x + time"), (Texts{"流域", "x", "GDP (亿元)"}));
  EXPECT_EQ(columns_used("pim(i, initial = 'k', price = p) + L2.z"), (Texts{"i", "k", "p", "z"}));
  EXPECT_EQ(columns_used("pim(i, initial = 'growth')"), (Texts{"i"}));
  EXPECT_EQ(columns_used("unit in {a, b} and w > 0"), (Texts{"w"}));
}

// Years and conditions choose rows: what looks back sees all rows, what sums or averages those chosen.
TEST(Expression, LooksBackBeyondTheRowsChosen) {
  const std::vector<bool> chosen{false, true, true, false, true};
  Notes notes;
  const auto of = [&](std::string_view expression) { return evaluate(panel(), expression, notes, chosen); };
  EXPECT_EQ(of("L.x")[1], 1);
  EXPECT_EQ(of("growth(p)")[4], 3);
  EXPECT_DOUBLE_EQ(of("mean(p)")[0], (2 + 2 + 4) / 3.0);
  EXPECT_DOUBLE_EQ(of("share(p)")[1], 2 / 6.0);
  EXPECT_EQ(of("winsor(x, 1, 99)")[0], 1);  // within -6 and 4
  EXPECT_EQ(of("winsor(x, 1, 99)")[3], 3);
  EXPECT_EQ(of("deflate(x, p)")[1], 2);  // at prices of 2011, the first year chosen
  EXPECT_TRUE(notes.empty());
  EXPECT_EQ(of("pim(p, start = 2010, initial = 0.5, depreciation = 0.5)")[4], 5);
  notes.clear();
  (void)of("log(x)");  // -6 of b in 2011
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(notes[0].message.en.find("in 1 rows"), std::string::npos);
  notes.clear();
  (void)evaluate(panel(), "L.log(x - 1)", notes, {false, true, false, false, true});  // log(0) in 2010
  ASSERT_EQ(notes.size(), 1U);
}

}  // namespace
}  // namespace ecoeff
