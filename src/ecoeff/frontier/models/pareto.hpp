// Pareto-Koopmans efficiency, exactly: no mixture of the reference is as good as o in every feature and better in one.
//
//   max sum_k s_k / z_ok   s.t.   sum_j lambda_j z_j + s = z_o (- s for good outputs), lambda, s >= 0, returns to scale
//
// is 0. A lower bound above 0 that double precision proves, or rational arithmetic, decides; no tolerance does.
#pragma once

#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

class ParetoTest {
 public:
  // Where the witnesses of the next row are (ProvedSolver::attend).
  void attend(solver::Witnesses* witnesses) {
    witnesses_ = witnesses;
    is_marginal_ = false;
  }
  // Whether row o of the reference, without zeros, is proved to lie beyond what all other rows can do (Tone's delta > 1,
  // or no answer). Then it is undominated: were it dominated by a mixture with itself, the rest of that mixture would
  // dominate it. False where that is not so or was not proved, and where the columns stand for rows that they do not
  // without o (Reference::holds_behind_own).
  [[nodiscard]] bool is_beyond(const Model& model, std::size_t row, const Reference& reference);
  // Whether a relative change of 1e-9 could turn the answer of is_beyond, where that was asked since attend()
  // (RowScore::marginal).
  [[nodiscard]] bool is_marginal() const { return is_marginal_; }

  // The reference need not hold o: then a row that no mixture reaches is undominated.
  [[nodiscard]] bool undominated(const Model& model, const double* own, const Reference& reference);

 private:
  ProvedSolver solver_;
  RowProgram program_;
  ExactMaker exact_;
  Model others_;
  Reference reference_;
  solver::Witnesses* witnesses_ = nullptr;
  bool is_marginal_ = false;
};

}  // namespace ecoeff::frontier
