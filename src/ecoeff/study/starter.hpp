// A first study file for somebody's own data: the roles of the columns are guessed from their names, in Chinese and
// English, and every guess is marked "# check".
#pragma once

#include <string>

#include "ecoeff/data/table.hpp"
#include "ecoeff/study/findings.hpp"
#include "ecoeff/study/role_words.hpp"

namespace ecoeff {

// `file_name` is what data.file will say. Roles come from the dictionary (role_words.hpp) and the numbers: of several
// columns for one thing that with fewest gaps and at constant prices; few zeros do not exclude an input but are said;
// codes and numbers of rows or units explain nothing; a skewed amount enters as its logarithm. Heads that may stand in
// formulas stay as they are. Without inputs or outputs it is a study of regressions.
[[nodiscard]] std::string starter_study(const Table& table, const std::string& file_name, const RoleWords& words = {});

// The same for data that are joined from parts: [[data.part]] and [data.names] say what was found. Where no column can
// be an input or none an output there is no score, and the first column of numbers is the outcome.
[[nodiscard]] std::string starter_study(const Findings& findings, const RoleWords& words = {});

}  // namespace ecoeff
