#include "ecoeff/study/visit_names.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "ecoeff/base/error.hpp"
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

// Every place in which a study can name a column, one a line; each column has a short name, and each place uses the
// header instead.
const std::vector<std::string> kPlaces{
    "[data]",
    "file = \"d.csv\"",
    "unit = \"城市\"",
    "time = \"年份\"",
    "missing = \"linear\"",
    "keep = \"能耗 > 0 and 区域 != '能耗'\"",
    "[columns]",
    "city = \"城市\"",
    "year = \"年份\"",
    "energy = \"能耗\"",
    "labor = \"劳动\"",
    "gdp = \"产出\"",
    "co2 = \"排放\"",
    "trade = \"贸易\"",
    "open = \"开放\"",
    "third = \"中介\"",
    "mod = \"调节\"",
    "region = \"区域\"",
    "pop = \"人口\"",
    "\"a b\" = \"金融 (存款)\"",
    "[derive]",
    "z = \"log(贸易 / 产出) + L.贸易 + `金融 (存款)`\"",
    "[scores.CEE]",
    "inputs = [\"能耗\", \"劳动\"]",
    "outputs = [\"产出\"]",
    "bad = [\"排放\"]",
    "group = \"区域\"",
    "weights = { \"能耗\" = 2 }",
    "terms = [ { role = \"input\", column = \"劳动\" } ]",
    "[index.N]",
    "indicators = [ \"贸易\", { column = \"人口\", sign = \"-\" } ]",
    "[model]",
    "formula = \"CEE ~ 贸易 + L.开放 + z | unit + 区域^time\"",
    "focus = \"贸易\"",
    "vce = \"cluster(区域)\"",
    "weights = \"aw=人口\"",
    "[[table]]",
    "id = \"d\"",
    "kind = \"describe\"",
    "columns = [\"贸易\"]",
    "[[table]]",
    "id = \"r\"",
    "columns = [",
    "  { winsor = { columns = [\"贸易\"] } },",
    "  { swap = { \"贸易\" = \"N\" } },",
    "  { swap = { z = \"中介\" } },",
    "  { outcome = \"中介\" },",
    "  { keep = \"贸易 > 0 or time > 2010\" },",
    "  { formula = \"CEE ~ 贸易 + log(中介):z | unit\" },",
    "  { vce = \"cluster(城市)\", weights = \"pw=人口\" },",
    "  { estimator = \"system-gmm\", gmm = { endogenous = [\"L.开放\"], predetermined = [\"贸易\"] } },",
    "]",
    "[[table]]",
    "id = \"s\"",
    "split = { by = \"区域\" }",
    "[[table]]",
    "id = \"m\"",
    "mechanism = { mediator = \"中介\", steps = 2, reps = 0 }",
    "[[table]]",
    "id = \"o\"",
    "moderation = { by = \"调节\" }"};

const std::vector<std::string> kHeaders{"能耗", "劳动", "产出", "排放", "贸易",
                                        "开放", "中介", "调节", "人口", "金融 (存款)"};

class Names : public testing::Test {
 protected:
  Names() : folder_(fs::temp_directory_path() / fmt::format("ecoeff-names-test-{}", ::getpid())) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "study.toml") << "# read by check alone, for its marks\n";
    std::ofstream csv(folder_ / "d.csv");
    csv << "城市,年份,区域";
    for (const std::string& header : kHeaders) csv << ',' << header;
    csv << '\n';
    for (int unit = 0; unit < 6; ++unit) {
      for (int year = 2008; year < 2014; ++year) {
        csv << 'c' << unit << ',' << year << ',' << (unit % 2 == 0 ? "east" : "west");
        for (std::size_t k = 0; k < kHeaders.size(); ++k) {
          const bool gap = unit == 1 && year == 2010 && (kHeaders[k] == "中介" || kHeaders[k] == "调节");
          csv << ',';
          if (!gap)
            csv << 1 + (unit * 7 + year * 3 + static_cast<int>(k) * 5 + unit * year * static_cast<int>(k + 1)) % 19;
        }
        csv << '\n';
      }
    }
  }
  ~Names() override { fs::remove_all(folder_); }

  [[nodiscard]] Study study(const std::vector<std::string>& lines = kPlaces) const {
    return parse_study(join(lines, "\n") + "\n", folder_ / "study.toml");
  }

  fs::path folder_;
};

