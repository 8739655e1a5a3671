// What both scripts begin with.
#pragma once

#include <string>

#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Title, maker and source of the data, each behind the sign of a comment.
[[nodiscard]] std::string script_head(const StudyResult& result, const std::string& comment);

// Why a table has no line.
[[nodiscard]] std::string table_aside(const TableResult& table);

}  // namespace ecoeff
