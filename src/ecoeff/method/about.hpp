// What every method says of itself, whatever its room: the words by which it is asked for, how prose calls it, the
// formula that it computes with its sources, and where its page and its reference numbers lie. The structure test
// (tests/structure/methods_test.cpp) demands all of it of every method in every list.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/method/source.hpp"

namespace ecoeff {

struct About {
  std::string name;                  // the word in study.toml and on the command line
  std::vector<std::string> aliases;  // other words for the same
  Text title;                        // as prose calls it: "entropy weights", "熵值法"
  Text help;                         // a line of a list
  std::string formula;               // TeX of math_tree.hpp: the heart of the method
  Sources sources;
  std::string page;       // docs/en/methods/PAGE.md and docs/zh/methods/PAGE.md
  std::string reference;  // the test that holds it against numbers of others, from the root of the repository

  [[nodiscard]] bool is_called(std::string_view word) const;
};

}  // namespace ecoeff
