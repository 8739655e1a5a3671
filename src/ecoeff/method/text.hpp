// The method text of a paper as blocks that a method writes of itself and every report paints.
//
// In a paragraph $...$ is a formula in the TeX of the report's math_tree.hpp and `...` is code.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/method/source.hpp"

namespace ecoeff {

struct MethodBlock {
  enum class Kind { heading, paragraph, formula };
  Kind kind = Kind::paragraph;
  Text text;
  int number = 0;  // of a formula, where the report has numbered them
};

struct MethodText {
  std::vector<MethodBlock> blocks;
  Sources sources;

  void heading(Text text) { blocks.push_back({MethodBlock::Kind::heading, std::move(text)}); }
  void paragraph(Text text) { blocks.push_back({MethodBlock::Kind::paragraph, std::move(text)}); }
  void formula(Text tex) { blocks.push_back({MethodBlock::Kind::formula, std::move(tex)}); }
  void formula(const std::string& tex) { formula(both(tex)); }
  void append(const MethodText& more);
};

// The user's words without the marks that stand for formulas and code.
[[nodiscard]] std::string plain_words(const std::string& text);

// A sentence begins with a capital letter.
[[nodiscard]] std::string sentence_case(std::string text);

}  // namespace ecoeff
