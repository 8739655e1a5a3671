#include "ecoeff/data/slice_csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "ecoeff/base/error.hpp"
#include "ecoeff/data/read.hpp"
#include "rank_team.hpp"
#include "test_files.hpp"

namespace ecoeff {
namespace {

using test::FileWith;
using testing::run_ranks;

struct Parts {
  std::vector<std::string> a;
  std::vector<std::string> b;
  std::vector<std::size_t> lines;
  bool operator==(const Parts&) const = default;
};

void add(const Table& table, Parts& parts) {
  for (const auto* name : {"a", "b"}) {
    const std::vector<std::string> cells = table.texts(name);
    auto& to = *name == 'a' ? parts.a : parts.b;
    to.insert(to.end(), cells.begin(), cells.end());
  }
  parts.lines.insert(parts.lines.end(), table.source.begin(), table.source.end());
}

Parts in_slices(const std::filesystem::path& path, std::size_t size, const std::string& encoding = "") {
  std::vector<Slice> slices(size);
  for (const auto& its : run_ranks(size, [&](Ranks& ranks) {
         slices[ranks.rank()] = read_slice(ranks, path, encoding, {"a", "b"});
       })) {
    if (its) std::rethrow_exception(its);
  }
  Parts parts;
  for (const Slice& slice : slices) {
    if (slice.table) add(*slice.table, parts);
  }
  return parts;
}

Parts whole(const std::filesystem::path& path) {
  Parts parts;
  add(read_table(path).table, parts);
  return parts;
}

std::string code_of(const std::filesystem::path& path, std::size_t size, std::size_t* row = nullptr) {
  std::string code;
  for (const auto& its : run_ranks(size, [&](Ranks& ranks) { (void)read_slice(ranks, path, "", {}); })) {
    if (!its) return "none";
    try {
      std::rethrow_exception(its);
    } catch (const Error& error) {
      code = error.code;
      if (row != nullptr) *row = error.where.row;
    }
  }
  return code;
}

TEST(SliceCsv, SlicesPutTogetherAreTheFile) {
  rc::check("whatever stands in the cells", [&] {
    const auto piece = rc::gen::element<std::string>("x", "\"", "\"\"", ",", "\n", "\r\n", "7", " ", "é");
    const std::string end = *rc::gen::element<std::string>("\n", "\r\n", "\r");
    std::string text = *rc::gen::element<std::string>("", "\xEF\xBB\xBF", "\n\n") + "a,b" + end;
    for (int rows = *rc::gen::inRange(1, 30); rows > 0; --rows) {
      for (const char* separator : {",", ""}) {
        std::string cell;
        for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece)) cell += part;
        const bool quoted = cell.find_first_of("\",\n\r") != std::string::npos;
        text +=
            quoted ? '"' + replace_all(cell, "\"", "\"\"") + '"' + *rc::gen::element<std::string>("", "q\"q") : cell;
        text += separator;
      }
      text += end;
    }
    if (*rc::gen::arbitrary<bool>()) text.resize(text.size() - end.size());
    text += end + "last,1" + *rc::gen::element<std::string>("", end);
    const FileWith file(text);
    const Parts expected = whole(file.path());
    for (const std::size_t size : {1U, 2U, 3U, 8U}) RC_ASSERT(in_slices(file.path(), size) == expected);
  });
}

TEST(SliceCsv, MoreRanksThanRows) {
  const FileWith file("a,b\n1,2\n");
  EXPECT_EQ(in_slices(file.path(), 9), whole(file.path()));
}

TEST(SliceCsv, AKeyThatIsTextSomewhereIsTextEverywhere) {
  const FileWith file("a,b\n007,1\n008,1\nx,1\n009,1\n");
  const Parts parts = in_slices(file.path(), 4);
  EXPECT_EQ(parts.a, (std::vector<std::string>{"007", "008", "x", "009"}));
  EXPECT_EQ(parts, whole(file.path()));
}

TEST(SliceCsv, Gb18030IsSeenByAll) {
  std::string bytes;
  ASSERT_TRUE(utf8_to_gb18030("a,b\n1,2\n3,4\n武威,5\n张掖,6\n", bytes));
  const FileWith file(bytes);
  for (const std::size_t size : {2U, 5U}) EXPECT_EQ(in_slices(file.path(), size), whole(file.path()));
}

TEST(SliceCsv, AFileOfTwoEncodingsIsReadLineByLineByAll) {
  std::string gb;
  ASSERT_TRUE(utf8_to_gb18030("武威,5\n张掖,6\n隆,7\n1,8\n", gb));
  for (const char* mark : {"", "\xEF\xBB\xBF"}) {
    const FileWith file(std::string(mark) + "a,b\n1,2\n武威,3\n张掖,4\n" + gb + "张掖,9\n" + gb);
    const Parts parts = whole(file.path());
    EXPECT_EQ(parts.a, (std::vector<std::string>{"1", "武威", "张掖", "武威", "张掖", "隆", "1", "张掖", "武威", "张掖",
                                                 "隆", "1"}));
    for (const std::size_t size : {1U, 2U, 5U, 12U}) EXPECT_EQ(in_slices(file.path(), size), parts);
  }
}

TEST(SliceCsv, ALineThatNamesTheSeparatorIsNoRow) {
  const FileWith file("sep=|\r\na|b\r\n1|2\r\n3|4\r\nx|5\r\n");
  for (const std::size_t size : {1U, 2U, 5U}) EXPECT_EQ(in_slices(file.path(), size), whole(file.path()));
}

TEST(SliceCsv, ErrorsNameTheLineOfTheFile) {
  std::string text = "a,b\n";
  for (int i = 0; i < 50; ++i) text += "1,2\n";
  const FileWith file(text + "1,2,3\n1,2\n");
  std::size_t row = 0;
  EXPECT_EQ(code_of(file.path(), 3, &row), "D108");
  EXPECT_EQ(row, 52U);
}

TEST(SliceCsv, WhatCannotBeCutIsKnownAndErrorsAreTheSame) {
  EXPECT_FALSE(can_be_sliced(FileWith(std::string("\xFF\xFE\x61\x00", 4)).path()));
  EXPECT_FALSE(can_be_sliced(FileWith("PK\x03\x04 ...").path()));
  EXPECT_TRUE(can_be_sliced(FileWith("a,b\n").path()));
  EXPECT_EQ(code_of(FileWith("").path(), 2), "D104");
  EXPECT_EQ(code_of(FileWith("a,b\n").path(), 2), "D123");
  EXPECT_EQ(code_of("/there/is/no.csv", 2), "D101");
  EXPECT_EQ(code_of(FileWith("a,b\n1,\"2\n3,4\n").path(), 2), "D104");
}

}  // namespace
}  // namespace ecoeff
