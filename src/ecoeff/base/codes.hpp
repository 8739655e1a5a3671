// The pages of the diagnostic codes: docs/errors/codes.en.md and codes.zh.md, embedded when building, for `ecoeff
// explain`.
//
// Layout of a page, the same in both files (the labels are Chinese in the second):
//   ## D110 There is no such column
//   <blank>
//   One paragraph: what happened. A note's begins with "Note."
//   <blank>
//   - Do: what mends it
//   - Fails: `an example`      (errors only)
//   - Works: `the same, mended`
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

struct CodePage {
  std::string code;
  Text title;
  Text cause;
  Text remedy;
  Text fails;  // empty for notes
  Text works;
};

// The page of a code ("D110", any case), or nothing when there is no such code.
[[nodiscard]] std::optional<CodePage> find_code(std::string_view code);

// Every code that has a page, in the order of the file.
[[nodiscard]] std::vector<std::string> known_codes();

// The page as plain text for a terminal.
[[nodiscard]] std::string describe(const CodePage& page, Language language);

}  // namespace ecoeff
