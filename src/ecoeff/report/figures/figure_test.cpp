#include "ecoeff/report/figures/figure.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/figures/slack_means.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/pages/html_parts.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

using picture_test::make_result;
using picture_test::Shape;

const Figure& named(const std::vector<Figure>& figures, const std::string& id) {
  for (const Figure& figure : figures) {
    if (figure.id == id) return figure;
  }
  throw std::runtime_error("no figure " + id);
}

struct Label {
  std::string text;
  double left, right, top, bottom;
};

// The boxes of all horizontal texts of a drawing, by the widths that the drawing itself reckons with.
std::vector<Label> labels_of(const pugi::xml_node& svg) {
  std::vector<Label> labels;
  for (const pugi::xml_node text : svg.children("text")) {
    if (text.attribute("aria-hidden") || text.attribute("transform")) continue;
    std::string words;
    for (const pugi::xml_node part : text.children()) words += part.type() == pugi::node_pcdata ? part.value() : "";
    const double size = text.attribute("font-size").as_double();
    const double width = svg::text_width(words, size, std::string(text.attribute("font-weight").value()) == "600");
    const std::string anchor = text.attribute("text-anchor").value();
    const double x = text.attribute("x").as_double();
    const double left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x;
    const double y = text.attribute("y").as_double();
    labels.push_back({words, left, left + width, y - 0.72 * size, y + 0.08 * size});
  }
  return labels;
}

// Of the drawing in its own pixels: the end of viewBox.
std::pair<double, double> size_of(const pugi::xml_node& svg) {
  const std::string box = svg.attribute("viewBox").value();
  const std::size_t space = box.rfind(' ');
  return {std::stod(box.substr(4)), std::stod(box.substr(space))};
}

// Points of type in print: the drawing is so many centimetres wide.
double points_of(const pugi::xml_node& text, double width, double width_cm) {
  return text.attribute("font-size").as_double() * width_cm / 2.54 * 72 / width;
}

void expect_legible(const std::string& svg, const std::string& what, const FigurePage& page = kWidePage) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(svg.c_str())) << what;
  const pugi::xml_node root = document.child("svg");
  const auto [width, height] = size_of(root);
  const std::vector<Label> labels = labels_of(root);
  EXPECT_FALSE(labels.empty()) << what;
  for (const pugi::xml_node text : root.children("text")) {
    const double points = points_of(text, width, page.width_cm);
    EXPECT_GE(points, page.narrow ? 6.99 : 5.2) << what << ": " << text.child_value();
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Label& a = labels[i];
    EXPECT_GE(a.left, -0.6) << what << ": " << a.text;
    EXPECT_LE(a.right, width + 0.6) << what << ": " << a.text;
    EXPECT_LE(a.bottom, height) << what << ": " << a.text;
    for (std::size_t j = i + 1; j < labels.size(); ++j) {
      const Label& b = labels[j];
      const bool apart =
          a.right <= b.left + 0.6 || b.right <= a.left + 0.6 || a.bottom <= b.top + 0.6 || b.bottom <= a.top + 0.6;
      EXPECT_TRUE(apart) << what << ": \"" << a.text << "\" touches \"" << b.text << '"';
    }
  }
}

TEST(Figures, AreNumberedInTheOrderInWhichTheReportShowsThem) {
  const std::vector<Figure> figures = build_figures(make_result());
  std::vector<std::string> ids;
  for (const Figure& figure : figures) {
    ids.push_back(figure.id);
    EXPECT_EQ(figure.number, static_cast<int>(ids.size()));
    EXPECT_FALSE(figure.title.en.empty() || figure.title.zh.empty() || figure.how_to_read.en.empty() ||
                 figure.how_to_read.zh.empty());
  }
  EXPECT_EQ(ids,
            (std::vector<std::string>{"score-trend", "score-heatmap", "score-box", "score-density", "slack-waterfall",
                                      "weights", "index-trend", "weights-NQP_PCA", "score-index", "coefplot"}));

  StudyResult one = make_result();
  one.study.report.figures = {"weights", "score-box"};
  ASSERT_EQ(build_figures(one).size(), 3U);
  EXPECT_EQ(build_figures(one)[0].id, "weights");
}

class FigureShapes : public testing::TestWithParam<Shape> {};

TEST_P(FigureShapes, NoTextTouchesAnotherOrLeavesThePicture) {
  const StudyResult result = make_result(GetParam());
  const Text coverage = html::coverage_picture(result);
  expect_legible(coverage.zh, "coverage zh");
  expect_legible(coverage.en, "coverage en");
  for (const FigurePage& page : {kWidePage, kColumnPage}) {
    for (const Figure& figure : build_figures(result, page)) {
      expect_legible(figure.svg.zh, fmt::format("{} zh {}", figure.id, page.name), page);
      expect_legible(figure.svg.en, fmt::format("{} en {}", figure.id, page.name), page);
    }
  }
}

