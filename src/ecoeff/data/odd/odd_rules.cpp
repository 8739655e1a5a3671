#include "ecoeff/data/odd/odd_rules.hpp"

#include <array>

#include "ecoeff/data/odd/odd_values.hpp"

namespace ecoeff {

std::span<const OddRule* const> odd_rules() {
  static constexpr std::array kRules{&kOddUnitSwitch, &kOddZero, &kOddFixed, &kOddBreak,   &kOddShare,
                                     &kOddNeighbours, &kOddCopy, &kOddPart,  &kOddConstant};
  return kRules;
}

}  // namespace ecoeff
