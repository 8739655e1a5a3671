#include "ecoeff/base/ranks.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "ecoeff/base/error.hpp"
#include "rank_team.hpp"

namespace ecoeff {
namespace {

using testing::run_ranks;

void expect_nothing_thrown(const std::vector<std::exception_ptr>& thrown) {
  for (const auto& its : thrown) {
    if (its) std::rethrow_exception(its);
  }
}

TEST(Ranks, ExchangeBringsEveryRankWhatTheOthersHadForIt) {
  for (const std::size_t size : {1U, 2U, 3U, 4U, 7U}) {
    expect_nothing_thrown(run_ranks(size, [&](Ranks& ranks) {
      std::vector<std::string> out;
      for (std::size_t to = 0; to < size; ++to) out.push_back(std::to_string(ranks.rank()) + ">" + std::to_string(to));
      const std::vector<std::string> in = exchange(ranks, out);
      for (std::size_t from = 0; from < size; ++from)
        EXPECT_EQ(in[from], std::to_string(from) + ">" + std::to_string(ranks.rank()));
    }));
  }
}

TEST(Ranks, TreesReachEveryRank) {
  for (const std::size_t size : {1U, 2U, 3U, 5U, 6U, 8U}) {
    expect_nothing_thrown(run_ranks(size, [&](Ranks& ranks) {
      const std::string all = reduce(ranks, std::string(1, static_cast<char>('a' + ranks.rank())),
                                     [](const std::string& a, const std::string& b) { return a + b; });
      const std::string everywhere = broadcast(ranks, all);
      EXPECT_EQ(everywhere, std::string("abcdefgh").substr(0, size));
      EXPECT_EQ(all.empty(), !ranks.first());
    }));
  }
}

TEST(Ranks, AllThrowWhatTheLowestOfThemThrew) {
  const auto thrown = run_ranks(4, [](Ranks& ranks) {
    together(ranks, [&] {
      if (ranks.rank() == 3) throw Error(Fault::usage, "U101", {"late", "晚"});
      if (ranks.rank() == 1)
        throw Error(Fault::data, "D111", {"no number", "不是数字"}, {"d.csv", "s", 7, "c", "v"}, {"mend", "改"});
    });
  });
  for (const auto& its : thrown) {
    ASSERT_TRUE(its);
    try {
      std::rethrow_exception(its);
    } catch (const Error& error) {
      EXPECT_EQ(error.fault, Fault::data);
      EXPECT_EQ(describe(error, Language::en), "D111 d.csv, sheet s, row 7, column c, value \"v\": no number\n  mend");
      EXPECT_EQ(error.message.zh, "不是数字");
    }
  }
}

TEST(Ranks, WhatIsNoErrorIsAFaultOfTheProgram) {
  for (const auto& its : run_ranks(2, [](Ranks& ranks) {
         together(ranks, [&] {
           if (ranks.rank() == 1) throw std::runtime_error("broken");
         });
       })) {
    ASSERT_TRUE(its);
    try {
      std::rethrow_exception(its);
    } catch (const Error& error) {
      EXPECT_EQ(error.code, "U200");
      EXPECT_NE(error.message.en.find("broken"), std::string::npos);
    }
  }
}

TEST(Ranks, NotesTravelWhole) {
  expect_nothing_thrown(run_ranks(3, [](Ranks& ranks) {
    Notes mine;
    for (std::size_t i = 0; i < ranks.rank(); ++i)
      mine.push_back({Severity::warning, "D13" + std::to_string(i), {"e", "z"}, {.file = "f", .row = i}});
    const std::vector<Notes> all = gather_all(ranks, mine);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_TRUE(all[0].empty());
    ASSERT_EQ(all[2].size(), 2U);
    EXPECT_EQ(all[2][1].code, "D131");
    EXPECT_EQ(all[2][1].where.row, 1U);
    EXPECT_EQ(all[2][1].message, (Text{"e", "z"}));
  }));
}

}  // namespace
}  // namespace ecoeff
