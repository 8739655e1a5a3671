// docs/en/api.md and docs/zh/api.md are what the headers say; ECOEFF_WRITE_DOCS=1 writes them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "structure/api_page.hpp"

namespace ecoeff::structure {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<std::string> kRooms{"base",  "data",  "method", "index", "frontier",
                                      "panel", "stata", "study",  "report"};

const Tree& headers() {
  static const Tree tree = read_tree(ECOEFF_SOURCE_DIR, {"src/ecoeff"}, {".hpp"});
  return tree;
}

TEST(Api, ThePagesAreWhatTheHeadersSay) {
  for (const std::string language : {"en", "zh"}) {
    const std::string path = ECOEFF_SOURCE_DIR "/docs/" + language + "/api.md";
    const std::string wanted = api_page(headers(), kRooms, language == "en");
    if (std::getenv("ECOEFF_WRITE_DOCS") != nullptr) std::ofstream(path, std::ios::binary) << wanted;
    EXPECT_EQ(read_text(path), wanted) << path
                                       << ": ECOEFF_WRITE_DOCS=1 build/release/tests/structure_api_test writes it";
  }
}

TEST(Api, EveryUmbrellaIsOnThePageAndSaysWhatEachOfItsHeadersIsFor) {
  std::set<std::string> umbrellas;
  for (const auto& [path, text] : headers()) {
    if (path.find('/', std::string("src/ecoeff/").size()) == std::string::npos) umbrellas.insert(room_of(path));
  }
  EXPECT_EQ(umbrellas, (std::set<std::string>(kRooms.begin(), kRooms.end())));
  for (const std::string& room : kRooms) {
    const std::string& text = headers().at("src/ecoeff/" + room + ".hpp");
    EXPECT_EQ(listed_in(text).size(), includes_of(text).size()) << room;
    for (const Listed& header : listed_in(text)) {
      EXPECT_TRUE(headers().contains("src/" + header.path)) << header.path;
      EXPECT_EQ(room_of("src/" + header.path), room) << header.path;
    }
  }
}

// What follows shows what the reading of a header keeps and leaves out.

const char* const kHeader = R"re(// Top.
#pragma once

#include <vector>

namespace ecoeff {

// A kind.
enum class Kind { one, two };

struct Options {
  Kind kind = Kind::one;  // which
  std::vector<int> many{1, 2};
};

// A class.
class Thing {
 public:
  explicit Thing(int n) : n_(n), list_{n, 2} {}
  [[nodiscard]] int n() const { return n_; }
  void grow(int by = 1);

 private:
  void hidden() { n_ = 0; }
  int n_;
  std::vector<int> list_;
};

template <class T>
T twice(T x) {
  if (x > 0) { return x + x; }
  return 2 * x;  // }
}

inline constexpr double kHalf = 0.5;
[[nodiscard]] int answer(const Thing& thing,
                         const Options& options = {});

}  // namespace ecoeff
)re";

TEST(ApiReading, KeepsDeclarationsAndComments) {
  EXPECT_EQ(Declarations(kHeader, true).text(), R"re(// A kind.
enum class Kind { one, two };

struct Options {
  Kind kind = Kind::one;  // which
  std::vector<int> many{1, 2};
};

// A class.
class Thing {
  explicit Thing(int n);
  [[nodiscard]] int n() const;
  void grow(int by = 1);
};

template <class T>
T twice(T x);

inline constexpr double kHalf = 0.5;
[[nodiscard]] int answer(const Thing& thing,
                         const Options& options = {});)re");
}

TEST(ApiReading, LeavesCommentsOutForTheOtherLanguage) {
  const std::string text = Declarations(kHeader, false).text();
  EXPECT_THAT(text, Not(HasSubstr("//")));
  EXPECT_THAT(text, HasSubstr("  Kind kind = Kind::one;\n"));
}

TEST(ApiReading, APageChangesWithItsHeaders) {
  Tree tree{{"src/ecoeff/data.hpp",
             "// Files.\n// 文件。\n#pragma once\n\n#include \"ecoeff/data/a.hpp\"  // a table | 数据表\n"},
            {"src/ecoeff/data/a.hpp", kHeader}};
  const std::string page = api_page(tree, {"data"}, true);
  EXPECT_THAT(page, HasSubstr("| `ecoeff/data/a.hpp` | a table |"));
  EXPECT_THAT(api_page(tree, {"data"}, false), HasSubstr("文件。"));
  tree["src/ecoeff/data/a.hpp"] += "namespace ecoeff {\nint more();\n}\n";
  EXPECT_NE(api_page(tree, {"data"}, true), page);
}

}  // namespace
}  // namespace ecoeff::structure