// As tall as a page with its caption at most.
TEST_P(FigureShapes, StayOnAPage) {
  const StudyResult result = make_result(GetParam());
  for (const FigurePage& page : {kWidePage, kColumnPage}) {
    for (const Figure& figure : build_figures(result, page)) {
      pugi::xml_document document;
      ASSERT_TRUE(document.load_string(figure.svg.en.c_str()));
      const auto [width, height] = size_of(document.child("svg"));
      EXPECT_LE(height / width * page.width_cm, 27) << figure.id << ' ' << page.name;
    }
  }
}

TEST(Figures, SayTheirWidthInPrint) {
  const StudyResult result = make_result();
  const std::vector<Figure> wide = build_figures(result);
  const std::vector<Figure> column = build_figures(result, kColumnPage);
  ASSERT_EQ(wide.size(), column.size());
  for (std::size_t i = 0; i < wide.size(); ++i) {
    EXPECT_EQ(wide[i].id, column[i].id);
    EXPECT_EQ(wide[i].number, column[i].number);
    EXPECT_NE(wide[i].svg.en.find(" width=\"17cm\" height="), std::string::npos) << wide[i].id;
    EXPECT_NE(column[i].svg.en.find(" width=\"8cm\" height="), std::string::npos) << wide[i].id;
  }
}

TEST(Heatmap, NamesTheBestOfEachGroupWhereRowsAreTooThinForAll) {
  const auto names = [](const Shape& shape) {
    const std::vector<Figure> figures = build_figures(make_result(shape), kColumnPage);
    const Figure& figure = named(figures, "score-heatmap");
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(figure.svg.en.c_str()));
    std::size_t count = 0;
    for (const pugi::xml_node text : document.child("svg").children("text"))
      count += text.attribute("x").as_double() > 330 && !text.attribute("font-weight") ? 1 : 0;
    const bool says = figure.how_to_read.en.find(" are named as there is room for") != std::string::npos;
    return std::pair{count - 1, says};  // "mean" above them
  };
  EXPECT_EQ(names({.units = 36, .periods = 14}), (std::pair<std::size_t, bool>{36, false}));
  const auto [count, says] = names({.units = 300, .periods = 14, .chinese_names = false});
  EXPECT_TRUE(says);
  EXPECT_GT(count, 50U);
  EXPECT_LT(count, 90U);
}

INSTANTIATE_TEST_SUITE_P(Studies, FigureShapes,
                         testing::Values(Shape{}, Shape{.units = 55, .periods = 13, .chinese_names = false},
                                         Shape{.units = 144, .periods = 20, .chinese_names = false},
                                         Shape{.units = 300, .periods = 14, .chinese_names = false},
                                         Shape{.units = 10, .periods = 3}, Shape{.units = 36, .periods = 2},
                                         Shape{.units = 20, .periods = 40}, Shape{.split = false}));

TEST(Heatmap, HasOneCellAUnitAndYearWithItsScore) {
  const StudyResult result = make_result();
  const std::vector<Figure> figures = build_figures(result);
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(named(figures, "score-heatmap").svg.zh.c_str()));
  std::map<std::string, std::string> cells;
  for (const pugi::xml_node cell : document.child("svg").children("rect")) {
    const std::string hover = cell.child("title").child_value();
    if (!hover.empty()) cells[hover.substr(0, hover.find(": "))] = hover.substr(hover.find(": ") + 2);
  }
  ASSERT_EQ(cells.size(), result.panel.rows());
  EXPECT_EQ(cells["武威 2010"], format_fixed(result.scores[0].result.rows[0].score, 3));
  EXPECT_EQ(cells["朔州 2012"], "其他样本的任何组合都达不到如此低的排放");  // row 100 has no score
}

TEST(Heatmap, SortsUnitsByMeanInsideTheirGroup) {
  const std::vector<Figure> figures = build_figures(make_result());
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(named(figures, "score-heatmap").svg.en.c_str()));
  std::vector<std::vector<double>> groups;  // the means at the right; a heading's is bold
  for (const pugi::xml_node text : document.child("svg").children("text")) {
    if (text.attribute("x").as_double() < 815 || std::string(text.child_value()) == "mean") continue;
    if (text.attribute("font-weight")) {
      groups.emplace_back();
    } else {
      groups.back().push_back(std::stod(text.child_value()));
    }
  }
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0].size() + groups[1].size() + groups[2].size(), 36U);
  for (const auto& group : groups) EXPECT_TRUE(std::is_sorted(group.rbegin(), group.rend()));
}

