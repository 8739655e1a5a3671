// A first draft of the paper's sections on design and results as a Word document: method text with its formulas as
// real equations, the tables of the study, its figures as pictures, the sentences of the results, a conclusion to start
// from, and the references. In the language of the tables; titles as the study wants them.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/report/figures/figure.hpp"
#include "ecoeff/report/painters/render.hpp"
#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// `bitmaps`: one a figure, in the language of the tables. The bytes depend on the arguments alone.
[[nodiscard]] std::string report_docx(const StudyResult& result, const std::vector<PaperTable>& tables,
                                      const std::vector<Figure>& figures, const std::vector<Bitmap>& bitmaps);

}  // namespace ecoeff
