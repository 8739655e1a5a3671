// Walks the lists of methods and demands of every descriptor all that the program and its readers ask: words in both
// languages, formula, sources, a page in both languages, a test against the numbers of others. And lets an invented
// method of each list be found wherever a method must be found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/data/csv.hpp"
#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/panel/covariance_kinds.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/fixed_effects.hpp"
#include "ecoeff/panel/model_tests.hpp"
#include "ecoeff/panel/sandwich.hpp"
#include "ecoeff/report/prose/method_text.hpp"
#include "ecoeff/report/replicate/replicate.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

using Complaints = std::vector<std::string>;

void expect_text(const std::string& where, const Text& text, Complaints& complaints) {
  if (text.en.empty()) complaints.push_back(where + " lacks English");
  if (text.zh.empty()) complaints.push_back(where + " lacks Chinese");
}

// `cited`: whether a method must name a source (least squares and its plainest errors need none).
void check_about(const About& about, bool cited, Complaints& complaints) {
  const std::string root = ECOEFF_SOURCE_DIR;
  if (about.name.empty()) complaints.push_back("a method without a name");
  expect_text(about.name + ": title", about.title, complaints);
  expect_text(about.name + ": help", about.help, complaints);
  if (about.formula.empty()) complaints.push_back(about.name + " lacks a formula");
  if (cited && about.sources.empty()) complaints.push_back(about.name + " lacks a source");
  for (const char* language : {"en", "zh"}) {
    const std::string page = root + "/docs/" + language + "/methods/" + about.page + ".md";
    if (about.page.empty() || !std::filesystem::exists(page))
      complaints.push_back(about.name + " lacks its page in " + language);
  }
  if (about.reference.empty() || !std::filesystem::exists(root + "/" + about.reference))
    complaints.push_back(about.name + " lacks a reference test");
}

void check_options(const std::string& method, const Options& options, Complaints& complaints) {
  for (const Option& option : options) {
    expect_text(method + "." + option.key, option.help, complaints);
    if (option.type == Option::Type::word && option.words.empty())
      complaints.push_back(method + "." + option.key + " has no words");
    if (!option.otherwise.empty() && !read_value(option, option.otherwise))
      complaints.push_back(method + "." + option.key + " cannot have its own default");
  }
}

template <class List>
void check_names(const List& list, Complaints& complaints) {
  std::vector<std::string> words = list.words();
  std::sort(words.begin(), words.end());
  if (std::adjacent_find(words.begin(), words.end()) != words.end())
    complaints.push_back("a word stands for two of the " + list.kind().en);
}

Complaints check_indexes() {
  Complaints complaints;
  check_names(index_methods(), complaints);
  for (const IndexMethod* method : index_methods().all()) {
    check_about(method->about, true, complaints);
    check_options(method->about.name, method->options, complaints);
    expect_text(method->about.name + ": how to read", method->how_to_read, complaints);
    if (method->compute == nullptr) complaints.push_back(method->about.name + " computes nothing");
    if (method->describe == nullptr) complaints.push_back(method->about.name + " has no method text");
  }
  return complaints;
}

Complaints check_scores() {
  Complaints complaints;
  check_names(score_model_list(), complaints);
  for (const ScoreModel* model : score_model_list().all()) {
    check_about(model->about, true, complaints);
    if (model->describe == nullptr) complaints.push_back(model->about.name + " has no method text");
    if ((model->compute == nullptr) != model->traits.pairs)
      complaints.push_back(model->about.name + " computes nothing");
    check_options(model->about.name, model->options, complaints);
  }
  return complaints;
}

