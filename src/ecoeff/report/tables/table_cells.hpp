// The few kinds of cell that tables of results are made of.
#pragma once

#include <string>

#include "ecoeff/report/tables/paper_table.hpp"

namespace ecoeff {

[[nodiscard]] Cell label_cell(Text text);  // at the left
[[nodiscard]] Cell center_cell(Text text);
// The number printed with so many decimals; "" when missing.
[[nodiscard]] Cell number_cell(double value, int decimals);
// A p-value: "<0.001" where so many decimals would print zero.
[[nodiscard]] Cell p_cell(double p, int decimals);
[[nodiscard]] Cell in_brackets(Cell cell);         // "(<0.001)"; "(.)" when it is empty
[[nodiscard]] Cell count_cell(std::size_t count);  // centred
// A number in brackets: "(2.003)"; "(.)" when it is not finite.
[[nodiscard]] Cell bracket_cell(double value, int decimals);
// "—" for what could not be computed.
// A number, or "−∞", "∞".
[[nodiscard]] std::string bound_text(double value, int decimals);

// "[0.218, 0.714]", "[−∞, 0.714]"; "[.]" where there is none.
[[nodiscard]] std::string interval_text(double low, double high, int decimals);

[[nodiscard]] Cell dash_cell();
[[nodiscard]] Cell yes_no_cell(bool yes);

}  // namespace ecoeff
