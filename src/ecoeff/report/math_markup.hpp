// Formulas for the web page: a small part of TeX to MathML, which browsers draw without help from a network.
//
// Known: letters, digits, operators, _ and ^ with {groups}, \frac{}{}, \sqrt{}, \bar{} \hat{} \tilde{}, \text{},
// \mathbf{}, Greek letters, \sum \min \max \ln, \le \ge \ne \in \cdot \times \dots \prime \to \infty, \quad \, and
// \\ for a new line with & where lines are aligned. An unknown command is printed as its name, so that nothing is lost.
#pragma once

#include <string>
#include <string_view>

namespace ecoeff {

// `block` draws the formula on a line of its own.
[[nodiscard]] std::string math_markup(std::string_view tex, bool block = false);

}  // namespace ecoeff
