#include "ecoeff/report/tables/table_style.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/tables/regression_notes.hpp"
#include "ecoeff/report/tables/regression_table.hpp"
#include "ecoeff/report/tables/table_cells.hpp"
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

std::string notes_in(const StudyResult& result, std::size_t table, Language language) {
  std::string all;
  for (const Text& note : regression_notes(result, result.tables[table])) all += note.in(language) + "\n";
  return all;
}

std::string study_with(const std::string& report, const std::string& model = "") {
  return "[data]\nfile = \"d.csv\"\nunit = \"u\"\ntime = \"t\"\n[model]\nformula = \"y ~ x | unit\"\nfocus = \"x\"\n" +
         model + "[[table]]\ndigits = 2\nbelow = \"p\"\nshow_controls = true\ncolumns = [ {} ]\n[report]\n" + report;
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
  EXPECT_THAT(rows_of(result, 2), testing::Contains("Lag of carbon emission efficiency"));
  EXPECT_EQ(regression_table(result, result.tables[2]).body[1].cells[1].text.en.size(), std::string("(2.264)").size());
}

TEST(TableStyle, TermsArePrintedByNamesAndByLabels) {
  const StudyResult result = result_in("cn");
  TableStyle style = style_of(result, result.tables[1]);
  const auto both_of = [&](const std::string& term) {
    const Text label = variable_label(result, style, term);
    return label.in(Language::en) + " | " + label.in(Language::zh);
  };
  EXPECT_EQ(both_of("NQP^2"), "NQP² | NQP²");
  EXPECT_EQ(both_of("L.NQP^2:OPEN"), "L.NQP² × OPEN | L.NQP² × OPEN");
  EXPECT_EQ(both_of("NQP^3"), "NQP^3 | NQP^3");
  style.labels = true;
  EXPECT_EQ(both_of("NQP^2"), "new quality productivity, squared | 新质生产力的平方");
  EXPECT_EQ(both_of("NQP:OPEN"), "new quality productivity × Openness | 新质生产力 × 对外开放");
  EXPECT_EQ(both_of("L2.OPEN"), "Lag 2 of openness | 对外开放（滞后 2 期）");
  EXPECT_EQ(both_of("F.OPEN^2"), "Lead of openness, squared | 对外开放（提前 1 期）的平方");
  EXPECT_EQ(both_of("D.OPEN"), "Change in openness | 对外开放（变化）");
  EXPECT_EQ(both_of("log(OPEN):std(NQP)"),
            "Log of openness × new quality productivity, standardized | 对外开放的对数 × 新质生产力（标准化）");
  EXPECT_EQ(both_of("i.OPEN"), "Openness dummies | 对外开放虚拟变量");
  EXPECT_EQ(both_of("nothing:else"), "nothing:else | nothing:else");
}

// Two coefficients a column, where the column has both.
StudyResult with_square() {
  StudyResult result = result_in("cn");
  TableResult& table = result.tables[1];
  table.columns[1].estimate->names = {"NQP", "NQP^2", "_cons"};
  table.columns[1].shown = {"NQP", "NQP^2"};
  table.columns[1].controls = {};
  table.columns[0].shown = {"NQP"};
  return result;
}

TEST(TableStyle, SeveralRegressorsAreShown) {
  const StudyResult result = with_square();
  const PaperTable table = regression_table(result, result.tables[1]);
  EXPECT_EQ(table.body[2].cells[0].text.en, "NQP²");
  EXPECT_EQ(table.body[2].cells[1].text.en, "");
  EXPECT_EQ(table.body[2].cells[2].text.en, "0.050");
  const std::vector<FocusEstimate> all = focus_estimates(result, result.tables[1]);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2].focus, "NQP^2");
  EXPECT_EQ(all[2].number, 2U);
  EXPECT_EQ(all[2].coefficient, 0.05);
  EXPECT_THAT(all[2].label.en, testing::HasSubstr("[new quality productivity, squared]"));
  const Text sentence = table_sentence(result, result.tables[1]).value();
  EXPECT_THAT(sentence.en, testing::HasSubstr("of new quality productivity, squared on"));
  EXPECT_THAT(sentence.zh, testing::HasSubstr("新质生产力的平方对"));
  // With its square beside it, a variable does not move alone.
  EXPECT_THAT(sentence.en, testing::Not(testing::HasSubstr("One standard deviation")));
}

TEST(TableStyle, ColumnsAreToldApartByWhatWasEstimated) {
  StudyResult result = result_in("cn");
  TableResult& table = result.tables[1];
  const auto label = [&](std::size_t column) {
    return focus_estimates(result, table).at(column).label.in(Language::zh);
  };
  for (ColumnResult& column : table.columns) column.spec.controls = true;
  EXPECT_EQ(label(0), "基准模型");
  table.columns[0].spec.estimator = table.columns[0].estimate->model = "pooled";
  EXPECT_EQ(label(0), "混合最小二乘");
  EXPECT_EQ(label(1), "基准模型");
  for (ColumnResult& column : table.columns) column.spec.estimator = column.estimate->model = "quantile";
  table.columns[0].estimate->parameters["tau"] = 0.25;
  table.columns[1].estimate->parameters["tau"] = 0.75;
  EXPECT_NE(label(0), label(1));
  for (ColumnResult& column : table.columns) column.spec.estimator = column.estimate->model = "fe";
  table.columns[0].spec.formula = "CEE ~ NQP | unit";
  EXPECT_EQ(label(0), "其他设定");
}

