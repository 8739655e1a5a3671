// Workbooks in the shapes that people have (tests/reference/intake): a new study of them, unedited, gives the panel
// that they hold.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ecoeff/data/intake/places.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/study/read.hpp"
#include "program.hpp"
#include "tolerance.hpp"

namespace ecoeff::testing {
namespace {

std::filesystem::path cases() { return std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests" / "reference" / "intake"; }

// The column of truth.csv that a head (or, in a wide workbook, a sheet) is; "" for keys and what the truth has not.
std::string truth_of(const std::string& head, const std::string& file) {
  const Table columns = read_table(cases() / "columns.csv").table;
  const auto files = columns.texts("file"), sheets = columns.texts("sheet"), heads = columns.texts("head"),
             names = columns.texts("truth column");
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (heads[i] == head && !head.empty()) return names[i];
    const bool of_file = files[i] == file || files[i] == file + "x";  // the same workbook as xls
    if (sheets[i] == head && !sheets[i].empty() && of_file) return names[i];
  }
  return "";
}

struct Workbooks {
  std::string name;
  std::vector<std::string> files;
  std::size_t columns = 0;  // that the truth has
  std::size_t empty = 0;    // cells with a mark for missing
  std::size_t rounded = 0;  // cells that the workbook itself holds as text of two decimals
};

class Intake : public ProgramTest, public ::testing::WithParamInterface<Workbooks> {};

TEST_P(Intake, ANewStudyGivesThePanelWithoutAnEdit) {
  std::string files;
  for (const std::string& file : GetParam().files) files += " '" + (cases() / file).string() + "'";
  const Outcome made = ecoeff("new X --from" + files);
  ASSERT_EQ(made.code, 0) << made.err;
  const Outcome written = ecoeff("data X/study.toml -o p.csv");
  ASSERT_EQ(written.code, 0) << written.err << read("X/study.toml");
  const Study study = read_study(folder_ / "X" / "study.toml");
  const Table panel = read_table(folder_ / "p.csv").table;
  const Table truth = read_table(cases() / "truth.csv").table;
  std::map<std::pair<std::string, double>, std::size_t> row_of;
  const auto provinces = truth.texts("prov");
  for (std::size_t i = 0; i < truth.rows(); ++i) row_of[{place_form(provinces[i]).stem, truth.numbers("year")[i]}] = i;
  ASSERT_EQ(panel.rows(), truth.rows());
  const auto units = panel.texts(study.data.unit);
  const auto times = panel.numbers(study.data.time);
  std::size_t columns = 0;
  std::size_t empty = 0;
  std::size_t rounded = 0;
  for (const Column& column : panel.columns()) {
    std::string head = column.name;
    for (const auto& [name, header] : study.columns) head = name == column.name ? header : head;
    const std::string name = truth_of(head, GetParam().files.front());
    if (name.empty()) continue;
    ++columns;
    const auto found = panel.numbers(column.name);
    const auto expected = truth.numbers(name);
    for (std::size_t i = 0; i < panel.rows(); ++i) {
      const auto at = row_of.find({place_form(units[i]).stem, times[i]});
      ASSERT_NE(at, row_of.end()) << units[i];
      const double truly = expected[at->second];
      const double off = std::abs(found[i] - truly);
      if (is_missing(found[i])) {
        ++empty;
      } else if (off > tolerance::kRoundOff * std::max(1.0, std::abs(truly))) {
        ++rounded;
        EXPECT_LE(off, 0.00501) << head << " " << units[i] << " " << times[i];
      }
    }
  }
  for (const char* other : {"p.xlsx", "p.dta"}) {
    const Outcome again = ecoeff(std::string("data X/study.toml -o ") + other);
    ASSERT_EQ(again.code, 0) << again.err;
    const Table same = read_table(folder_ / other).table;
    ASSERT_EQ(same.rows(), panel.rows());
    ASSERT_EQ(same.columns().size(), panel.columns().size());
    for (std::size_t c = 0; c < panel.columns().size(); ++c) {
      if (panel.columns()[c].is_text) continue;
      for (std::size_t i = 0; i < panel.rows(); ++i) {
        const double a = panel.columns()[c].numbers[i];
        const double b = same.columns()[c].numbers[i];
        EXPECT_TRUE(a == b || (is_missing(a) && is_missing(b))) << other << " " << panel.columns()[c].name << " " << i;
      }
    }
  }
  EXPECT_EQ(columns, GetParam().columns);
  EXPECT_EQ(empty, GetParam().empty);
  EXPECT_EQ(rounded, GetParam().rounded);
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Intake,
    ::testing::Values(Workbooks{"marks", {"a1_miss.xlsx"}, 14, 26}, Workbooks{"notes", {"a1_notes.xlsx"}, 14},
                      Workbooks{"numbers_as_text", {"a1_textnum.xlsx"}, 14, 0, 12},
                      Workbooks{"title", {"a1_title.xlsx"}, 14}, Workbooks{"clean", {"b_clean.xlsx"}, 15},
                      Workbooks{"two_spellings", {"b_names.xlsx"}, 15},
                      Workbooks{"a_sheet_an_indicator", {"c_wide_clean.xlsx"}, 5},
                      Workbooks{"download", {"g_nbs.xlsx"}, 1}, Workbooks{"title_and_units", {"h_title_units.xlsx"}, 5},
                      Workbooks{"merged_provinces", {"i_mergedprov.xlsx"}, 5},
                      Workbooks{"old_a_sheet_an_indicator", {"c_wide_clean.xls"}, 5},
                      Workbooks{"old_download", {"g_nbs.xls"}, 1},
                      Workbooks{"old_title_and_units", {"h_title_units.xls"}, 5},
                      Workbooks{"old_merged_provinces", {"i_mergedprov.xls"}, 5},
                      Workbooks{"two_files", {"f_energy.xlsx", "f_index.xlsx"}, 8}),
    [](const auto& one) { return one.param.name; });

using IntakeStudy = ProgramTest;

constexpr const char* kTwoParts = R"([data]
time = "year"
[[data.part]]
file = "a*.csv"
unit = "地区"
columns = { energy = "能源" }
scale = { energy = 10 }
[[data.part]]
file = "wide.csv"
value = "gdp"
[data.names]
match = "china"
rename = { "襄樊" = "襄阳" }
[derive]
intensity = "energy / gdp"
)";

TEST_F(IntakeStudy, PartsAreReadByPatternJoinedScaledAndRenamed) {
  write("a2011.csv", "地区,能源\n襄樊,1\n武汉,2\n");
  write("a2012.csv", "地区,能源\n襄阳市,3\n武汉市,4\n");
  write("wide.csv", "地区,2012年,2011年\n襄阳市,30,10\n武汉市,40,—\n");
  write("study.toml", kTwoParts);
  const Outcome csv = ecoeff("data study.toml -o -");
  ASSERT_EQ(csv.code, 0) << csv.err;
  EXPECT_EQ(csv.out, "地区,year,energy,gdp\n襄阳,2011,10,10\n襄阳,2012,30,30\n武汉,2011,20,\n武汉,2012,40,40\n");
  const Outcome derived = ecoeff("data study.toml -o p.dta --derived");
  ASSERT_EQ(derived.code, 0) << derived.err;
  EXPECT_EQ(read_table(folder_ / "p.dta").table.numbers("intensity")[1], 1);
  EXPECT_TRUE(exists("p_names.csv"));
  EXPECT_EQ(ecoeff("data study.toml -o p.xlsx").code, 0);
  EXPECT_EQ(ecoeff("check study.toml").code, 0);
}

struct Question {
  std::string code;
  std::string before, after;  // a change of the study, or of wide.csv where `before` is empty
  int exit_code = 3;
};

TEST_F(IntakeStudy, QuestionsAreCodedAndNothingIsWritten) {
  const std::string wide = "地区,2012年,2011年\n襄阳市,30,10\n武汉市,40,—\n";
  for (const Question& one :
       std::vector<Question>{{"D151", "value = \"gdp\"", "shape = \"indicators\"\nheader = 2", 4},
                             {"D152", "", "地区,2011年,2011年\n襄阳市,30,10\n武汉市,40,5\n", 4},
                             {"D153", "", "地区,2012年,2011年\n襄阳市,30,10\n襄阳县,4,5\n襄阳,4,5\n武汉市,40,5\n", 4},
                             {"D154", "", "地区,2012年,2011年\n襄阳市,30,10\n襄阳,30,10\n", 4},
                             {"D155", "value = \"gdp\"", "value = \"energy\"\nscale = { energy = 2 }", 4},
                             {"D156", "", "地区,2012年,2011年\n甲,30,10\n乙,40,5\n", 4},
                             {"D158", "", "地区,2012年,2011年\n襄阳市,30,10\n武汉市,40,约5\n", 4},
                             {"D159", "a*.csv", "b*.csv", 4},
                             {"D101", "wide.csv", "narrow.csv", 4},
                             {"D184", "value = \"gdp\"", "shape = \"long\"\ntime_from = \"file\"", 4},
                             {"S240", "scale = { energy", "scale = { enrgy"},
                             {"S241", "rename = {", "rename = { \"襄阳\" = \"襄樊市\","},
                             {"S242", "time = \"year\"", "time = \"year\"\nfile = \"a2011.csv\""},
                             {"S102", "value = \"gdp\"", "valu = \"gdp\""}}) {
    write("a2011.csv", "地区,能源\n襄樊,1\n武汉,2\n");
    write("a2012.csv", "地区,能源\n襄阳市,3\n武汉市,4\n");
    write("wide.csv", one.before.empty() ? one.after : wide);
    write("study.toml", one.before.empty() ? kTwoParts : replace_all(kTwoParts, one.before, one.after));
    const Outcome run = ecoeff("data study.toml -o panel.csv");
    EXPECT_EQ(run.code, one.exit_code) << one.code << run.err;
    EXPECT_NE(run.err.find(one.code), std::string::npos) << one.code << ": " << run.err;
    EXPECT_FALSE(exists("panel.csv")) << one.code;
  }
}

TEST_F(IntakeStudy, EverythingThatIsWrongIsInOneList) {
  write("a2011.csv", "地区,能源\n,3\n襄樊,约1\n武汉,2\n宜昌,4\n黄石,5\n");
  write("a2012.csv", "地区,能源\n襄阳市,3\n武汉市,2.5万\n宜昌,4\n黄石,5\n襄阳,3\n");
  write("wide.csv", "地区,2012年,2011年\n襄阳市,30,10\n武汉市,40,—\n宜昌,4,3\n黄石,x,4\n");
  write("broken.csv", "地区,2012年,2012年\n襄阳市,30,10\n武汉市,40,1\n");
  write("study.toml", replace_all(kTwoParts, "[data.names]", "[[data.part]]\nfile = \"broken.csv\"\n[data.names]"));
  const Outcome check = ecoeff("check study.toml -o problems.csv");
  EXPECT_EQ(check.code, 4) << check.err;
  for (const char* code : {"D121", "D152", "D154", "D158"})
    EXPECT_NE(check.err.find(code), std::string::npos) << code << check.err;
  const Table problems = read_table(folder_ / "problems.csv").table;
  std::map<std::string, std::size_t> count;
  for (const std::string& code : problems.texts("code")) ++count[code];
  EXPECT_EQ(count, (std::map<std::string, std::size_t>{{"D121", 1}, {"D152", 1}, {"D154", 1}, {"D158", 3}}));
  const auto values = problems.texts("value");
  for (const char* value : {"约1", "2.5万", "x"})
    EXPECT_NE(std::find(values.begin(), values.end(), value), values.end()) << value;
  const Outcome json = ecoeff("check study.toml --json");
  EXPECT_EQ(json.code, 4);
  EXPECT_NE(json.out.find("\"severity\": \"error\""), std::string::npos) << json.out;
  EXPECT_NE(json.out.find("2.5万"), std::string::npos);
  EXPECT_EQ(ecoeff("run study.toml").code, 4);
  EXPECT_FALSE(exists("out"));
}

TEST_F(IntakeStudy, APanelThatFallsApartBySpellingIsNoticedWithoutParts) {
  write("a.csv", "地区,年份,gdp\n山西省,2011,1\n山西,2012,2\n河北,2011,3\n河北,2012,4\n");
  write("study.toml", "[data]\nfile = \"a.csv\"\nunit = \"地区\"\ntime = \"年份\"\n");
  EXPECT_NE(ecoeff("check study.toml").out.find("D183"), std::string::npos);
  EXPECT_NE(ecoeff("data study.toml -o p.csv").err.find("D183"), std::string::npos);
}

TEST_F(IntakeStudy, TwentyAreSaidAndTheRestCounted) {
  std::string rows = "地区,能源\n";
  for (int i = 0; i < 30; ++i) rows += fmt::format(",{}\n", i);
  write("a2011.csv", rows + "襄阳,1\n武汉,2\n");
  write("a2012.csv", "地区,能源\n襄阳市,3\n武汉市,4\n");
  write("wide.csv", "地区,2012年,2011年\n襄阳市,30,10\n武汉市,40,—\n");
  write("study.toml", kTwoParts);
  const Outcome check = ecoeff("check study.toml -o problems.csv");
  EXPECT_EQ(check.code, 4);
  EXPECT_NE(check.err.find("and 10 more"), std::string::npos) << check.err;
  EXPECT_EQ(read_table(folder_ / "problems.csv").table.rows(), 30U);
}

TEST_F(IntakeStudy, PlacesInTheHeaderBesideIndicatorsOrYearsGiveThePanel) {
  const std::string expected = "北京,2010,1,2\n北京,2011,5,6\n天津,2010,3,4\n天津,2011,7,8\n";
  for (const char* text : {",北京,,天津,\n年份,产值,能耗,产值,能耗\n2010,1,2,3,4\n2011,5,6,7,8\n",
                           "年份,产值,,能耗,\n,北京,天津,北京,天津\n2010,1,3,2,4\n2011,5,7,6,8\n",
                           "指标,北京,,天津,\n,2010,2011,2010,2011\n产值,1,5,3,7\n能耗,2,6,4,8\n",
                           "指标,2010,,2011,\n,北京,天津,北京,天津\n产值,1,3,5,7\n能耗,2,4,6,8\n",
                           "地区,2010,,2011,\n,产值,能耗,产值,能耗\n北京,1,2,5,6\n天津,3,4,7,8\n",
                           "地区,产值,,能耗,\n,2010,2011,2010,2011\n北京,1,5,2,6\n天津,3,7,4,8\n"}) {
    write("crossed.csv", text);
    std::filesystem::remove_all(folder_ / "X");
    const Outcome made = ecoeff("new X --from crossed.csv");
    ASSERT_EQ(made.code, 0) << made.err << text;
    const Outcome written = ecoeff("data X/study.toml -o p.csv");
    ASSERT_EQ(written.code, 0) << written.err << read("X/study.toml");
    const std::string panel = read("p.csv");
    EXPECT_EQ(panel.substr(panel.find('\n') + 1), expected) << text << read("X/study.toml");
  }
}

TEST_F(IntakeStudy, TwoRowsOfNamesThatNothingTellsAreAnsweredInTheStudy) {
  write("firms.csv", ",甲,,乙,\n年份,x,y,x,y\n2010,1,2,3,4\n2011,5,6,7,8\n");
  const std::string study = "[data]\nunit = \"firm\"\ntime = \"year\"\n[[data.part]]\nfile = \"firms.csv\"\n";
  EXPECT_NE(ecoeff("new X --from firms.csv").err.find("D252"), std::string::npos);
  write("study.toml", study);
  EXPECT_NE(ecoeff("data study.toml -o p.csv").err.find("D252"), std::string::npos);
  write("study.toml", study + "unit_from = \"upper header\"\n");
  EXPECT_EQ(ecoeff("data study.toml -o p.csv").code, 0);
  EXPECT_EQ(read("p.csv"),
            "\xEF\xBB\xBF"
            "firm,year,x,y\n甲,2010,1,2\n甲,2011,5,6\n乙,2010,3,4\n乙,2011,7,8\n");
  write("study.toml", study + "unit_from = \"lower header\"\n");
  EXPECT_EQ(ecoeff("data study.toml -o p.csv").code, 0);
  EXPECT_EQ(read("p.csv"),
            "\xEF\xBB\xBF"
            "firm,year,甲,乙\nx,2010,1,3\nx,2011,5,7\ny,2010,2,4\ny,2011,6,8\n");
}

TEST_F(IntakeStudy, SeveralPartsCannotBeReplacedByOneFile) {
  write("study.toml", kTwoParts);
  write("other.csv", "地区,能源\nA,1\n");
  EXPECT_EQ(ecoeff("data study.toml --data other.csv -o p.csv").code, 2);
}

class IntakeOfText : public ProgramTest {
 protected:
  // The panel that a new study of a file of text gives, without an edit.
  Table panel_of(const std::string& text) {
    write("d.csv", text);
    std::filesystem::remove_all(folder_ / "X");
    const Outcome made = ecoeff("new X --from d.csv");
    EXPECT_EQ(made.code, 0) << made.err;
    const Outcome written = ecoeff("data X/study.toml -o p.csv");
    EXPECT_EQ(written.code, 0) << written.err << read("X/study.toml");
    return read_table(folder_ / "p.csv").table;
  }
};

std::vector<double> numbers(const Table& table, const std::string& name) {
  const auto found = table.numbers(name);
  return {found.begin(), found.end()};
}

TEST_F(IntakeOfText, ARowForEachIndicator) {
  const Table panel = panel_of(
      "地区,指标,年份,数值\n山西,GDP(亿元),2010,1.5\n山西,GDP(亿元),2011,2.5\n山西,年末总人口(万人),2010,3\n"
      "山西,年末总人口(万人),2011,4\n安徽,GDP(亿元),2010,5\n安徽,GDP(亿元),2011,6\n安徽,年末总人口(万人),2010,7\n"
      "安徽,年末总人口(万人),2011,8\n");
  EXPECT_EQ(panel.rows(), 4U);
  EXPECT_EQ(numbers(panel, "pop"), (std::vector<double>{3, 4, 7, 8}));
}

TEST_F(IntakeOfText, SideBySideUnderTitles) {
  const Table panel = panel_of(
      "GDP(亿元),,,,年末总人口(万人)\n地区,2010,2011,,地区,2010,2011\n山西,1,2,,山西,5,6\n安徽,3,4,,安徽,7,8\n");
  EXPECT_EQ(panel.rows(), 4U);
  EXPECT_EQ(numbers(panel, "pop"), (std::vector<double>{5, 6, 7, 8}));
}

TEST_F(IntakeOfText, SideBySideWithoutTitlesIsAQuestion) {
  write("d.csv", "地区,2010,2011,,地区,2010,2011\n山西,1,2,,山西,5,6\n安徽,3,4,,安徽,7,8\n");
  const Outcome made = ecoeff("new X --from d.csv");
  EXPECT_NE(made.code, 0);
  EXPECT_NE(made.err.find("D155"), std::string::npos) << made.err;
  EXPECT_FALSE(exists("X"));
}

TEST_F(IntakeOfText, TheWorldBank) {
  const Table panel = panel_of(
      "Country Name,Country Code,Series Name,Series Code,2010 [YR2010],2011 [YR2011]\n"
      "Austria,AUT,\"Population, total\",SP.POP.TOTL,1,2\nChile,CHL,\"Population, total\",SP.POP.TOTL,3,..\n\n"
      "Data from database: World Development Indicators\nLast Updated: 10/24/2022\n");
  EXPECT_EQ(panel.rows(), 4U);
  EXPECT_EQ(numbers(panel, "pop")[2], 3);
  EXPECT_TRUE(is_missing(numbers(panel, "pop")[3]));
}

}  // namespace
}  // namespace ecoeff::testing
