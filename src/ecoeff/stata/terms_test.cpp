#include "ecoeff/stata/terms.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/base/error.hpp"
#include "ecoeff/stata/term_columns.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

using testing::ElementsAre;

Panel small() {
  Table table;
  table.set_numbers("id", {1, 1, 1, 2, 2, 2});
  table.set_numbers("year", {1, 2, 3, 1, 2, 3});
  table.set_numbers("x1", {1, 2, 4, 8, 16, 32});
  table.set_numbers("x2", {1, 1, 2, 2, 3, 3});
  table.set_numbers("g", {0, 0, 0, 1, 1, 1});
  table.set_numbers("half", {0.5, 1, 2, 3, 4, 5});
  return {std::move(table), "id", "year"};
}

std::vector<std::string> described(const std::string& list) {
  std::vector<std::string> out;
  const Panel panel = small();
  for (const Term& term : parse_terms(panel.table, list, list)) out.push_back(describe(term));
  return out;
}

std::vector<std::string> columns(const std::string& list) {
  std::vector<std::string> out;
  const Panel panel = small();
  const std::vector<Term> model = parse_terms(panel.table, list, list);
  for (const Term& term : model) {
    for (const TermColumn& column : term_columns(panel, true, term, model, {}, list)) out.push_back(column.name);
  }
  return out;
}

std::string code_of(const std::string& list) {
  try {
    (void)columns(list);
  } catch (const Error& error) {
    return error.code;
  }
  return "";
}

TEST(Terms, NamesWildcardsAndRanges) {
  EXPECT_THAT(described("x*"), ElementsAre("x1", "x2"));
  EXPECT_THAT(described("x?"), ElementsAre("x1", "x2"));
  EXPECT_THAT(described("year-x2 g"), ElementsAre("year", "x1", "x2", "g"));
  EXPECT_THAT(described("ye ha"), ElementsAre("year", "half"));
  EXPECT_EQ(code_of("x"), "T706");
  EXPECT_EQ(code_of("z*"), "T706");
  EXPECT_EQ(code_of("x2-year"), "T706");
  EXPECT_EQ(code_of("nosuch"), "D110");
}

TEST(Terms, TimeOperatorsSpread) {
  EXPECT_THAT(described("L.x1 l2.x1 F.x1 D.x1 D2.x1 LD.x1"),
              ElementsAre("L.x1", "L2.x1", "F.x1", "D.x1", "D2.x1", "LD.x1"));
  EXPECT_THAT(described("L(0/2).(x1 x2)"), ElementsAre("x1", "L.x1", "L2.x1", "x2", "L.x2", "L2.x2"));
  EXPECT_THAT(described("L(1 3).x1 L.(x*)"), ElementsAre("L.x1", "L3.x1", "L.x2"));
  EXPECT_THAT(described("L0.x1 L.L.x1 F.L.x2"), ElementsAre("x1", "L2.x1", "x2"));
  EXPECT_EQ(code_of("S.x1"), "T719");
  EXPECT_EQ(code_of("q.x1"), "T719");
}

TEST(Terms, ValuesRunOverTheCalendarInsideAUnit) {
  const Panel panel = small();
  const auto value = [&](const std::string& text) {
    const std::vector<Term> terms = parse_terms(panel.table, text, text);
    return term_columns(panel, true, terms[0], terms, {}, text).front().values;
  };
  EXPECT_EQ(value("L.x1")[1], 1);
  EXPECT_TRUE(is_missing(value("L.x1")[3]));
  EXPECT_EQ(value("D2.x1")[2], 1);
  EXPECT_EQ(value("LD.x1")[2], 1);
  EXPECT_EQ(value("F.x1")[0], 2);
  EXPECT_EQ(value("c.x1#c.x2")[2], 8);
}

TEST(Terms, DummiesLeaveOutTheirBase) {
  EXPECT_THAT(columns("i.year"), ElementsAre("2.year", "3.year"));
  EXPECT_THAT(columns("ib3.year"), ElementsAre("1.year", "2.year"));
  EXPECT_THAT(columns("b2.year"), ElementsAre("1.year", "3.year"));
  EXPECT_THAT(columns("ib(last).year"), ElementsAre("1.year", "2.year"));
  EXPECT_THAT(columns("ibn.year"), ElementsAre("1.year", "2.year", "3.year"));
  EXPECT_THAT(columns("2.year i(1 3).year"), ElementsAre("2.year", "1.year", "3.year"));
  EXPECT_EQ(code_of("i.half"), "T718");
}

TEST(Terms, ProductsLeaveOutWhatTheModelAlreadySays) {
  EXPECT_THAT(columns("c.x1#c.x2"), ElementsAre("c.x1#c.x2"));
  EXPECT_THAT(columns("i.g#c.x1"), ElementsAre("0.g#c.x1", "1.g#c.x1"));
  EXPECT_THAT(columns("c.x1##i.g"), ElementsAre("x1", "1.g", "1.g#c.x1"));
  EXPECT_THAT(columns("x1 g#c.x1"), ElementsAre("x1", "1.g#c.x1"));
  EXPECT_THAT(columns("g#year"), ElementsAre("0.g#2.year", "0.g#3.year", "1.g#1.year", "1.g#2.year", "1.g#3.year"));
  EXPECT_THAT(columns("g##year"), ElementsAre("1.g", "2.year", "3.year", "1.g#2.year", "1.g#3.year"));
  EXPECT_THAT(columns("c.(x1 x2)##i.g"), ElementsAre("x1", "x2", "1.g", "1.g#c.x1", "1.g#c.x2"));
  EXPECT_THAT(columns("i.g#cL.x1"), ElementsAre("0.g#cL.x1", "1.g#cL.x1"));
}

TEST(Terms, ANewNameIsAName) {
  const Panel panel = small();
  EXPECT_NO_THROW(require_new_name(panel.table, "ln_gdp2", ""));
  EXPECT_NO_THROW(require_new_name(panel.table, "人均", ""));
  for (const char* name : {"", "2x", "a b", "_n", "x.y", "x1"})
    EXPECT_THROW(require_new_name(panel.table, name, ""), Error) << name;
}

}  // namespace
}  // namespace ecoeff::stata
