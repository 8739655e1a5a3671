// What tables, figures and sentences call a term of a formula that is not a column: "L.CEE", "NQP^2", "NQP:OPEN",
// "log(GDP)". By names "NQP²" and "NQP × OPEN", else as it is typed; by labels "Productive forces, squared", "Carbon
// efficiency × Openness", "Lag of carbon efficiency", "Log of output".
#pragma once

#include <functional>
#include <string>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

// `column` gives the label of a column.
[[nodiscard]] Text term_label(const std::string& term, const std::function<Text(const std::string&)>& column);
[[nodiscard]] std::string term_name(const std::string& term);

}  // namespace ecoeff
