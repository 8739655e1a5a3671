// Super-SBM with bad outputs (bad as output) by general linear-programming libraries, as well as one can use them: the
// model is built once with its columns scaled by their means, a row changes a few coefficients and starts from the
// basis of the row before, one thread.
#pragma once

#include <string>
#include <vector>

namespace bench {

// inputs, good, bad side by side: value[row * features + k].
struct Panel {
  std::size_t inputs = 3;
  std::size_t good = 1;
  std::size_t bad = 1;
  std::vector<double> value;

  [[nodiscard]] std::size_t features() const { return inputs + good + bad; }
  [[nodiscard]] std::size_t rows() const { return value.size() / features(); }
};

// The scores in the order of the rows, kept NaN where the program is infeasible; `order` is the order of the solves.
std::vector<double> scores_by_clp(const Panel& panel, bool vrs, const std::vector<std::size_t>& order);
std::vector<double> scores_by_glpk(const Panel& panel, bool vrs, const std::vector<std::size_t>& order);

}  // namespace bench
