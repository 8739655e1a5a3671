// Years and conditions choose the rows that are scored and estimated; stocks, lags, growth and fills are those of the
// whole file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/data/csv.hpp"
#include "program.hpp"
#include "tolerance.hpp"

namespace ecoeff::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class History : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    std::string csv = "city,year,gdp,invest,labor,co2,x\n";
    for (int city = 0; city < 8; ++city) {
      for (int year = 2000; year <= 2012; ++year) {
        const int t = year - 2000;
        csv += "c" + std::to_string(city) + "," + std::to_string(year) + "," + std::to_string(100 + 7 * city + 5 * t) +
               "," + std::to_string(10 + city + t) + "," + std::to_string(5 + (city * 3 + t) % 7) + "," +
               std::to_string(20 + (city + 2 * t) % 9) + "," +
               (year == 2004 || year == 2006 ? std::string() : std::to_string(t * t + city)) + "\n";
      }
    }
    write("d.csv", csv);
  }
  // A study of the years 2005 to 2012 in which `derive` makes k.
  void study(const std::string& derive, const std::string& data = "") {
    write("s.toml", "[data]\nfile = \"d.csv\"\nunit = \"city\"\ntime = \"year\"\nyears = [2005, 2012]\n" + data +
                        "\n[derive]\n" + derive +
                        "\n[scores.S]\ninputs = [\"labor\", \"k\"]\noutputs = [\"gdp\"]\n"
                        "bad = [\"co2\"]\n[model]\nformula = \"S ~ L.gdp + L2.invest | unit\"\nfocus = \"L.gdp\"\n"
                        "[[table]]\nid = \"t\"\ncolumns = [{}]\n[report]\nreplicate = [\"r\"]\n");
  }
  Table panel(const std::string& line = "data s.toml -o p.csv --filled --derived") {
    const Outcome outcome = ecoeff(line);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    said_ = outcome.err;
    Notes notes;
    return parse_csv(read("p.csv"), "p.csv", notes);
  }
  std::string said_;
};

TEST_F(History, StocksBeginBeforeTheYearsChosen) {
  study("k = \"pim(invest, start = 2000, initial = 0.1, depreciation = 0.1)\"");
  const Table p = panel();
  ASSERT_EQ(p.rows(), 64U);
  double stock = 100;
  for (int t = 1; t <= 5; ++t) stock = 0.9 * stock + 10 + t;
  EXPECT_DOUBLE_EQ(p.numbers("k")[0], stock);
}

TEST_F(History, GrowthLagsAndFillsSeeTheYearsBefore) {
  study("k = \"growth(gdp) + L2.invest\"\nz = \"L.x\"", "missing = \"linear\"\n");
  const Table p = panel();
  EXPECT_DOUBLE_EQ(p.numbers("k")[0], 125.0 / 120 - 1 + 13);
  EXPECT_DOUBLE_EQ(p.numbers("z")[0], (9 + 25) / 2.0);   // 2004, between 2003 and 2005
  EXPECT_DOUBLE_EQ(p.numbers("x")[1], (25 + 49) / 2.0);  // 2006
  EXPECT_THAT(said_, HasSubstr("D201"));
  EXPECT_THAT(said_, HasSubstr("8 missing cells"));  // of 2006; those of 2004 lie outside
}

TEST_F(History, WithoutFillingNothingIsFilledForDerivedColumns) {
  study("k = \"L.x\"", "missing = \"linear\"\n");
  const Table p = panel("data s.toml -o p.csv --derived");
  EXPECT_TRUE(is_missing(p.numbers("k")[0]));
  EXPECT_TRUE(is_missing(p.numbers("x")[1]));
}

TEST_F(History, ConditionsOnRowsChooseAfterwardsToo) {
  study("k = \"diff(invest) + lead(gdp)\"", "keep = \"year != 2008 and city != 'c1'\"\n");
  const Table p = panel();
  ASSERT_EQ(p.rows(), 7U * 7U);
  EXPECT_DOUBLE_EQ(p.numbers("k")[3], 1 + 150);  // c0 in 2009: 2008 is known
  EXPECT_DOUBLE_EQ(p.numbers("k")[2], 1 + 140);  // c0 in 2007
}

TEST_F(History, LagsOfFormulasSeeTheYearsBefore) {
  study("k = \"invest\"");
  const Outcome run = ecoeff("run s.toml -o out");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.err, Not(HasSubstr("P522")));  // no row is left out for want of a lag
  Notes notes;
  const Table p = parse_csv(read("out/panel.csv"), "panel.csv", notes);
  EXPECT_EQ(p.numbers("L.gdp")[0], 120);
  EXPECT_EQ(p.numbers("L2.invest")[0], 13);
}

TEST_F(History, AMissingStockIsNamedWithItsReason) {
  study("k = \"pim(invest, start = 2007, initial = 0.1)\"");
  const Outcome run = ecoeff("run s.toml -o out");
  EXPECT_THAT(run.err + read("out/results.json"), HasSubstr("D234"));
  EXPECT_THAT(run.err, HasSubstr("F412"));
  EXPECT_THAT(run.err, HasSubstr("k is missing in 16 rows (c0 2005, c0 2006, c1 2005"));
  EXPECT_THAT(run.err, HasSubstr("16 rows lie before the first stock (2007)"));
}

TEST_F(History, ZerosOfSomeYearsAreMissing) {
  std::string csv = replace_all(read("d.csv"), ",2007,135,", ",2007,0,");
  write("d.csv", replace_all(csv, ",2009,145,", ",2009,0,"));
  study("k = \"invest\"", "zero_missing = { years = [2007], columns = [\"gdp\"] }\n");
  const Table p = panel();
  EXPECT_TRUE(is_missing(p.numbers("gdp")[2]));
  EXPECT_EQ(p.numbers("gdp")[4], 0);
  EXPECT_THAT(said_, HasSubstr("1 zeros were read as missing"));
}

}  // namespace
}  // namespace ecoeff::testing