TEST_F(Names, AreGivenTheirShortNamesInEveryPlace) {
  const Study named = with_short_names(study());
  std::size_t places = 0;
  read_names(named, [&](const std::string& text, NameRole role, const Position&) {
    ++places;
    if (role == NameRole::condition) {
      EXPECT_NE(text, "能耗 > 0 and 区域 != '能耗'");
      return;
    }
    for (const std::string& header : kHeaders) EXPECT_EQ(text.find(header), std::string::npos) << text;
  });
  EXPECT_GT(places, 30U);
  EXPECT_EQ(named.data.keep, "energy > 0 and region != '能耗'");
  EXPECT_EQ(named.derive[0].second, "log(trade / gdp) + L.trade + `a b`");
  EXPECT_EQ(named.model->formula, "CEE ~ trade + L.open + z | unit + region^time");
  EXPECT_EQ(named.model->vce, "cluster(region)");
  EXPECT_EQ(named.model->weights, "aw=pop");
  EXPECT_EQ(named.tables[1].columns[1].swap[0].first, "trade");
  EXPECT_EQ(named.tables[1].columns[2].swap[0].second, "third");
  EXPECT_EQ(named.tables[1].columns[7].options.texts("endogenous"), std::vector<std::string>{"L.open"});
  EXPECT_EQ(named.tables[3].mechanism->mediator, "third");
  EXPECT_EQ(named.tables[4].moderation->by, "mod");
  EXPECT_EQ(named.scores[0].options.weights.front().first, "energy");
  EXPECT_EQ(named.scores[0].terms[0].column, "labor");
  EXPECT_NO_THROW((void)check_study(study(), {}));
}

TEST_F(Names, AreReadAndFilledWhereverTheyStand) {
  const Prepared prepared = prepare(with_short_names(study()), {});
  for (const char* name : {"energy", "gdp", "trade", "open", "third", "mod", "region", "pop", "a b"})
    EXPECT_THAT(prepared.used, Contains(name));
  std::vector<std::string> filled;
  for (const FilledCell& cell : prepared.filled) filled.push_back(cell.column);
  EXPECT_THAT(filled, testing::UnorderedElementsAre("third", "mod"));
}

// The name in a place misspelt: the check says so and names the line.
TEST_F(Names, AreCheckedInEveryPlace) {
  std::size_t tried = 0;
  const auto first = static_cast<std::size_t>(std::find(kPlaces.begin(), kPlaces.end(), "[derive]") - kPlaces.begin());
  for (std::size_t line = 2; line < kPlaces.size(); ++line) {
    if (line > 5 && line < first) continue;
    for (const std::string& header :
         {std::string("能耗"), std::string("区域"), std::string("贸易"), std::string("开放"), std::string("中介"),
          std::string("调节"), std::string("人口"), std::string("城市"), std::string("年份"), std::string("劳动"),
          std::string("产出"), std::string("排放"), std::string("金融 (存款)")}) {
      if (kPlaces[line].find(header) == std::string::npos) continue;
      std::vector<std::string> lines = kPlaces;
      lines[line] = replace_all(lines[line], header, "nope");
      ++tried;
      try {
        (void)check_study(study(lines), {});
        ADD_FAILURE() << "nothing said of " << lines[line];
      } catch (const Error& error) {
        EXPECT_THAT((std::vector<std::string>{"D110", "S107", "F406"}), Contains(error.code))
            << lines[line] << error.message.en;
        EXPECT_THAT(error.message.en + error.where.column, HasSubstr("nope")) << lines[line];
      }
    }
  }
  EXPECT_GT(tried, 30U);
}

// All of them at once, and by a run before it computes anything.
TEST_F(Names, ThatAreWrongAreSaidTogetherBeforeAnythingIsComputed) {
  std::vector<std::string> lines = kPlaces;
  const auto misspell = [&](const std::string& header, const std::string& wrong) {
    for (auto line = std::find(lines.begin(), lines.end(), "[derive]"); line != lines.end(); ++line)
      *line = replace_all(*line, header, wrong);
  };
  misspell("贸易", "no_trade");
  misspell("中介", "no_third");
  misspell("调节", "no_mod");
  bool computed = false;
  const auto watch = [&](Step step) {
    computed = computed || step.what.en.find("scores") != std::string::npos;
    return true;
  };
  for (const bool run : {false, true}) {
    try {
      if (run) {
        (void)run_study(study(lines), {}, watch);
      } else {
        (void)check_study(study(lines), {});
      }
      ADD_FAILURE() << "nothing said";
    } catch (const Error& error) {
      const std::string said = describe(error, Language::en);
      for (const char* name : {"no_trade", "no_third", "no_mod"}) EXPECT_THAT(said, HasSubstr(name)) << run;
      EXPECT_THAT(said, HasSubstr("also D110"));
    }
  }
  EXPECT_FALSE(computed);
}

