// study.toml to a Study. TOML is parsed by toml++ (in read.cpp alone); keys and values are checked here, and what is
// wrong is said with file, line, column and a did-you-mean.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "ecoeff/study/study.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"
#include "ecoeff/study/vocabulary.hpp"

namespace ecoeff {

// Errors (Fault::study): S101 not TOML; S102 unknown key; S103 wrong type; S104 unknown value of a choice; S105 a
// required key is missing; S106 a name used twice; S107 a name that the study does not define. D101-D103 for the file
// itself.
// Words whose meaning is the report's are checked with the `vocabulary` (report_vocabulary); without one they are kept.
[[nodiscard]] Study read_study(const std::filesystem::path& path, const Vocabulary& vocabulary = {});
[[nodiscard]] Study parse_study(std::string_view toml, const std::filesystem::path& path,
                                const Vocabulary& vocabulary = {}, const TableKinds& kinds = table_kinds());

}  // namespace ecoeff
