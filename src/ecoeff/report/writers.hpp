// The painters: a PaperTable to each format. `languages` says whose text is printed: "zh", "en" or "zh+en" (bilingual
// titles as Hans journals print them: Chinese line, English line; cells and notes in Chinese).
#pragma once

#include "ecoeff/report/docx_tables.hpp"
#include "ecoeff/report/html_table.hpp"
#include "ecoeff/report/latex_table.hpp"
#include "ecoeff/report/markdown_table.hpp"
#include "ecoeff/report/rtf_table.hpp"
#include "ecoeff/report/xlsx_tables.hpp"
