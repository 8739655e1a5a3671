// Directional distance: how far o can move along its own values. With g = own value for the features that move, else 0:
//
//   ddf (Chung, Fare and Grosskopf 1997):  max beta  s.t.  sum (lam + mu) x <= x_o - beta g_x,
//     sum lam y >= y_o + beta g_y,   sum lam b = b_o - beta g_b (weak) or <= (strong)
//   nddf (Zhou, Ang and Wang 2012): a beta_k >= 0 for each feature that moves; max sum w_k beta_k. Each side that moves
//     (inputs, good, bad) has the same total weight, shared inside the side by the features' weights.
//
// Returns: CRS mu = 0 and nothing more; VRS sum (lam + mu) = 1, NIRS <=, NDRS >=. mu is the part of each peer that is
// abated: weak disposability with an abatement factor of every row's own (Kuosmanen 2005). Its columns are the rows'
// abated twins, with the same inputs and no outputs, so that one solver prices both. Under strong disposability, and
// under CRS, there are no twins. beta is free in sign when o is not in the reference.
//
// Slacks are those left after the move (largest sum relative to o's values); a bad output under weak disposability has
// none. A zero input or bad of o does not move, its weight leaves.
#pragma once

#include <vector>

#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/models/model.hpp"
#include "ecoeff/frontier/programs.hpp"

namespace ecoeff::frontier {

struct Direction {
  std::vector<char> moves;  // one a feature
  bool separate = false;    // nddf
  bool weak = true;
};

// What the options ask for; weak only where there are bad outputs.
[[nodiscard]] Direction direction_of(const ScoreOptions& options, const Model& model);

// Whether the technology holds the abated twins.
[[nodiscard]] inline bool has_twins(const Direction& direction, const Model& model) {
  return direction.weak && model.returns != Returns::crs;
}

// The rows of `data`, and after them their abated twins. Each row has a unit of its own, so that leaving out that unit
// leaves out both.
[[nodiscard]] Data with_twins(const Data& data, const Model& model, bool twins);

// Rows and, with twins, the twins of these rows.
[[nodiscard]] std::vector<std::size_t> with_twins(const std::vector<std::size_t>& rows, std::size_t all, bool twins);

struct DirectionalAnswer {
  double score = kMissing;   // beta, or the weighted sum of beta_k
  std::vector<double> beta;  // one a feature, 0 where it does not move
  std::vector<double> multipliers;
  double lower = kMissing;  // of the score
  double upper = kMissing;
  Settled settled = Settled::no;
  Outcome outcome = Outcome::failed;
  bool unbounded = false;  // nothing moves: every number is a distance
};

class DirectionalSolver {
 public:
  // `data` with_twins; `rows` without them.
  DirectionalSolver(const Model& model, const Direction& direction, const Data& data, std::size_t rows)
      : model_(model), direction_(direction), data_(data), rows_(rows) {}

  // Where the witnesses of the next row are (ProvedSolver::attend).
  void attend(solver::Witnesses* witnesses) {
    its_ = witnesses;
    solver_.attend(witnesses, "score");
  }

  // The distance alone; `free_sign` lets beta be negative.
  [[nodiscard]] DirectionalAnswer distance(std::size_t row, const Reference& reference, bool free_sign) {
    (void)find(row, reference, free_sign);
    return prove();
  }
  // With slacks, targets, peers, and each beta in `beta` (one a feature).
  [[nodiscard]] RowScore score(std::size_t row, const Reference& reference, std::vector<double>& beta);
  // The program of the distance, and its solver once it is settled in fractions (beta not below 0).
  [[nodiscard]] const ProvedSolver& settled(std::size_t row, const Reference& reference) {
    (void)find(row, reference, false);
    (void)solver_.settle();
    return solver_;
  }
  [[nodiscard]] const RowProgram& program() const { return program_; }
  // The optimum of the program of the last distance, as a fraction.
  [[nodiscard]] std::string exact() {
    (void)solver_.settle();
    return solver_.exact_value().str();
  }

 private:
  // `column` and `backward`: the own columns of each feature's beta and of its negative part.
  template <class Real>
  void build(const double* own, bool free_sign, RowProgramOf<Real>& out, std::vector<std::size_t>& column,
             std::vector<std::size_t>& backward) const;
  template <class Real>
  void build_second_stage(const double* own, const std::vector<double>& beta, RowProgramOf<Real>& out) const;
  [[nodiscard]] const Solution* second_stage(const double* own, const std::vector<double>& beta,
                                             const Reference& reference);
  // No point of the technology is as good and better in one feature, o's bad outputs held where they are weakly
  // disposable: exactly.
  [[nodiscard]] bool undominated(const double* own, const Reference& reference);
  // Proved to be beyond what all other rows can do; a weighted sum of distances is not asked.
  [[nodiscard]] bool is_beyond(std::size_t row, const Reference& reference);
  const Solution& find(std::size_t row, const Reference& reference, bool free_sign);
  [[nodiscard]] DirectionalAnswer prove();
  [[nodiscard]] bool moves(const double* own, std::size_t k) const { return direction_.moves[k] != 0 && own[k] > 0; }
  [[nodiscard]] bool has_slack(std::size_t k) const {
    return !(direction_.weak && model_.features[k].side == Side::bad);
  }

  const Model& model_;
  const Direction& direction_;
  const Data& data_;
  std::size_t rows_;
  ProvedSolver solver_;
  ProvedSolver second_;
  ExactMaker exact_;
  ExactMaker second_exact_;
  RowProgram program_;
  RowProgram second_program_;
  Reference others_;
  solver::Witnesses* its_ = nullptr;
  bool is_marginal_ = false;           // what is_beyond answered last
  std::vector<std::size_t> column_;    // own column of each feature's beta, kNone when it does not move
  std::vector<std::size_t> backward_;  // of its negative part, kNone when beta is not free
};

}  // namespace ecoeff::frontier
