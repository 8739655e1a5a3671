// What a table says of the effects that an estimate has: derived from the estimate, not from what was asked for.
#pragma once

#include <string>

#include "ecoeff/report/tables/table_style.hpp"

namespace ecoeff {

// "Yes" where the effect was taken out, whatever the way; "Random" where it is part of the error; else "No".
[[nodiscard]] Text effect_text(const Estimate& estimate, const std::string& effect);

// Whether the effect is the panel's own: of the unit or of the period.
[[nodiscard]] bool is_of_panel(const std::string& effect);

// What the effect is of, as prose says it: "city", "year", "basin × year", "city-specific trend".
[[nodiscard]] Text effect_words(const StudyResult& result, const std::string& effect);

// "basin × time effects"
[[nodiscard]] Text effect_label(const StudyResult& result, const TableStyle& style, const std::string& effect);

}  // namespace ecoeff
