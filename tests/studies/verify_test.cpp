// `ecoeff verify`: an output folder against its manifest and against a new run.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.hpp"
#include "small_study.hpp"

namespace ecoeff::testing {
namespace {

using Json = nlohmann::json;

class Verify : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write("d.csv", small_csv());
    write("study.toml", small_study());
    const Outcome run = ecoeff("run study.toml -o out");
    ASSERT_EQ(run.code, 0) << run.err;
  }
};

TEST_F(Verify, FindsNothingWrongWithAFreshFolder) {
  const Outcome found = ecoeff("verify out");
  EXPECT_EQ(found.code, 0) << found.err;
  const Json manifest = Json::parse(read("out/manifest.json"));
  EXPECT_NE(found.out.find(std::to_string(manifest.at("files").size()) + " files are as made"), std::string::npos)
      << found.out;
  EXPECT_TRUE(is_clean());
}

TEST_F(Verify, SaysHowToNameAStudyThatIsNotBesideTheFolder) {
  std::filesystem::create_directory(folder_ / "elsewhere");
  std::filesystem::rename(folder_ / "study.toml", folder_ / "elsewhere/study.toml");
  const Outcome lost = ecoeff("verify out --lang en");
  EXPECT_EQ(lost.code, 3);
  EXPECT_NE(lost.err.find("D101"), std::string::npos) << lost.err;
  EXPECT_NE(lost.err.find("name it: ecoeff verify OUT STUDY.toml"), std::string::npos) << lost.err;
  EXPECT_EQ(ecoeff("verify out elsewhere/study.toml --data d.csv").code, 0);
}

TEST_F(Verify, NamesTheFilesThatWereEditedLostAndAdded) {
  write("out/scores.csv", read("out/scores.csv") + "\n");
  std::filesystem::remove(folder_ / "out/filled.csv");
  write("out/my notes.txt", "mine");
  const Outcome found = ecoeff("verify out --json");
  EXPECT_EQ(found.code, 4);
  EXPECT_NE(found.err.find("R131"), std::string::npos) << found.err;
  const Json json = Json::parse(found.out);
  EXPECT_FALSE(json.at("good"));
  EXPECT_EQ(json.at("edited"), Json::array({"scores.csv"}));
  EXPECT_EQ(json.at("missing"), Json::array({"filled.csv"}));
  EXPECT_EQ(json.at("unknown"), Json::array({"my notes.txt"}));
  EXPECT_TRUE(json.at("differ").empty());
}

TEST_F(Verify, SeesResultsThatCannotBeMadeAgain) {
  Json manifest = Json::parse(read("out/manifest.json"));
  const std::string forged = read("out/panel.csv") + "forged\n";
  manifest["files"]["panel.csv"] = sha256(forged);
  write("out/panel.csv", forged);
  write("out/manifest.json", manifest.dump());
  const Outcome found = ecoeff("verify out --json");
  EXPECT_EQ(found.code, 4);
  const Json json = Json::parse(found.out);
  EXPECT_TRUE(json.at("edited").empty());
  EXPECT_EQ(json.at("differ"), Json::array({"panel.csv"}));
}

TEST_F(Verify, RefusesOtherDataAnotherStudyAndNoManifest) {
  write("old.toml", small_study());
  write("study.toml", small_study() + "\n# a remark\n");
  Outcome found = ecoeff("verify out");
  EXPECT_EQ(found.code, 3);
  EXPECT_NE(found.err.find("R132"), std::string::npos) << found.err;
  EXPECT_EQ(ecoeff("verify out old.toml").code, 0);
  write("d.csv", small_csv() + "c9,2010,1,2,3,4,5,east\n");
  found = ecoeff("verify out old.toml");
  EXPECT_NE(found.err.find("R132"), std::string::npos) << found.err;
  write("other/manifest.json", "{}");
  found = ecoeff("verify other");
  EXPECT_EQ(found.code, 4);
  EXPECT_NE(found.err.find("R130"), std::string::npos) << found.err;
  EXPECT_EQ(ecoeff("verify nothing").code, 4);
}

}  // namespace
}  // namespace ecoeff::testing