// What each model says, whatever it is asked: a sentence with the name, and a formula, in both languages.
TEST(Methods, OfScoresAreDescribedUnderEveryOption) {
  for (const ScoreModel* model : score_model_list().all()) {
    for (const Orientation orientation : {Orientation::none, Orientation::input, Orientation::output}) {
      for (const Returns returns : {Returns::crs, Returns::vrs, Returns::nirs, Returns::ndrs}) {
        for (const bool bad : {false, true}) {
          ScoreOptions options{.model = model->about.name,
                               .inputs = {"x"},
                               .good = {"y"},
                               .orientation = orientation,
                               .returns = returns};
          if (bad) options.bad = {"b"};
          MethodText text;
          model->describe({{"the score", "得分"}, options}, text);
          ASSERT_GE(text.blocks.size(), 2U) << model->about.name;
          EXPECT_THAT(text.blocks[0].text.en, HasSubstr("The score is ")) << model->about.name;
          EXPECT_THAT(text.blocks[0].text.zh, HasSubstr("得分")) << model->about.name;
          std::string formulas;
          for (const MethodBlock& block : text.blocks) {
            EXPECT_FALSE(block.text.en.empty() || block.text.zh.empty()) << model->about.name;
            if (block.kind == MethodBlock::Kind::formula) formulas += block.text.en;
          }
          // Bad outputs stand in the program of a score if and only if there are some.
          if (!model->traits.pairs) {
            EXPECT_EQ(formulas.find("b_") != std::string::npos, bad) << model->about.name << ' ' << formulas;
          }
        }
      }
    }
  }
}

Complaints check_estimators() {
  Complaints complaints;
  check_names(estimators(), complaints);
  for (const Estimator* method : estimators().all()) {
    const EffectTreatment unit = method->traits.unit;
    const bool least_squares =
        method->traits.weights || unit == EffectTreatment::averaged ||
        (unit == EffectTreatment::differenced && method->traits.others == EffectTreatment::absorbed);
    check_about(method->about, !least_squares, complaints);
    if (method->fit == nullptr) complaints.push_back(method->about.name + " fits nothing");
    if (method->describe == nullptr) complaints.push_back(method->about.name + " has no method text");
    const Replica& replica = method->replica;
    const bool stata_said = replica.stata != nullptr || !replica.missing.empty();
    const bool r_said = replica.r != nullptr || !replica.missing.empty() || !replica.r_missing.empty();
    if (!stata_said || !r_said)
      complaints.push_back(method->about.name + " says neither how Stata and R do it nor why not");
    if (!method->traits.base_form && method->says == nullptr && method->errors == nullptr)
      complaints.push_back(method->about.name + " has nothing to say of its columns");
  }
  return complaints;
}

Complaints check_model_tests() {
  Complaints complaints;
  check_names(model_tests(), complaints);
  for (const ModelTest* test : model_tests().all()) {
    check_about(test->about, true, complaints);
    if (test->run == nullptr) complaints.push_back(test->about.name + " does nothing");
    for (const std::string& model : test->beside) {
      if (estimators().find(model) == nullptr) complaints.push_back(test->about.name + " belongs to no model " + model);
    }
  }
  return complaints;
}

Complaints check_covariances() {
  Complaints complaints;
  check_names(covariance_kinds(), complaints);
  for (const CovarianceKind* kind : covariance_kinds().all()) {
    check_about(kind->about, kind->kind != Vce::Kind::iid, complaints);
    if (kind->says == nullptr || kind->defines == nullptr) complaints.push_back(kind->about.name + " has no words");
    if (kind->compute == nullptr) complaints.push_back(kind->about.name + " computes nothing");
  }
  return complaints;
}

TEST(Methods, OfScoresSayEverything) { EXPECT_THAT(check_scores(), IsEmpty()); }
TEST(Methods, OfIndicesSayEverything) { EXPECT_THAT(check_indexes(), IsEmpty()); }
TEST(Methods, OfEstimationSayEverything) { EXPECT_THAT(check_estimators(), IsEmpty()); }
TEST(Methods, OfTestingSayEverything) { EXPECT_THAT(check_model_tests(), IsEmpty()); }
TEST(Methods, OfErrorsSayEverything) { EXPECT_THAT(check_covariances(), IsEmpty()); }

// --- Invented methods

