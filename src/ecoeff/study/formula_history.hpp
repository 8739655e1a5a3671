// Lags, leads and differences in the formulas of a study, where `years` and `keep` choose rows: they are taken over all
// rows of the file.
#pragma once

#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/study.hpp"

namespace ecoeff {

// Adds to the panel, as a column of its own name, every term of a formula (`L.gdp`, `D.log(x)`) whose values over the
// whole file are others than those over the rows chosen. Terms of scores and indices, which are missing outside, never
// are. Does nothing when every row is chosen.
void add_terms_of_history(const Study& study, const History& history, Panel& panel);

}  // namespace ecoeff
