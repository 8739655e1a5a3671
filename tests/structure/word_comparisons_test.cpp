// Comparisons with words, as packaging/word-comparisons.sh counts them. What a method is called stands in its
// descriptor (docs/decisions/074); the number may fall, and then stands here, but not grow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "structure/tree.hpp"

namespace ecoeff::structure {
namespace {

constexpr std::size_t kMost = 222;

bool is_counted(const std::string& path) {
  return !path.ends_with("_test.cpp") && !path.starts_with("src/ecoeff/stata/");
}

std::size_t count_comparisons(const Tree& tree) {
  static const std::regex kComparison(R"re([=!]= "[^"\n]+")re");
  std::size_t count = 0;
  for (const auto& [path, text] : tree) {
    if (!is_counted(path)) continue;
    count += static_cast<std::size_t>(
        std::distance(std::sregex_iterator(text.begin(), text.end(), kComparison), std::sregex_iterator()));
  }
  return count;
}

TEST(WordComparisons, DoNotGrow) {
  EXPECT_LE(count_comparisons(read_tree(ECOEFF_SOURCE_DIR, {"src", "apps"}, {".cpp", ".hpp"})), kMost)
      << "ask a descriptor instead; packaging/word-comparisons.sh --files says where they stand";
}

TEST(WordComparisonsCanFail, OnANewOne) {
  const Tree tree{{"src/a.cpp", "if (model == \"sbm\" || model != \"ebm\") return x == \"\";"},
                  {"src/ecoeff/stata/b.cpp", "if (word == \"xtset\") return;"},
                  {"src/c_test.cpp", "EXPECT(model == \"sbm\");"}};
  EXPECT_EQ(count_comparisons(tree), 2U);
}

}  // namespace
}  // namespace ecoeff::structure
