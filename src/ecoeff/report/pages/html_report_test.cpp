#include "ecoeff/report/pages/html_report.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/prose/sentences.hpp"

namespace ecoeff {
namespace {

using picture_test::make_column;
using picture_test::make_result;

std::vector<PaperTable> paper_tables(const StudyResult& result) {
  std::vector<PaperTable> tables;
  for (const TableResult& table : result.tables) {
    PaperTable paper{.number = table.number, .id = table.spec.id, .title = table.spec.title, .columns = 2};
    paper.body.push_back({.cells = {{.text = both("NQP")}, {.text = both("0.230")}}});
    tables.push_back(paper);
  }
  return tables;
}

std::string page(const StudyResult& result) { return html_report(result, paper_tables(result), build_figures(result)); }

// The page from <body> on, without the script: well-formed as XML.
std::string body_of(const std::string& html) {
  const std::size_t from = html.find("<body>");
  return html.substr(from, html.find("<script>", from) - from) + "</body>";
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t times = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++times;
  return times;
}

TEST(HtmlReport, IsOneFileThatAsksForNothing) {
  const std::string html = page(make_result());
  EXPECT_LT(html.size(), 1000000U);
  for (const char* request :
       {"src=", "url(", "@import", "<link rel=\"stylesheet\"", "href=\"http", "fetch(", "XMLHttpRequest"}) {
    EXPECT_EQ(html.find(request), std::string::npos) << request;
  }
}

TEST(HtmlReport, IsWellFormedWithUniqueIdsAndWorkingLinks) {
  const std::string body = body_of(page(make_result()));
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_string(body.c_str());
  ASSERT_TRUE(parsed) << parsed.description() << " near "
                      << body.substr(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, parsed.offset - 200)), 300);
  std::map<std::string, int> ids;
  for (const auto& node : document.select_nodes("//*[@id]")) ++ids[node.node().attribute("id").value()];
  for (const auto& [id, times] : ids) EXPECT_EQ(times, 1) << id;
  for (const auto& node : document.select_nodes("//a[@href]")) {
    const std::string target = node.node().attribute("href").value();
    EXPECT_TRUE(ids.contains(target.substr(1))) << target;
  }
  for (const auto& node : document.select_nodes("//*[@aria-labelledby]"))
    EXPECT_TRUE(ids.contains(node.node().attribute("aria-labelledby").value()));
}

// What axe-core asks of every page and what of it a parser can see.
// A class of another element in its place (a grid of numbers) tears heads from cells.
TEST(HtmlReport, EveryTableHasAClassThatTablesAreStyledBy) {
  StudyResult result = make_result();
  result.odd.push_back({.rule = odd_rules().front(), .column = "CEE", .rows = {0}, .what = both("a 2010 = 1")});
  const std::string html = page(result);
  const std::string styles = html.substr(0, html.find("<body>"));
  std::size_t tables = 0;
  for (std::size_t at = html.find("<table"); at != std::string::npos; at = html.find("<table", at + 1), ++tables) {
    const std::size_t from = html.find("class=\"", at) + 7;
    ASSERT_LT(from, html.find('>', at)) << html.substr(at, 80);
    const std::string name = html.substr(from, html.find_first_of(" \"", from) - from);
    EXPECT_NE(styles.find("table." + name + " {"), std::string::npos) << name;
  }
  EXPECT_GT(tables, 3U);
}

TEST(HtmlReport, IsNamedForScreenReadersAndReachedByTheKeyboard) {
  StudyResult result = make_result();
  result.study.report.replicate = {"stata", "r"};
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(body_of(page(result)).c_str()));
  const auto names = [&](const char* xpath, const char* attribute) {
    for (const auto& one : document.select_nodes(xpath)) {
      const pugi::xml_node node = one.node();
      EXPECT_FALSE(std::string(node.attribute(attribute).value()).empty()) << xpath << " without " << attribute;
    }
    return document.select_nodes(xpath).size();
  };
  EXPECT_GT(names("//svg", "aria-label"), 20U);
  EXPECT_GT(names("//*[@role='group']", "aria-label"), 20U);
  EXPECT_GT(names("//*[contains(@class, 'scroll') or contains(@class, 'picture') or self::pre]", "tabindex"), 20U);
  EXPECT_EQ(names("//nav", "aria-label"), 2U);
  EXPECT_GT(names("//section", "aria-labelledby"), 5U);
  EXPECT_GT(names("//table[contains(@class, 'plain')]//th", "scope"), 5U);
  EXPECT_EQ(document.select_nodes("//main").size(), 1U);
  EXPECT_EQ(document.select_nodes("//h1").size(), 1U);
  EXPECT_EQ(document.select_nodes("//button[not(@type)] | //button[not(text() or *)]").size(), 0U);
  EXPECT_STREQ(document.select_node("(//a)[1]").node().attribute("href").value(), "#main");  // skips the contents
  int last = 1;
  for (const auto& heading : document.select_nodes("//h1 | //h2 | //h3 | //h4")) {
    const int level = heading.node().name()[1] - '0';
    EXPECT_LE(level, last + 1) << heading.node().child_value();
    last = level;
  }
}

