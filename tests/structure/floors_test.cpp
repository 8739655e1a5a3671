// Keeps the drawing of the house true: who may include whom, a header beside each source, heavy headers in one file
// each, and a library that neither prints nor ends the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "structure/tree.hpp"

namespace ecoeff::structure {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Each room and the rooms on the floors below it.
const std::map<std::string, std::set<std::string>> kBelow{
    {"base", {}},
    {"numeric", {"base"}},
    {"solver", {"base", "numeric"}},
    {"data", {"base", "numeric"}},
    {"method", {"base", "numeric", "data"}},
    {"index", {"base", "numeric", "data", "method"}},
    {"frontier", {"base", "numeric", "solver", "data", "method"}},
    {"panel", {"base", "numeric", "data", "method"}},
    {"stata", {"base", "numeric", "data", "method", "panel"}},
    {"study", {"base", "numeric", "solver", "data", "method", "index", "frontier", "panel"}},
    {"report", {"base", "numeric", "solver", "data", "method", "index", "frontier", "panel", "study"}},
    {"apps",
     {"base", "numeric", "solver", "data", "method", "index", "frontier", "panel", "stata", "study", "report", "apps"}},
    {"python",
     {"base", "numeric", "solver", "data", "method", "index", "frontier", "panel", "stata", "study", "report"}},
};

Complaints check_floors(const Tree& tree) {
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    const std::string room = room_of(path);
    const auto below = kBelow.find(room);
    if (below == kBelow.end()) {
      complaints.push_back(path + ": the room " + room + " is not in the drawing");
      continue;
    }
    for (const Include& include : includes_of(text)) {
      if (!include.target.starts_with("ecoeff/")) continue;
      const std::string place = path + ":" + std::to_string(include.line) + ": ";
      const std::string other = room_of("src/" + include.target);
      if (!tree.contains("src/" + include.target)) complaints.push_back(place + "no such header: " + include.target);
      if (other != room && !below->second.contains(other)) {
        complaints.push_back(place + room + " must not include " + include.target);
      }
    }
  }
  return complaints;
}

// A source has its header beside it: the one of its own name or, where several sources stand behind one header
// (figure_box.cpp behind figures.hpp), that header among its includes. A header is guarded and says what it is for.
Complaints check_headers(const Tree& tree) {
  Complaints complaints;
  for (const auto& [path, text] : tree) {
    if (path.ends_with(".hpp")) {
      if (text.find("#pragma once") == std::string::npos) complaints.push_back(path + ": no #pragma once");
      if (!text.starts_with("//")) complaints.push_back(path + ": does not begin by saying what it is for");
    } else if (path.starts_with("src/") && path.ends_with(".cpp") && !is_test(path)) {
      const std::string folder = path.substr(4, path.rfind('/') - 3);
      const auto includes = includes_of(text);
      const bool behind = std::any_of(includes.begin(), includes.end(),
                                      [&](const Include& include) { return include.target.starts_with(folder); });
      if (!tree.contains(path.substr(0, path.size() - 4) + ".hpp") && !behind) {
        complaints.push_back(path + ": no header beside it");
      }
    }
  }
  return complaints;
}

// Headers that are slow to compile: one source file each in the library and the program (or in each room that has a form
// of its own to read), never a header.
Complaints check_heavy_headers(const Tree& tree) {
  static const std::map<std::string, std::regex> kHeavy{
      {"Eigen's solvers", std::regex("^Eigen/(?!Core$).*")},
      {"Boost.Math", std::regex("^boost/math/.*")},
      {"toml++", std::regex("^toml\\+\\+/.*")},
      {"nlohmann/json", std::regex("^nlohmann/.*")},
      {"CLI11", std::regex("^CLI/.*")},
      {"MPI", std::regex("^mpi\\.h$")},
      {"librsvg and cairo", std::regex("^(librsvg/|cairo).*")},
  };
  static const std::set<std::string> kOneARoom{"nlohmann/json"};
  Complaints complaints;
  for (const auto& [what, pattern] : kHeavy) {
    std::map<std::string, std::set<std::string>> users;  // by room
    for (const auto& [path, text] : tree) {
      if (is_test(path)) continue;
      const auto includes = includes_of(text);
      if (std::none_of(includes.begin(), includes.end(), [&matches = pattern](const Include& include) {
            return std::regex_match(include.target, matches);
          })) {
        continue;
      }
      users[kOneARoom.contains(what) ? room_of(path) : ""].insert(path);
      if (path.ends_with(".hpp")) complaints.push_back(path + ": " + what + " in a header");
    }
    for (const auto& [room, files] : users) {
      if (files.size() < 2) continue;
      std::string all;
      for (const auto& file : files) all += " " + file;
      complaints.push_back(what + " in more than one file:" + all);
    }
  }
  return complaints;
}

