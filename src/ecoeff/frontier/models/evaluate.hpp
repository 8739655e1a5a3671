// One row against one reference set: solves the row's programs and reads the answer off.
#pragma once

#include <span>
#include <vector>

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

// The columns that a row is compared with.
struct Columns {
  const ColumnStore* store = nullptr;
  const ColumnStore* extra = nullptr;  // further columns
  std::span<const std::size_t> all;    // the rows that these columns stand for, for --certify
  bool holds_row = false;              // the evaluated row belongs to the reference
  bool carries = false;                // and no other row dominates it, as far as is known
};

// Keeps what is reused from row to row; one a thread and chunk, so that answers do not depend on the number of threads.
class Evaluator {
 public:
  Evaluator(const Prepared& prepared, const ScoreOptions& options) : prepared_(prepared), options_(options) {}

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
  // True when the program without the row alone answers: a row beyond what all others can do has rho 1.
  [[nodiscard]] bool beyond_others(std::size_t row, const Reference& with, RowScore& score);
  void radial(std::size_t row, const Reference& with, RowScore& score);
  // Of a radial model: all features that its factor scales are zero.
  [[nodiscard]] bool nothing_moves(const double* own) const;
  // Whether no mixture of the reference is as good as the row in all features and better in one.
  [[nodiscard]] bool is_undominated(const double* own, const Reference& with);
  void super_slacks(std::size_t row, const Reference& without, RowScore& score);
  const Solution& solve_near(const Reference& reference);
  void remember_peers(const Solution& solution);
  // --certify: prices every row of the reference; false when one violates the duals.
  [[nodiscard]] bool certified(const Solution& solution, const Program& p, const Reference& reference,
                               RowScore& score) const;
  const Solution& second_stage(const double* own, double factor, const Reference& reference);
  [[nodiscard]] Text infeasible_reason(std::size_t row, const RowProgram& program, const Reference& reference) const;

  const Prepared& prepared_;
  const ScoreOptions& options_;
  Solver solver_;
  RowScore score_;
  RowProgram program_;
  RowProgram super_program_;
  bool built_ = false;
  bool super_built_ = false;
  std::vector<Label> last_basis_;
  std::size_t last_columns_ = 0;
  std::vector<Label> last_super_;
  bool was_beyond_ = false;
  std::vector<std::uint32_t> leans_on_;
  std::span<const std::size_t> all_;
};

}  // namespace ecoeff::frontier
