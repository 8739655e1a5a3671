// A first study file for somebody's own data: the roles of the columns are guessed from their names, in Chinese and
// English, and every guess is marked "# check".
#pragma once

#include <string>

#include "ecoeff/data/table.hpp"
#include "ecoeff/study/findings.hpp"

namespace ecoeff {

// `file_name` is what data.file will say. Columns whose role cannot be guessed are listed in a comment.
[[nodiscard]] std::string starter_study(const Table& table, const std::string& file_name);

// The same for data that are joined from parts: [[data.part]] and [data.names] say what was found. Where no column can
// be an input or none an output there is no score, and the first column of numbers is the outcome.
[[nodiscard]] std::string starter_study(const Findings& findings);

}  // namespace ecoeff
