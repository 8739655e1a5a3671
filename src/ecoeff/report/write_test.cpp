#include "ecoeff/report/write.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "ecoeff/report/figures/picture_test_result.hpp"

namespace ecoeff {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::Not;

// A folder of its own for each test, gone afterwards.
class Write : public testing::Test {
 protected:
  Write() : place_(fs::temp_directory_path() / fmt::format("ecoeff-write-test-{}", ::getpid())) {
    fs::remove_all(place_);
    fs::create_directories(place_);
  }
  ~Write() override { fs::remove_all(place_); }

  std::vector<std::string> write(const StudyResult& result, const std::string& name) {
    OutputFolder folder(place_ / name);
    std::vector<std::string> names = write_outputs(result, folder);
    folder.commit();
    return names;
  }
  [[nodiscard]] std::string read(const std::string& name) const { return read_file(place_ / name); }

  fs::path place_;
};

StudyResult small_result() {
  StudyResult result = picture_test::make_result({.units = 6, .periods = 4});
  // A row refers to peers and targets, as solved rows do.
  ScoreRows& rows = result.scores[0].result.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RowScore row = rows[i];
    row.targets = std::vector<double>(5, 1.5);
    row.peers = {{0, 0.25}, {1, 0.75}};
    rows.put(i, row);
  }
  return result;
}

TEST_F(Write, LeavesEverythingAndSaysSo) {
  const std::vector<std::string> names = write(small_result(), "out");
  for (const char* name : {"report.html", "tables.docx", "scores.csv", "scores.dta", "scores.xlsx", "panel.csv",
                           "filled.csv", "index_weights.xlsx", "results.json", "manifest.json",
                           "tables/table2_benchmark.docx", "tables/table2_benchmark.rtf", "tables/table2_benchmark.tex",
                           "tables/table2_benchmark.html", "tables/table2_benchmark.md", "tables/table2_benchmark.xlsx",
                           "figures/fig1_score-trend.svg", "figures/fig1_score-trend.en.svg"}) {
    EXPECT_THAT(names, Contains(name));
  }
  EXPECT_EQ(names.back(), "manifest.json");
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(place_ / "out")) {
    if (entry.is_regular_file()) found.insert(fs::relative(entry.path(), place_ / "out").string());
  }
  EXPECT_EQ(found, (std::set<std::string>(names.begin(), names.end())));
}

TEST_F(Write, TheManifestKnowsEveryFile) {
  const StudyResult result = small_result();
  const std::vector<std::string> names = write(result, "out");
  const auto manifest = nlohmann::json::parse(read("out/manifest.json"));
  EXPECT_EQ(manifest.at("files").size(), names.size() - 1);
  for (const auto& [name, hash] : manifest.at("files").items()) EXPECT_EQ(hash, sha256(read("out/" + name))) << name;
  EXPECT_EQ(manifest.at("data").at("sha256"), result.data_sha256);
  EXPECT_EQ(manifest.at("study").at("sha256"), result.study.sha256);
  EXPECT_EQ(manifest.at("seed"), 1);
  EXPECT_EQ(manifest.at("defaults").at("model.below"), "t");
}

TEST_F(Write, TwiceGivesTheSameBytes) {
  const StudyResult result = small_result();
  const std::vector<std::string> names = write(result, "one");
  EXPECT_EQ(write(result, "two"), names);
  for (const std::string& name : names) EXPECT_EQ(read("one/" + name), read("two/" + name)) << name;
}

TEST_F(Write, KeepsToTheFormatsAndLanguageOfTheStudy) {
  StudyResult result = small_result();
  result.study.report.formats = {"md"};
  result.study.language = "en";
  const std::vector<std::string> names = write(result, "out");
  EXPECT_THAT(names, Contains("tables/table2_benchmark.md"));
  for (const std::string& name : names) {
    EXPECT_THAT(name, Not(testing::EndsWith(".docx")));
    EXPECT_THAT(name, Not(testing::EndsWith(".en.svg")));
  }
  EXPECT_THAT(read("out/tables/table2_benchmark.md"),
              testing::StartsWith("**Table 2. Benchmark regression results**\n"));
}

TEST_F(Write, FiguresOfAFurtherWidthSayTheirs) {
  StudyResult result = small_result();
  result.study.report.figures = {"score-trend"};
  result.study.report.formats = {"html", "pdf", "png"};
  result.study.report.figure_widths = {"17cm", "8cm"};
  std::vector<std::string> names = write(result, "both");
  for (const char* name :
       {"figures/fig1_score-trend.svg", "figures/fig1_score-trend_8cm.svg", "figures/fig1_score-trend_8cm.en.svg",
        "figures/fig1_score-trend_8cm.pdf", "figures/fig1_score-trend_8cm.png"})
    EXPECT_THAT(names, Contains(name));
  EXPECT_THAT(read("both/figures/fig1_score-trend.svg"), testing::HasSubstr("width=\"17cm\""));
  EXPECT_THAT(read("both/figures/fig1_score-trend_8cm.svg"), testing::HasSubstr("width=\"8cm\""));
  EXPECT_THAT(read("both/figures/fig1_score-trend_8cm.pdf"), testing::HasSubstr("/MediaBox [ 0 0 226.77"));  // points

  result.study.report.figure_widths = {"8cm"};
  names = write(result, "narrow");
  EXPECT_THAT(names, Not(Contains("figures/fig1_score-trend_8cm.svg")));
  EXPECT_THAT(read("narrow/figures/fig1_score-trend.svg"), testing::HasSubstr("width=\"8cm\""));
  EXPECT_THAT(read("narrow/report.html"), testing::HasSubstr("class=\"picture column\""));
}

TEST_F(Write, SeveralScoresHaveTheirNames) {
  StudyResult result = small_result();
  result.scores.push_back(result.scores[0]);
  result.scores[1].spec.name = "VRS";
  const std::vector<std::string> names = write(result, "out");
  EXPECT_THAT(names, Contains("scores_CEE.csv"));
  EXPECT_THAT(names, Contains("scores_VRS.dta"));
  EXPECT_THAT(names, Not(Contains("scores.csv")));
}

TEST_F(Write, FilledCellsAreListed) {
  const StudyResult result = small_result();
  write(result, "out");
  const std::vector<std::string> lines = split(read("out/filled.csv"), '\n');
  ASSERT_GE(lines.size(), 2U);
  EXPECT_THAT(lines[0], testing::HasSubstr("city,year,column,value,how"));
  EXPECT_THAT(lines[1], testing::AllOf(testing::StartsWith("庆阳,2011,energy,"), testing::HasSubstr(",interpolated")));
  EXPECT_EQ(result.filled.size() + 2, lines.size());  // head, cells and the end of the last line
}

TEST_F(Write, CancellingLeavesNothing) {
  OutputFolder folder(place_ / "out");
  EXPECT_THROW(write_outputs(small_result(), folder, [](const Step&) { return false; }), Error);
  EXPECT_FALSE(fs::exists(place_ / "out"));
}

}  // namespace
}  // namespace ecoeff
