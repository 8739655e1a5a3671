#include "ecoeff/frontier/row_texts.hpp"

#include <gtest/gtest.h>

#include <string>

#include "ecoeff/base/threads.hpp"

namespace ecoeff {
namespace {

Text said(std::size_t row) { return {"row " + std::to_string(row), "第 " + std::to_string(row) + " 行"}; }

// Rows of one bucket are added by all threads.
TEST(RowTexts, KeepsWhatSeveralThreadsAddAtOnce) {
  constexpr std::size_t kRows = 20'000;
  RowTexts texts(100);
  for_chunks(kRows, 7, 4, [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      if (row % 3 != 0) texts.add(row, said(row));
    }
  });
  for (std::size_t row = 0; row < kRows; ++row) {
    const Text* text = texts.find(row);
    ASSERT_EQ(text != nullptr, row % 3 != 0) << row;
    if (text != nullptr) {
      EXPECT_EQ(text->zh, said(row).zh);
    }
  }
}

TEST(RowTexts, OfTwoTextsOfARowTheLastCountsInCopiesToo) {
  RowTexts texts(3);
  texts.add(1, {"first", "先"});
  texts.add(2, {"other", "另"});
  texts.add(1, {"last", "后"});
  const RowTexts copy = texts;
  texts.add(1, {"later", "再后"});
  EXPECT_EQ(texts.find(1)->en, "later");
  EXPECT_EQ(copy.find(1)->en, "last");
  const RowTexts moved = std::move(texts);
  EXPECT_EQ(moved.find(1)->en, "later");
  EXPECT_EQ(moved.find(2)->en, "other");
  EXPECT_EQ(moved.find(0), nullptr);
}

TEST(RowTexts, AnEmptyOneHasNone) { EXPECT_EQ(RowTexts().find(7), nullptr); }

}  // namespace
}  // namespace ecoeff
