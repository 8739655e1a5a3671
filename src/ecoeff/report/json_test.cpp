#include "ecoeff/report/json.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "ecoeff/report/estimate_json.hpp"
#include "ecoeff/report/figures/picture_test_result.hpp"
#include "ecoeff/report/write.hpp"

namespace ecoeff {
namespace {

using Json = nlohmann::json;

TEST(EstimateJson, HasTheKeysOfTheContract) {
  Estimate estimate = picture_test::make_estimate("CEE", "NQP", 1.0 / 3, 0.1148, 449);
  estimate.df_a = 49;
  estimate.r2["adjusted"] = 0.92;
  estimate.omitted = {"GOV"};
  estimate.singletons_dropped = 3;
  const Json json = Json::parse(estimate_json(estimate));
  for (const char* key : {"coef", "se", "statistic", "p", "ci", "N", "N_groups", "df_r", "df_a", "r2", "r2_within",
                          "r2_adjusted", "vce", "singletons_dropped", "omitted", "notes"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json.at("coef").at("NQP").get<double>(), 1.0 / 3);
  EXPECT_EQ(json.at("coef").at("_cons").get<double>(), 0.41);
  EXPECT_EQ(json.at("se").at("NQP").get<double>(), estimate.se("NQP"));
  EXPECT_EQ(json.at("p").at("NQP").get<double>(), estimate.p("NQP"));
  EXPECT_EQ(json.at("ci").at("NQP").at(1).get<double>(), estimate.interval("NQP").second);
  EXPECT_EQ(json.at("omitted"), Json({"GOV"}));
  EXPECT_EQ(json.at("singletons_dropped"), 3);
  EXPECT_FALSE(json.contains("hansen"));
}

TEST(EstimateJson, GmmAddsItsTests) {
  Estimate estimate = picture_test::make_estimate("CEE", "NQP", 0.2, 0.1, std::numeric_limits<double>::infinity());
  estimate.gmm = GmmReport{.instruments = 22,
                           .sargan = {30, 3, kMissing, 0.01},
                           .hansen = {4.1, 3, kMissing, 0.25},
                           .ar = {{1, -3.1, 0.002}},
                           .difference_in_hansen = {{"gmm(L.CEE)", {1, 1, kMissing, 0.3}, {3.1, 2, kMissing, 0.2}}}};
  const Json json = Json::parse(estimate_json(estimate));
  EXPECT_TRUE(json.at("df_r").is_null());
  EXPECT_EQ(json.at("instruments"), 22);
  EXPECT_EQ(json.at("hansen").at("statistic"), 4.1);
  EXPECT_EQ(json.at("hansen").at("df"), 3);
  EXPECT_EQ(json.at("sargan").at("p"), 0.01);
  EXPECT_EQ(json.at("ar").at(0).at("order"), 1);
  EXPECT_EQ(json.at("ar").at(0).at("z"), -3.1);
  EXPECT_EQ(json.at("difference_in_hansen").at(0).at("group"), "gmm(L.CEE)");
}

TEST(ResultsJson, HoldsEveryTable) {
  const StudyResult result = picture_test::make_result();
  const Json json = Json::parse(results_json(result));
  ASSERT_EQ(json.at("tables").size(), result.tables.size());
  const Json& split = json.at("tables").at(3);
  EXPECT_EQ(split.at("columns").at(0).at("group"), "上游");
  EXPECT_EQ(split.at("columns").at(0).at("estimate").at("coef").at("NQP"), 3.608);
  EXPECT_EQ(split.at("columns").at(2).at("refused").at("code"), "P511");
  EXPECT_EQ(split.at("equal_coefficients").at("equal").at("df2"), 449);
  EXPECT_EQ(json.at("tables").at(0).at("descriptions").at(0).at("mean"), 0.457);
  EXPECT_EQ(json.at("notes").at(0).at("message").at("zh"), result.notes[0].message.zh);
}

TEST(TableJson, GivesRowsWithMissingAsNull) {
  Table table;
  table.set_text("city", {"武威", "\"\\"});
  table.set_numbers("x", {0.1, kMissing});
  const Json json = Json::parse(table_json(table));
  EXPECT_EQ(json, Json::parse(R"([{"city":"武威","x":0.1},{"city":"\"\\","x":null}])"));
}

TEST(NotesJson, LeavesOutWhatDoesNotApply) {
  const Notes notes{{Severity::warning, "P523", {"few", "少"}, {.column = "city"}}};
  EXPECT_EQ(Json::parse(notes_json(notes, Language::zh)),
            Json::parse(R"([{"severity":"warning","code":"P523","message":"少","column":"city"}])"));
}

}  // namespace
}  // namespace ecoeff
