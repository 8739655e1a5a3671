// Statements that once were false or ugly, each held against the study that it is made of: limits of several columns,
// factors of errors, effects of the base model, turning points beside cubes, samples of columns, weights of slacks.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "ecoeff/base/file.hpp"
#include "ecoeff/report/prose/method_text.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/tables/build_tables.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"
#include "random_study.hpp"

namespace ecoeff {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kLabels = R"([labels]
EFF = { zh = "效率", en = "Efficiency" }
NQ = { zh = "质量指数", en = "Quality index" }
open = { zh = "开放", en = "Openness" }
gov = { zh = "干预", en = "Intervention" }
med = { zh = "中介", en = "Mediator" }
ene = { zh = "能源", en = "Energy" }
part = { zh = "区块", en = "Part" }
pop = { zh = "人口", en = "Population" }
east = { zh = "东", en = "East" }
)";

constexpr const char* kScore = R"([scores.EFF]
model = "sbm"
inputs = ["lab", "cap", "ene"]
outputs = ["gdp"]
bad = ["co2"]
)";

// What a study says, all of a kind in one text.
struct Said {
  StudyResult result;
  std::vector<PaperTable> tables;
  Text notes, method, equations, sentences;
};

Said say(const std::string& model_and_tables, const std::string& score = kScore, const std::string& report = "") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      (std::string("ecoeff_said_") + testing::UnitTest::GetInstance()->current_test_info()->name());
  std::filesystem::create_directories(folder);
  write_file(folder / "data.csv", random_study::data(7));
  write_file(
      folder / "study.toml",
      "[data]\nfile = \"data.csv\"\nunit = \"town\"\ntime = \"year\"\nunit_name = { zh = \"城镇\", en = \"town\" }\n" +
          score + "[index.NQ]\nindicators = [\"ind\", \"open\", \"-gov\", \"ins\"]\n" + kLabels + model_and_tables +
          "[report]\nvariables = \"labels\"\n" + report);
  Said said{.result = run_study(read_study(folder / "study.toml", report_vocabulary()), {})};
  std::filesystem::remove_all(folder);
  said.tables = build_tables(said.result);
  const auto add = [](Text& to, const Text& more) {
    to.en += more.en + "\n";
    to.zh += more.zh + "\n";
  };
  for (const PaperTable& table : said.tables) {
    for (const Text& note : table.notes) add(said.notes, note);
    for (const Text& note : table.cautions) add(said.notes, note);
  }
  for (const MethodBlock& block : method_text(said.result).blocks)
    add(block.kind == MethodBlock::Kind::formula ? said.equations : said.method, block.text);
  for (const TableResult& table : said.result.tables) {
    if (const auto sentence = table_sentence(said.result, table)) add(said.sentences, *sentence);
  }
  return said;
}

std::string model(const std::string& formula = "EFF ~ NQ + open + gov | unit + time", const std::string& more = "") {
  return "[model]\nfocus = \"NQ\"\nformula = \"" + formula + "\"\n" + more;
}

std::string table(const std::string& columns) { return "[[table]]\nid = \"t\"\ncolumns = [" + columns + "]\n"; }

// The labels of the rows, and the cells of one.
std::vector<std::string> labels(const PaperTable& table) {
  std::vector<std::string> all;
  for (const TableRow& row : table.body) {
    if (!row.cells[0].text.en.empty()) all.push_back(row.cells[0].text.en);
  }
  return all;
}

std::vector<std::string> cells(const PaperTable& table, const std::string& label, std::size_t below = 0) {
  for (std::size_t i = 0; i + below < table.body.size(); ++i) {
    if (table.body[i].cells[0].text.en != label) continue;
    std::vector<std::string> all;
    for (std::size_t c = 1; c < table.body[i + below].cells.size(); ++c)
      all.push_back(table.body[i + below].cells[c].text.en);
    return all;
  }
  return {};
}

TEST(Said, EveryLimitAndTheFactorOfLikelihoods) {
  const Said said =
      say(model() + table("{ estimator = \"tobit\", ll = 0.3, ul = 1 }, { estimator = \"tobit\", ul = 1, vce = "
                          "\"cluster(part)\" }, { estimator = \"poisson\" }"));
  EXPECT_THAT(said.method.en, HasSubstr("censored below at 0.3 and above at 1, or above at 1;"));
  EXPECT_THAT(said.method.zh, HasSubstr("下限 0.3、上限 1；或上限 1"));
  EXPECT_THAT(said.method.en, HasSubstr("factor N/(N−1), t with N−k degrees of freedom"));
  EXPECT_THAT(said.method.en, HasSubstr("clustered by part, factor G/(G−1), t with N−k degrees of freedom"));
  EXPECT_THAT(said.method.en, HasSubstr("factor N/(N−1), with z"));
  EXPECT_THAT(said.method.zh, AllOf(HasSubstr("聚类到区块的稳健标准误，校正因子 G/(G−1)"), Not(HasSubstr("HC1"))));
  EXPECT_THAT(said.notes.en, AllOf(Not(HasSubstr("HC1")), HasSubstr("clustered by part (2 clusters)")));
}

