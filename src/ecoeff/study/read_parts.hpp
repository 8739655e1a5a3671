// [[data.part]], [data.names], data.rows and data.decimal: what is read from several files or sheets and joined.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/study/toml_section.hpp"

namespace ecoeff {

// Sets parts, names, rows and decimal of the study's data. With one of the last three and no part, `file` of [data]
// becomes the only part. Errors: S102-S105; S241 a renamed name is renamed again; S242 both `file` and parts.
void read_parts(Section& data);

// The names of the key columns where [data] does not give them: those of the first part that has one. Without a part
// that can have years the time is "".
[[nodiscard]] std::string unit_of_parts(const std::vector<PartSpec>& parts);
[[nodiscard]] std::string time_of_parts(const std::vector<PartSpec>& parts);

}  // namespace ecoeff
