// The method text: only what this study used, with the options it used, formulas and sources. Conventions as in the
// headers of frontier/, index/ and panel/. Painted by the web page and by the Word report.
//
// In a paragraph $...$ is a formula in the TeX of math_tree.hpp and `...` is code.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/report/prose/references.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

struct MethodBlock {
  enum class Kind { heading, paragraph, formula };
  Kind kind = Kind::paragraph;
  Text text;
};

struct MethodText {
  std::vector<MethodBlock> blocks;
  Sources sources;
};
[[nodiscard]] MethodText method_text(const StudyResult& result);

// A paragraph cut at its marks.
struct MethodPiece {
  enum class Kind { words, formula, code };
  Kind kind = Kind::words;
  std::string text;
};
[[nodiscard]] std::vector<MethodPiece> cut_paragraph(const std::string& text);

}  // namespace ecoeff
