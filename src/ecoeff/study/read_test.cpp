#include "ecoeff/study/read.hpp"

#include <gtest/gtest.h>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

const std::string kHead = "[data]\nfile = \"a.csv\"\nunit = \"city\"\ntime = \"year\"\n";
const std::string kModel = "[model]\nformula = \"y ~ x | unit\"\nfocus = \"x\"\n";
// As a report might have them.
const Vocabulary kWords{.figures = {{"bars", "pie"}, {"bars"}}, .figure_widths = {{"17cm", "8cm"}, {"17cm"}}};

Error error_of(const std::string& toml) {
  try {
    (void)parse_study(toml, "study.toml", kWords);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error for: " << toml;
  return {Fault::internal, "", {}};
}

TEST(ReadStudy, ReadsTheDataSection) {
  const Study study = parse_study(kHead + "years = [2010, 2023]\nmissing = \"linear+edges\"\n", "study.toml");
  EXPECT_EQ(study.data.unit, "city");
  ASSERT_TRUE(study.data.years);
  EXPECT_EQ(study.data.years->second, 2023);
  EXPECT_EQ(study.data.missing, MissingPolicy::linear_and_edges);
  EXPECT_EQ(study.sha256.size(), 64U);
}

TEST(ReadStudy, KeepsDeriveLinesInTheOrderOfTheFile) {
  const Study study = parse_study(kHead + "[derive]\nz = \"x + 1\"\na = \"z * 2\"\nm = \"a\"\n", "study.toml");
  ASSERT_EQ(study.derive.size(), 3U);
  EXPECT_EQ(study.derive[0].first, "z");
  EXPECT_EQ(study.derive[1].first, "a");
  EXPECT_EQ(study.derive[2].first, "m");
}

TEST(ReadStudy, ReadsScoresIndicesAndTables) {
  const Study study = parse_study(
      kHead +
          "[scores.CEE]\nmodel = \"super-sbm\"\ninputs = [\"l\", \"k\"]\noutputs = [\"g\"]\nbad = [\"c\"]\n"
          "returns = \"vrs\"\nreference = \"window:3\"\nbad_as = \"input\"\n"
          "[index.Q]\nindicators = [\"a\", \"-b\", { column = \"d\", sign = \"-\", group = \"A/B\" }]\n"
          "[index.P]\nmethod = \"pca\"\nsame_indicators_as = \"Q\"\n" +
          kModel +
          "[[table]]\nid = \"t\"\ncolumns = [ { controls = false }, { winsor = { columns = [\"x\"], cuts = [5, 95] } },"
          " { swap = { x = \"z\" } }, { estimator = \"system-gmm\", gmm = { laglimits = [2] } } ]\n"
          "[[table]]\nid = \"s\"\nsplit = { by = \"g\", order = [\"u\"], head = \"{value}!\" }\n",
      "study.toml");
  const ScoreOptions& o = study.scores.at(0).options;
  EXPECT_EQ(o.returns, Returns::vrs);
  EXPECT_EQ(o.reference, ReferenceKind::window);
  EXPECT_EQ(o.window, 3);
  EXPECT_EQ(o.bad_as, BadAs::input);
  ASSERT_EQ(study.indexes.at(1).indicators.size(), 3U);
  EXPECT_FALSE(study.indexes[1].indicators[1].positive);
  EXPECT_EQ(study.indexes[1].indicators[2].group, (std::vector<std::string>{"A", "B"}));
  const std::vector<ColumnSpec>& columns = study.tables.at(0).columns;
  ASSERT_EQ(columns.size(), 4U);
  EXPECT_FALSE(columns[0].controls);
  EXPECT_EQ(columns[1].winsor->high, 95);
  EXPECT_EQ(columns[2].swap.at(0).second, "z");
  EXPECT_EQ(columns[3].options.numbers("laglimits"), std::vector<double>{2});
  EXPECT_EQ(study.tables.at(1).split->head.zh, "{value}!");
}

TEST(ReadStudy, RecordsEveryDefault) {
  const Study study = parse_study(kHead + kModel, "study.toml");
  const auto has = [&](const std::string& key, const std::string& value) {
    return std::find(study.defaults.begin(), study.defaults.end(), std::pair(key, value)) != study.defaults.end();
  };
  EXPECT_TRUE(has("data.missing", "keep"));
  EXPECT_TRUE(has("model.vce", "robust"));
  EXPECT_FALSE(has("data.unit", "city"));
}

TEST(ReadStudy, NamesAnUnknownKeyWithItsPlaceAndTheNearestOne) {
  const Error error = error_of(kHead + "mising = \"linear\"\n");
  EXPECT_EQ(error.code, "S102");
  EXPECT_EQ(error.where.row, 5U);
  EXPECT_EQ(error.where.column, "1");
  EXPECT_EQ(error.hint.en, "did you mean \"missing\"?");
  EXPECT_FALSE(error.message.zh.empty());
}

TEST(ReadStudy, TakesTheWidthsOfFiguresEachOnce) {
  const auto report = [](const std::string& widths) { return kHead + "[report]\nfigure_widths = " + widths + "\n"; };
  EXPECT_EQ(parse_study(kHead, "study.toml", kWords).report.figure_widths, std::vector<std::string>{"17cm"});
  EXPECT_EQ(parse_study(report("[\"8cm\", \"17cm\"]"), "study.toml", kWords).report.figure_widths,
            (std::vector<std::string>{"8cm", "17cm"}));
  const Error error = error_of(report("[\"18cm\"]"));
  EXPECT_EQ(error.code, "S104");
  EXPECT_EQ(error.message.en, "report.figure_widths does not know \"18cm\"; it knows 17cm, 8cm");
  EXPECT_FALSE(error.hint.en.empty());
  EXPECT_EQ(error_of(report("[]")).code, "S104");
  EXPECT_EQ(error_of(report("[\"8cm\", \"8cm\"]")).code, "S104");
  EXPECT_EQ(error_of(report("8")).code, "S103");
}

TEST(ReadStudy, ChecksTheWordsOfTheReportWhereItKnowsThem) {
  const std::string toml = kHead + "[report]\nfigures = [\"pies\"]\nformats = [\"clay\"]\n";
  const Error error = error_of(toml);
  EXPECT_EQ(error.code, "S104");
  EXPECT_EQ(error.message.en, "report.figures does not know \"pies\"; it knows bars, pie");
  EXPECT_EQ(error.hint.en, "did you mean \"pie\"?");
  const Study unchecked = parse_study(toml, "study.toml");
  EXPECT_EQ(unchecked.report.figures, std::vector<std::string>{"pies"});
  EXPECT_EQ(unchecked.report.formats, std::vector<std::string>{"clay"});

  const std::string silent = kHead + "[report]\nstyle = \"cn\"\n";
  EXPECT_EQ(parse_study(silent, "study.toml").report.figures, std::nullopt);
  const Study chosen = parse_study(silent, "study.toml", kWords);
  EXPECT_EQ(chosen.report.figures, std::vector<std::string>{"bars"});
  EXPECT_EQ(std::count(chosen.defaults.begin(), chosen.defaults.end(),
                       std::pair<std::string, std::string>("report.figures", "[bars]")),
            1);
}

TEST(ReadStudy, RefusesWrongTypesChoicesAndNames) {
  EXPECT_EQ(error_of(kHead + "years = \"2010\"\n").code, "S103");
  EXPECT_EQ(error_of(kHead + "years = [2023, 2010]\n").code, "S104");
  EXPECT_EQ(error_of(kHead + "missing = \"cubic\"\n").code, "S104");
  EXPECT_EQ(error_of("[data]\nfile = \"a.csv\"\n").code, "S105");
  EXPECT_EQ(error_of("[study]\ntitle = \"x\"\n").code, "S105");
  EXPECT_EQ(error_of(kHead + "[columns]\na = \"x\"\n[derive]\na = \"x\"\n").code, "S106");
  EXPECT_EQ(error_of(kHead + "[[table]]\nkind = \"score-definition\"\nof = \"CEE\"\n").code, "S107");
  EXPECT_EQ(error_of(kHead + "[[table]]\nid = \"../x\"\nkind = \"describe\"\n").code, "S104");
  EXPECT_EQ(error_of(kHead + "[[table]]\ncolumns = [ {} ]\n").code, "S105") << "a regression table needs a model";
  EXPECT_EQ(error_of(kHead + kModel + "[[table]]\ncolumns = [ { estimator = \"systm-gmm\" } ]\n").hint.en,
            "did you mean \"system-gmm\"?");
  const Error cuts =
      error_of(kHead + kModel + "[[table]]\ncolumns = [ { winsor = { columns = [\"x\"], cuts = [0.05, 0.95] } } ]\n");
  EXPECT_EQ(cuts.code, "S104");
  EXPECT_EQ(cuts.hint.en, "did you mean [5, 95]?");
}

TEST(ReadStudy, BareChineseKeysAreSaidToNeedQuotes) {
  const Error error = error_of("[data]\n单元 = \"x\"\n");
  EXPECT_EQ(error.code, "S101");
  EXPECT_EQ(error.where.row, 2U);
  EXPECT_NE(error.hint.zh.find("引号"), std::string::npos);
}

TEST(ReadStudy, AMissingFileIsAFaultOfTheStudy) {
  try {
    (void)read_study("no-such-study.toml");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "D101");
    EXPECT_EQ(exit_code(error.fault), 3);
  }
}

}  // namespace
}  // namespace ecoeff
