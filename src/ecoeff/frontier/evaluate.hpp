// One row against one reference set: solves the row's programs and reads the answer off.
#pragma once

#include <vector>

#include "ecoeff/frontier/model.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/simplex.hpp"

namespace ecoeff::frontier {

// Keeps what is reused from row to row; one a thread and chunk, so that answers do not depend on the number of threads.
class Evaluator {
 public:
  Evaluator(const Prepared& prepared, const ScoreOptions& options) : prepared_(prepared), options_(options) {}

  // The reference holds all columns that the row is compared with, itself included; what must be left out for a model
  // is left out here.
  [[nodiscard]] RowScore evaluate(std::size_t row, const ColumnStore& store);

 private:
  [[nodiscard]] RowScore slacks_based(std::size_t row, const Reference& with, const Reference& without);
  [[nodiscard]] RowScore radial(std::size_t row, const Reference& reference);
  void super_slacks(std::size_t row, const Reference& without, RowScore& score);
  const Solution& solve_near(const Reference& reference);
  [[nodiscard]] Text infeasible_reason(std::size_t row, const Reference& reference) const;

  const Prepared& prepared_;
  const ScoreOptions& options_;
  Solver solver_;
  RowProgram program_;
  std::vector<Label> last_basis_;
  std::size_t last_columns_ = 0;
};

}  // namespace ecoeff::frontier
