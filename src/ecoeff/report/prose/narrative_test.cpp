#include "ecoeff/report/prose/narrative.hpp"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/prose/sentences.hpp"

namespace ecoeff {
namespace {

using picture_test::make_column;
using picture_test::make_result;
using testing::HasSubstr;
using testing::Not;

TableResult& named(StudyResult& result, const std::string& id) {
  for (TableResult& table : result.tables) {
    if (table.spec.id == id) return table;
  }
  throw std::runtime_error("no table " + id);
}

// The base model's coefficient and error, and what must be said of it.
struct Case {
  double coefficient;
  double se;
  const char* en;
  const char* zh;
};

class Conclusions : public ::testing::TestWithParam<Case> {};

TEST_P(Conclusions, FollowSignAndSignificance) {
  StudyResult result = make_result();
  named(result, "benchmark").columns = {make_column("CEE", "NQP", GetParam().coefficient, GetParam().se)};
  const auto text = conclusion(result);
  ASSERT_TRUE(text);
  EXPECT_THAT(text->en, HasSubstr(GetParam().en));
  EXPECT_THAT(text->zh, HasSubstr(GetParam().zh));
  for (const char* never : {"no effect", "no impact", "not affect", "does not influence"})
    EXPECT_THAT(text->en, Not(HasSubstr(never)));
  for (const char* never : {"没有影响", "无影响", "没有效应"}) EXPECT_THAT(text->zh, Not(HasSubstr(never)));
  EXPECT_THAT(text->en, HasSubstr("associations"));
  EXPECT_THAT(text->zh, HasSubstr("相关关系"));
}

INSTANTIATE_TEST_SUITE_P(
    Estimates, Conclusions,
    ::testing::Values(Case{0.5, 0.1, "positive and significant at the 1 % level", "在 1% 水平上显著正相关"},
                      Case{-0.5, 0.1, "negative and significant at the 1 % level", "在 1% 水平上显著负相关"},
                      Case{0.5, 0.23, "positive and significant at the 5 % level", "在 5% 水平上显著正相关"},
                      Case{-0.5, 0.28, "negative and significant at the 10 % level", "在 10% 水平上显著负相关"},
                      Case{0.5, 0.4, "not significant at the 10 % level", "在 10% 水平上不显著"},
                      Case{-0.5, 0.4, "not significant at the 10 % level", "在 10% 水平上不显著"}));

// Variants: how many agree in sign, how many of those significantly.
struct Variants {
  double base;
  const char* en;
  const char* zh;
};

class Agreement : public ::testing::TestWithParam<Variants> {};

TEST_P(Agreement, CountsSignsAndStars) {
  StudyResult result = make_result();
  named(result, "benchmark").columns = {make_column("CEE", "NQP", GetParam().base, 0.1)};
  named(result, "robustness").columns = {make_column("CEE", "NQP", 0.4, 0.1), make_column("CEE", "NQP", 0.1, 0.1),
                                         make_column("CEE", "NQP", -0.4, 0.1)};
  for (ColumnResult& column : named(result, "robustness").columns) column.spec.keep = "time > 2011";
  const auto text = conclusion(result);
  ASSERT_TRUE(text);
  EXPECT_THAT(text->en, HasSubstr(GetParam().en));
  EXPECT_THAT(text->zh, HasSubstr(GetParam().zh));
}

INSTANTIATE_TEST_SUITE_P(Bases, Agreement,
                         ::testing::Values(Variants{0.5, "Of 3 variants of the model 2 give the same sign, 1 of them",
                                                    "3 个稳健性设定中有 2 个符号一致，其中 1 个"},
                                           Variants{-0.5, "Of 3 variants of the model 1 gives the same sign, 1 of them",
                                                    "3 个稳健性设定中有 1 个符号一致，其中 1 个"}));

TEST(Conclusion, SaysNoneInWords) {
  StudyResult result = make_result();
  named(result, "benchmark").columns = {make_column("CEE", "NQP", 0.5, 0.1)};
  ColumnResult other = make_column("CEE", "NQP", 0.1, 0.1);
  other.spec.keep = "time > 2011";
  named(result, "robustness").columns = {other};
  EXPECT_THAT(conclusion(result)->en, HasSubstr("1 gives the same sign, none of them significantly"));
  EXPECT_THAT(conclusion(result)->zh, HasSubstr("1 个符号一致，但均未在 10% 水平上显著。"));
  named(result, "robustness").columns.front().estimate->coefficients(0) = -0.1;
  EXPECT_THAT(conclusion(result)->en, HasSubstr("none gives the same sign."));
  EXPECT_THAT(conclusion(result)->zh, HasSubstr("符号相反。"));
}

// Other estimators, formulas and steps of a mechanism are no base model, whatever table they stand in.
TEST(Conclusion, TakesTheBaseModelFromAColumnThatIsOne) {
  StudyResult result = make_result();
  ColumnResult other = make_column("CEE", "NQP", 0.9, 0.1);
  other.spec.formula = "CEE ~ NQP | unit";
  named(result, "benchmark").columns = {make_column("CEE", "NQP", 0.5, 0.1), other};
  EXPECT_THAT(conclusion(result)->en, HasSubstr("is 0.500"));
  named(result, "benchmark").columns = {other};
  named(result, "robustness").columns = {};
  EXPECT_FALSE(conclusion(result));
}

// A split table: sign and level of its groups, and whether their coefficients differ, in every combination.
struct Split {
  double first;
  double second;
  double se;
  double equality;
};

class Splits : public ::testing::TestWithParam<Split> {};

std::string level_of(double coefficient, double se) {
  const double t = std::abs(coefficient) / se;
  return t > 2.59 ? "1" : t > 1.97 ? "5" : t > 1.65 ? "10" : "";
}

TEST_P(Splits, SaySignLevelAndComparison) {
  const auto [first, second, se, equality] = GetParam();
  StudyResult result = make_result();
  TableResult& table = named(result, "by-basin");
  table.columns = {make_column("CEE", "NQP", first, se, {"A", "甲"}),
                   make_column("CEE", "NQP", second, se, {"B", "乙"})};
  table.columns[0].group = "a";
  table.columns[1].group = "b";
  table.comparison->equal.p = equality;
  const auto text = table_sentence(result, table);
  ASSERT_TRUE(text);
  const int positive = (first > 0 ? 1 : 0) + (second > 0 ? 1 : 0);
  const std::string counted = positive == 0   ? "both are negative"
                              : positive == 1 ? "1 is positive"
                                              : "both are positive";
  EXPECT_THAT(text->en, HasSubstr(counted));
  EXPECT_THAT(text->zh, HasSubstr(positive == 0   ? "2 个估计系数均为负"
                                  : positive == 1 ? "2 个估计系数中，1 个为正"
                                                  : "2 个估计系数均为正"));
  const std::string one = level_of(first, se);
  if (one.empty() && level_of(second, se).empty()) {
    EXPECT_THAT(text->en, HasSubstr("not significant at the 10 % level"));
    EXPECT_THAT(text->zh, HasSubstr("在 10% 水平上不显著"));
    EXPECT_THAT(text->en, HasSubstr("none is significant"));
  } else {
    EXPECT_THAT(text->en, HasSubstr("significant at the " + one + " % level"));
    EXPECT_THAT(text->zh, HasSubstr("在 " + one + "% 水平上显著"));
    EXPECT_THAT(text->en, HasSubstr("both are significant"));
  }
  EXPECT_THAT(text->en,
              HasSubstr(equality < 0.1 ? "groups is rejected at" : "groups is not rejected at the 10 % level"));
  EXPECT_THAT(text->zh, HasSubstr(equality < 0.1 ? "水平上被拒绝" : "在 10% 水平上不能被拒绝"));
  EXPECT_THAT(text->en, Not(HasSubstr("no effect")));
}

std::vector<Split> splits() {
  std::vector<Split> all;
  for (const double sign : {1.0, -1.0}) {
    for (const double other : {1.0, -1.0}) {
      for (const double t : {3.0, 2.2, 1.8, 0.5}) {
        for (const double equality : {0.001, 0.04, 0.08, 0.5}) all.push_back({sign, other, 1 / t, equality});
      }
    }
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(Combinations, Splits, ::testing::ValuesIn(splits()));

TEST(Conclusion, SaysWhetherGroupsDiffer) {
  StudyResult result = make_result();
  EXPECT_THAT(conclusion(result)->en, HasSubstr("equality of the coefficients is rejected (p < 0.001)"));
  named(result, "by-basin").comparison->equal.p = 0.4;
  named(result, "by-stage").comparison->equal.p = 0.4;
  EXPECT_THAT(conclusion(result)->en, HasSubstr("equality of the coefficients is not rejected (p = 0.400)"));
  EXPECT_THAT(conclusion(result)->zh, HasSubstr("组间系数相等的原假设不能被拒绝"));
}

TEST(Warnings, AreSaidOnceWithTheirColumns) {
  StudyResult result = make_result();
  TableResult& table = named(result, "robustness");
  EXPECT_FALSE(table_warnings(result, table));
  const Note few{Severity::warning, "P523", {"36 clusters are few", "仅 36 个聚类"}, {}};
  table.columns[0].estimate->notes = {few};
  table.columns[2].estimate->notes = {few, {Severity::info, "P501", {"quiet", "安静"}, {}}};
  const auto text = table_warnings(result, table);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->en, "Caution for columns (1), (3): 36 clusters are few.");
  EXPECT_EQ(text->zh, "需注意，列 (1)、(3)：仅 36 个聚类。");
  for (ColumnResult& column : table.columns) column.estimate->notes = {few};
  EXPECT_EQ(table_warnings(result, table)->en, "Caution: 36 clusters are few.");
}

TEST(Warnings, SayFewClustersWhereTheEstimatorHasNoNoteOfThem) {
  StudyResult result = make_result();
  TableResult& table = named(result, "robustness");
  table.columns[3].estimate->clusters = 36;
  EXPECT_EQ(table_warnings(result, table)->en,
            "Caution for column (4): 36 clusters are few: cluster-robust inference is fragile.");
  EXPECT_EQ(table_warnings(result, table)->zh, "需注意，列 (4)：仅 36 个聚类，聚类稳健推断不可靠。");
  table.columns[3].estimate->clusters = 40;
  EXPECT_FALSE(table_warnings(result, table));
}

TEST(Warnings, CountRowsWithoutAScore) {
  StudyResult result = make_result();
  EXPECT_EQ(score_warnings(result, result.scores[0])->en,
            "Caution: 1 of 504 rows has no carbon emission efficiency: 1 because their super-efficiency program has no "
            "solution; means, figures and regressions leave them out.");
  ScoreRows& rows = result.scores[0].result.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) rows.scores(i).score = 0.5;
  EXPECT_FALSE(score_warnings(result, result.scores[0]));
}

TEST(Sentences, KeepToOneWhereThereIsOne) {
  StudyResult result = make_result();
  named(result, "benchmark").columns = {make_column("CEE", "NQP", 0.5, 0.1)};
  named(result, "robustness").columns = {make_column("CEE", "NQP", 0.4, 0.1)};
  named(result, "robustness").columns[0].spec.keep = "time > 2011";
  EXPECT_THAT(conclusion(result)->en, HasSubstr("Of 1 variant of the model 1 gives the same sign, 1 of them"));
}

TEST(Data, SaysTheSampleAndWhatWasFilled) {
  StudyResult result = make_result();
  const Text text = data_paragraph(result);
  EXPECT_THAT(text.en, HasSubstr("36 cities from 2010 to 2023, 504 observations (a balanced panel)"));
  EXPECT_THAT(text.zh, HasSubstr("样本为 36 个城市 2010—2023 年的平衡面板数据，共 504 个观测值。"));
  EXPECT_THAT(text.en, HasSubstr(std::to_string(result.filled.size()) +
                                 " missing cells were filled by linear interpolation inside their city"));
  result.filled.resize(1);
  EXPECT_THAT(data_paragraph(result).en,
              HasSubstr("1 missing cell was filled by linear interpolation inside its city"));
  EXPECT_THAT(text.zh, HasSubstr("模拟数据"));
}

TEST(DescriptionSentence, NamesOutcomeAndFocusAlone) {
  StudyResult result = make_result();
  const auto text = description_sentence(result, named(result, "summary"));
  ASSERT_TRUE(text);
  EXPECT_THAT(text->en, HasSubstr("Carbon emission efficiency has mean 0.457"));
  EXPECT_THAT(text->zh, HasSubstr("新质生产力的均值为 0.168，标准差为 0.103"));
  result.study.model.reset();
  EXPECT_FALSE(description_sentence(result, named(result, "summary")));
}

TEST(Sentences, NeverCallWhatIsNotSignificantNoEffect) {
  StudyResult result = make_result();
  for (const double coefficient : {0.01, -0.01}) {
    for (TableResult& table : result.tables) {
      for (ColumnResult& column : table.columns) {
        if (column.estimate) column.estimate->coefficients[0] = coefficient;
      }
      const auto text = table_sentence(result, table);
      if (!text) continue;
      EXPECT_THAT(text->en, HasSubstr("not significant at the 10 % level")) << table.spec.id;
      EXPECT_THAT(text->zh, HasSubstr("不显著")) << table.spec.id;
      EXPECT_THAT(text->en, Not(HasSubstr("effect"))) << table.spec.id;
      EXPECT_THAT(text->en, HasSubstr(coefficient > 0 ? "positive" : "negative")) << table.spec.id;
    }
  }
}

}  // namespace
}  // namespace ecoeff
