// The tolerances of the linear programs and of the scores stand in solver/tolerances.hpp, each once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "structure/tree.hpp"

namespace ecoeff::structure {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kPlace = "src/ecoeff/solver/tolerances.hpp";

// A number with an exponent in the code of the two rooms, a comment, text or a hexadecimal number left aside.
Complaints check_tolerances(const Tree& tree) {
  static const std::regex kAside(R"re(//[^\n]*|"(?:[^"\\\n]|\\.)*"|0x[0-9a-fA-F']+)re");
  static const std::regex kNumber(R"re(\b[0-9.']+e[-+]?[0-9]+)re");
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    const std::string room = room_of(path);
    if ((room != "solver" && room != "frontier") || is_test(path) || path == kPlace) continue;
    const std::string code = std::regex_replace(text, kAside, "");
    for (std::sregex_iterator it(code.begin(), code.end(), kNumber), end; it != end; ++it)
      complaints.push_back(path + ": " + it->str() + " belongs in " + kPlace);
  }
  return complaints;
}

// Names of constants in the place of all tolerances.
std::vector<std::string> names_of(const std::string& text) {
  static const std::regex kName(R"re(inline constexpr double (\w+))re");
  std::vector<std::string> names;
  for (std::sregex_iterator it(text.begin(), text.end(), kName), end; it != end; ++it) names.push_back((*it)[1]);
  return names;
}

TEST(Tolerances, StandInOnePlace) {
  const Tree tree = read_tree(ECOEFF_SOURCE_DIR, {"src/ecoeff"}, {".cpp", ".hpp"});
  EXPECT_THAT(check_tolerances(tree), IsEmpty());
}

TEST(Tolerances, EachIsUsed) {
  const Tree tree = read_tree(ECOEFF_SOURCE_DIR, {"src/ecoeff"}, {".cpp", ".hpp"});
  for (const std::string& name : names_of(tree.at(kPlace))) {
    const bool used = std::any_of(tree.begin(), tree.end(), [&](const auto& file) {
      return file.first != kPlace && !is_test(file.first) && file.second.find(name) != std::string::npos;
    });
    EXPECT_TRUE(used) << name;
  }
}

TEST(TolerancesCanFail, OnANumberElsewhere) {
  const Tree tree{
      {"src/ecoeff/frontier/models/a.cpp", "if (x < 1e-9) y = 0x9e3779b97f4a;  // 1e-8\nf(\"1e-7\", 2.5E0);"},
      {"src/ecoeff/solver/b.hpp", "constexpr double kBig = 1.5e+30;"},
      {"src/ecoeff/panel/c.cpp", "1e-3"},
      {kPlace, "1e-3"}};
  EXPECT_THAT(check_tolerances(tree),
              ElementsAre("src/ecoeff/frontier/models/a.cpp: 1e-9 belongs in src/ecoeff/solver/tolerances.hpp",
                          "src/ecoeff/solver/b.hpp: 1.5e+30 belongs in src/ecoeff/solver/tolerances.hpp"));
}

}  // namespace
}  // namespace ecoeff::structure
