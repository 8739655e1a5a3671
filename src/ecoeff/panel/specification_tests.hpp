// Which static panel model fits: Hausman, Breusch-Pagan and the F test of the unit effects.
//
//   hausman          H = (bf - br)'(Vf - Vr)^-1 (bf - br) on the slopes that both models have, chi-square(k)
//   hausman-common   the same with both covariances scaled to the s2 of random effects (Stata's sigmamore)
//   hausman-robust   auxiliary regression of the quasi-demeaned outcome on quasi-demeaned and unit-demeaned regressors;
//                    Wald test of the latter with errors clustered on units (Wooldridge 2010, section 10.7.3)
//   bp               Breusch and Pagan (1980), unbalanced: ((sum T_i)^2 / 2) A^2 / (sum T_i^2 - sum T_i),
//                    A = 1 - sum_i (sum_t e)^2 / sum e^2, e the residuals of pooled OLS; chi-square(1). "bp-half" is
//                    the p of `xttest0`: half of it, as the variance cannot be negative
//   f                F test that all unit effects are equal, the other effects kept
#pragma once

#include "ecoeff/panel/fixed_effects.hpp"

namespace ecoeff {

enum class HausmanKind { plain, common, robust };

// Notes: P612 Vf - Vr is not positive definite, so that the plain statistic means little; P590 no slope is in both
// models.
[[nodiscard]] TestResult hausman_test(const Panel& panel, const Formula& formula, HausmanKind kind, Notes& notes);
[[nodiscard]] TestResult breusch_pagan_test(const Panel& panel, const Formula& formula);
[[nodiscard]] TestResult unit_effects_test(const Panel& panel, const Formula& formula);

}  // namespace ecoeff
