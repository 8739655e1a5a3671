// Planted faults are found with their cells and their rule, and nothing else is called wrong.
#include "ecoeff/data/odd/odd_values.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>

#include "ecoeff/data/odd/column_words.hpp"

namespace ecoeff {
namespace {

constexpr int kUnits = 12, kYears = 16, kFirst = 2001;

// A number from -1 to 1 that looks random and is the same everywhere.
double noise(int i, int t, int column) {
  const double x = std::sin(12.9898 * (i + 1) + 78.233 * (t + 1) + 37.719 * (column + 1)) * 43758.5453;
  return 2 * (x - std::floor(x)) - 1;
}

using Values = std::map<std::string, std::vector<double>>;  // by unit and then by year

std::size_t at(int unit, int year) { return static_cast<std::size_t>(unit * kYears + year - kFirst); }

Values clean() {
  Values all;
  for (int i = 0; i < kUnits; ++i) {
    double gdp = 500 + 90 * i, pop = 300 + 41 * i;
    for (int t = 0; t < kYears; ++t) {
      gdp *= 1.08 + 0.02 * noise(i, t, 0);
      pop *= 1.006 + 0.002 * noise(i, t, 1);
      all["gdp"].push_back(std::round(gdp * 100) / 100);
      all["pop"].push_back(std::round(pop * 10) / 10);
      all["co2"].push_back(std::round(gdp * (2 + 0.1 * noise(i, t, 2)) * 1000) / 1000);
      all["co2_coal"].push_back(std::round(all["co2"].back() * (0.6 + 0.05 * noise(i, t, 3)) * 1000) / 1000);
      all["urban_share"].push_back(std::round((0.4 + 0.01 * i + 0.01 * t + 0.002 * noise(i, t, 4)) * 10000) / 10000);
    }
  }
  return all;
}

Panel panel_of(const Values& values) {
  Table table;
  std::vector<std::string> units;
  std::vector<double> years;
  for (int i = 0; i < kUnits; ++i) {
    for (int t = 0; t < kYears; ++t) {
      units.push_back("u" + std::to_string(i));
      years.push_back(kFirst + t);
    }
  }
  table.set_text("unit", units);
  table.set_numbers("year", years);
  for (const auto& [name, column] : values) {
    Column c;
    c.name = name;
    c.numbers = column;
    table.set(std::move(c));
  }
  return {std::move(table), "unit", "year"};
}

struct Found {
  std::set<std::size_t> wrong, look;
  std::set<std::string> codes;  // of wrong findings in the column
};

Found found(const Values& values, const std::string& column) {
  Found out;
  for (const OddFinding& one : find_odd_values(panel_of(values)).findings) {
    if (one.column != column) continue;
    auto& cells = one.tier == OddTier::wrong ? out.wrong : out.look;
    cells.insert(one.rows.begin(), one.rows.end());
    if (one.tier == OddTier::wrong) out.codes.insert(std::string(one.rule->code));
  }
  return out;
}

std::set<std::size_t> years_of(int unit, int first, int last) {
  std::set<std::size_t> cells;
  for (int year = first; year <= last; ++year) cells.insert(at(unit, year));
  return cells;
}

TEST(OddValues, NothingIsWrongInACleanPanel) {
  for (const OddFinding& one : find_odd_values(panel_of(clean())).findings)
    EXPECT_NE(one.tier, OddTier::wrong) << one.rule->id << " " << one.column << " " << one.what.en;
}

TEST(OddValues, APowerOfTenIsFoundWhereverItStands) {
  for (const double factor : {10.0, 100.0, 1000.0, 10000.0, 0.1, 0.01}) {
    for (const int year : {2001, 2002, 2009, 2015, 2016}) {
      Values v = clean();
      v["gdp"][at(4, year)] *= factor;
      const Found f = found(v, "gdp");
      EXPECT_EQ(f.wrong, years_of(4, year, year)) << factor << " " << year;
      EXPECT_EQ(f.codes, std::set<std::string>{"D236"});
    }
  }
}

TEST(OddValues, AUnitSwitchedForSomeYearsIsTheShorterSide) {
  Values v = clean();
  for (int year = 2013; year <= 2016; ++year) v["co2"][at(2, year)] *= 1000;
  EXPECT_EQ(found(v, "co2").wrong, years_of(2, 2013, 2016));
  v = clean();
  for (int year = 2001; year <= 2003; ++year) v["co2"][at(2, year)] /= 100;
  EXPECT_EQ(found(v, "co2").wrong, years_of(2, 2001, 2003));
  v = clean();
  for (int year = 2005; year <= 2009; ++year) v["co2"][at(2, year)] *= 10;
  EXPECT_EQ(found(v, "co2").wrong, years_of(2, 2005, 2009));
}

TEST(OddValues, ASlipOfOneDigitIsFarOffItsNeighbours) {
  Values v = clean();
  v["pop"][at(7, 2010)] *= 0.92;
  const Found f = found(v, "pop");
  EXPECT_EQ(f.wrong, years_of(7, 2010, 2010));
  EXPECT_EQ(f.codes, std::set<std::string>{"D240"});
}

TEST(OddValues, AnotherDefinitionForSomeYearsOfOneUnit) {
  Values v = clean();
  for (int year = 2001; year <= 2005; ++year) v["urban_share"][at(3, year)] *= 2.2;
  EXPECT_EQ(found(v, "urban_share").wrong, years_of(3, 2001, 2005));
}

TEST(OddValues, ZerosBetweenValues) {
  Values v = clean();
  v["gdp"][at(5, 2008)] = 0;
  EXPECT_EQ(found(v, "gdp").codes, std::set<std::string>{"D237"});
  v = clean();
  for (int i = 0; i < kUnits; ++i) v["co2"][at(i, 2006)] = 0;
  const Found f = found(v, "co2");
  EXPECT_EQ(f.wrong.size(), static_cast<std::size_t>(kUnits));
}

TEST(OddValues, ZerosThatAreTheWayOfAColumnAreLeftAlone) {
  Values v = clean();
  for (int i = 0; i < kUnits; ++i) {
    for (int t = 0; t < kYears; ++t)
      v["plants"].push_back(std::max(0.0, std::round(2 * noise(i, t, 9) + noise(i, t, 11))));
  }
  EXPECT_EQ(found(v, "plants").codes, std::set<std::string>());
}

TEST(OddValues, ABlockCopiedFromAnotherUnitOrYear) {
  Values v = clean();
  for (int year = 2006; year <= 2009; ++year) v["co2"][at(8, year)] = v["co2"][at(1, year)];
  Found f = found(v, "co2");
  EXPECT_TRUE(f.codes.contains("D241"));
  for (const std::size_t cell : years_of(8, 2006, 2009)) EXPECT_TRUE(f.wrong.contains(cell));
  EXPECT_FALSE(f.wrong.contains(at(1, 2007)));
  v = clean();
  for (int i = 2; i < 9; ++i) v["gdp"][at(i, 2012)] = v["gdp"][at(i, 2011)];
  f = found(v, "gdp");
  EXPECT_TRUE(f.codes.contains("D241"));
  EXPECT_EQ(f.wrong.size(), 7U);
}

TEST(OddValues, YearsCopiedAtTheEndsOfThePanelAreTheOnesAtTheEnds) {
  // Where all units are copied the median growth of the year is gone with them.
  for (const auto& [from, to] : {std::pair(2015, 2016), std::pair(2002, 2001), std::pair(2009, 2016)}) {
    Values v = clean();
    for (int i = 0; i < kUnits; ++i) v["gdp"][at(i, to)] = v["gdp"][at(i, from)];
    const Found f = found(v, "gdp");
    EXPECT_TRUE(f.codes.contains("D241")) << to;
    for (int i = 0; i < kUnits; ++i) EXPECT_TRUE(f.wrong.contains(at(i, to))) << from << " " << to << " " << i;
  }
}

// A rate with one decimal, whose values are often equal: what stands around the block tells.
TEST(OddValues, ABlockCopiedInACoarseColumn) {
  Values v = clean();
  for (int i = 0; i < kUnits; ++i) {
    for (int t = 0; t < kYears; ++t) v["rate"].push_back(std::round(10 * (4 + 0.9 * i + 0.3 * noise(i, t, 12))) / 10);
  }
  EXPECT_TRUE(found(v, "rate").wrong.empty());
  for (int year = 2006; year <= 2010; ++year) v["rate"][at(10, year)] = v["rate"][at(1, year)];
  const Found f = found(v, "rate");
  for (const std::size_t cell : years_of(10, 2006, 2010)) EXPECT_TRUE(f.wrong.contains(cell)) << cell;
}

TEST(OddValues, AFixedCharacteristicThatChanges) {
  Values v = clean();
  for (int i = 0; i < kUnits; ++i) v["area"].insert(v["area"].end(), kYears, 1000 + 100 * i);
  EXPECT_TRUE(found(v, "area").wrong.empty());
  for (int year = 2006; year <= 2009; ++year) v["area"][at(3, year)] = v["area"][at(8, year)];
  Found f = found(v, "area");
  EXPECT_TRUE(f.codes.contains("D250"));
  EXPECT_EQ(f.wrong, years_of(3, 2006, 2009));
  v["area"] = clean()["gdp"];
  for (int i = 0; i < kUnits; ++i) std::fill_n(v["area"].begin() + i * kYears, kYears, 1000 + 100 * i);
  for (int year = 2013; year <= 2016; ++year) v["area"][at(5, year)] = 1333;  // may have grown
  f = found(v, "area");
  EXPECT_TRUE(f.wrong.empty());
  EXPECT_EQ(f.look, years_of(5, 2013, 2016));
}

TEST(OddValues, ARowCopiedOverItsColumns) {
  Values v = clean();
  for (auto& [name, column] : v) column[at(6, 2010)] = column[at(10, 2004)];
  std::set<std::string> columns;
  for (const OddFinding& one : find_odd_values(panel_of(v)).findings) {
    if (one.rule->code == "D241" && one.tier == OddTier::wrong) columns.insert(one.column);
  }
  EXPECT_GE(columns.size(), 4U);
}

TEST(OddValues, APartAboveItsTotal) {
  Values v = clean();
  v["co2_coal"][at(9, 2003)] = 1.03 * v["co2"][at(9, 2003)];
  const Found f = found(v, "co2_coal");
  EXPECT_TRUE(f.codes.contains("D242"));
  EXPECT_EQ(f.wrong, years_of(9, 2003, 2003));
}

TEST(OddValues, AShareOutsideOfItsBounds) {
  Values v = clean();
  v["urban_share"][at(0, 2016)] = 1.2;
  EXPECT_TRUE(found(v, "urban_share").codes.contains("D239"));
  v["urban_share"][at(0, 2016)] = -0.2;
  EXPECT_TRUE(found(v, "urban_share").codes.contains("D239"));
}

TEST(OddValues, ABreakInAllUnits) {
  for (const bool stays : {true, false}) {
    Values v = clean();
    for (int i = 0; i < kUnits; ++i) {
      for (int year = 2010; year <= (stays ? 2016 : 2010); ++year) v["gdp"][at(i, year)] *= 1.2;
    }
    const Found f = found(v, "gdp");
    EXPECT_TRUE(f.codes.contains("D238"));
    EXPECT_TRUE(f.wrong.contains(at(3, 2010)));
  }
}

// Spending that moves by several per cent from year to year, in all units.
Values volatile_column() {
  Values v = clean();
  for (int i = 0; i < kUnits; ++i) {
    for (int t = 0; t < kYears; ++t)
      v["env"].push_back(std::round(100 * (50 + 7 * i) * std::exp(0.045 * noise(99, t, 5) + 0.1 * noise(i, t, 6))) /
                         100);
  }
  return v;
}

TEST(OddValues, ABreakInAVolatileColumnIsNamed) {
  EXPECT_TRUE(found(volatile_column(), "env").wrong.empty());
  int named = 0;
  for (int year = 2003; year <= 2014; ++year) {
    Values v = volatile_column();
    for (int i = 0; i < kUnits; ++i) v["env"][at(i, year)] = std::round(v["env"][at(i, year)] * 130) / 100;
    const Found f = found(v, "env");
    named += f.wrong.contains(at(2, year)) || f.look.contains(at(2, year)) ? 1 : 0;
  }
  EXPECT_GE(named, 11);  // of 12: in one year the column falls by itself
}

TEST(OddValues, OtherDecimalsTellAnotherSource) {
  Values v = volatile_column();
  for (int i = 0; i < kUnits; ++i) {
    for (int year = 2010; year <= 2016; ++year) v["env"][at(i, year)] *= 1.2345678;
  }
  EXPECT_TRUE(found(v, "env").wrong.contains(at(2, 2010)));
}

// In 2009 everything falls: a shock, which is looked at, not a definition.
TEST(OddValues, AShockInManyColumnsIsNoBreak) {
  Values v = volatile_column();
  v["trade"] = v["env"];
  for (const char* name : {"env", "trade"}) {
    for (int i = 0; i < kUnits; ++i) {
      for (int year = 2009; year <= 2016; ++year) v[name][at(i, year)] *= 0.85;
    }
  }
  for (auto& value : v["trade"]) value = std::round(value * 100) / 100;
  for (auto& value : v["env"]) value = std::round(value * 100) / 100;
  EXPECT_FALSE(found(v, "trade").wrong.contains(at(2, 2009)));
  EXPECT_TRUE(found(v, "trade").look.contains(at(2, 2009)));
}

TEST(OddValues, ASeriesThatStandsStillIsLookedAt) {
  Values v = clean();
  for (int year = 2005; year <= 2009; ++year) v["gdp"][at(3, year)] = v["gdp"][at(3, 2005)];
  const Found f = found(v, "gdp");
  for (const std::size_t cell : years_of(3, 2005, 2009)) EXPECT_TRUE(f.look.contains(cell) || f.wrong.contains(cell));
}

TEST(OddValues, NotesNameTheCellsAndTheTableHasThem) {
  Values v = clean();
  v["gdp"][at(4, 2009)] *= 10;
  const Panel panel = panel_of(v);
  const OddValues odd = find_odd_values(panel);
  ASSERT_FALSE(odd.notes.empty());
  EXPECT_EQ(odd.notes[0].severity, Severity::warning);
  EXPECT_EQ(odd.notes[0].where.column, "gdp");
  EXPECT_NE(odd.notes[0].message.en.find("u4 2009"), std::string::npos);
  EXPECT_NE(odd.notes[0].message.zh.find("u4 2009"), std::string::npos);
  const Table table = odd_table(panel, odd.findings);
  EXPECT_EQ(table.texts("unit")[0], "u4");
  EXPECT_EQ(table.numbers("time")[0], 2009);
  const std::vector<OddSeries> series = odd_series(panel, odd.findings);
  ASSERT_FALSE(series.empty());
  EXPECT_TRUE(series[0].wrong[2009 - kFirst]);
}

TEST(OddValues, SmallAndOddPanelsAreNoTrouble) {
  Table table;
  table.set_text("unit", {"a", "b"});
  table.set_numbers("x", {1, kMissing});
  EXPECT_TRUE(find_odd_values(Panel(table, "unit", "")).findings.empty());
  std::vector<std::string> units;
  std::vector<double> x, missing;
  for (int i = 0; i < 40; ++i) {
    units.push_back("u" + std::to_string(i));
    x.push_back(i % 2 == 0 ? -1e300 : 1e300 * noise(i, 0, 0));
    missing.push_back(kMissing);
  }
  Table cross;
  cross.set_text("unit", units);
  cross.set_numbers("x", x);
  cross.set_numbers("m", missing);
  EXPECT_NO_THROW((void)find_odd_values(Panel(cross, "unit", "")));
}

TEST(OddRules, SayEverythingInBothLanguages) {
  std::set<std::string_view> codes;
  for (const OddRule* rule : odd_rules()) {
    for (const std::string_view text :
         {rule->id, rule->code, rule->title.en, rule->title.zh, rule->means.en, rule->means.zh})
      EXPECT_FALSE(text.empty()) << rule->id;
    codes.insert(rule->code);
  }
  EXPECT_EQ(codes.size(), odd_rules().size());
}

TEST(ColumnWords, TellSharesRatesAndParts) {
  using namespace odd;
  EXPECT_TRUE(speaks_of_share("城镇人口比重", ""));
  EXPECT_TRUE(speaks_of_share("第三产业", "%"));
  EXPECT_FALSE(speaks_of_share("trade_pct_gdp", ""));
  EXPECT_FALSE(speaks_of_share("GDP增长率", ""));
  EXPECT_TRUE(speaks_of_rate("人均GDP", "元"));
  EXPECT_TRUE(names_part("co2_coal_mt", "co2_mt"));
  EXPECT_TRUE(names_part("fiscal_education_100m", "fiscal_100m"));
  EXPECT_TRUE(names_part("第二产业增加值", "地区生产总值"));
  EXPECT_TRUE(names_part("工业能源消费量", "能源消费总量"));
  EXPECT_FALSE(names_part("co2_mt", "co2_coal_mt"));
  EXPECT_FALSE(names_part("gdp_mt", "pop_mt"));
}

}  // namespace
}  // namespace ecoeff
