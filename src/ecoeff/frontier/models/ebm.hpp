// Epsilon-based measure (Tone and Tsutsui 2010), between the radial (eps = 0) and the slacks-based (eps = 1) score:
//
//   input:  min theta - eps_x sum w_i s-_i / x_io       s.t.  sum lam x + s- = theta x_o,  sum lam y - s+ = y_o
//   output: max eta + eps_y sum w_r s+_r / y_ro         s.t.  sum lam x + s- = x_o,  sum lam y - s+ = eta y_o; the score
//           is its inverse
//   none:   min [theta - eps_x sum w_i s-_i/x_io] / [eta + eps_y sum w_r s+_r/y_ro + eps_b sum w_k sb_k/b_ko],
//           theta <= 1 <= eta,  sum lam y - s+ = eta y_o,  sum lam b + sb = theta b_o
//
// theta and eta are free in the oriented forms, as in the paper (hospital D of its Table 13 has theta 1.016): a row may
// be asked for less of one input at the price of more of another.
// Bad outputs are an extension of the paper, with the non-oriented form alone: they shrink with the inputs, and their
// slack counts with the outputs as in SBM. (The form often printed has eta b_o on the right: it calls a clean row
// inefficient because another makes more of both outputs.) The weights w and eps of each side (inputs, good, bad) come
// from the data, once for each reference set: the reference rows are projected (ebm_projection.hpp), c_j = ln(z_jk /
// z_jl), D(k, l) = sum |c_j - mean c| / (n (max c - min c)) (0 when c is constant) measures how differently two features
// vary, and 1 - 2 D is their affinity. With rho the largest eigenvalue of the matrix of affinities of a side with m
// features, eps = (m - rho) / (m - 1), 0 if m = 1 or all affinities are 1, and w is its eigenvector over its sum. Where
// rho is multiple, w is the projection of equal weights on its eigenspace. Rows with a zero in either feature do not
// count in D.
#pragma once

#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/models/pareto.hpp"
#include "ecoeff/frontier/prepare.hpp"

namespace ecoeff::frontier {

struct EbmParameters {
  std::vector<double> weight;     // one a feature, summing to 1 in each side
  double epsilon[3] = {0, 0, 0};  // by Side
};

// `projected` are rows of `features` values.
[[nodiscard]] EbmParameters ebm_parameters(const std::vector<Feature>& features,
                                           const std::vector<std::vector<double>>& projected);

// What a thread keeps from row to row.
struct EbmSolver {
  ProvedSolver measure;
  ParetoTest pareto;

  // Where the witnesses of the next row are.
  void attend(solver::Witnesses* witnesses) {
    measure.attend(witnesses, "score");
    pareto.attend(witnesses);
  }
};

// The bounds hold for the weights and epsilons as they are given.
[[nodiscard]] RowScore ebm_score(const Model& model, const EbmParameters& parameters, const Data& data, std::size_t row,
                                 const Reference& reference, EbmSolver& solver);

}  // namespace ecoeff::frontier