TEST(Box, NamesTheUnitsOnTheFrontierAndCountsTheRest) {
  StudyResult result = make_result({.units = 12, .periods = 3});
  for (std::size_t i = 0; i < result.panel.rows(); ++i)
    result.scores[0].result.rows.scores(i).efficient = result.panel.time()[i] == 2010 && i < 30;
  const std::vector<Figure> figures = build_figures(result);
  const std::string& svg = named(figures, "score-box").svg.en;
  EXPECT_NE(svg.find(">+5</text>"), std::string::npos) << svg;  // ten on the frontier: five named, five counted
}

TEST(Slacks, AreSharesOfTheMeanRatioToTheRowsOwnValue) {
  StudyResult result = make_result({.units = 2, .periods = 2});
  auto& rows = result.scores[0].result.rows;
  const std::vector<std::string> names{"labor", "capital", "energy", "gdp", "co2"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RowScore row = rows[i];
    row.status = RowStatus::optimal;
    row.efficient = i == 3;  // says nothing about inefficiency
    for (std::size_t k = 0; k < 5; ++k) {
      const double share = k == 0 ? 0.1 * static_cast<double>(i) : k == 4 ? 0.3 : 0;
      row.slacks[k] = result.panel.table.numbers(names[k])[i] * share;
    }
    rows.put(i, row);
  }
  const SlackMeans means = slack_means(result, result.scores[0], [](std::size_t) { return true; });
  EXPECT_EQ(means.rows, 3U);
  EXPECT_NEAR(means.ratio[0], 0.1, tolerance::kRoundOff);  // (0 + .1 + .2) / 3
  EXPECT_NEAR(means.ratio[4], 0.3, tolerance::kRoundOff);
  EXPECT_NEAR(means.total(), 0.4, tolerance::kRoundOff);
  EXPECT_NE(named(build_figures(result), "slack-waterfall").svg.en.find(">25</text>"), std::string::npos);
}

// Of a distance the frontier has the smallest values, and slacks are what the distance leaves.
TEST(Figures, SayWhichWayAScoreIsBetter) {
  const auto read = [](const StudyResult& result, const std::string& id) {
    for (const Figure& figure : build_figures(result)) {
      if (figure.id == id) return figure.title.en + " " + figure.how_to_read.en + figure.how_to_read.zh;
    }
    return std::string();
  };
  StudyResult result = make_result();
  EXPECT_NE(read(result, "score-heatmap").find("颜色越亮，效率越高"), std::string::npos);
  EXPECT_NE(read(result, "score-density").find("整体水平提高"), std::string::npos);
  EXPECT_NE(read(result, "slack-waterfall").find("Where the inefficiency is"), std::string::npos);
  ScoreOutcome& outcome = result.scores[0];
  outcome.spec.options.model = outcome.result.options.model = "ddf";
  for (std::size_t i = 0; i < outcome.result.rows.size(); ++i) {
    Scores& row = outcome.result.rows.scores(i);
    row.score = row.efficient ? 0 : 1.5 - row.score;
  }
  EXPECT_NE(read(result, "score-heatmap").find("离前沿越远"), std::string::npos);
  EXPECT_NE(read(result, "score-density").find("further from the frontier"), std::string::npos);
  EXPECT_EQ(read(result, "slack-waterfall").find("Where the inefficiency is"), std::string::npos);
  EXPECT_NE(read(result, "slack-waterfall").find("is not among them"), std::string::npos);
}

TEST(Figures, SayTheirValuesWhenPointedAt) {
  const std::vector<Figure> figures = build_figures(make_result());
  for (const auto& [id, words] : std::vector<std::pair<std::string, std::string>>{{"score-trend", "mean 2010: 0."},
                                                                                  {"score-heatmap", "武威 2010: 0."},
                                                                                  {"score-box", "2010: median 0."},
                                                                                  {"score-density", "2010: peak at 0."},
                                                                                  {"slack-waterfall", "All, "},
                                                                                  {"weights", "教育投入: 0."},
                                                                                  {"index-trend", "mean 2010: 0."},
                                                                                  {"score-index", "武威 2010: 0."},
                                                                                  {"coefplot", "NQP: 0.230** [0."}}) {
    const std::string& svg = named(figures, id).svg.en;
    EXPECT_NE(svg.find("<title>" + words), std::string::npos) << id;
  }
}

