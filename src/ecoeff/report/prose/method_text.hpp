// The method text: only what this study used, with the options it used, formulas and sources. Conventions as in the
// headers of frontier/, index/ and panel/. Painted by the web page and by the Word report.
//
// In a paragraph $...$ is a formula in the TeX of math_tree.hpp and `...` is code.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/method/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

[[nodiscard]] MethodText method_text(const StudyResult& result);

// A paragraph cut at its marks.
struct MethodPiece {
  enum class Kind { words, formula, code };
  Kind kind = Kind::words;
  std::string text;
};
[[nodiscard]] std::vector<MethodPiece> cut_paragraph(const std::string& text);

}  // namespace ecoeff
