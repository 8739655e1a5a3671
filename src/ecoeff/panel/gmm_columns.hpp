// The columns that a dynamic-panel model needs, by slot of its calendar.
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/gmm_instruments.hpp"
#include "ecoeff/panel/gmm_sample.hpp"

namespace ecoeff {

struct GmmColumns {
  Vector y;
  std::vector<std::string> names;  // of the regressors; "_cons" last
  Matrix x;
  std::vector<int> dummies;  // for every regressor the number of the i. term that it belongs to, or -1
  RequiredColumns required;  // iv() columns: a row without them is not used in their equation
  std::vector<GmmValues> gmm;
  std::vector<IvValues> iv;
};

[[nodiscard]] GmmColumns build_gmm_columns(const GmmCalendar& calendar, const DynamicGmmModel& model, bool constant);

// Leaves in `columns` and `sample` only regressors that are linearly independent in the stacked sample; returns the
// names of the others. The constant goes first, then left to right. Of an i. term the levels that do not occur are left
// out silently, and of those that do the first one, if they cover the sample, is the base. Error P513: no regressor is
// left.
[[nodiscard]] std::vector<std::string> keep_independent(GmmColumns& columns, GmmSample& sample, bool constant);

}  // namespace ecoeff
