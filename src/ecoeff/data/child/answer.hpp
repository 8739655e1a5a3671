// What the reader of a file says from its child process (base/child_process.hpp), and our side of that border, which
// takes nothing on trust: every length, index, number and text is checked.
//
// An answer: "EA1", its kind (S sheets, C columns, E an error), the content, "Z". Numbers are little-endian, texts have
// their length before them.
//
// Errors: those that the reader itself sends; D212 the reader ended or met its bounds; D213 the answer is not sound.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/child_process.hpp"
#include "ecoeff/data/readstat_file.hpp"
#include "ecoeff/data/xls/biff.hpp"

namespace ecoeff {

void say_sheets(const std::vector<XlsSheet>& sheets, const Say& say);
void say_columns(const ReadStatColumns& columns, const Say& say);
void say_error(const Error& error, const Say& say);

[[nodiscard]] std::vector<XlsSheet> hear_sheets(std::string_view answer, const std::string& file);
[[nodiscard]] ReadStatColumns hear_columns(std::string_view answer, const std::string& file);

// Runs a reader of a file of `size` bytes in a child; an Error that it throws becomes the answer.
[[nodiscard]] std::string ask_child(const std::function<void(const Say&)>& reader, std::size_t size,
                                    const std::string& file);

}  // namespace ecoeff
