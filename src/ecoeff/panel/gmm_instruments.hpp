// The instrument matrix of difference and system GMM, stored by rows (most entries are zero).
//
// gmm(v, lag(a b)) in the transformed equation: for each period t and each lag L in a..b one column that holds v_{t-L}
// in row t and 0 elsewhere, 0 where v_{t-L} is missing; collapsed, one column a lag. In the level equation (system) the
// same group gives the difference of v at lag a-1 when a is at least 1, at lag b-1 when b is at most 0, else at lag 0:
// one column a period, or one column when collapsed; where all of them would be zero in the sample, those of the next
// deeper lag at which one is not.
// iv(v): the transformed v above v itself, in one column; eq(diff) and eq(level) keep one half. The constant of system
// GMM is 0 above 1. Columns that are zero in the sample are left out. (Roodman 2009, sections 3.2 to 3.4 and the
// options of xtabond2 3.7.2.)
#pragma once

#include <string>
#include <vector>

#include "ecoeff/panel/dynamic_gmm.hpp"
#include "ecoeff/panel/gmm_sample.hpp"

namespace ecoeff {

struct InstrumentGroup {
  std::string label;         // as xtabond2 prints it: "gmm(L.n, collapse lag(2 3))"
  std::vector<int> columns;  // of the instrument matrix
};

struct Instruments {
  SparseRows rows;  // by stacked row
  int columns = 0;
  std::vector<InstrumentGroup> groups;  // in the order typed, gmm() first
  std::vector<int> level_columns;       // all gmm() columns of the level equation
};

// Values of a group's variables by slot, missing as NaN.
struct GmmValues {
  GmmGroup group;
  Matrix values;
};
struct IvValues {
  IvGroup group;
  Matrix values;
};

[[nodiscard]] Instruments build_instruments(const GmmSample& sample, const std::vector<GmmValues>& gmm,
                                            const std::vector<IvValues>& iv, bool constant);

[[nodiscard]] std::string describe_group(const GmmGroup& group);
[[nodiscard]] std::string describe_group(const IvGroup& group);

}  // namespace ecoeff
