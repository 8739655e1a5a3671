// Specification tests after difference and system GMM.
//
// Sargan: e1'Z (A1 / sig2) Z'e1. Hansen: e2'Z A2 Z'e2. Both chi2(rank Z - k).
// Difference-in-Hansen: the model is estimated again without the instruments of a group, with the block of S (one step
// without robust errors: of sig2 Z'HZ) that belongs to the rest; the statistic of the rest tests the rest, the
// difference the group. Groups without which the model is not identified are left out. AR(m) (Arellano and Bond 1991,
// eq. 8): w the residuals in differences m periods earlier, e the residuals in differences,
//   z = w'e / sqrt(sum w_i' W_i w_i - 2 w'X (X'Z A Z'X)^-1 X'Z A sum Z_i' W_i w_i + w'X V X'w),
// W_i = e_i e_i', or sig2 H_i after one step without robust errors, H_i over the transformed rows alone: the level rows
// of system GMM stand as zero beside the lagged differences.
#pragma once

#include <vector>

#include "ecoeff/panel/gmm_estimate.hpp"

namespace ecoeff {

[[nodiscard]] TestResult sargan_test(const GmmFit& fit);
[[nodiscard]] TestResult hansen_test(const GmmFit& fit);
[[nodiscard]] std::vector<DifferenceInHansen> difference_in_hansen_tests(const GmmFit& fit,
                                                                         const Instruments& instruments,
                                                                         const DynamicGmmOptions& options);
[[nodiscard]] std::vector<ArTest> ar_tests(const GmmSample& sample, const Instruments& instruments, const GmmFit& fit,
                                           const DynamicGmmOptions& options);

}  // namespace ecoeff
