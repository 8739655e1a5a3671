// A small share of exact_scores.cpp, the instances on which the program was once wrong, and the harness itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "ecoeff/frontier/model_words.hpp"
#include "exact/check.hpp"
#include "exact/counts.hpp"
#include "exact/proof_check.hpp"
#include "exact/truth.hpp"

namespace ecoeff::exact {
namespace {

std::filesystem::path seeds() { return std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests/exact/seeds"; }

void expect_agreement(const Instance& instance, const std::string& name) {
  for (const Disagreement& one : check(instance).disagreements)
    ADD_FAILURE() << name << ": " << one.kind << ": " << one.text << "\n" << command_of(instance);
}

TEST(ExactScores, OfDrawnInstances) {
  for (std::uint64_t number = 0; number < 150; ++number) expect_agreement(draw(20, number), std::to_string(number));
}

TEST(ExactScores, OfInstancesThatOnceWereWrong) {
  for (const Seed& seed : read_seeds(seeds())) expect_agreement(seed.instance, seed.name);
}

TEST(ExactScores, AreWhatTheirProofsSay) {
  const auto expect_proved = [](const Instance& instance, const std::string& name) {
    for (const Disagreement& one : check_by_proof(instance).disagreements)
      ADD_FAILURE() << name << ": " << one.kind << ": " << one.text << "\n" << command_of(instance);
  };
  for (std::uint64_t number = 0; number < 300; ++number) expect_proved(draw(21, number), std::to_string(number));
  for (const Seed& seed : read_seeds(seeds())) expect_proved(seed.instance, seed.name);
}

TEST(ExactDraw, MeetsEveryModelTwoRowsTenFeaturesZerosAndTies) {
  std::set<std::string> models;
  std::size_t pairs = 0, wide = 0, zeros = 0;
  for (std::uint64_t number = 0; number < 600; ++number) {
    const Instance instance = draw(3, number);
    models.insert(instance.options.model);
    pairs += instance.rows() == 2 ? 1 : 0;
    wide += instance.data.features() >= 10 ? 1 : 0;
    for (const auto& column : instance.data.z) zeros += std::count(column.begin(), column.end(), 0.0) > 0 ? 1 : 0;
  }
  EXPECT_EQ(models.size(), score_models().size() + productivity_models().size());
  EXPECT_GT(pairs, 20U);
  EXPECT_GT(wide, 5U);
  EXPECT_GT(zeros, 20U);
}

// The harness sees a wrong number: the truth of one instance against the scores of its neighbour in the last digits.
TEST(ExactTruth, IsOfTheDoublesGiven) {
  Instance instance;
  instance.data = {.inputs = 1, .good = 1, .bad = 0, .z = {{1, 1}, {1, 1 + 0x1p-52}}};
  instance.unit = {"a", "b"};
  instance.year = {2000, 2000};
  instance.group = {"east", "east"};
  instance.options = {.model = "radial", .inputs = {"f0"}, .good = {"f1"}, .orientation = Orientation::input};
  const std::vector<RowTruth> truth = truth_of_rows(instance);
  EXPECT_FALSE(truth[0].efficient);
  EXPECT_TRUE(truth[1].efficient);
  EXPECT_TRUE(*truth[0].score < 1);
  EXPECT_EQ(*truth[1].score, 1);
}

TEST(ExactSimplex, TellsInfeasibleFromUnboundedAndSolvesDegenerateRows) {
  Lp infeasible;
  infeasible.row({{infeasible.add(1), 1}}, Sense::at_most, -1);
  EXPECT_FALSE(infeasible.minimum().has_value());
  Lp unbounded;
  unbounded.row({{unbounded.add(-1), 1}}, Sense::at_least, 1);
  EXPECT_THROW((void)unbounded.minimum(), Unbounded);
  Lp twice;  // the same equation twice, and one that holds at 0 alone
  const std::size_t x = twice.add(1);
  const std::size_t y = twice.add(Fraction(1, 3));
  for (int i = 0; i < 2; ++i) twice.row({{x, 2}, {y, 3}}, Sense::equal, 7);
  twice.row({{x, 1}}, Sense::at_most, 0);
  EXPECT_EQ(*twice.minimum(), Fraction(7, 9));
}

TEST(ExactSeeds, ReadBackAsTheyWereSaved) {
  const auto folder = std::filesystem::temp_directory_path() / "ecoeff_exact_seeds";
  std::filesystem::remove_all(folder);
  std::vector<Instance> all;
  for (std::uint64_t number = 0; number < 40; ++number) {
    all.push_back(draw(4, number));
    save(all.back(), folder, std::to_string(number));
  }
  const std::vector<Seed> back = read_seeds(folder);
  ASSERT_EQ(back.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(command_of(back[i].instance), command_of(all[i]));
    EXPECT_EQ(back[i].instance.data.z, all[i].data.z);
    EXPECT_EQ(back[i].instance.data.weight, all[i].data.weight);
    EXPECT_EQ(back[i].instance.unit, all[i].unit);
    EXPECT_EQ(back[i].instance.year, all[i].year);
  }
  std::filesystem::remove_all(folder);
}

TEST(ExactCounts, GoOnFromTheirFile) {
  const auto file = std::filesystem::temp_directory_path() / "ecoeff_exact_counts.txt";
  std::filesystem::remove(file);
  Counts first(7, "");
  ASSERT_TRUE(first.read(file));
  first.add("radial", {.rows = 5, .unknown = 1, .worst = 1e-12, .disagreements = {{"score", "a"}, {"status", "b"}}});
  first.skip();
  first.write(file);
  Counts second(7, "");
  ASSERT_TRUE(second.read(file));
  EXPECT_EQ(second.next(), 2U);
  EXPECT_EQ(second.rows(), 5U);
  EXPECT_EQ(second.disagreements(), 2U);
  EXPECT_EQ(second.table(), first.table());
  EXPECT_FALSE(Counts(8, "").read(file));
  EXPECT_FALSE(Counts(7, "radial").read(file));
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace ecoeff::exact