TEST(TableStyle, SquaresAndLagsAreNotCountedAmongTheCoefficientsOfTheFocus) {
  const StudyResult result = with_square();
  const Text all = all_columns_sentence(result).value();
  EXPECT_THAT(all.en, testing::Not(testing::HasSubstr("squared")));
  EXPECT_THAT(all.zh, testing::Not(testing::HasSubstr("平方")));
}

TEST(TableStyle, SmallPValuesAreBounds) {
  EXPECT_EQ(p_cell(0.0004, 3).text.en, "<0.001");
  EXPECT_FALSE(p_cell(0.0004, 3).number.has_value());
  EXPECT_EQ(p_cell(0, 3).text.en, "<0.001");
  EXPECT_EQ(p_cell(0.0006, 3).text.en, "0.001");
  EXPECT_EQ(p_cell(0.004, 2).text.en, "<0.01");
  EXPECT_EQ(p_cell(0.25, 3).number, 0.25);
  EXPECT_EQ(p_cell(kMissing, 3).text.en, "");
  StudyResult result = result_in("cn");
  result.study.model->below = "p";
  result.tables[1].columns[1].estimate->covariance(0, 0) = 1e-6;
  result.tables[2].columns.back().estimate->gmm->ar[0].p = 1e-9;
  EXPECT_EQ(regression_table(result, result.tables[1]).body[1].cells[2].text.en, "(<0.001)");
  EXPECT_THAT(rows_of(result, 2), testing::Contains("AR(1)"));
  std::string ar;
  for (const TableRow& row : regression_table(result, result.tables[2]).body) {
    if (row.cells.front().text.en == "AR(1)") ar = row.cells.back().text.en;
  }
  EXPECT_EQ(ar, "<0.001");
}

TEST(TableStyle, StatisticsOfEstimatorsAreChosenByWords) {
  StudyResult result = result_in("cn");
  Estimate& estimate = *result.tables[1].columns[1].estimate;
  estimate.model = "iv";
  estimate.endogenous = {"NQP"};
  estimate.instruments = {"z1", "z2"};
  estimate.tests = {{"first-stage(NQP)", {}, {.statistic = 61.06, .df = 2, .df2 = 400, .p = 0}},
                    {"kp-lm", {}, {.statistic = 40, .df = 2, .p = 1e-9}},
                    {"kp-f", {}, {.statistic = 33.5}},
                    {"wu-hausman", {}, {.statistic = 3, .df = 1, .df2 = 400, .p = 0.08}},
                    {"hansen", {}, {.statistic = 1.5, .df = 1, .p = 0.22}}};
  const std::vector<std::string> all = rows_of(result);
  for (const char* row : {"First-stage F: NQP", "Underidentification (p)", "Weak identification F", "Hansen J",
                          "Hansen J (p)", "Endogeneity (p)"})
    EXPECT_THAT(all, testing::Contains(row));
  EXPECT_THAT(notes_in(result, 1, Language::en), testing::HasSubstr("Kleibergen and Paap"));
  result.study.report.rows = {"overid", "n", "weak-iv"};
  EXPECT_THAT(rows_of(result), ElementsAre("NQP", "Hansen J", "Hansen J (p)", "N", "Weak identification F"));
  result.study.report.rows = {"n", "ar"};
  EXPECT_THAT(rows_of(result), ElementsAre("NQP", "N"));
  EXPECT_THAT(notes_in(result, 1, Language::en), testing::Not(testing::HasSubstr("Kleibergen and Paap")));
}

TEST(TableStyle, VifAndHausmanAreRows) {
  StudyResult result = result_in("cn");
  Estimate& estimate = *result.tables[1].columns[1].estimate;
  estimate.regressors = {{.name = "NQP", .vif = 1.5}, {.name = "OPEN", .vif = 2.25}};
  estimate.tests = {{"hausman", {}, {.statistic = 12.3456, .df = 2, .p = 0.00002}}};
  result.study.report.rows = {"vif", "mean-vif", "hausman"};
  const PaperTable table = regression_table(result, result.tables[1]);
  ASSERT_EQ(table.body.size(), 5U);
  EXPECT_EQ(table.body[2].cells[2].text.en, "2.250");
  EXPECT_EQ(table.body[2].cells[1].text.en, "");
  EXPECT_EQ(table.body[3].cells[2].text.en, "1.875");
  EXPECT_EQ(table.body[4].cells[2].text.en, "12.346 [<0.001]");
  EXPECT_THAT(notes_in(result, 1, Language::zh), testing::HasSubstr("原假设为随机效应估计量一致"));
  const Study study = parse_study(study_with("rows = [\"n\", \"vif\", \"mean-vif\", \"hausman\"]\n"), "study.toml",
                                  report_vocabulary());
  EXPECT_THAT(study.report.tests, ElementsAre("vif", "hausman"));
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
