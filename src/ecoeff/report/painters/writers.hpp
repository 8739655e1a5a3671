// The painters: a PaperTable to each format. `languages` says whose text is printed: "zh", "en" or "zh+en" (bilingual
// titles as Hans journals print them: Chinese line, English line; cells and notes in Chinese).
#pragma once

#include "ecoeff/report/painters/docx_tables.hpp"
#include "ecoeff/report/painters/html_table.hpp"
#include "ecoeff/report/painters/latex_table.hpp"
#include "ecoeff/report/painters/markdown_table.hpp"
#include "ecoeff/report/painters/rtf_table.hpp"
#include "ecoeff/report/painters/xlsx_tables.hpp"
