// What there is to know about one rule for odd values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

enum class OddTier { wrong, look };

struct OddRule;

// One thing that is odd: cells of one column, mostly of one unit.
struct OddFinding {
  const OddRule* rule = nullptr;
  OddTier tier = OddTier::look;
  std::string column;
  std::vector<std::size_t> rows;  // of the panel, in time
  Text what;                      // "3535 between 3834 and 3833"
};

namespace odd {

struct Sheet;

// Collects findings; a cell that a rule has called wrong is not looked at again by the rules after it.
class Found {
 public:
  explicit Found(const Sheet& sheet);
  void add(const OddRule& rule, OddTier tier, std::size_t column, std::vector<std::size_t> places, Text what);
  [[nodiscard]] bool is_wrong(std::size_t column, std::size_t place) const { return wrong_[column][place]; }
  [[nodiscard]] std::vector<OddFinding>& findings() { return findings_; }

 private:
  const Sheet& sheet_;
  std::vector<std::vector<bool>> wrong_;
  std::vector<OddFinding> findings_;
};

}  // namespace odd

// Text of a constant in both languages, as in study/words.hpp.
struct OddWords {
  std::string_view en, zh;
};

struct OddRule {
  std::string_view id;
  std::string_view code;  // of its note
  OddWords title;         // in tables
  OddWords means;         // one sentence: when a cell is wrong, when it is looked at
  void (*find)(const odd::Sheet& sheet, odd::Found& found);
};

}  // namespace ecoeff
