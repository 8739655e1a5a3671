// What the report's words in a study file may be, and what is used where they are left out: made from the lists of
// figures, painters, styles and rows.
#pragma once

#include "ecoeff/study/vocabulary.hpp"

namespace ecoeff {

[[nodiscard]] Vocabulary report_vocabulary();

}  // namespace ecoeff
