// A switch over an enumeration of ours has no `default`: a new enumerator is then a warning at each switch that forgets it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "structure/tree.hpp"

namespace ecoeff::structure {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Switches whose labels are `Enumeration::enumerator` and that have a `default` of their own; labels of a switch inside
// another belong to the inner one.
Complaints check_switches(const Tree& tree) {
  static const std::regex kAside(R"re(//[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)')re");
  static const std::regex kToken(R"re(\bswitch\s*\(|\bcase\s+(?:\w+::)*\w+::\w+\s*:|\bcase\b|\bdefault\s*:|\{|\})re");
  struct Switch {
    int depth = 0;
    bool ours = false;
    bool has_default = false;
  };
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    if (is_test(path)) continue;
    const std::string code = std::regex_replace(text, kAside, "");
    std::vector<Switch> open;
    bool begins = false;
    int depth = 0;
    for (std::sregex_iterator it(code.begin(), code.end(), kToken), end; it != end; ++it) {
      const std::string token = it->str();
      if (token.starts_with("switch")) {
        begins = true;
      } else if (token == "{") {
        ++depth;
        if (begins) open.push_back({depth, false, false});
        begins = false;
      } else if (token == "}") {
        if (!open.empty() && open.back().depth == depth) {
          if (open.back().ours && open.back().has_default)
            complaints.push_back(path + ": a switch over an enumeration has a default");
          open.pop_back();
        }
        --depth;
      } else if (!open.empty() && token.find("::") != std::string::npos) {
        open.back().ours = true;
      } else if (!open.empty() && token.starts_with("default")) {
        open.back().has_default = true;
      }
    }
  }
  return complaints;
}

TEST(Switches, OverOurEnumerationsHaveNoDefault) {
  const Tree tree = read_tree(ECOEFF_SOURCE_DIR, {"src/ecoeff", "apps", "bench", "fuzz"}, {".cpp", ".hpp"});
  EXPECT_THAT(check_switches(tree), IsEmpty());
}

TEST(SwitchesCanFail, OnADefaultBesideEnumerators) {
  const Tree tree{
      {"src/a.cpp", "switch (k) {\n  case Kind::one: { f(); }\n  default: g();  // }\n}"},
      {"src/b.cpp", "switch (n) {\n  case 1: return '{';\n  default: return 0;\n}"},
      {"src/c.cpp",
       "switch (k) {\n  case a::Kind::one: switch (n) { case 2: h(); break; default: i(); }\n"
       "  case a::Kind::two: j();\n}"},
      {"src/d.cpp", "switch (n) {\n  case 1: switch (k) { case Kind::one: h(); default: i(); }\n  default: j();\n}"}};
  EXPECT_THAT(check_switches(tree), ElementsAre("src/a.cpp: a switch over an enumeration has a default",
                                                "src/d.cpp: a switch over an enumeration has a default"));
}

}  // namespace
}  // namespace ecoeff::structure
