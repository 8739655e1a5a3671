// The sign of a negative number as a paper prints it: U+2212, which is as wide as a plus and does not break a line,
// where a hyphen does. Formats from which people copy numbers (xlsx, csv, Markdown) keep the hyphen.
#pragma once

#include <string>
#include <string_view>

namespace ecoeff {

// A hyphen before a digit is a sign where the text begins or a blank, a bracket or a sign of punctuation stands before
// it; "2010-2023" and "x-1" stay.
[[nodiscard]] inline std::string with_minus(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char before = at == 0 ? ' ' : text[at - 1];
    const char after = at + 1 < text.size() ? text[at + 1] : ' ';
    const bool apart = std::string_view(" ([{,;:=<>|").find(before) != std::string_view::npos || (before & 0x80) != 0;
    const bool number = (after >= '0' && after <= '9') || after == '.';
    if (text[at] == '-' && apart && number) {
      out += "−";
    } else {
      out += text[at];
    }
  }
  return out;
}

}  // namespace ecoeff