TEST(HtmlReport, SaysEverythingInBothLanguages) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(body_of(page(make_result())).c_str()));
  for (const auto& node : document.select_nodes("//*[@lang='en']")) {
    if (std::string(node.node().name()) == "svg") continue;  // inside a box that has its own pair
    EXPECT_STREQ(node.node().next_sibling().attribute("lang").value(), "zh-CN")
        << node.node().name() << ": " << node.node().text().get();
  }
}

TEST(HtmlReport, OpensInTheStudysLanguage) {
  StudyResult result = make_result();
  EXPECT_NE(page(result).find("<html lang=\"zh-CN\" data-show=\"zh\""), std::string::npos);  // zh+en
  result.study.language = "en";
  EXPECT_NE(page(result).find("<html lang=\"en\" data-show=\"en\""), std::string::npos);
}

TEST(HtmlReport, NamesTheSourceTheHashTheRefusalsAndTheNotes) {
  const std::string html = page(make_result());
  EXPECT_NE(html.find("模拟数据"), std::string::npos);
  EXPECT_NE(html.find(std::string(64, 'a')), std::string::npos);
  EXPECT_NE(html.find("fewer rows than parameters"), std::string::npos);
  EXPECT_NE(html.find("P523"), std::string::npos);
  EXPECT_NE(html.find("scores.CEE.orientation"), std::string::npos);
  EXPECT_NE(html.find("<td class=\"number\">22</td>"), std::string::npos);        // instruments
  EXPECT_NE(html.find("<span class=\"code\">energy</span>"), std::string::npos);  // a filled column by its name
  EXPECT_EQ(count(html, "<figure id="), 10U);
  EXPECT_EQ(count(html, "no effect"), 0U);
}

TEST(HtmlReport, EveryBlockHasASentenceAndTheLinesOfOtherPrograms) {
  StudyResult result = make_result();
  result.study.report.replicate = {"stata", "r"};
  const std::string html = page(result);
  for (const char* line :
       {"xtdescribe", "colSums(is.na(d))", "twoway (scatter CEE NQP) (lfit CEE NQP)", "keep(NQP", "abline(lm("})
    EXPECT_NE(html.find(line), std::string::npos) << line;
  EXPECT_NE(html.find("observations the correlation of carbon emission efficiency with new quality productivity is"),
            std::string::npos);
  EXPECT_NE(html.find("All tables: of "), std::string::npos);
}

TEST(Sentences, SayTheCorrelationOfScoreAndIndex) {
  StudyResult result = make_result({.units = 2, .periods = 2});
  std::vector<double>& index = result.indexes[0].result.score;
  index = {1, 2, 3, 4};
  const std::vector<double> scores{2, 1, 4, 3};
  for (std::size_t i = 0; i < 4; ++i) result.scores[0].result.rows.scores(i).score = scores[i];
  const auto text = association_sentence(result, result.scores[0], result.indexes[0]);
  ASSERT_TRUE(text);
  EXPECT_NE(text->en.find("Over 4 observations the correlation"), std::string::npos) << text->en;
  EXPECT_NE(text->en.find("is 0.600;"), std::string::npos) << text->en;
  EXPECT_NE(text->zh.find("4 个观测值中"), std::string::npos) << text->zh;
  index = {1, 1, 1, 1};
  EXPECT_FALSE(association_sentence(result, result.scores[0], result.indexes[0]));
}

TEST(HtmlReport, EscapesHostileText) {
  StudyResult result = make_result();
  result.study.title = both("<script>alert('x')</script> & \"q\"");
  result.data_file = "<img onerror=1>.csv";
  result.notes[0].message = both("a < b & c");
  const std::string html = page(result);
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(body_of(html).c_str()));
  EXPECT_EQ(count(html, "<script>"), 1U);
  EXPECT_EQ(html.find("<img"), std::string::npos);
}

