#include "ecoeff/method/text.hpp"

namespace ecoeff {

void MethodText::append(const MethodText& more) {
  blocks.insert(blocks.end(), more.blocks.begin(), more.blocks.end());
  cite(sources, more.sources);
}

std::string plain_words(const std::string& text) { return replace_all(replace_all(text, "$", "＄"), "`", "'"); }

std::string sentence_case(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace ecoeff
