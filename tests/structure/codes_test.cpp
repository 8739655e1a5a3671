// Every diagnostic code in the sources has a page in both languages, every page is of a code that exists, and a code
// means one thing: it is thrown with one fault or noted, not both, and by the room that owns its letter or a room above
// that one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "ecoeff/base/codes.hpp"
#include "structure/tree.hpp"

namespace ecoeff::structure {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Code -> the files in which it stands as a string literal.
std::map<std::string, std::set<std::string>> codes_in(const Tree& tree) {
  static const std::regex kCode(R"re("([A-Z]\d{3})")re");
  std::map<std::string, std::set<std::string>> codes;
  for (const auto& [path, text] : tree) {
    if (is_test(path)) continue;
    for (std::sregex_iterator it(text.begin(), text.end(), kCode), end; it != end; ++it) codes[(*it)[1]].insert(path);
  }
  return codes;
}

Complaints check_pages(const Tree& tree, const std::vector<std::string>& pages) {
  Complaints complaints;
  const auto used = codes_in(tree);
  const std::set<std::string> documented(pages.begin(), pages.end());
  for (const auto& [code, files] : used) {
    if (!documented.contains(code)) complaints.push_back(code + " (" + *files.begin() + ") has no page");
  }
  for (const auto& code : documented) {
    if (!used.contains(code)) complaints.push_back(code + " has a page but is never said");
  }
  return complaints;
}

Complaints check_owners(const Tree& tree) {
  static const std::map<char, std::set<std::string>> kSpeakers{
      {'U', {"base", "study", "report", "apps", "python"}},
      {'S', {"data", "study", "report", "apps", "python"}},
      {'D', {"base", "data", "index", "frontier", "panel", "stata", "study", "report", "apps", "python"}},
      {'X', {"index", "study", "report", "apps", "python"}},
      {'F', {"frontier", "study", "report", "apps", "python"}},
      {'P', {"panel", "study", "report", "apps", "python"}},
      {'T', {"stata", "report", "apps", "python"}},
      {'R', {"base", "data", "study", "report", "apps", "python"}},
  };
  Complaints complaints;
  for (const auto& [code, files] : codes_in(tree)) {
    const auto speakers = kSpeakers.find(code[0]);
    for (const auto& file : files) {
      if (speakers == kSpeakers.end() || !speakers->second.contains(room_of(file))) {
        complaints.push_back(file + ": " + code + " belongs to another room");
      }
    }
  }
  return complaints;
}

// Where the kind stands beside the code (`Fault::data, "D111"`, `Severity::warning, "P540"`), it is the same
// everywhere.
Complaints check_kinds(const Tree& tree) {
  static const std::regex kKind(R"re((Fault|Severity)::(\w+)\s*,\s*"([A-Z]\d{3})")re");
  std::map<std::string, std::set<std::string>> kinds;
  for (const auto& [path, text] : tree) {
    if (is_test(path)) continue;
    for (std::sregex_iterator it(text.begin(), text.end(), kKind), end; it != end; ++it) {
      const std::string word = (*it)[2];
      // The same wish may stand on the command line or in a study file.
      const std::string fault = word == "usage" || word == "study" ? "a wish" : "Fault::" + word;
      kinds[(*it)[3]].insert((*it)[1] == "Fault" ? fault : "a note");
    }
  }
  Complaints complaints;
  for (const auto& [code, ways] : kinds) {
    if (ways.size() == 1) continue;
    std::string all;
    for (const auto& way : ways) all += (all.empty() ? "" : " and ") + way;
    complaints.push_back(code + " is said as " + all);
  }
  return complaints;
}

const Tree& sources() {
  static const Tree tree = read_tree(ECOEFF_SOURCE_DIR, {"src/ecoeff", "apps", "python"}, {".cpp", ".hpp"});
  return tree;
}

TEST(DiagnosticCodes, EachHasAPageAndEachPageACode) { EXPECT_THAT(check_pages(sources(), known_codes()), IsEmpty()); }

TEST(DiagnosticCodes, ARoomSpeaksItsOwnCodes) { EXPECT_THAT(check_owners(sources()), IsEmpty()); }

TEST(DiagnosticCodes, ACodeIsOneKindOfThing) { EXPECT_THAT(check_kinds(sources()), IsEmpty()); }

TEST(DiagnosticCodesCanFail, OnMissingAndStalePages) {
  const Tree tree{{"src/ecoeff/data/a.cpp", "throw Error(Fault::data, \"D901\", {});"},
                  {"src/ecoeff/data/a_test.cpp", "\"D902\""}};
  EXPECT_THAT(check_pages(tree, {"D903"}),
              ElementsAre("D901 (src/ecoeff/data/a.cpp) has no page", "D903 has a page but is never said"));
}

TEST(DiagnosticCodesCanFail, OnACodeOfAnotherRoom) {
  const Tree tree{{"src/ecoeff/panel/a.cpp", "\"F401\" \"D110\" \"Q100\""}};
  EXPECT_THAT(check_owners(tree), ElementsAre("src/ecoeff/panel/a.cpp: F401 belongs to another room",
                                              "src/ecoeff/panel/a.cpp: Q100 belongs to another room"));
}

TEST(DiagnosticCodesCanFail, OnACodeThatMeansTwoThings) {
  const Tree tree{{"src/ecoeff/data/a.cpp", "Error(Fault::data, \"D901\"); Note{Severity::info, \"D902\"};"},
                  {"src/ecoeff/data/b.cpp", "Error(Fault::study,\n  \"D901\"); Note{Severity::warning, \"D902\"};"}};
  EXPECT_THAT(check_kinds(tree), ElementsAre("D901 is said as Fault::data and a wish"));
}

}  // namespace
}  // namespace ecoeff::structure
