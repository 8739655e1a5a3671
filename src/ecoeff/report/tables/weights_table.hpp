// What index_weights.xlsx holds of every index: one line an indicator with its weight (entropy: e and d as well;
// components: loadings), the weight of each dimension and level, and for components their eigenvalues, KMO and
// Bartlett.
#pragma once

#include <vector>

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"

namespace ecoeff {

// Tables without numbers, in the order of the study; each becomes a sheet. With weights per year (entropy) there is one
// more, a column an indicator.
[[nodiscard]] std::vector<PaperTable> weight_tables(const StudyResult& result);

}  // namespace ecoeff