std::string without_comments(const std::string& text) {
  static const std::regex kComment("//[^\n]*");
  return std::regex_replace(text, kComment, "");
}

// The library neither prints nor exits nor aborts, and starts threads in one place.
Complaints check_manners(const Tree& tree) {
  static const std::regex kRude(
      R"re(\bstd::(cout|cerr|clog|exit|abort|terminate)\b|\b(printf|puts|abort|_exit)\s*\()re");
  static const std::regex kThreads(R"re(\bstd::(jthread|thread|async)\b|<tbb/|\btbb::)re");
  Complaints complaints;
  for (const auto& [path, whole] : tree) {
    if (!path.starts_with("src/") || is_test(path)) continue;
    const std::string text = without_comments(whole);
    std::smatch match;
    if (std::regex_search(text, match, kRude)) complaints.push_back(path + ": the library uses " + match.str());
    if (path != "src/ecoeff/base/threads.cpp" && std::regex_search(text, match, kThreads)) {
      complaints.push_back(path + ": threads start in base/threads only, not here: " + match.str());
    }
  }
  return complaints;
}

// The rooms that CMakeLists.txt gives to each room.
std::map<std::string, std::set<std::string>> rooms_in_cmake(const std::string& text) {
  static const std::regex kRoom(R"re(ecoeff_room\(\s*(\w+)(?:\s+BELOW\s+([a-z ]+?))?\s*(?:LIBS[^)]*)?\))re");
  std::map<std::string, std::set<std::string>> rooms;
  for (std::sregex_iterator it(text.begin(), text.end(), kRoom), end; it != end; ++it) {
    auto& below = rooms[(*it)[1]];
    std::istringstream words((*it)[2]);
    for (std::string word; words >> word;) below.insert(word);
  }
  return rooms;
}

const Tree& sources() {
  static const Tree tree = read_tree(ECOEFF_SOURCE_DIR, {"src/ecoeff", "apps", "python"}, {".cpp", ".hpp"});
  return tree;
}

TEST(Floors, ARoomIncludesOnlyRoomsBelowIt) { EXPECT_THAT(check_floors(sources()), IsEmpty()); }

TEST(Floors, CMakeLinksTheSameDrawing) {
  const auto linked = rooms_in_cmake(read_text(ECOEFF_SOURCE_DIR "/CMakeLists.txt"));
  EXPECT_EQ(linked.size(), 11U);
  for (const auto& [room, below] : linked) {
    ASSERT_TRUE(kBelow.contains(room)) << room;
    EXPECT_EQ(below, kBelow.at(room)) << room;
  }
}

TEST(Floors, HeadersStandBesideTheirSources) { EXPECT_THAT(check_headers(sources()), IsEmpty()); }

TEST(Floors, HeavyHeadersStayInOneFile) { EXPECT_THAT(check_heavy_headers(sources()), IsEmpty()); }

TEST(Floors, TheLibraryHasManners) { EXPECT_THAT(check_manners(sources()), IsEmpty()); }

// What follows shows that each check can fail.

TEST(FloorsCanFail, OnAnIncludeUpwards) {
  const Tree tree{{"src/ecoeff/base/a.hpp", "#include \"ecoeff/data/b.hpp\"\n"}, {"src/ecoeff/data/b.hpp", ""}};
  EXPECT_THAT(check_floors(tree), ElementsAre("src/ecoeff/base/a.hpp:1: base must not include ecoeff/data/b.hpp"));
}

TEST(FloorsCanFail, OnAFolderInsideARoom) {
  const Tree tree{{"src/ecoeff/study/parts/a.cpp", "#include \"ecoeff/report/tables/b.hpp\"\n"},
                  {"src/ecoeff/report/tables/b.hpp", ""}};
  EXPECT_THAT(check_floors(tree),
              ElementsAre("src/ecoeff/study/parts/a.cpp:1: study must not include ecoeff/report/tables/b.hpp"));
  EXPECT_THAT(check_headers(tree), Contains("src/ecoeff/study/parts/a.cpp: no header beside it"));
}

