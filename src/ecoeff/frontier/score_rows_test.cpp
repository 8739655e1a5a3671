#include "ecoeff/frontier/score_rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace ecoeff {
namespace {

using testing::ElementsAre;

RowScore answer(double score) {
  RowScore row;
  row.score = score;
  row.status = RowStatus::optimal;
  row.slacks = {0.5, 0, 2};
  row.targets = {1, 2, 3};
  row.peers = {{7, 0.75}, {1, 0.25}};
  return row;
}

TEST(ScoreRows, GiveBackWhatWasPut) {
  ScoreRows rows(3, 3);
  rows.keep_targets();
  rows.put(1, answer(0.5));
  rows.set_reason(2, {"why", "为何"});
  EXPECT_EQ(rows[1].score, 0.5);
  EXPECT_EQ(rows[1].status, RowStatus::optimal);
  EXPECT_THAT(rows[1].slacks, ElementsAre(0.5, 0, 2));
  EXPECT_THAT(rows[1].targets, ElementsAre(1, 2, 3));
  EXPECT_THAT(rows[1].peers, ElementsAre(Peer{7, 0.75}, Peer{1, 0.25}));
  EXPECT_TRUE(rows[1].reason.empty());
  EXPECT_EQ(rows[2].reason.zh, "为何");
  // Nothing was put here.
  EXPECT_EQ(rows[0].status, RowStatus::bad_data);
  EXPECT_TRUE(is_missing(rows[0].score));
  EXPECT_TRUE(rows[0].slacks.empty());
  EXPECT_TRUE(rows[0].targets.empty());
  EXPECT_TRUE(rows[0].peers.empty());
  EXPECT_THROW((void)rows.at(3), std::out_of_range);
}

TEST(ScoreRows, DeriveTargetsFromSlacksInTheDirectionOfTheAnswer) {
  ScoreRows rows(2, 3);
  RowScore beyond = answer(1.5);
  beyond.beyond = true;
  rows.put(0, answer(0.5));
  rows.put(1, beyond);
  rows.derive_targets({4, 5, 6, 4, 5, 6}, {-1, 1, -1});
  EXPECT_THAT(rows[0].targets, ElementsAre(3.5, 5, 4));
  EXPECT_THAT(rows[1].targets, ElementsAre(4.5, 5, 8));
}

TEST(ScoreRows, RefuseAnAnswerOfAnotherSize) {
  ScoreRows rows(1, 2);
  EXPECT_THROW(rows.put(0, answer(1)), std::length_error);
}

TEST(ScoreRows, AreGatheredOneByOneAndCopied) {
  ScoreRows rows(2, 3);
  rows.put(0, answer(0.25));
  rows.put(1, answer(0.5));
  const ScoreRows copy = rows;
  rows.put(1, answer(0.75));
  std::vector<double> scores;
  for (const RowScore& row : copy) scores.push_back(row.score);
  EXPECT_THAT(scores, ElementsAre(0.25, 0.5));
}

TEST(ScoreRows, ShowTheNumbersOfAllRowsInPlace) {
  ScoreRows rows(3, 3);
  rows.put(0, answer(0.25));
  rows.put(2, answer(0.75));
  EXPECT_EQ(rows.scores().size(), 3);
  EXPECT_EQ(rows.scores()[2].score, 0.75);
  EXPECT_EQ(std::ranges::count_if(rows.scores(), [](const Scores& row) { return row.score > 0.5; }), 1);
  EXPECT_EQ(&*rows.scores().begin(), &rows.scores(0));
}

}  // namespace
}  // namespace ecoeff