TEST(Said, TheFactorOfInstruments) {
  const std::string iv = "formula = \"EFF ~ open | 0 | NQ ~ ins + med\"";
  const Said without = say(model() + table("{ estimator = \"iv\", " + iv + " }"));
  EXPECT_THAT(without.method.en, HasSubstr("heteroskedasticity-robust, no small-sample factor, with z"));
  EXPECT_THAT(without.notes.en, Not(HasSubstr("HC1")));
  const Said small = say(model() + table("{ estimator = \"iv\", small = true, " + iv + " }"));
  EXPECT_THAT(small.method.en, HasSubstr("HC1, factor N/(N−k−a), t with N−k−a degrees of freedom"));
}

TEST(Said, EffectsThatColumnsTakeOut) {
  const auto equation = [](const std::string& columns) {
    const Said said = say(model() + table(columns));
    return said.equations.en.substr(said.equations.en.find("y_{it} = \\alpha"), 200);
  };
  EXPECT_THAT(equation("{ estimator = \"quantile\" }"), HasSubstr("\\mu_i + \\tau_t"));
  EXPECT_THAT(equation("{ estimator = \"re\" }"),
              AllOf(HasSubstr("z_{it} + \\tau_t"), Not(HasSubstr("z_{it} + \\mu_i"))));
  EXPECT_THAT(equation("{ estimator = \"pooled\" }"), HasSubstr("z_{it} + \\epsilon_{it}"));
  EXPECT_THAT(say(model() + table("{ estimator = \"pooled\" }")).method.en, Not(HasSubstr("mean of all effects")));
}

TEST(Said, ASquareIsNoControlAndACubeHasNoTurningPoint) {
  const std::string rows = "focus = [\"NQ\", \"NQ^2\"]\n";
  const std::string model_text = "[model]\n" + rows + "formula = \"EFF ~ NQ + NQ^2 + open | unit + time\"\n";
  const std::string tables = table(
      "{}, { formula = \"EFF ~ NQ + NQ^2 + NQ^3 | unit\", focus = [\"NQ\", \"NQ^2\"] }, { formula = \"EFF ~ NQ*open + "
      "NQ^2 | "
      "unit\", focus = [\"NQ\", \"NQ^2\"] }");
  const Said said = say(model_text + tables, kScore, "rows = [\"n\", \"turning-point\"]\n");
  EXPECT_THAT(said.method.en,
              HasSubstr("the terms w made of it: quality index, squared, and the controls z: openness;"));
  EXPECT_THAT(said.method.zh, HasSubstr("并加入由其构成的项 w：质量指数的平方，控制变量 z 为开放"));
  EXPECT_THAT(said.equations.en, HasSubstr("\\delta^{\\prime} w_{it} + \\gamma^{\\prime} z_{it}"));
  const TableResult& first = said.result.tables.front();
  EXPECT_TRUE(first.columns[0].estimate->parameters.contains("turning_point(NQ)"));
  EXPECT_FALSE(first.columns[1].estimate->parameters.contains("turning_point(NQ)"));
  EXPECT_FALSE(first.columns[2].estimate->parameters.contains("turning_point(NQ)"));
}

TEST(Said, WhichRowsAColumnHas) {
  const Said said =
      say(model() + table("{ winsor = { columns = [\"EFF\", \"NQ\"], cuts = [2, 98] } }, { keep = \"time >= 2012 "
                          "and part in {'east'}\" }, { keep = \"not (time in {2012, 2013}) or town == 'T1'\", "
                          "vce = \"iid\" }"));
  EXPECT_THAT(said.notes.en,
              HasSubstr("(1) Efficiency, Quality index winsorized at percentiles 2 and 98; (2) rows with year "
                        "≥ 2012 and part is East; (3) rows with year not among 2012, 2013 or town = T1"));
  EXPECT_THAT(said.notes.zh, HasSubstr("(2) 列样本限于年份 ≥ 2012 且区块为东"));
  EXPECT_THAT(said.sentences.en, AllOf(HasSubstr("(1) winsorized: "), HasSubstr("(2) rows with year"),
                                       HasSubstr("conventional (homoskedastic): "), Not(HasSubstr("base model"))));
}

TEST(Said, ARowAVariable) {
  const Said said =
      say("[model]\nfocus = [\"NQ\", \"NQ:open\"]\nshow_controls = true\nformula = \"EFF ~ NQ + open + NQ:open | "
          "unit\"\n" +
          table("{}, { formula = \"EFF ~ NQ + open + gov | unit\", focus = \"gov\" }"));
  const std::vector<std::string> all = labels(said.tables[0]);
  for (const std::string& label : all) EXPECT_EQ(std::count(all.begin(), all.end(), label), 1) << label;
  for (const std::string& cell : cells(said.tables[0], "Quality index")) EXPECT_FALSE(cell.empty());
  EXPECT_THAT(said.sentences.en, Not(HasSubstr("Beside it")));  // they are coefficients of different variables
}

