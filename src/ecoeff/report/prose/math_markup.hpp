// Formulas for the web page: the TeX of math_tree.hpp to MathML, which browsers draw without help from a network.
#pragma once

#include <string>
#include <string_view>

namespace ecoeff {

// `block` draws the formula on a line of its own.
[[nodiscard]] std::string math_markup(std::string_view tex, bool block = false);

}  // namespace ecoeff
