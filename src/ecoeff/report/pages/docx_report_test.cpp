#include "ecoeff/report/pages/docx_report.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/painters/docx_tables.hpp"
#include "ecoeff/report/painters/table_grid.hpp"
#include "ecoeff/report/tables/build_tables.hpp"
#include "ecoeff/report/tables/paper_table_samples.hpp"
#include "ooxml.hpp"

namespace ecoeff {
namespace {

using table_samples::unzip;
using testing::check_docx;

std::string report_of(const StudyResult& result) {
  const std::vector<Figure> figures = build_figures(result);
  std::vector<Bitmap> bitmaps;
  for (const Figure& figure : figures)
    bitmaps.push_back(svg_to_png(figure.svg.in(cell_language(result.study.language)), {}, 60));
  return report_docx(result, build_tables(result), figures, bitmaps);
}

std::string joined(const testing::Complaints& complaints) { return join(complaints, "\n"); }

class DocxReport : public ::testing::TestWithParam<const char*> {};

TEST_P(DocxReport, PassesTheStrictCheck) {
  StudyResult result = picture_test::make_result({.units = 12, .periods = 5});
  result.study.language = GetParam();
  EXPECT_EQ(joined(check_docx(unzip(report_of(result)))), "");
  EXPECT_EQ(joined(check_docx(unzip(tables_docx(build_tables(result), GetParam())))), "");
}

INSTANTIATE_TEST_SUITE_P(Languages, DocxReport, ::testing::Values("zh", "en", "zh+en"),
                         [](const auto& one) { return replace_all(one.param, "+", "_"); });

TEST(DocxReportContent, HoldsEquationsTablesPicturesAndSentences) {
  const StudyResult result = picture_test::make_result({.units = 36, .periods = 5});
  const auto parts = unzip(report_of(result));
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(parts.at("word/document.xml").c_str()));
  EXPECT_GE(document.select_nodes("//m:oMathPara").size(), 5U);
  EXPECT_EQ(document.select_nodes("//w:tbl[not(.//m:oMathPara)]").size(), build_tables(result).size());
  EXPECT_EQ(document.select_nodes("//pic:pic").size(), build_figures(result).size());
  const std::string& text = parts.at("word/document.xml");
  for (const char* words :
       {"3  研究设计", "4  实证结果与分析", "结论（草稿）", "参考文献", "Tone, K. (2002)", "需注意"})
    EXPECT_NE(text.find(words), std::string::npos) << words;
}

TEST(DocxReportContent, NeedsNoScoreIndexOrModel) {
  StudyResult result = picture_test::make_result({.units = 3, .periods = 2, .split = false});
  result.scores.clear();
  result.indexes.clear();
  result.study.model.reset();
  EXPECT_EQ(joined(check_docx(unzip(report_of(result)))), "");
}

TEST(DocxCheck, SeesWhatIsWrong) {
  const StudyResult result = picture_test::make_result({.units = 3, .periods = 2});
  const auto good = unzip(tables_docx(build_tables(result), "zh"));
  const auto broken = [&](const std::string& part, const std::string& from, const std::string& to) {
    auto parts = good;
    EXPECT_NE(parts[part].find(from), std::string::npos) << from;
    parts[part] = replace_all(parts[part], from, to);
    return check_docx(parts).size();
  };
  EXPECT_EQ(joined(check_docx(good)), "");
  EXPECT_GT(broken("word/document.xml", "</w:body>", ""), 0U);
  EXPECT_GT(broken("word/document.xml", "TableNote", "NoSuchStyle"), 0U);
  EXPECT_GT(broken("word/document.xml", "<w:cantSplit/>", "<w:cantSplit/></w:trPr><w:trPr>") +
                broken("word/document.xml", "<w:gridCol ", "<w:gridCol w:w=\"9\"/><w:gridCol "),
            0U);
  EXPECT_GT(broken("word/_rels/document.xml.rels", "styles.xml", "style.xml"), 0U);
  EXPECT_GT(broken("[Content_Types].xml", "/word/styles.xml", "/word/style.xml"), 0U);
}

}  // namespace
}  // namespace ecoeff
