// The sources of the project as text, so that tests can hold them against the drawing in ARCHITECTURE.md. The checks
// take a Tree, not a folder: each is shown a made-up tree that breaks its rule.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>
#include <vector>

namespace ecoeff::structure {

using Tree = std::map<std::string, std::string>;  // path from the root -> content
using Complaints = std::vector<std::string>;

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The files below the folders named whose extension is among those named.
inline Tree read_tree(const std::filesystem::path& root, const std::vector<std::string>& folders,
                      const std::vector<std::string>& extensions) {
  Tree tree;
  for (const auto& folder : folders) {
    if (!std::filesystem::exists(root / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const auto wanted = std::find(extensions.begin(), extensions.end(), entry.path().extension().string());
      if (!entry.is_regular_file() || wanted == extensions.end()) continue;
      tree[entry.path().lexically_relative(root).generic_string()] = read_text(entry.path());
    }
  }
  return tree;
}

inline bool is_test(const std::string& path) { return path.ends_with("_test.cpp"); }

// "src/ecoeff/data/table.cpp" and "src/ecoeff/data.hpp" -> "data"; "apps/cli/main.cpp" -> "apps".
inline std::string room_of(const std::string& path) {
  static const std::string kLibrary = "src/ecoeff/";
  const std::string rest = path.starts_with(kLibrary) ? path.substr(kLibrary.size()) : path;
  return rest.substr(0, rest.find_first_of("/."));
}

struct Include {
  std::size_t line = 0;
  std::string target;
};

inline std::vector<Include> includes_of(const std::string& text) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
  std::vector<Include> found;
  std::size_t number = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string line = text.substr(start, end - start);
    start = end + 1;
    ++number;
    std::smatch match;
    if (std::regex_search(line, match, kInclude)) found.push_back({number, match[1]});
  }
  return found;
}

}  // namespace ecoeff::structure