TEST(HtmlReport, NeedsNoScoreIndexOrModel) {
  StudyResult result = make_result({.units = 3, .periods = 1});
  result.scores.clear();
  result.indexes.clear();
  result.tables.clear();
  result.study.model.reset();
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(body_of(page(result)).c_str()));
  EXPECT_FALSE(document.select_node("//section[@id='scores']"));
  EXPECT_TRUE(document.select_node("//section[@id='data']"));
}

TEST(HtmlReport, DescribesTheModelThatWasUsed) {
  StudyResult result = make_result();
  ScoreOptions& options = result.scores[0].result.options;
  const std::string plain = page(result);
  EXPECT_NE(plain.find("constant returns to scale"), std::string::npos);
  EXPECT_EQ(plain.find("\\sum_j \\lambda_j = 1"), std::string::npos);
  EXPECT_NE(plain.find("s_r^+}{y_{ro}} + \\sum_{k} \\frac{s_k^b}{b_{ko}})}"), std::string::npos);
  options.returns = Returns::vrs;
  options.bad_as = BadAs::input;
  const std::string other = page(result);
  EXPECT_NE(other.find("\\sum_j \\lambda_j = 1"), std::string::npos);
  EXPECT_NE(other.find("\\frac{1}{m + q_2}"), std::string::npos);
  options.orientation = Orientation::input;
  EXPECT_NE(page(result).find("input-oriented"), std::string::npos);
}

TEST(Sentences, SayTheScores) {
  StudyResult result = make_result({.units = 2, .periods = 2, .split = false});
  const std::vector<double> scores{0.4, 0.6, 1.1, 0.7};
  for (std::size_t i = 0; i < 4; ++i) {
    result.scores[0].result.rows.scores(i).score = scores[i];
    result.scores[0].result.rows.scores(i).efficient = scores[i] >= 1;
  }
  const Text text = *score_sentence(result, result.scores[0]);
  EXPECT_EQ(
      text.en,
      "The mean carbon emission efficiency of the 2 cities in 2010-2011 is 0.700 (standard deviation 0.294, minimum "
      "0.400, maximum 1.100); "
      "1 of 4 observations (25.0 %) lies on the frontier; its yearly mean fell from 0.750 in 2010 to 0.650 in 2011.");
  EXPECT_EQ(text.zh,
            "2010—2011 年，2 个城市的碳排放效率均值为 0.700（标准差 0.294，最小值 0.400，最大值 1.100），4 "
            "个观测值中有 1 个（25.0%）位于前沿；"
            "年度均值由 2010 年的 0.750 降至 2011 年的 0.650。");
}

struct Verdict {
  double coefficient, se;
  const char* en;
  const char* zh;
};

class Verdicts : public testing::TestWithParam<Verdict> {};

TEST_P(Verdicts, FollowSignAndSignificance) {
  StudyResult result = make_result();
  TableResult table = result.tables[1];
  table.columns = {make_column("CEE", "NQP", GetParam().coefficient, GetParam().se)};
  const Text text = *table_sentence(result, table);
  EXPECT_NE(text.en.find(GetParam().en), std::string::npos) << text.en;
  EXPECT_NE(text.zh.find(GetParam().zh), std::string::npos) << text.zh;
}

INSTANTIATE_TEST_SUITE_P(
    Sizes, Verdicts,
    testing::Values(
        Verdict{0.230, 0.1148, ": positive and significant at the 5 % level.", "，在 5% 水平上显著为正。"},
        Verdict{-0.5, 0.1, ": negative and significant at the 1 % level.", "，在 1% 水平上显著为负。"},
        Verdict{0.2, 0.11, ": positive and significant at the 10 % level.", "，在 10% 水平上显著为正。"},
        Verdict{0.2, 0.15, ": positive, but not significant at the 10 % level.", "，为正，但在 10% 水平上不显著。"},
        Verdict{-0.2, 0.15, ": negative, but not significant at the 10 % level.", "，为负，但在 10% 水平上不显著。"}));

TEST(Sentences, ListTheColumnsOfASplitTableWithTheRefusedOneAndTheTest) {
  const StudyResult result = make_result();
  const Text text = *table_sentence(result, result.tables[3]);
  EXPECT_NE(text.en.find("(3) 下游资源型城市: not estimated (fewer rows than parameters)"), std::string::npos)
      << text.en;
  EXPECT_NE(
      text.en.find(
          "Equality of the coefficients across groups is rejected at the 1 % level (F(2, 449) = 9.100, p < 0.001)."),
      std::string::npos)
      << text.en;
  EXPECT_NE(text.zh.find("未能估计（样本数少于参数个数）"), std::string::npos) << text.zh;
}

