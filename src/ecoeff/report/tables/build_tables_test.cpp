#include "ecoeff/report/tables/build_tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/tables/definition_tables.hpp"

namespace ecoeff {
namespace {

using picture_test::make_column;
using picture_test::make_result;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TableResult table_of_kind(const std::string& kind, const std::string& of) {
  TableResult table{.number = 9};
  table.spec.id = kind;
  table.spec.kind = kind;
  table.spec.of = of;
  return table;
}

// The printed cells of a row, stars included; "<" and "^" where a cell to the left or above covers the place.
std::vector<std::string> row_of(const PaperTable& table, std::size_t row, Language language = Language::zh) {
  const Grid grid = lay_out(table);
  std::vector<std::string> out;
  for (const Slot& slot : grid.slots.at(row)) {
    out.push_back(slot.cell == nullptr ? "?"
                  : !slot.first_column ? "<"
                  : !slot.first_row    ? "^"
                                       : cell_text(*slot.cell, language) + slot.cell->stars);
  }
  return out;
}

std::vector<std::string> labels_of(const PaperTable& table, Language language = Language::zh) {
  std::vector<std::string> out;
  for (std::size_t r = table.head.size(); r < table.head.size() + table.body.size(); ++r)
    out.push_back(row_of(table, r, language).front());
  return out;
}

std::string notes_of(const PaperTable& table, const std::string& languages) {
  return join(note_lines(table, languages), "\n");
}

const PaperTable& by_id(const std::vector<PaperTable>& tables, const std::string& id) {
  return *std::find_if(tables.begin(), tables.end(), [&](const PaperTable& table) { return table.id == id; });
}

TEST(BuildTables, FollowsTheOrderOfTheStudy) {
  const std::vector<PaperTable> tables = build_tables(make_result());
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    EXPECT_EQ(tables[i].number, static_cast<int>(i) + 1);
    ids.push_back(tables[i].id);
  }
  EXPECT_THAT(ids, ElementsAre("summary", "benchmark", "robustness", "by-basin", "by-stage", "mechanism"));
}

TEST(BuildTables, DescribesScoreTermsWithSpans) {
  StudyResult result = make_result({.split = false});
  result.tables = {table_of_kind("score-definition", "CEE")};
  const PaperTable table = build_tables(result).front();
  EXPECT_THAT(row_of(table, 0), ElementsAre("指标类型", "指标", "指标含义", "单位"));
  EXPECT_THAT(row_of(table, 1), ElementsAre("投入指标", "劳动投入", "年末单位从业人数", "万人"));
  EXPECT_THAT(row_of(table, 2), ElementsAre("^", "资本投入", "资本存量", "万元"));
  EXPECT_THAT(row_of(table, 4), ElementsAre("期望产出", "GDP", "国内生产总值", "万元"));
  EXPECT_EQ(table.body.size(), 5U);
}

TEST(BuildTables, DefinesAScoreInBothLanguages) {
  StudyResult result = make_result({.split = false});
  result.scores[0].spec.terms = {{"good", {}, "gdp", {"gross product", "国内生产总值"}, "万元"}};
  result.study.labels["gdp"] = {"Output", "产出"};
  result.study.labels["万元"] = {"10,000 yuan", "万元"};
  result.tables = {table_of_kind("score-definition", "CEE")};
  const PaperTable table = build_tables(result).front();
  EXPECT_THAT(row_of(table, 1), ElementsAre("期望产出", "产出", "国内生产总值", "万元"));
  EXPECT_THAT(row_of(table, 1, Language::en),
              ElementsAre("Desirable output", "Output", "gross product", "10,000 yuan"));
}

TEST(BuildTables, MakesTermsFromTheColumnsWhereTheStudyHasNone) {
  StudyResult result = make_result({.split = false});
  result.scores[0].spec.terms.clear();
  result.study.units["gdp"] = "万元";
  result.tables = {table_of_kind("score-definition", "CEE")};
  const PaperTable table = build_tables(result).front();
  EXPECT_THAT(row_of(table, 1, Language::en), ElementsAre("Input", "labor", ""));
  EXPECT_THAT(row_of(table, 4), ElementsAre("期望产出", "gdp", "万元"));
  EXPECT_THAT(row_of(table, 5, Language::en), ElementsAre("Undesirable output", "co2", ""));
}

TEST(BuildTables, MeaningsAreHeadersOfTheDataAndEmptyColumnsAreLeftOut) {
  StudyResult result = make_result({.split = false});
  result.scores[0].spec.terms.clear();
  result.study.labels["labor"] = {"Labour", "劳动"};
  result.tables = {table_of_kind("score-definition", "CEE")};
  EXPECT_THAT(row_of(build_tables(result).front(), 1), ElementsAre("投入指标", "劳动"));
  result.study.columns = {{"labor", "年末从业人数"}};
  EXPECT_THAT(row_of(build_tables(result).front(), 0), ElementsAre("指标类型", "指标", "指标含义"));
  EXPECT_THAT(row_of(build_tables(result).front(), 1), ElementsAre("投入指标", "劳动", "年末从业人数"));
}

TEST(BuildTables, DescribesIndicatorsByLevels) {
  StudyResult result = make_result({.split = false});
  result.tables = {table_of_kind("index-definition", "NQP")};
  const PaperTable table = build_tables(result).front();
  EXPECT_THAT(row_of(table, 0), ElementsAre("维度", "一级指标", "二级指标", "指标", "单位", "属性", "权重"));
  EXPECT_THAT(row_of(table, 1), ElementsAre("实体性要素", "劳动者", "劳动者素质", "教育投入", "", "+",
                                            format_fixed(result.indexes[0].result.weights[0].weight, 4)));
  EXPECT_THAT(row_of(table, 2), ElementsAre("^", "^", "^", "高等学校在校生", "", "+", testing::_));
  EXPECT_THAT(row_of(table, 6), ElementsAre("^", "^", "污染排放", "工业二氧化硫排放量", "", "−", testing::_));
  EXPECT_EQ(table.body.size(), 10U);
  result.study.labels["实体性要素"] = {"Tangible factors", "实体性要素"};
  const PaperTable labelled = build_tables(result).front();
  EXPECT_EQ(row_of(labelled, 1, Language::en).front(), "Tangible factors");
  EXPECT_EQ(row_of(labelled, 1).front(), "实体性要素");
  result.tables = {table_of_kind("index-definition", "nothing")};
  EXPECT_TRUE(build_tables(result).front().body.empty());
}

TEST(BuildTables, EqualNamesUnderDifferentParentsDoNotMerge) {
  const std::vector<TableRow> rows =
      with_spans({{both("A"), both("x")}, {both("A"), both("x")}, {both("B"), both("x")}});
  EXPECT_EQ(rows[0].cells[0].rows, 2);
  EXPECT_EQ(rows[0].cells[1].rows, 2);
  EXPECT_TRUE(rows[1].cells.empty());
  EXPECT_EQ(rows[2].cells[1].rows, 1);
}

TEST(BuildTables, DescribesVariables) {
  const PaperTable table = build_tables(make_result()).front();
  EXPECT_THAT(row_of(table, 0), ElementsAre("变量", "样本量", "均值", "标准差", "最小值", "最大值"));
  EXPECT_THAT(row_of(table, 1), ElementsAre("CEE", "504", "0.457", "0.182", "0.128", "1.073"));
  EXPECT_THAT(notes_of(table, "zh"), HasSubstr("CEE 为碳排放效率，NQP 为新质生产力。"));
  EXPECT_THAT(notes_of(table, "en"), HasSubstr("CEE: carbon emission efficiency; NQP: new quality productivity."));
}

TEST(BuildTables, RegressionRowsStandAsInThePaper) {
  const std::vector<PaperTable> tables = build_tables(make_result());
  const PaperTable& benchmark = by_id(tables, "benchmark");
  EXPECT_THAT(row_of(benchmark, 0), ElementsAre("变量", "(1)", "(2)"));
  EXPECT_THAT(row_of(benchmark, 1), ElementsAre("^", "CEE", "CEE"));
  EXPECT_THAT(row_of(benchmark, 2), ElementsAre("NQP", "0.255**", "0.230**"));
  EXPECT_THAT(row_of(benchmark, 3), ElementsAre("", "(2.161)", "(2.003)"));
  EXPECT_THAT(row_of(benchmark, 4), ElementsAre("常数项", "0.410***", "0.410***"));
  EXPECT_THAT(labels_of(benchmark),
              ElementsAre("NQP", "", "常数项", "", "控制变量", "时间固定效应", "个体固定效应", "样本量", "R²"));
  EXPECT_THAT(row_of(benchmark, 9), ElementsAre("样本量", "504", "504"));
  EXPECT_THAT(row_of(benchmark, 10), ElementsAre("R²", "0.431", "0.431"));
  EXPECT_THAT(labels_of(benchmark, Language::en),
              ElementsAre("NQP", "", "Constant", "", "Controls", "Time effects", "Unit effects", "N", "R²"));
}

TEST(BuildTables, ControlsAreYesWhereTheColumnHasThem) {
  StudyResult result = make_result();
  result.tables[1].columns[0].controls.clear();
  const std::vector<PaperTable> tables = build_tables(result);
  EXPECT_THAT(row_of(by_id(tables, "benchmark"), 6), ElementsAre("控制变量", "否", "是"));
  EXPECT_THAT(row_of(by_id(tables, "benchmark"), 6, Language::en), ElementsAre("Controls", "No", "Yes"));
  EXPECT_THAT(notes_of(by_id(tables, "benchmark"), "zh"), HasSubstr("(2) 列控制变量为 OPEN。"));
}

TEST(BuildTables, GmmColumnsAddTheirRows) {
  const std::vector<PaperTable> tables = build_tables(make_result());
  const PaperTable& table = by_id(tables, "robustness");
  EXPECT_THAT(row_of(table, 1),
              ElementsAre("^", "缩尾处理", "剔除公共卫生事件年份", "更换新质生产力测算方法", "系统 GMM 估计"));
  EXPECT_THAT(labels_of(table),
              ElementsAre("NQP", "", "NQP_PCA", "", "L.CEE", "", "常数项", "", "控制变量", "时间固定效应",
                          "个体固定效应", "样本量", "R²", "AR(1)", "AR(2)", "Hansen", "工具变量数"));
  EXPECT_THAT(row_of(table, 3), ElementsAre("NQP", "0.249**", "0.210", "", "0.192***"));
  EXPECT_THAT(row_of(table, 5), ElementsAre("NQP_PCA", "", "", "0.031**", ""));
  EXPECT_THAT(row_of(table, 7), ElementsAre("L.CEE", "", "", "", "0.809***"));
  EXPECT_THAT(row_of(table, 16), ElementsAre("AR(1)", "", "", "", "0.002"));
  EXPECT_THAT(row_of(table, 18), ElementsAre("Hansen", "", "", "", "0.250"));
  EXPECT_THAT(row_of(table, 19), ElementsAre("工具变量数", "", "", "", "22"));
  EXPECT_THAT(notes_of(table, "zh"), HasSubstr("(1)、(2)、(3) 列异方差稳健标准误（HC1）；(4) 列两步系统 GMM"));
  EXPECT_THAT(notes_of(table, "zh"), HasSubstr("t 检验自由度：(1)、(2)、(3) 列 449；(4) 列用正态分布。"));
  EXPECT_THAT(notes_of(table, "en"), HasSubstr("AR(1), AR(2) and Hansen rows are p-values."));
}

// What a table says of effects comes from the estimate: a pooled column of a study with unit and time effects has none.
TEST(BuildTables, EffectsAreThoseThatTheEstimateTookOut) {
  StudyResult result = make_result();
  std::vector<ColumnResult>& columns = result.tables[1].columns;
  columns[0].estimate->model = "ols";
  columns[0].estimate->effects = {{"unit", EffectTreatment::left_out}, {"time", EffectTreatment::left_out}};
  columns[1].estimate->model = "re";
  columns[1].estimate->effects = {{"unit", EffectTreatment::random}, {"basin^time", EffectTreatment::dummies}};
  const std::vector<PaperTable> tables = build_tables(result);
  const PaperTable& table = by_id(tables, "benchmark");
  EXPECT_THAT(row_of(table, 7), ElementsAre("时间固定效应", "否", "否"));
  EXPECT_THAT(row_of(table, 8), ElementsAre("个体固定效应", "否", "随机"));
  EXPECT_THAT(row_of(table, 9), ElementsAre("basin × 时间固定效应", "否", "是"));
  EXPECT_THAT(notes_of(table, "zh"), HasSubstr("估计方法：(1) 列混合最小二乘；(2) 列随机效应。"));
  EXPECT_THAT(notes_of(table, "en"), HasSubstr("Estimation: (1) pooled least squares; (2) random effects."));
}

TEST(BuildTables, InstrumentedColumnsShowEveryEndogenousRegressorAndTheFirstStage) {
  StudyResult result = make_result();
  Estimate& estimate = *result.tables[1].columns[1].estimate;
  estimate.model = "iv";
  estimate.names = {"NQP", "GOV", "_cons"};
  estimate.endogenous = {"NQP", "GOV"};
  estimate.instruments = {"z1", "z2"};
  estimate.tests = {{"first-stage(NQP)", {}, {.statistic = 61.06, .df = 2, .df2 = 400, .p = 0}}};
  const std::vector<PaperTable> tables = build_tables(result);
  const PaperTable& table = by_id(tables, "benchmark");
  EXPECT_THAT(row_of(table, 4), ElementsAre("GOV", "", "0.050"));
  EXPECT_THAT(row_of(table, static_cast<int>(table.body.size()) + 1), ElementsAre("第一阶段 F：NQP", "", "61.060"));
  EXPECT_THAT(notes_of(table, "en"), HasSubstr("two-stage least squares, NQP and GOV instrumented by z1, z2"));
}

TEST(BuildTables, InstrumentsAreNamedAsTheTableNamesItsVariables) {
  StudyResult result = make_result();
  result.study.report.variables = "labels";
  Estimate& estimate = *result.tables[1].columns[1].estimate;
  estimate.model = "iv";
  estimate.endogenous = {"NQP"};
  estimate.instruments = {"L.NQP", "UIS"};
  estimate.tests = {{"first-stage(NQP)", {}, {.statistic = 61.06, .df = 2, .df2 = 400, .p = 0}}};
  const PaperTable table = by_id(build_tables(result), "benchmark");
  EXPECT_THAT(labels_of(table), testing::Contains("第一阶段 F：新质生产力"));
  EXPECT_THAT(labels_of(table, Language::en), testing::Contains("First-stage F: new quality productivity"));
  EXPECT_THAT(notes_of(table, "zh"), HasSubstr("以新质生产力（滞后 1 期）、产业结构升级为新质生产力的工具变量"));
  EXPECT_THAT(notes_of(table, "en"),
              HasSubstr("instrumented by Lag of new quality productivity, industrial upgrading"));
}

TEST(BuildTables, RowsThatNoColumnFillsAreLeftOut) {
  StudyResult result = make_result();
  result.study.report.rows = {"n", "clusters", "r2"};
  EXPECT_THAT(labels_of(by_id(build_tables(result), "benchmark")), Not(testing::Contains("聚类数")));
  for (ColumnResult& column : result.tables[1].columns) column.estimate->r2.clear();
  EXPECT_THAT(labels_of(by_id(build_tables(result), "benchmark")), Not(testing::Contains("R²")));
  result.tables[1].columns[1].estimate->clusters = 36;
  EXPECT_THAT(labels_of(by_id(build_tables(result), "benchmark")), testing::Contains("聚类数"));
}

TEST(BuildTables, CorrelationsExplainTheirShortNames) {
  StudyResult result = make_result({.split = false});
  TableResult table = table_of_kind("correlation", "");
  table.spec.describe_columns = {"CEE", "NQP"};
  table.values = Table{};
  table.values->set_numbers("r", {0.5});
  table.values->set_numbers("p", {0.01});
  result.tables = {table};
  result.study.report.variables = "labels";
  EXPECT_THAT(notes_of(build_tables(result).front(), "zh"), HasSubstr("CEE 为碳排放效率，NQP 为新质生产力。"));
}

TEST(BuildTables, TablesOfScoresNameTheirRowsAndTheirGaps) {
  StudyResult result = make_result({.units = 6, .periods = 2, .split = false});
  result.tables = {table_of_kind("scores", "CEE")};
  EXPECT_THAT(row_of(build_tables(result).front(), 0, Language::en).front(), "City");
  EXPECT_THAT(row_of(build_tables(result).front(), 0).front(), "城市");
  EXPECT_THAT(notes_of(build_tables(result).front(), "en"), Not(HasSubstr("no value")));
  std::vector<double> scores(result.panel.rows(), 0.5);
  scores[3] = kMissing;
  result.panel.table.set_numbers("CEE", scores);
  EXPECT_THAT(notes_of(build_tables(result).front(), "en"),
              HasSubstr("—: no value, for which scores.csv gives the reason"));
  result.study.labels["city"] = {"Town", "城镇"};
  EXPECT_THAT(row_of(build_tables(result).front(), 0, Language::en).front(), "Town");
}

TEST(BuildTables, ARefusedColumnShowsADashAndItsReason) {
  const std::vector<PaperTable> tables = build_tables(make_result());
  const PaperTable& table = by_id(tables, "by-basin");
  EXPECT_THAT(row_of(table, 3), ElementsAre("NQP", "3.608***", "0.414***", "—"));
  EXPECT_THAT(row_of(table, 4), ElementsAre("", "(4.009)", "(2.760)", ""));
  EXPECT_THAT(row_of(table, 10), ElementsAre("样本量", "504", "504", "—"));
  EXPECT_THAT(notes_of(table, "zh"), HasSubstr("(3) 列：未能估计：样本数少于参数个数。"));
  EXPECT_THAT(notes_of(table, "en"), HasSubstr("(3) not estimated: fewer rows than parameters."));
}

TEST(BuildTables, SplitTablesCarryTheTestsOfEqualCoefficients) {
  StudyResult result = make_result();
  TableResult& split = *std::find_if(result.tables.begin(), result.tables.end(),
                                     [](const TableResult& table) { return table.spec.id == "by-basin"; });
  split.comparison->pairs = {{"上游", "中游", 3.194, 3.5, 0.0004}};
  const std::vector<PaperTable> tables = build_tables(result);
  const PaperTable& table = by_id(tables, "by-basin");
  EXPECT_THAT(row_of(table, 12), ElementsAre("系数相等检验", "F(2, 449) = 9.100, p < 0.001", "<", "<"));
  EXPECT_THAT(row_of(table, 13), ElementsAre("上游 − 中游", "3.194 (z = 3.500, p < 0.001)", "<", "<"));
  EXPECT_THAT(row_of(table, 13, Language::en).front(), "Upstream − Midstream");
  EXPECT_TRUE(table.body[table.body.size() - 2].rule_above);
  EXPECT_FALSE(table.body.back().rule_above);
  EXPECT_THAT(labels_of(by_id(tables, "benchmark")), Not(testing::Contains("系数相等检验")));
}

TEST(BuildTables, WhatStandsBelowIsTheStudysChoice) {
  StudyResult result = make_result();
  const auto below = [&](const char* choice) {
    result.study.model->below = choice;
    const std::vector<PaperTable> tables = build_tables(result);
    const PaperTable& table = by_id(tables, "benchmark");
    return row_of(table, 3).back() + " " + note_lines(table, "en").front();
  };
  EXPECT_THAT(below("se"), testing::StartsWith("(0.115) Note: Standard errors in parentheses"));
  EXPECT_THAT(below("p"), testing::StartsWith("(0.046) Note: p-values in parentheses"));
  EXPECT_THAT(below("ci"), testing::StartsWith("[0.004, 0.456] Note: 95 % confidence intervals in brackets"));
}

TEST(BuildTables, StarsFollowTheThresholdsAndDegreesOfFreedom) {
  StudyResult result = make_result();
  result.tables[1].columns[1] = make_column("CEE", "NQP", 0.230, 0.1148);
  result.tables[1].columns[1].estimate->df_r = 35;  // t = 2.003: p = .053 instead of .046
  std::vector<PaperTable> tables = build_tables(result);
  EXPECT_THAT(row_of(by_id(tables, "benchmark"), 2), ElementsAre("NQP", "0.255**", "0.230*"));
  EXPECT_THAT(notes_of(by_id(tables, "benchmark"), "en"), HasSubstr("Degrees of freedom of t: (1) 449; (2) 35."));
  result.study.model->stars = {0.05};
  tables = build_tables(result);
  EXPECT_THAT(row_of(by_id(tables, "benchmark"), 2), ElementsAre("NQP", "0.255*", "0.230"));
  EXPECT_THAT(notes_of(by_id(tables, "benchmark"), "zh"), HasSubstr("* 表示在 5% 水平上显著。"));
  EXPECT_THAT(notes_of(by_id(tables, "benchmark"), "en"), HasSubstr("; * p < 0.05."));
}

TEST(BuildTables, ControlsAreShownOnRequest) {
  StudyResult result = make_result();
  result.study.model->show_controls = true;
  const std::vector<PaperTable> tables = build_tables(result);
  EXPECT_THAT(row_of(by_id(tables, "benchmark"), 4), ElementsAre("OPEN", "0.050", "0.050"));
}

TEST(BuildTables, FewClustersAndWarningsAreSaid) {
  StudyResult result = make_result();
  Estimate& estimate = *result.tables[1].columns[0].estimate;
  estimate.vce = "cluster(city)";
  estimate.clusters = 36;
  estimate.notes.push_back({Severity::warning, "P541", {"Hansen p near 1", "Hansen p 接近 1"}, {}});
  estimate.notes.push_back({Severity::info, "P520", {"3 singletons dropped", "剔除 3 个单点"}, {}});
  const std::vector<PaperTable> tables = build_tables(result);
  const std::string notes = notes_of(by_id(tables, "benchmark"), "en");
  EXPECT_THAT(notes, HasSubstr("(1) clustered by city (36 clusters); (2) heteroskedasticity-robust (HC1)."));
  EXPECT_THAT(notes, HasSubstr("(1) 36 clusters, fewer than 40: cluster-robust inference is fragile."));
  EXPECT_THAT(notes, HasSubstr("(1) Hansen p near 1."));
  EXPECT_THAT(notes, Not(HasSubstr("singletons")));
}

TEST(BuildTables, AWarningOfSeveralColumnsIsSaidOnce) {
  StudyResult result = make_result();
  for (ColumnResult& column : result.tables[1].columns)
    column.estimate->notes.push_back({Severity::warning, "P612", {"no Hausman test", "无法进行 Hausman 检验"}, {}});
  result.study.report.notes = NotesPlace::end;
  const PaperTable table = by_id(build_tables(result), "benchmark");
  ASSERT_EQ(table.cautions.size(), 1U);
  EXPECT_EQ(table.cautions[0].en, "(1), (2) no Hausman test.");
  EXPECT_EQ(table.cautions[0].zh, "(1)、(2) 列：无法进行 Hausman 检验。");
}

TEST(BuildTables, WarningsStandWhereTheStudyWantsThem) {
  StudyResult result = make_result();
  Estimate& estimate = *result.tables[1].columns[0].estimate;
  estimate.notes.push_back({Severity::warning, "P541", {"Hansen p near 1", "Hansen p 接近 1"}, {}});
  result.study.report.notes = NotesPlace::end;
  const PaperTable end = by_id(build_tables(result), "benchmark");
  EXPECT_THAT(notes_of(end, "en"), Not(HasSubstr("Hansen")));
  ASSERT_EQ(end.cautions.size(), 1U);
  EXPECT_EQ(end.cautions[0].en, "(1) Hansen p near 1.");
  EXPECT_EQ(end.cautions[0].zh, "(1) 列：Hansen p 接近 1。");
  result.study.report.notes = NotesPlace::report;
  const PaperTable none = by_id(build_tables(result), "benchmark");
  EXPECT_THAT(notes_of(none, "en"), Not(HasSubstr("Hansen")));
  EXPECT_TRUE(none.cautions.empty());
}

TEST(BuildTables, EverySourceAndEveryKindOfR2IsNamed) {
  StudyResult result = make_result();
  for (const PaperTable& table : build_tables(result)) EXPECT_EQ(table.source, result.study.data.source);
  for (const auto& [kind, words] :
       std::vector<std::pair<std::string, std::string>>{{"within-unit", "with the unit effects taken out"},
                                                        {"within", "with all effects taken out"},
                                                        {"r2", "1 − RSS/TSS"}}) {
    result.study.model->r2 = kind;
    EXPECT_THAT(notes_of(build_tables(result)[1], "en"), HasSubstr(words));
  }
}

TEST(BuildTables, NumbersThatAreNotFiniteAreNotPrinted) {
  StudyResult result = make_result();
  result.tables[1].columns[0].estimate->covariance.setZero();
  const std::vector<PaperTable> tables = build_tables(result);
  EXPECT_EQ(row_of(by_id(tables, "benchmark"), 3)[1], "(.)");
}

}  // namespace
}  // namespace ecoeff