TEST(Said, FirstStagesSideBySide) {
  const Said said =
      say(model() + table("{ estimator = \"iv\", formula = \"EFF ~ gov | unit | NQ ~ ins + med\" }, { estimator = "
                          "\"iv\", formula = \"EFF ~ gov | unit | NQ + open ~ ins + med + ene\" }"));
  const std::vector<std::string> all = labels(said.tables[0]);
  const auto first = std::find(all.begin(), all.end(), "First-stage F: Quality index");
  ASSERT_NE(first, all.end());
  EXPECT_EQ(*(first + 1), "First-stage F: Openness");
  EXPECT_THAT(said.sentences.en, HasSubstr("quality index instrumented by "));
}

TEST(Said, AnIntervalWithoutEnds) {
  const Said said = say(
      model("EFF ~ NQ + open + gov | unit + time", "vce = \"wild(part)\"\nreps = 19\nbelow = \"ci\"\n") + table("{}"));
  EXPECT_THAT(cells(said.tables[0], "Quality index", 1), ElementsAre("[−∞, ∞]"));
  EXPECT_THAT(cells(said.tables[0], "Constant", 1), ElementsAre("[.]"));
  EXPECT_THAT(said.notes.en, HasSubstr("Rademacher weights, all 4 sign vectors"));
  EXPECT_THAT(said.notes.zh, HasSubstr("全部 4 种符号组合"));
}

TEST(Said, DegreesOfFreedomOfEachCoefficient) {
  const Said said = say(model() + table("{ vce = \"cr2(unit)\" }"));
  const double own = said.result.tables[0].columns[0].estimate->degrees_of("NQ");
  EXPECT_THAT(said.notes.en, HasSubstr(fmt::format("Degrees of freedom of t: {:.1f} of Quality index.", own)));
}

TEST(Said, LagsAndDeviationsOfGmm) {
  const Said said =
      say(model() +
          table("{ estimator = \"difference-gmm\", lags = 2, gmm = { steps = 1, robust = false } }, { estimator = "
                "\"system-gmm\", gmm = { orthogonal = true } }"));
  EXPECT_THAT(said.equations.en, HasSubstr("\\sum_{l=1}^{2} \\phi_l y_{i,t-l}"));
  EXPECT_THAT(said.notes.en, AllOf(HasSubstr("one-step difference GMM with homoskedastic errors"),
                                   HasSubstr("two-step system GMM in forward orthogonal deviations")));
  EXPECT_THAT(said.notes.zh, HasSubstr("一步差分 GMM（同方差标准误）"));
  EXPECT_THAT(said.sentences.en + said.sentences.zh, Not(HasSubstr("n/a")));
}

TEST(Said, WeightsOfRowsAndOfSlacks) {
  const Said said = say(model("EFF ~ NQ + open | unit", "weights = \"aw=pop\"\n") + table("{}"),
                        std::string(kScore) + "weights = { ene = 2 }\n");
  EXPECT_THAT(said.notes.en, HasSubstr("analytic weights, Population"));
  EXPECT_THAT(said.notes.zh, HasSubstr("以人口为分析权重"));
  EXPECT_THAT(said.equations.en, HasSubstr("\\sum_{i} \\frac{w_i s_i^-}{x_{io}}"));
  EXPECT_THAT(said.method.en, HasSubstr("The weights w are energy 2, and 1 for every other feature"));
}

TEST(Said, NoTownsOfMeasurement) {
  const Said said = say(model() + table("{}"), R"([scores.EFF]
model = "additive"
inputs = ["lab"]
outputs = ["gdp"]
)");
  EXPECT_THAT(said.method.en, Not(HasSubstr("towns of measurement")));
  EXPECT_THAT(said.method.en, Not(HasSubstr("in the towns")));
}

TEST(Said, SlacksThatAreRoundOffAreNotSpokenOf) {
  const Said said = say(model() + table("{}"), R"([scores.EFF]
model = "nddf"
inputs = ["lab", "cap", "ene"]
outputs = ["gdp"]
bad = ["co2"]
direction = ["inputs", "good", "bad"]
)");
  for (const ScoreOutcome& outcome : said.result.scores) {
    const auto sentence = slack_sentence(said.result, outcome);
    EXPECT_THAT(sentence.value_or(Text()).en, Not(HasSubstr("on average 0.0 %")));
  }
}

TEST(Said, TheIndirectEffect) {
  const Said said = say(model() + "[[table]]\nid = \"m\"\nmechanism = { mediator = \"med\", steps = 3, reps = 19 }\n");
  EXPECT_THAT(said.sentences.en, HasSubstr("The indirect effect through mediator is "));
  EXPECT_THAT(said.sentences.zh, HasSubstr("经由中介的间接效应为 "));
}

TEST(Said, APositiveSignOfAll) {
  const Said said =
      say(model("med ~ NQ + open | unit + time") + table("{ estimator = \"fe\", outcome = \"ind\" }, {}"));
  EXPECT_THAT(said.sentences.zh, HasSubstr("的 2 个估计系数均为正，均在 10% 水平上显著。"));
}

}  // namespace
}  // namespace ecoeff