TEST(Sentences, GiveGmmItsTests) {
  const StudyResult result = make_result();
  const Text text = *table_sentence(result, result.tables[2]);
  EXPECT_NE(text.en.find("of 4 estimated coefficients of new quality productivity or new quality productivity (PCA), "
                         "all are positive and 3 are "
                         "significant at the 10 % level"),
            std::string::npos)
      << text.en;
  EXPECT_NE(text.en.find("AR(2) p = 0.420; Hansen p = 0.250; 22 instruments, 36 cities"), std::string::npos) << text.en;
  EXPECT_NE(text.en.find("(z = 2.743"), std::string::npos) << text.en;  // infinite degrees of freedom: not t
}

TEST(Sentences, GiveASizeOnlyToWhatIsSignificant) {
  StudyResult result = make_result();
  TableResult table = result.tables[1];
  table.columns = {make_column("CEE", "NQP", 0.230, 0.1148)};
  EXPECT_NE(table_sentence(result, table)->en.find("One standard deviation more"), std::string::npos);
  table.columns = {make_column("CEE", "NQP", 0.230, 0.3)};
  EXPECT_EQ(table_sentence(result, table)->en.find("One standard deviation more"), std::string::npos);
}

TEST(Sentences, CountNoneAndAll) {
  StudyResult result = make_result();
  TableResult table = result.tables[4];
  for (ColumnResult& column : table.columns) column.estimate->covariance(0, 0) = 100;
  const Text text = *table_sentence(result, table);
  EXPECT_NE(text.en.find("2 are positive and none is significant at the 10 % level"), std::string::npos) << text.en;
  EXPECT_NE(text.zh.find("没有系数在 10% 水平上显著"), std::string::npos) << text.zh;
}

TEST(HtmlReport, SaysColumnsByTheLabelOfTheLanguage) {
  StudyResult result = make_result();
  result.study.labels["energy"] = {"Energy use", "energy"};  // called as its column in one language
  const std::string html = page(result);
  EXPECT_NE(html.find("<span lang=\"zh-CN\"><span class=\"code\">energy</span></span>"), std::string::npos);
  EXPECT_NE(html.find("<span class=\"code\">energy</span> (Energy use)"), std::string::npos);
  result.study.labels["energy"] = {"Energy use", "能源"};
  EXPECT_NE(page(result).find("<span class=\"code\">energy</span>（能源）"), std::string::npos);
}

TEST(HtmlReport, DiagnosesEveryColumnOnceInWords) {
  StudyResult result = make_result();
  result.tables[1].columns[1].estimate->names = {"NQP", "NQP^2", "_cons"};
  result.tables[1].columns[1].shown = {"NQP", "NQP^2"};
  result.tables[1].columns[1].estimate->singletons_dropped = 2;
  const std::string html = page(result);
  const std::size_t from = html.find("aria-label=\"estimates\"");
  ASSERT_NE(from, std::string::npos);
  const std::string table = html.substr(from, html.find("</table>", from) - from);
  EXPECT_EQ(count(table, "（2）"), 5U) << table;  // of five tables
  EXPECT_EQ(count(table, ">fe<"), 0U);
  EXPECT_NE(table.find("2 个单点"), std::string::npos);
  EXPECT_NE(table.find("2 singletons"), std::string::npos);
}

TEST(HtmlReport, NamesTheGroupsOfAFrontierByTheirLabel) {
  StudyResult result = make_result();
  result.scores[0].result.options.group = "basin";
  const std::string html = page(result);
  EXPECT_NE(html.find("并按“流域”分组构造"), std::string::npos);
  EXPECT_NE(html.find("separately for each value of river section"), std::string::npos);
}

TEST(HtmlReport, KeepsTheFoldersOfTheUserToThemselves) {
  StudyResult result = make_result();
  result.data_file = "/home/someone/secret/data.csv";
  result.notes[0].where.file = result.data_file;
  const std::string html = page(result);
  EXPECT_EQ(html.find("secret"), std::string::npos);
  EXPECT_NE(html.find("data.csv"), std::string::npos);
}

TEST(Sentences, SayTheWeights) {
  const StudyResult result = make_result();
  const Text text = *index_sentence(result, result.indexes[0]);
  EXPECT_NE(text.zh.find("权重居前的是计算机及软件从业人员占比"), std::string::npos) << text.zh;
  EXPECT_NE(text.zh.find("合计占"), std::string::npos);
}

}  // namespace
}  // namespace ecoeff
