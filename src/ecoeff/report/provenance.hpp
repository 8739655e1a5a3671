// What made a table, a figure or a document: data and study by their SHA-256, and the version of the program. The
// options are in the study and, where it left them out, in manifest.json.
#pragma once

#include "ecoeff/base/text.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// One line with the first 12 digits of each hash, for notes and the properties of documents.
[[nodiscard]] Text made_from(const StudyResult& result);

// "ecoeff 0.1.0; data yellow_river.xlsx sha256 ...; study study.toml sha256 ...; seed 1; options of table 4: ...": the
// whole, for metadata and comments that no reader meets. ASCII but for file names and formulas.
[[nodiscard]] std::string provenance(const StudyResult& result);
[[nodiscard]] std::string provenance(const StudyResult& result, const TableResult& table);

}  // namespace ecoeff