TEST(Coefficients, AreStandardisedWhenOutcomesDifferAndPrintedAsEstimated) {
  const Figure different = named(build_figures(make_result()), "coefplot");
  EXPECT_NE(different.svg.en.find("in its standard deviations"), std::string::npos);
  EXPECT_NE(different.svg.en.find(">1393.573***</text>"), std::string::npos);
  EXPECT_NE(different.svg.en.find(">not estimated</text>"), std::string::npos);

  StudyResult same = make_result();
  std::erase_if(same.tables, [](const TableResult& table) { return table.spec.id != "benchmark"; });
  const Figure raw = named(build_figures(same), "coefplot");
  EXPECT_NE(raw.svg.en.find(">coefficient of new quality productivity</text>"), std::string::npos);
}

TEST(Scatter, HasOneMarkARowOrAUnitsMeanWhenThereAreMany) {
  const auto marks = [](const Shape& shape) {
    const std::vector<Figure> figures = build_figures(make_result(shape));
    const std::string& svg = named(figures, "score-index").svg.en;
    pugi::xml_document document;
    document.load_string(svg.c_str());
    return document.select_nodes("//title").size();
  };
  EXPECT_EQ(marks({.units = 36, .periods = 14}), 503U);  // one row has no score
  EXPECT_EQ(marks({.units = 300, .periods = 14}), 300U);
}

TEST(Density, DrawsFirstAndLastPeriodAmongFive) {
  const std::vector<Figure> figures = build_figures(make_result({.units = 36, .periods = 14}));
  const std::string& svg = named(figures, "score-density").svg.en;
  for (const char* year : {">2010<", ">2013<", ">2017<", ">2020<", ">2023<"})
    EXPECT_NE(svg.find(year), std::string::npos) << year;
  EXPECT_EQ(svg.find(">2011<"), std::string::npos);
}

TEST(Lags, StandInTheOrderOfTimeWhereAModelHasThem) {
  StudyResult result = make_result();
  for (const Figure& figure : build_figures(result)) EXPECT_NE(figure.id, "lags");
  ColumnResult& column = result.tables[1].columns[0];
  column.estimate->names = {"L2.NQP", "NQP", "F.NQP"};
  column.estimate->coefficients << 0.3, 0.2, 0.1;
  const std::vector<Figure> figures = build_figures(result);
  const std::string& svg = named(figures, "lags").svg.en;
  const std::size_t before = svg.find("F.NQP: 0.100");
  const std::size_t now = svg.find("NQP: 0.200");
  const std::size_t later = svg.find("L2.NQP: 0.300");
  ASSERT_NE(later, std::string::npos);
  EXPECT_LT(before, now);
  EXPECT_LT(now, later);
  EXPECT_NE(svg.find("2 periods later"), std::string::npos);
}

TEST(Weights, SayTheirMethodOnce) {
  const std::vector<Figure> figures = build_figures(make_result());
  EXPECT_EQ(named(figures, "weights").title.en, "Indicator weights of new quality productivity (entropy)");
  EXPECT_EQ(named(figures, "weights").title.zh, "新质生产力的指标权重（熵值法）");
  StudyResult result = make_result();
  result.study.labels["NQP"] = {"Productivity (entropy)", "生产力（熵值法）"};
  EXPECT_EQ(named(build_figures(result), "weights").title.en, "Indicator weights of productivity (entropy)");
  EXPECT_EQ(named(build_figures(result), "weights").title.zh, "生产力（熵值法）的指标权重");
}

TEST(Figures, AreLeftOutWhenNothingFillsThem) {
  StudyResult result = make_result({.units = 5, .periods = 1});
  std::vector<std::string> ids;
  for (const Figure& figure : build_figures(result)) ids.push_back(figure.id);
  EXPECT_EQ(std::count(ids.begin(), ids.end(), "score-trend"), 0);  // one period is no trend
  EXPECT_EQ(std::count(ids.begin(), ids.end(), "score-heatmap"), 1);

  ScoreRows& rows = result.scores[0].result.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) rows.scores(i) = {};
  result.indexes.clear();
  result.tables.clear();
  EXPECT_TRUE(build_figures(result).empty());
}

TEST(Figures, EscapeHostileNames) {
  StudyResult result = make_result({.units = 4, .periods = 2});
  std::vector<std::string> names;
  for (std::size_t i = 0; i < result.panel.rows(); ++i)
    names.push_back(i / 2 == 0 ? "<script>alert(1)</script>" : "A & B \"" + std::to_string(i / 2));
  result.panel.table.set_text("city", names);
  result.panel = Panel(result.panel.table, "city", "year");
  for (const Figure& figure : build_figures(result)) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(figure.svg.en.c_str())) << figure.id;
    EXPECT_EQ(figure.svg.en.find("<script"), std::string::npos) << figure.id;
  }
}

}  // namespace
}  // namespace ecoeff
