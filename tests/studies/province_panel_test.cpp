// A real panel of provinces as people have it (sheets, downloads, OCR) against the same panel put in order by hand. The
// data lie beside the repository and are not part of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "ecoeff/data/intake/places.hpp"
#include "ecoeff/data/odd/odd_values.hpp"
#include "ecoeff/data/read.hpp"
#include "program.hpp"

namespace ecoeff::testing {
namespace {

const std::filesystem::path kData = std::filesystem::path(ECOEFF_SOURCE_DIR) / "../shared/data/china_provinces";

class Provinces : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    if (!std::filesystem::exists(kData / "provinces_long.csv")) GTEST_SKIP() << "no data at " << kData;
    std::filesystem::create_symlink(std::filesystem::canonical(kData), folder_ / "cn");
  }

  // The panel that `toml` reads equals the columns of the long file: name in the panel, name there.
  void expect_equal(const std::string& toml, const std::vector<std::pair<std::string, std::string>>& columns,
                    const std::string& key = "province") {
    write("s.toml", toml);
    const Outcome made = ecoeff("data s.toml -o p.csv");
    ASSERT_EQ(made.code, 0) << made.err;
    const Table panel = read_table(folder_ / "p.csv").table;
    const Table truth = read_table(kData / "provinces_long.csv").table;
    std::map<std::pair<std::string, double>, std::size_t> row_of;
    const auto units = panel.texts("p");
    for (std::size_t i = 0; i < panel.rows(); ++i) row_of[{place_form(units[i]).stem, panel.numbers("t")[i]}] = i;
    const auto provinces = truth.texts(key);
    for (const auto& [name, there] : columns) {
      std::size_t values = 0;
      for (std::size_t i = 0; i < truth.rows(); ++i) {
        const double expected = truth.numbers(there)[i];
        const auto row = row_of.find({place_form(provinces[i]).stem, truth.numbers("year")[i]});
        const double got = row == row_of.end() ? kMissing : panel.numbers(name)[row->second];
        values += is_missing(expected) ? 0 : 1;
        // The long file leaves those two years out whole, and with them cells that are no zeros.
        const bool emptied = key == "province_en" && is_missing(expected) && !is_missing(got) && got != 0;
        if (emptied) continue;
        EXPECT_TRUE(is_missing(got) == is_missing(expected) &&
                    (is_missing(got) || std::abs(got - expected) <= 1e-9 * std::abs(expected)))
            << name << " " << provinces[i] << " " << truth.numbers("year")[i] << ": " << got << " and " << expected;
        if (HasFailure()) return;
      }
      EXPECT_GT(values, 0U) << name;
    }
  }
};

TEST_F(Provinces, OneSheetForEachIndicator) {
  expect_equal(
      "[data]\nunit = \"p\"\ntime = \"t\"\n[[data.part]]\nfile = \"cn/messy/all_indicators_one_sheet_each.xlsx\"\nunit "
      "= \"地区\"\n",
      {{"年末总人口", "pop_10k"},
       {"地区生产总值", "gdp_nominal_100m"},
       {"地区生产总值2010美元", "gdp_gcam_musd2010"},
       {"固定资本形成总额", "invest_100m"},
       {"固定资产投资价格指数", "invest_price"},
       {"二氧化碳排放量", "co2_mt"},
       {"化石能源消费量", "fossil_10ktce"},
       {"城镇人口比重", "urban_share"},
       {"R&D经费内部支出", "rd_10kyuan"},
       {"国内专利授权数", "patents_granted"},
       {"地方一般公共预算支出", "fiscal_100m"}});
}

TEST_F(Provinces, ALongSheetWithChineseHeads) {
  expect_equal(
      "[data]\nunit = \"p\"\ntime = \"t\"\n[[data.part]]\nfile = \"cn/messy/panel_chinese_heads.xlsx\"\nunit = "
      "\"省份\"\ntime = \"年份\"\n"
      "[columns]\npop = \"年末常住人口（万人）\"\ngdp = \"地区生产总值（亿元，2010年价）\"\n",
      {{"pop", "pop_10k"}, {"gdp", "gdp_100m2010"}, {"城镇化率", "urban_share"}});
}

// The names are as a reader of scanned pages left them.
TEST_F(Provinces, ALongSheetWithARowForEachIndicator) {
  expect_equal(
      "[data]\nunit = \"p\"\ntime = \"t\"\n[[data.part]]\nfile = \"cn/messy/science_long_names_as_read.xlsx\"\nshape = "
      "\"long\"\nindicator = [\"表\", \"指标\"]\nvalue = \"数值\"\nunit = \"地区\"\ntime = \"年份\"\n"
      "[data.names]\nrename = { \"江两\" = \"江西\", \"山两\" = \"山西\", \"内蒙占\" = \"内蒙古\", \"两藏\" = \"西藏\" "
      "}\n",
      {{"RDActivity 合计", "rd_10kyuan"},
       {"RDLaborHour 合计", "rd_personyears"},
       {"RDPatentAccept 合计", "patents_applied"},
       {"RDPatentAuthority 合计", "patents_granted"},
       {"RDPatentAuthority 发明", "patents_granted_invention"},
       {"PublicBudget 合计", "fiscal_100m"},
       {"PublicBudget 教育", "fiscal_education_100m"},
       {"PublicBudget 科学技术", "fiscal_science_100m"}});
}

