// One row against one reference set: solves the row's programs and reads the answer off.
#pragma once

#include <span>
#include <vector>

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/models/pareto.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

// The columns that a row is compared with.
struct Columns {
  const ColumnStore* store = nullptr;
  const ColumnStore* extra = nullptr;  // further columns
  double behind_within = 0;            // solver::Reference
  std::span<const std::size_t> all;    // the rows that these columns stand for, where they are more and at hand
  bool holds_row = false;              // the evaluated row belongs to the reference
  bool carries = false;                // and no other row dominates it, as far as is known
};

// Keeps what is reused from row to row; one a thread and chunk, so that answers do not depend on the number of threads.
class Evaluator {
 public:
  Evaluator(const Prepared& prepared, const ScoreOptions& options);

  // The reference holds all columns that the row is compared with, itself included; what must be left out for a model
  // is left out here.
  // Valid until the next row.
  [[nodiscard]] const RowScore& evaluate(std::size_t row, const ColumnStore& store) {
    return evaluate(row, {.store = &store});
  }
  [[nodiscard]] const RowScore& evaluate(std::size_t row, const Columns& columns);
  // The rows in the basis of the last slacks-based program that had the row itself in the reference.
  [[nodiscard]] const std::vector<std::uint32_t>& leans_on() const { return leans_on_; }

 private:
  void slacks_based(std::size_t row, const Reference& with, RowScore& score);
  // The program without the row: when it proves that others do not reach it, rho is 1 and nothing is left to ask.
  [[nodiscard]] bool is_beyond_others(std::size_t row, const Reference& with);
  void answer_beyond(std::size_t row, RowScore& score);
  // Of a row whose rho is exactly 1; `rho` is the solution of its program, null where that was not asked.
  void answer_efficient(std::size_t row, const Reference& with, const Solution* rho, RowScore& score);
  void super_slacks(std::size_t row, const Reference& with, RowScore& score);

  void radial(std::size_t row, const Reference& with, RowScore& score);
  void radial_answer(const double* own, const Reference& reference, RowScore& score);
  // Of a radial model: all features that its factor scales are zero.
  [[nodiscard]] bool nothing_moves(const double* own) const;

  // Whether no mixture of the reference is as good as the row in all features and better in one: exactly.
  [[nodiscard]] bool is_undominated(const double* own, const Reference& with);
  const Solution& find_near(const double* own, const Reference& reference);
  void put_exact();
  void remember_peers(const Solution& solution);
  [[nodiscard]] const Solution* second_stage(const double* own, double factor, const Reference& reference);
  [[nodiscard]] Text infeasible_reason(std::size_t row, const RowProgram& program, const Reference& reference) const;

  const Prepared& prepared_;
  const ScoreOptions& options_;
  Model beyond_;  // the program without the row
  ProvedSolver solver_;
  ProvedSolver super_solver_;
  ProvedSolver second_;
  ParetoTest pareto_;
  ExactMaker exact_;
  ExactMaker super_exact_;
  ExactMaker second_exact_;
  RowScore score_;
  RowProgram program_;
  RowProgram super_program_;
  RowProgram second_program_;
  bool built_ = false;
  bool super_built_ = false;
  std::vector<Label> last_basis_;
  std::size_t last_columns_ = 0;
  std::vector<Label> last_super_;
  const Solution* super_solution_ = nullptr;
  Reference without_;
  bool was_beyond_ = false;
  std::vector<std::uint32_t> leans_on_;
  solver::Witnesses* witnesses_ = nullptr;  // of all rows
  solver::Witnesses* its_ = nullptr;        // of this one
};

}  // namespace ecoeff::frontier
