// Everything that a run leaves: into an OutputFolder, which appears whole or not at all.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/file.hpp"
#include "ecoeff/base/progress.hpp"
#include "ecoeff/report/report_lists.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// report.html, report.docx, tables.docx, tables/, figures/, scores.csv|dta|xlsx, panel.csv, index_weights.xlsx,
// filled.csv, results.json, manifest.json. Returns the names written. The folder is not committed. `notes` receives
// what concerns the writing alone (R121). Error S104: a word of the study that `lists` does not hold.
std::vector<std::string> write_outputs(const StudyResult& result, OutputFolder& folder, const Progress& progress = {},
                                       Notes* notes = nullptr, const ReportLists& lists = report_lists());

// results.json: every number with 17 significant digits.
[[nodiscard]] std::string results_json(const StudyResult& result);
// manifest.json: SHA-256 of data, study and every file written, version, seed, every default used.
[[nodiscard]] std::string manifest_json(const StudyResult& result,
                                        const std::vector<std::pair<std::string, std::string>>& file_hashes);

}  // namespace ecoeff
