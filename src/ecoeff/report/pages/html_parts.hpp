// The pieces that a bilingual page is made of, and the blocks of the report. Both languages are in the page; an element
// that belongs to one carries `lang`, and the style sheet shows one at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff::html {

// Plain text in both languages, escaped; once, without `lang`, where they agree.
[[nodiscard]] std::string say(const Text& text, std::string_view element = "span");
// The same for finished HTML.
[[nodiscard]] std::string say_html(const Text& html, std::string_view element = "span");
// "How to read it", in quiet type.
[[nodiscard]] std::string reading(const Text& text);
// A sentence with a button that copies it.
[[nodiscard]] std::string copyable(const Text& sentence);
// A two-column table of names and values; `value` is HTML.
struct Fact {
  Text name;
  std::string value;
};
[[nodiscard]] std::string fact_table(const std::vector<Fact>& facts);
// A few large numbers in a row.
[[nodiscard]] std::string big_numbers(const std::vector<Fact>& facts);
// A box in which a wide table scrolls, named for screen readers.
[[nodiscard]] std::string scroll_box(const std::string& name, const std::string& inside);

// The lines of other programs that make the block above, folded; only of the programs that the study asks for.
[[nodiscard]] std::string script_fold(const StudyResult& result, const std::string& stata, const std::string& r);

// A block of the report and its entry in the table of contents.
struct Section {
  std::string id;
  Text heading;
  std::string html;
};

[[nodiscard]] Section data_section(const StudyResult& result);
[[nodiscard]] Section diagnostics_section(const StudyResult& result);
[[nodiscard]] Section method_section(const StudyResult& result);
// The same study as a do-file and an R script, folded; empty unless the study asks for them.
[[nodiscard]] Section replicate_section(const StudyResult& result);
[[nodiscard]] Section manifest_section(const StudyResult& result);

// One row a unit, one cell a period: complete, filled, with a missing value, or without a row. Over the columns the
// study uses.
[[nodiscard]] Text coverage_picture(const StudyResult& result);

}  // namespace ecoeff::html
