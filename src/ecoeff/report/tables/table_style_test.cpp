#include "ecoeff/report/tables/table_style.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/tables/regression_notes.hpp"
#include "ecoeff/report/tables/regression_table.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/study/read.hpp"

namespace ecoeff {
namespace {

using testing::ElementsAre;

StudyResult result_in(const std::string& style) {
  StudyResult result = picture_test::make_result({.units = 6, .periods = 4});
  result.study.report.style = style;
  result.study.labels["OPEN"] = {"Openness", "对外开放"};
  return result;
}

// The first cells of the body, statistics' rows left out.
std::vector<std::string> rows_of(const StudyResult& result, std::size_t table = 1) {
  std::vector<std::string> names;
  for (const TableRow& row : regression_table(result, result.tables[table]).body) {
    const std::string& name = row.cells.front().text.in(Language::en);
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

TEST(TableStyle, ChineseTablesHaveTheRowsOfThePaper) {
  EXPECT_THAT(rows_of(result_in("cn")),
              ElementsAre("NQP", "Constant", "Controls", "Time effects", "Unit effects", "N", "R²"));
}

TEST(TableStyle, AmericanJournalsLeaveTheConstantOut) {
  EXPECT_THAT(rows_of(result_in("aer")),
              ElementsAre("NQP", "Controls", "Unit effects", "Time effects", "Observations", "R²"));
}

TEST(TableStyle, EsttabPrintsEveryCoefficientOfTheModel) {
  StudyResult result = result_in("esttab");
  result.study.model->show_controls = true;  // what reading the study makes of the style
  EXPECT_THAT(rows_of(result), ElementsAre("NQP", "OPEN", "Constant", "N", "R²"));
}

TEST(TableStyle, RowsLabelsAndATablesOwnWishesGoBefore) {
  StudyResult result = result_in("cn");
  result.study.report.rows = {"r2", "n", "units"};
  result.study.report.variables = "labels";
  result.tables[1].spec.show_controls = true;
  result.tables[1].spec.below = "se";
  result.tables[1].spec.digits = 2;
  EXPECT_THAT(rows_of(result), ElementsAre("new quality productivity", "Openness", "R²", "N", "Units"));
  const PaperTable table = regression_table(result, result.tables[1]);
  EXPECT_EQ(table.body[0].cells[2].text.en, "0.23");
  EXPECT_EQ(table.body[1].cells[2].text.en, "(0.11)");
  EXPECT_EQ(table.head.back().cells[0].text.en, "carbon emission efficiency");
  EXPECT_THAT(rows_of(result, 2), testing::Contains("carbon emission efficiency, 1 period before"));
  EXPECT_EQ(regression_table(result, result.tables[2]).body[1].cells[1].text.en.size(), std::string("(2.264)").size());
}

std::string notes_in(const StudyResult& result, std::size_t table, Language language) {
  std::string all;
  for (const Text& note : regression_notes(result, result.tables[table])) all += note.in(language) + "\n";
  return all;
}

TEST(TableStyle, NotesCallVariablesAsTheTableDoes) {
  StudyResult result = result_in("cn");
  EXPECT_THAT(notes_in(result, 1, Language::en), testing::HasSubstr("ontrols: OPEN"));
  result.study.report.variables = "labels";
  EXPECT_THAT(notes_in(result, 1, Language::en), testing::HasSubstr("ontrols: Openness"));
  EXPECT_THAT(notes_in(result, 1, Language::zh), testing::HasSubstr("控制变量为对外开放"));
  result.tables[2].columns[0].spec.swap = {{"NQP", "OPEN"}};
  EXPECT_THAT(notes_in(result, 2, Language::en), testing::HasSubstr("Openness in place of new quality productivity"));
  EXPECT_THAT(notes_in(result, 2, Language::zh), testing::HasSubstr("以对外开放替换新质生产力"));
  result.tables[1].spec.show_controls = true;  // the table names them itself
  EXPECT_THAT(notes_in(result, 1, Language::en), testing::Not(testing::HasSubstr("ontrols:")));
}

std::string study_with(const std::string& report, const std::string& model = "") {
  return "[data]\nfile = \"d.csv\"\nunit = \"u\"\ntime = \"t\"\n[model]\nformula = \"y ~ x | unit\"\nfocus = \"x\"\n" +
         model + "[[table]]\ndigits = 2\nbelow = \"p\"\nshow_controls = true\ncolumns = [ {} ]\n[report]\n" + report;
}

TEST(TableStyle, SetsWhatTheModelLeavesOut) {
  const Study aer = parse_study(study_with("style = \"aer\"\n"), "study.toml", report_vocabulary());
  EXPECT_EQ(aer.model->below, "se");
  EXPECT_EQ(
      parse_study(study_with("style = \"aer\"\n", "below = \"t\"\n"), "study.toml", report_vocabulary()).model->below,
      "t");
  const Study esttab = parse_study(study_with("style = \"esttab\"\n"), "study.toml", report_vocabulary());
  EXPECT_THAT(esttab.model->stars, ElementsAre(0.05, 0.01, 0.001));
  EXPECT_TRUE(esttab.model->show_controls);
  EXPECT_THAT(parse_study(study_with("style = \"esttab\"\n", "stars = [0.1]\n"), "study.toml", report_vocabulary())
                  .model->stars,
              ElementsAre(0.1));
  EXPECT_EQ(aer.tables[0].digits, 2);
  EXPECT_EQ(aer.tables[0].below, "p");
  EXPECT_EQ(aer.tables[0].show_controls, true);
  EXPECT_THROW((void)parse_study(study_with("style = \"apa\"\n"), "study.toml", report_vocabulary()), Error);
  EXPECT_THROW((void)parse_study(study_with("rows = [\"n2\"]\n"), "study.toml", report_vocabulary()), Error);
}

}  // namespace
}  // namespace ecoeff
