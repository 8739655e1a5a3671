// Formulas for Word: the TeX of math_tree.hpp to Office Math Markup (OMML, ECMA-376 part 1, 22.1), which Word edits as
// equations of its own.
//
// A sum takes what follows it as its operand, brackets that match become a delimiter that grows with what it holds, and
// lines broken by \\ become a matrix aligned at &.
#pragma once

#include <string>
#include <string_view>

namespace ecoeff {

// <m:oMath>, for the middle of a sentence; `block`: <m:oMathPara> with it, for a paragraph of its own.
[[nodiscard]] std::string math_word(std::string_view tex, bool block = false);

}  // namespace ecoeff
