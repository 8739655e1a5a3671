#include "ecoeff/base/codes.hpp"

#include <gtest/gtest.h>

#include <set>

namespace ecoeff {
namespace {

TEST(Codes, FindsAPageInBothLanguages) {
  const auto page = find_code("D110");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->title.en, "There is no such column");
  EXPECT_EQ(page->title.zh, "没有这一列");
  EXPECT_EQ(page->fails.en, "`inputs = [\"labour\"]`");
  EXPECT_EQ(page->works.en, "`inputs = [\"labor\"]`");
}

TEST(Codes, IgnoresCaseAndBlanks) { EXPECT_TRUE(find_code(" d110 ").has_value()); }

TEST(Codes, UnknownCodesHaveNoPage) {
  EXPECT_FALSE(find_code("").has_value());
  EXPECT_FALSE(find_code("D11").has_value());
  EXPECT_FALSE(find_code("D1100").has_value());
  EXPECT_FALSE(find_code("There").has_value());
}

TEST(Codes, EveryPageIsWhole) {
  std::set<std::string> seen;
  for (const std::string& code : known_codes()) {
    SCOPED_TRACE(code);
    EXPECT_TRUE(seen.insert(code).second) << "two pages";
    const auto page = find_code(code);
    ASSERT_TRUE(page.has_value()) << "no Chinese page";
    for (const Language language : {Language::en, Language::zh}) {
      EXPECT_FALSE((language == Language::en ? page->title.en : page->title.zh).empty());
      EXPECT_FALSE((language == Language::en ? page->cause.en : page->cause.zh).empty());
      EXPECT_FALSE((language == Language::en ? page->remedy.en : page->remedy.zh).empty());
    }
    const bool is_note = page->cause.en.starts_with("Note. ");
    EXPECT_EQ(page->cause.zh.starts_with("提示。"), is_note);
    EXPECT_EQ(page->fails.en.empty(), is_note);
    EXPECT_EQ(page->fails.zh.empty(), is_note);
    EXPECT_EQ(page->works.en.empty(), is_note);
    EXPECT_EQ(page->works.zh.empty(), is_note);
  }
  EXPECT_GT(seen.size(), 50U);
}

TEST(Codes, DescribesAPageAsText) {
  const std::string zh = describe(*find_code("R102"), Language::zh);
  EXPECT_NE(zh.find("R102 输出文件夹的位置上是一个文件\n"), std::string::npos);
  EXPECT_NE(zh.find("怎么办："), std::string::npos);
  EXPECT_NE(zh.find("正确：`-o out`\n"), std::string::npos);
  EXPECT_EQ(describe(*find_code("D201"), Language::en).find("Fails"), std::string::npos);
}

}  // namespace
}  // namespace ecoeff
