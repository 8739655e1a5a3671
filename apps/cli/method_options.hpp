// The options of all methods of a room on the command line: one flag a key, offered with the methods that know it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ecoeff/method/option.hpp"

namespace ecoeff::cli {

// What was typed, by key of the option: the flag and its text. A flag without one is "true", or "false" where it turns
// the option off.
struct TypedOption {
  std::string flag;
  std::string text;
};
using TypedOptions = std::map<std::string, TypedOption>;

// An option and the names of the methods that know it.
struct SharedOption {
  Option option;
  std::vector<std::string> methods;
};

// The options of all methods of a list, each key once, in the order of the list.
template <class List>
[[nodiscard]] std::vector<SharedOption> shared_options(const List& methods) {
  std::vector<SharedOption> all;
  for (const auto* method : methods.all()) {
    for (const Option& option : method->options) {
      auto at = all.begin();
      while (at != all.end() && at->option.key != option.key) ++at;
      if (at == all.end()) at = all.insert(all.end(), {option, {}});
      at->methods.push_back(method->about.name);
    }
  }
  return all;
}

// The options of scores, with the models that know each; none are named where all do.
[[nodiscard]] std::vector<SharedOption> shared_score_options();

// The values of a method's options. Errors: U102 a value that the option cannot have; U108 an option that the method
// does not know.
[[nodiscard]] OptionValues values_of(const TypedOptions& typed, const std::string& method, const Options& options);

}  // namespace ecoeff::cli
