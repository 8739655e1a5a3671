// Formulas as a tree, from a small part of TeX; painted as MathML for the web page and as OMML for Word.
//
// Known: letters, digits, operators, _ and ^ with {groups}, \frac{}{}, \sqrt{}, \bar{} \hat{} \tilde{}, \text{},
// \mathbf{}, Greek letters, \sum \min \max \ln, \le \ge \ne \in \cdot \times \dots \prime \to \infty, \quad \, and
// \\ for a new line with & where lines are aligned. An unknown command is printed as its name, so that nothing is lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

struct MathNode {
  enum class Kind {
    row,         // children side by side
    identifier,  // a letter or a name (min)
    bold,
    number,
    sign,   // an operator, a bracket
    words,  // text in upright type
    space,  // text holds the width: "1em"
    fraction,
    root,
    scripts,  // base, below and above (an empty row where there is none)
    accent,   // base; text holds the mark: "bar", "hat", "tilde"
  };
  Kind kind = Kind::row;
  std::string text;
  std::vector<MathNode> children;
  bool limits = false;  // scripts of a sum stand below and above it
};

// Rows of cells; a formula without \\ and & is one cell.
[[nodiscard]] std::vector<std::vector<MathNode>> parse_math(std::string_view tex);

}  // namespace ecoeff