IndexResult mean_index(const Panel& panel, const std::vector<Indicator>& indicators, const OptionValues& options) {
  IndexResult result;
  result.rows_used = panel.rows();
  result.score.assign(panel.rows(), 0);
  for (const Indicator& indicator : indicators) {
    result.weights.push_back({.indicator = indicator, .weight = 1.0 / static_cast<double>(indicators.size())});
    const auto values = panel.table.numbers(indicator.column);
    for (std::size_t i = 0; i < panel.rows(); ++i)
      result.score[i] += options.number("power") * values[i] / static_cast<double>(indicators.size());
  }
  return result;
}

const IndexMethod kInvented{
    .about = {.name = "invented",
              .title = {"invented weights", "虚构权重"},
              .help = {"equal weights", "等权"},
              .formula = "w_j = 1 / m",
              .sources = {{"Nobody 1900", "Nobody, N. (1900). Nothing."}},
              .page = "entropy",
              .reference = "tests/reference/index_test.cpp"},
    .options =
        {{.key = "power", .type = Option::Type::number, .help = {"a factor", "倍数"}, .otherwise = "1", .least = 0}},
    .compute = mean_index,
    .how_to_read = {"All alike.", "全部相同。"},
    .describe = [](const IndexSaid& said, MethodText& text) {
      text.paragraph({said.name.en + " is invented.", said.name.zh + "为虚构。"});
    }};

Estimate fit_invented(const Panel& panel, const Formula& formula, const ModelOptions& options) {
  Estimate estimate = fit_fixed_effects(panel, formula, options.linear);
  estimate.model = "made-up";
  return estimate;
}

const Estimator kMadeUp{.about = {.name = "made-up",
                                  .title = {"made-up regression", "虚构回归"},
                                  .help = {"nothing real", "并不存在"},
                                  .formula = "y = x",
                                  .sources = {{"Nobody 1901", "Nobody, N. (1901). Nothing more."}},
                                  .page = "fixed-effects",
                                  .reference = "tests/reference/fixed_effects_test.cpp"},
                        .fit = fit_invented,
                        .says = [](const Estimate&) { return kMadeUp.about.title; },
                        .describe =
                            [](const std::vector<const Estimate*>&, MethodText& text) {
                              text.paragraph({"Made up.", "纯属虚构。"});
                            },
                        .replica = {.stata = [](const ReplicaLine& line) { return "madeup " + line.formula.outcome; },
                                    .r = [](const ReplicaLine& line) { return line.name + " <- madeup()\n"; }}};

// Errors four times the conventional ones.
const CovarianceKind kFourfold{.about = {.name = "fourfold",
                                         .title = {"fourfold errors", "四倍标准误"},
                                         .help = {"too large", "过大"},
                                         .formula = "V = 16 s^2 (X^{\\prime} X)^{-1}",
                                         .sources = {{"Nobody 1904", "Nobody, N. (1904). Large errors."}},
                                         .page = "covariances",
                                         .reference = "tests/reference/inference_test.cpp"},
                               .kind = Vce::Kind::other,
                               .says =
                                   [](const Vce&, const Estimate&) {
                                     return Text{"fourfold errors", "四倍标准误"};
                                   },
                               .defines =
                                   [](const Vce&, const Estimate&) {
                                     return Text{"four times the conventional ones", "普通标准误的四倍"};
                                   },
                               .compute =
                                   [](const SandwichInput& in, const Vce& vce) {
                                     Sandwich made = iid_sandwich(in, vce);
                                     made.v *= 16;
                                     return made;
                                   }};

constexpr const char* kStudy = R"([data]
file = "data.csv"
unit = "city"
time = "year"
[index.I]
method = "invented"
power = 2
indicators = ["x", "z"]
[model]
formula = "y ~ x | unit + time"
focus = "x"
[[table]]
id = "t"
columns = [ { estimator = "made-up" }, { vce = "iid" }, { vce = "fourfold" } ]
)";