// Heads in one file for each indicator, and as the statistics office gives them.
TEST_F(Provinces, OneFileForEachIndicatorAndDownloads) {
  expect_equal(
      "[data]\nunit = \"p\"\ntime = \"t\"\n[data.names]\nmatch = \"china\"\n"
      "[[data.part]]\nfile = \"cn/messy/one_indicator_a_file/01_*.xlsx\"\nvalue = \"pop\"\n"
      "[[data.part]]\nfile = \"cn/messy/one_indicator_a_file/06_*.xlsx\"\nvalue = \"co2\"\n"
      "[[data.part]]\nfile = \"cn/messy/one_indicator_a_file/08_*.xlsx\"\nvalue = \"urban\"\n"
      "[[data.part]]\nfile = \"cn/messy/nbs_layout/分省年度数据_化石能源消费量.csv\"\nvalue = \"energy\"\n"
      "[[data.part]]\nfile = \"cn/messy/nbs_layout/分省年度数据_地区生产总值.csv\"\nvalue = \"gdp\"\n"
      "[[data.part]]\nfile = \"cn/messy/nbs_layout/分省年度数据_固定资本形成总额.csv\"\nvalue = \"invest\"\n",
      {{"pop", "pop_10k"},
       {"co2", "co2_mt"},
       {"urban", "urban_share"},
       {"energy", "fossil_10ktce"},
       {"gdp", "gdp_nominal_100m"},
       {"invest", "invest_100m"}});
}

TEST_F(Provinces, ElectricityWithZerosOfTwoYears) {
  expect_equal(
      "[data]\nfile = \"cn/messy/electricity_zeros_2003_2006.csv\"\nunit = \"p\"\ntime = \"t\"\n"
      "zero_missing = { years = [2003, 2006], columns = [\"coal\", \"hydro\", \"nuclear\", \"wind\", \"solar\"] }\n"
      "[columns]\np = \"province_en\"\nt = \"year\"\n",
      {{"coal", "elec_thermal_100gwh"},
       {"hydro", "elec_hydro_100gwh"},
       {"nuclear", "elec_nuclear_100gwh"},
       {"wind", "elec_wind_100gwh"},
       {"solar", "elec_solar_100gwh"}},
      "province_en");
}

TEST_F(Provinces, CapitalFromInvestmentSince1952) {
  write("s.toml",
        "[data]\nfile = \"cn/investment_1952_2019.csv\"\nunit = \"province\"\ntime = \"year\"\nyears = [2005, 2013]\n"
        "[derive]\nk = \"pim(invest_100m, start = 1952, base = 2010, initial = 0.10, depreciation = 0.096, price = "
        "invest_price)\"\n");
  const Outcome made = ecoeff("data s.toml -o p.csv --derived");
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.err, ::testing::HasSubstr("重庆 1996"));
  const Table panel = read_table(folder_ / "p.csv").table;
  const Table truth = read_table(kData / "provinces_long.csv").table;
  std::map<std::pair<std::string, double>, double> known;
  const auto names = truth.texts("province");
  for (std::size_t i = 0; i < truth.rows(); ++i)
    known[{names[i], truth.numbers("year")[i]}] = truth.numbers("capital_100m2010")[i];
  ASSERT_EQ(panel.rows(), 270U);
  const auto units = panel.texts("province");
  for (std::size_t i = 0; i < panel.rows(); ++i) {
    const double stock = known.at({units[i], panel.numbers("year")[i]});
    EXPECT_LE(std::abs(panel.numbers("k")[i] / stock - 1), 1e-4) << units[i];
  }
}

TEST_F(Provinces, CellsThatAreWrongAreFound) {
  Table table = read_table(kData / "provinces_long.csv").table;
  table.show_names("province");
  const Panel panel(std::move(table), "province", "year");
  std::set<std::string> wrong;
  for (const OddFinding& one : find_odd_values(panel).findings) {
    if (one.tier != OddTier::wrong) continue;
    for (const std::size_t row : one.rows)
      wrong.insert(one.column + " " + panel.unit_names()[static_cast<std::size_t>(panel.unit()[row])] + " " +
                   std::to_string(panel.time()[row]));
  }
  for (const char* cell : {"pop_10k 黑龙江 2013", "co2_mt 宁夏 2000", "co2_mt 宁夏 2001", "co2_mt 宁夏 2002",
                           "co2_mt 海南 2002", "co2_mt 云南 2004", "urban_share 广西 2002", "urban_share 山东 2000"})
    EXPECT_TRUE(wrong.contains(cell)) << cell;
}

TEST_F(Provinces, ZerosOfElectricityAreFound) {
  Table table = read_table(kData / "messy/electricity_zeros_2003_2006.csv").table;
  table.show_names("province_en");
  const Panel panel(std::move(table), "province_en", "year");
  std::set<std::pair<std::string, std::size_t>> wrong;
  for (const OddFinding& one : find_odd_values(panel).findings) {
    for (const std::size_t row : one.rows) {
      if (one.tier == OddTier::wrong) wrong.emplace(one.column, row);
    }
  }
  for (const std::string column : {"coal", "hydro"}) {
    for (std::size_t row = 0; row < panel.rows(); ++row) {
      const bool year = panel.time()[row] == 2003 || panel.time()[row] == 2006;
      const std::size_t before = panel.lag(row, 1);
      const bool had = before != kNoRow && panel.table.numbers(column)[before] > 1;
      if (year && had && panel.table.numbers(column)[row] == 0) {
        EXPECT_TRUE(wrong.contains({column, row}))
            << column << " " << panel.unit_names()[static_cast<std::size_t>(panel.unit()[row])] << " "
            << panel.time()[row];
      }
    }
  }
}

}  // namespace
}  // namespace ecoeff::testing
