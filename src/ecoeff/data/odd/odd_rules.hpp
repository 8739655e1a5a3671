// The rules for odd values; each stands at the end of its own file. Their order is that in which they look.
#pragma once

#include "ecoeff/data/odd/odd_rule.hpp"

namespace ecoeff {

extern const OddRule kOddUnitSwitch;  // odd_switch.cpp
extern const OddRule kOddZero;        // odd_zero.cpp
extern const OddRule kOddFixed;       // odd_fixed.cpp
extern const OddRule kOddBreak;       // odd_break.cpp
extern const OddRule kOddShare;       // odd_share.cpp
extern const OddRule kOddNeighbours;  // odd_neighbours.cpp
extern const OddRule kOddCopy;        // odd_copy.cpp
extern const OddRule kOddPart;        // odd_part.cpp
extern const OddRule kOddConstant;    // odd_constant.cpp

}  // namespace ecoeff