std::string data_csv() {
  std::string csv = "city,year,x,z,y\n";
  for (int city = 0; city < 6; ++city) {
    for (int year = 0; year < 5; ++year) {
      const double x = (city * 7 + year * 3) % 5 + 0.1 * city;
      csv += "c" + std::to_string(city) + "," + std::to_string(2010 + year) + "," + std::to_string(x) + "," +
             std::to_string((city * year) % 3 + 1) + "," + std::to_string(2 * x + (city * year) % 4) + "\n";
    }
  }
  return csv;
}

class Invented : public testing::Test {
 protected:
  MethodList<IndexMethod>::Guest index_{index_methods(), kInvented};
  MethodList<Estimator>::Guest estimator_{estimators(), kMadeUp};
  MethodList<CovarianceKind>::Guest errors_{covariance_kinds(), kFourfold};
};

TEST_F(Invented, MethodsRunInAStudyAndAreWrittenAbout) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "ecoeff_invented_methods";
  std::filesystem::create_directories(folder);
  write_file(folder / "data.csv", data_csv());
  write_file(folder / "study.toml", kStudy);
  const StudyResult result = run_study(read_study(folder / "study.toml"), {});
  std::filesystem::remove_all(folder);
  ASSERT_EQ(result.indexes.size(), 1U);
  EXPECT_EQ(result.indexes[0].result.method, "invented");
  EXPECT_DOUBLE_EQ(result.indexes[0].result.score[0], 2 * (0.0 + 1.0) / 2);
  ASSERT_TRUE(result.tables[0].columns[0].estimate.has_value());
  const auto error_of = [&](std::size_t column) {
    return result.tables[0].columns.at(column).estimate.value().se("x");
  };
  EXPECT_DOUBLE_EQ(error_of(2), 4 * error_of(1));
  EXPECT_EQ(errors_of(*result.tables[0].columns[2].estimate).value_or(Text()).zh, "四倍标准误");
  const MethodText text = method_text(result);
  std::vector<std::string> said;
  for (const MethodBlock& block : text.blocks) said.push_back(block.text.en + "|" + block.text.zh);
  EXPECT_THAT(said, Contains(HasSubstr("is invented.")));
  EXPECT_THAT(said, Contains(HasSubstr("纯属虚构。")));
  EXPECT_THAT(said, Contains(HasSubstr("four times the conventional ones")));
  std::vector<std::string> cited;
  for (const Source& source : text.sources) cited.emplace_back(source.key);
  EXPECT_THAT(cited, Contains("Nobody 1900"));
  EXPECT_THAT(cited, Contains("Nobody 1901"));
  EXPECT_THAT(cited, Contains("Nobody 1904"));
  EXPECT_THAT(replicate_stata(result), HasSubstr("madeup y\nestimates store t1c1\n"));
  EXPECT_THAT(replicate_r(result), HasSubstr("t1c1 <- madeup()\n"));
  EXPECT_THAT(replicate_stata(result), HasSubstr("the study's errors are fourfold, those of this line are not"));
  EXPECT_THAT(replicate_r(result), HasSubstr("the study's errors are fourfold, those of this line are not"));
}

TEST_F(Invented, NamesAreOfferedWhereAWordIsWrong) {
  try {
    (void)parse_study("[data]\nfile=\"d.csv\"\nunit=\"u\"\n[index.I]\nmethod=\"inventet\"\nindicators=[\"a\",\"b\"]\n",
                      {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "S104");
    EXPECT_THAT(error.message.en + error.hint.en, HasSubstr("invented"));
  }
  try {
    (void)parse_vce("fourfolt");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "P514");
    EXPECT_THAT(error.hint.en, HasSubstr("fourfold"));
  }
}

// A model of scores, a test and the option of an estimator that nobody knows, each found where its kind is found.
const ScoreModel kDistance{
    .about = {.name = "invented-distance",
              .title = {"invented distance", "虚构距离"},
              .help = {"nothing real", "并不存在"},
              .formula = "\\theta = 1",
              .sources = {{"Nobody 1902", "Nobody, N. (1902). A distance."}},
              .page = "radial",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.factor = true},
    .options = {takes::needed_orientation(), takes::returns({"vrs"}, "vrs"), takes::scale()},
    .compute = frontier::score_fdh,
    .describe = [](const ScoreSaid& said, MethodText& text) {
      text.paragraph({said.name.en + " is an invented distance.", said.name.zh + "为虚构距离。"});
    }};