TEST(FloorsCanFail, OnNeighboursThatIncludeEachOther) {
  const Tree tree{{"src/ecoeff/panel/a.cpp", "\n#include <ecoeff/frontier/b.hpp>\n"},
                  {"src/ecoeff/frontier/b.hpp", ""}};
  EXPECT_THAT(check_floors(tree),
              ElementsAre("src/ecoeff/panel/a.cpp:2: panel must not include ecoeff/frontier/b.hpp"));
}

TEST(FloorsCanFail, OnTheLibraryIncludingAProgram) {
  const Tree tree{{"src/ecoeff/report/a.cpp", "#include \"apps/cli/b.hpp\"\n#include \"ecoeff/apps/b.hpp\"\n"}};
  EXPECT_THAT(check_floors(tree), Contains(HasSubstr("report must not include ecoeff/apps/b.hpp")));
}

TEST(FloorsCanFail, OnAnUnknownRoomAndAMissingHeader) {
  const Tree tree{{"src/ecoeff/attic/a.cpp", ""}, {"src/ecoeff/data/b.cpp", "#include \"ecoeff/base/gone.hpp\""}};
  EXPECT_THAT(check_floors(tree), ElementsAre("src/ecoeff/attic/a.cpp: the room attic is not in the drawing",
                                              "src/ecoeff/data/b.cpp:1: no such header: ecoeff/base/gone.hpp"));
}

TEST(FloorsCanFail, OnASourceWithoutHeader) {
  const Tree tree{{"src/ecoeff/data/a.cpp", "#include \"ecoeff/base/text.hpp\""},
                  {"src/ecoeff/data/b.hpp", "int x;"},
                  {"src/ecoeff/data/c_test.cpp", ""},
                  {"src/ecoeff/data/d.cpp", "#include \"ecoeff/data/b.hpp\""}};
  EXPECT_THAT(check_headers(tree),
              ElementsAre("src/ecoeff/data/a.cpp: no header beside it", "src/ecoeff/data/b.hpp: no #pragma once",
                          "src/ecoeff/data/b.hpp: does not begin by saying what it is for"));
}

TEST(FloorsCanFail, OnHeavyHeaders) {
  const Tree tree{{"src/ecoeff/numeric/a.cpp", "#include <Eigen/Dense>\n#include <Eigen/SVD>\n"},
                  {"src/ecoeff/panel/b.cpp", "#include <Eigen/QR>\n"},
                  {"src/ecoeff/panel/c_test.cpp", "#include <Eigen/QR>\n"},
                  {"src/ecoeff/panel/d.hpp", "#include <Eigen/Core>\n"},
                  {"src/ecoeff/study/e.hpp", "#include <toml++/toml.h>\n"}};
  EXPECT_THAT(check_heavy_headers(tree),
              ElementsAre("Eigen's solvers in more than one file: src/ecoeff/numeric/a.cpp src/ecoeff/panel/b.cpp",
                          "src/ecoeff/study/e.hpp: toml++ in a header"));
}

TEST(FloorsCanFail, OnALibraryThatPrintsOrStartsThreads) {
  const Tree tree{{"src/ecoeff/data/a.cpp", "std::cerr << 1;  // std::thread"},
                  {"src/ecoeff/data/b.cpp", "void f() { abort(); }"},
                  {"src/ecoeff/data/c.cpp", "std::jthread t;"},
                  {"src/ecoeff/data/d.cpp", "snprintf(x); worker_abort_count;  // std::cout"},
                  {"apps/cli/main.cpp", "std::cout << 1;"}};
  EXPECT_THAT(
      check_manners(tree),
      ElementsAre("src/ecoeff/data/a.cpp: the library uses std::cerr", "src/ecoeff/data/b.cpp: the library uses abort(",
                  "src/ecoeff/data/c.cpp: threads start in base/threads only, not here: std::jthread"));
}

TEST(FloorsCanFail, OnCMakeThatLinksAnotherDrawing) {
  const auto rooms = rooms_in_cmake("ecoeff_room(base LIBS fmt::fmt)\necoeff_room(index BELOW data base\n  LIBS x)\n");
  EXPECT_EQ(rooms.at("base"), (std::set<std::string>{}));
  EXPECT_EQ(rooms.at("index"), (std::set<std::string>{"data", "base"}));
}

}  // namespace
}  // namespace ecoeff::structure