TEST_F(Names, ThatAreNearlyThoseOfADerivedColumnAreTold) {
  std::vector<std::string> lines = kPlaces;
  for (std::string& line : lines) line = replace_all(line, "z = \"log", "log_ratio = \"log");
  for (std::string& line : lines) line = replace_all(line, " + z |", " + log_rato |");
  try {
    (void)check_study(study(lines), {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "D110");
    EXPECT_THAT(error.hint.en, HasSubstr("\"log_ratio\"")) << describe(error, Language::en);
  }
}

TEST_F(Names, OfTextMayBeComparedInsideAnExpression) {
  std::vector<std::string> lines = kPlaces;
  const auto derive = std::find(lines.begin(), lines.end(), "[derive]");
  lines.insert(derive + 1, "east = \"(区域 == 'A') + (区域 in {'B'})\"");
  EXPECT_NO_THROW((void)check_study(study(lines), {}));
}

// It would be the base model once more, printed as a check of its robustness.
TEST_F(Names, ThatAreSwappedStandInTheFormula) {
  std::vector<std::string> lines = kPlaces;
  *std::find(lines.begin(), lines.end(), "  { swap = { \"贸易\" = \"N\" } },") = "  { swap = { \"人口\" = \"N\" } },";
  try {
    (void)check_study(study(lines), {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "S107");
    EXPECT_EQ(error.where.row, 45U);
    EXPECT_THAT(error.message.en, HasSubstr("not in the formula"));
  }
}

TEST_F(Names, OfAMediatorAndAModeratorCountLikeThoseOfAnOutcome) {
  const StudyResult result = run_study(study(), {});
  const TableResult& mechanism = result.tables.at(3);
  ASSERT_TRUE(mechanism.mechanism);
  EXPECT_EQ(mechanism.mechanism->on_mediator.n, 30U) << "6 units, 6 years less one for the lag";
  EXPECT_EQ(result.tables.at(4).moderation->estimate.n, 30U);
}

TEST(NamesInText, AreWholeNamesAndNeitherFunctionsNorOperatorsNorTexts) {
  const std::map<std::string, std::string> to{
      {"x", "short"}, {"L", "wrong"}, {"log", "wrong"}, {"time", "wrong"}, {"x y", "two"}};
  EXPECT_EQ(renamed("log(x) + L.x + x1 + max(x,xx) + `x y`", NameRole::expression, to),
            "log(short) + L.short + x1 + max(short,xx) + `two`");
  EXPECT_EQ(renamed("time > 2 and a in {'x', \"x\"} and x > 1", NameRole::condition, to),
            "time > 2 and a in {'x', \"x\"} and short > 1");
  const std::map<std::string, std::string> words{{"in", "a"}, {"and", "b"}, {"or", "c"}, {"not", "d"}};
  const std::string condition = "x in {1} and not y > 1 or z == 2";
  EXPECT_EQ(renamed(condition, NameRole::condition, words), condition);
  EXPECT_EQ(renamed("`in` > 1 and x > 2", NameRole::expression, words), "`a` > 1 and x > 2");
  EXPECT_EQ(renamed("in ~ or + x", NameRole::formula, words), "a ~ c + x");
  EXPECT_EQ(renamed("aw=x", NameRole::weights, {{"x", "w"}, {"aw", "no"}}), "aw=w");
  EXPECT_EQ(renamed("cluster(x, unit)", NameRole::vce, {{"x", "w"}, {"cluster", "no"}}), "cluster(w, unit)");
  EXPECT_EQ(renamed("y ~ x | x^time", NameRole::formula, {{"x", "a b"}}), "y ~ `a b` | `a b`^time");
}

TEST(NamesInText, AreNumbersAndGroups) {
  const NamesRead names = names_in("y ~ L.x + log(w):z | unit:trend + region^time", NameRole::formula);
  EXPECT_THAT(names.numbers, ElementsAre("x", "w", "z", "y", "trend"));
  EXPECT_THAT(names.groups, ElementsAre("unit", "region", "time"));
  const NamesRead dummies = names_in("y ~ x + i.region + i(sector) + z", NameRole::formula);
  EXPECT_THAT(dummies.numbers, ElementsAre("x", "z", "y"));
  EXPECT_THAT(dummies.groups, ElementsAre("region", "sector"));
  EXPECT_THAT(names_in("wild(region)", NameRole::vce).groups, ElementsAre("region"));
  EXPECT_TRUE(names_in("robusst(", NameRole::vce).groups.empty());
}

// A name that the study makes is not the header of the file that happens to be called so.
TEST_F(Names, ThatTheStudyMakesStayItsOwn) {
  const Study made = with_short_names(
      parse_study("[data]\nunit = \"u\"\n[columns]\nraw = \"gdp\"\n[derive]\ngdp = \"raw / 100\"\ny = \"log(gdp)\"\n",
                  "study.toml"));
  EXPECT_EQ(made.derive[1].second, "log(gdp)");
}

}  // namespace
}  // namespace ecoeff