const ModelTest kOracle{
    .about = {.name = "oracle",
              .title = {"oracle test", "神谕检验"},
              .help = {"knows everything", "无所不知"},
              .formula = "T = 1",
              .sources = {{"Nobody 1903", "Nobody, N. (1903). An oracle."}},
              .page = "referee",
              .reference = "tests/reference/panel_checks_test.cpp"},
    .run = [](const AskedTest& asked, const TestSetting&, Estimate& estimate) {
      estimate.tests.push_back({asked.name, {"oracle test", "神谕检验"}, {.statistic = 1, .p = 0.5}});
    }};

TEST(InventedOthers, AreFoundByTheirKind) {
  const MethodList<ScoreModel>::Guest model(score_model_list(), kDistance);
  const MethodList<ModelTest>::Guest oracle(model_tests(), kOracle);
  EXPECT_THAT(score_models(), Contains("invented-distance"));
  MethodText said;
  score_model("invented-distance").describe({{"the score", "得分"}, {}}, said);
  EXPECT_EQ(said.blocks.at(0).text.zh, "得分为虚构距离。");
  const Study study = parse_study(
      "[data]\nfile=\"d.csv\"\nunit=\"u\"\n[scores.S]\nmodel=\"invented-distance\"\ninputs=[\"a\"]\noutputs=[\"b\"]\n",
      {});
  EXPECT_EQ(study.scores.at(0).options.model, "invented-distance");
  EXPECT_EQ(study.scores.at(0).options.returns, Returns::vrs);
  EXPECT_THAT(models_that_take("scale"), Contains("invented-distance"));
  Notes notes;
  const Panel panel(parse_csv(data_csv(), "data.csv", notes), "city", "year");
  ScoreOptions options = default_score_options("invented-distance");
  options.inputs = {"x"};
  options.good = {"z"};
  const auto code_of = [&](const ScoreOptions& asked) -> std::string {
    try {
      return score(panel, asked).rows.size() == 0 ? "nothing" : "";
    } catch (const Error& error) {
      return error.code;
    }
  };
  EXPECT_EQ(code_of(options), "F404");  // an orientation is needed
  options.orientation = Orientation::input;
  EXPECT_EQ(code_of(options), "");
  options.returns = Returns::crs;
  EXPECT_EQ(code_of(options), "F454");
  options.returns = Returns::vrs;
  options.direction = {"good"};
  EXPECT_EQ(code_of(options), "F452");
  const Estimate estimate = fit_model(panel, parse_formula("y ~ x | unit"), {.tests = {"oracle"}});
  ASSERT_EQ(estimate.tests.size(), 1U);
  EXPECT_EQ(estimate.tests[0].label.zh, "神谕检验");
  try {
    (void)fit_model(panel, parse_formula("y ~ x | unit"), {.tests = {"oracel"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "P601");
    EXPECT_THAT(error.message.en + error.hint.en, HasSubstr("oracle"));
  }
}

// The walk itself can fail.
TEST(MethodsCanFail, OnWhatIsMissing) {
  static const IndexMethod kBare{.about = {.name = "bare", .title = {"bare", ""}, .page = "nowhere"},
                                 .options = {{.key = "word", .type = Option::Type::word}}};
  const MethodList<IndexMethod>::Guest guest(index_methods(), kBare);
  const Complaints complaints = check_indexes();
  for (const char* missing :
       {"bare: title lacks Chinese", "bare: help lacks English", "bare lacks a formula", "bare lacks a source",
        "bare lacks its page in en", "bare lacks its page in zh", "bare lacks a reference test",
        "bare.word has no words", "bare computes nothing", "bare has no method text"}) {
    EXPECT_THAT(complaints, Contains(missing));
  }
}

}  // namespace
}  // namespace ecoeff
