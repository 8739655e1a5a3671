// The dictionary by which a new study guesses what a column is: words that stand in heads, in Chinese and English, with
// the role and the short name that they mean. Users add their own words in a csv file with the heads word, role, name.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

enum class ColumnRole { none, input, output, undesirable, control, price, code };

// "input", "output", "undesirable", "control", "price", "code" in a file; printed in both languages.
[[nodiscard]] Text role_text(ColumnRole role);

struct RoleWord {
  std::string word;  // in lower case
  ColumnRole role = ColumnRole::none;
  std::string name;  // short, for formulas
};

class RoleWords {
 public:
  RoleWords();  // the built-in words

  // Words of a file, which come before the built-in ones. Errors: those of reading; D110 a head is missing; S264 a role
  // that there is not, or a name that is none of a formula.
  void add(const std::filesystem::path& file);

  struct Guess {
    ColumnRole role = ColumnRole::none;
    std::string name;   // "" where no word is known
    bool rate = false;  // divided by something: a share, an amount a head, growth
  };
  // Of a head without its unit of measurement: a price index or a code whatever else it says, else the longest word, of equal ones the first; a
  // rate is a control.
  [[nodiscard]] Guess guess(std::string_view head, std::string_view measure) const;

 private:
  std::vector<RoleWord> own_, built_in_;
};

// Whether a name may stand bare in formulas and as a key: ASCII letters, digits and _, no digit first, no word of the
// language of formulas.
[[nodiscard]] bool is_short_name(std::string_view name);

}  // namespace ecoeff
