// What is no table, whatever the file is called: error D104 says what it is, with the way out.
#pragma once

#include <string>
#include <string_view>

namespace ecoeff {

// Content of another kind (a web page that is called .xls, a PDF ...); a byte order mark and blanks before it do not hide it.
void refuse_other_formats(std::string_view bytes, const std::string& file);

// Content that is read as text although the name says a workbook or a Stata file.
void refuse_broken(const std::string& extension, const std::string& file);

}  // namespace ecoeff
