// Every tolerance of the linear programs and of the scores read from them, each once, with the reason for its size.
//
// Values are divided by those of the evaluated row (program.hpp), so that the numbers of a program are near 1 and a
// tolerance is relative to them. Double precision rounds 1 by 1.1e-16, and a basis of ten columns loses two to four
// digits: 1e-11 is what double precision can promise of a level or a price, 1e-9 what a user is promised.
// A structure test sees that no other file of the two rooms holds a number of this kind.
#pragma once

namespace ecoeff::solver {

// By the precision of the numbers.
template <class Real>
struct Tolerance;
template <>
struct Tolerance<double> {
  static constexpr double dual = 1e-11;      // a price up to which a column does not violate: what ten sums can leave
  static constexpr double pivot = 1e-9;      // the smallest pivot: a smaller one multiplies rounding by more than 1e9
  static constexpr double zero = 1e-11;      // the level of a basic column that is 0: as a price
  static constexpr double rounding = 1e-15;  // of a sum over its largest term: ten units of the last place
};
template <>
struct Tolerance<long double> {
  static constexpr double dual = 1e-14;  // three digits more of them
  static constexpr double pivot = 1e-11;
  static constexpr double zero = 1e-13;
  static constexpr double rounding = 1e-18;
};

// Bases.
inline constexpr double kSingular = 1e-14;  // a pivot of a factorisation: nothing but rounding is left of a column
inline constexpr double kTightSingular =
    1e-12;                                  // the same of the few tight rows, which are inverted without refinement
inline constexpr double kAccurate = 1e-14;  // residual a row of B x = e and y'B = c: as good as factored afresh
inline constexpr double kGap = 1e-9;        // of a reported solution: what its certificate promises

// Phase 1 and the ratio test.
inline constexpr double kFeasible = 1e-9;     // sum of artificial levels: below what a certificate promises
inline constexpr double kRatioSlack = 1e-13;  // Harris: how far a level may fall below 0 for the sake of a larger pivot
inline constexpr double kNotNegative = 1e-13;  // the same that far below 0 is feasible where an early end is asked for

// Perturbations that break ties: far above rounding and the tolerance of a level, far below the levels themselves. Where
// an attempt fails a later one draws others, ten times as large, or in extended precision ten times as small.
inline constexpr double kPerturbation = 1e-8;
inline constexpr double kLargePerturbation = 1e-7;
inline constexpr double kSmallPerturbation = 1e-9;

// Pricing.
// A column smaller than this in every feature, each divided by the evaluated row's value, is a small one: where
// intensities have no upper bound it may be used many times over, and counts in units of its own size.
inline constexpr double kSmallColumn = 1e-2;
inline constexpr double kSmallestColumn = 1e-12;  // smaller columns count as of this size
inline constexpr double kCancellation = 1e-14;    // of the terms of a price: a violation below it is rounding
inline constexpr double kTrustedDual = 1e5;       // multipliers that double precision prices to 1e-10 (decision 071)

// Enclosures (enclosure.hpp): none of these decides anything.
inline constexpr double kSureLevels =
    1e-10;                                  // of a basis' levels: where they may be further off they are solved exactly
inline constexpr double kEnclosed = 1e-10;  // their width, relative to max(1, |value|): wider ones are settled exactly
// Bounds of blocks are rounded in proportion to the largest terms of all: a bound this far below 0 is below it.
inline constexpr double kBlockRounding = 1e-12;
// Weights of columns outside are left to exact arithmetic: products of two of them may leave the range of doubles.
inline constexpr double kLargestWeight = 1e150;
inline constexpr double kSmallestWeight = 1e-150;

// The filter in single precision (price_filter.hpp). Of every term: the value, the weight, their product and up to 17
// sums are each rounded by 2^-24 at most.
inline constexpr double kSingleRounding = 2e-6;
inline constexpr double kSingleLeast = 1e-30;  // products of two such numbers neither vanish nor overflow
inline constexpr double kSingleMost = 1e30;

}  // namespace ecoeff::solver

namespace ecoeff::frontier {

// What a score is.
inline constexpr double kMargin = 1e-9;  // a relative change of the data that is worth a word (RowScore::marginal)
inline constexpr double kFarFromMargin = 1e-2;  // no row that far from the frontier is looked at for it
inline constexpr double kAtLimit = 1 - 1e-6;    // of the upper limit of delta: a row there has reached it

// Which program answers.
inline constexpr double kTrySuper = 1e-6;  // 1 - rho up to which delta is tried first: the shorter way, no decision
inline constexpr double kBehind = 1e-12;   // up to which part of its values a mixture may miss a row behind it
inline constexpr double kOutOfReach = 1 + 1e-9;  // by what others must be worse in a feature to be the reason for it
// Steps back from the frontier that a second stage tries: units of the last place, up to what a target may be off.
inline constexpr double kStepsBack[] = {0, 1e-15, 1e-14, 1e-13, 1e-12};

// Reading an answer.
inline constexpr double kFreeSlack = 1e-9;    // relative to the row's own value: smaller slacks are rounding
inline constexpr double kNoSlack = 1e-12;     // the same beside a factor that stands at the upper end of its bounds
inline constexpr double kIntensity = 1e-10;   // smaller peers are rounding
inline constexpr double kSameNumber = 1e-9;   // of a proof's number and the same computed anew: it is taken as kept
inline constexpr double kSamePrinted = 1e-7;  // of what a table prints beside scores and the same from its proofs
inline constexpr double kNoScale = 1e-14;     // t of Charnes and Cooper: the point lies at infinity

// Which rows carry the frontier.
inline constexpr double kDominated = 1 - 1e-9;  // an objective below proves a row dominated
inline constexpr double kClearly = 1 + 1e-6;  // by what a point must be better to count as dominating without a program
inline constexpr double kMixtureScale = 1e-12;    // t below which a mixture is not worth keeping as a dominator
inline constexpr double kLeastLogarithm = 1e-30;  // smaller values count as this where logarithms order rows

// Weights of the epsilon-based measure.
inline constexpr double kSameAffinity = 1e-12;   // spread of log ratios: two features in proportion
inline constexpr double kSameEigenvalue = 1e-9;  // eigenvalues as close share their eigenvectors
// Where several projections are as good: of the terms of a price, and of relative slacks and intensities, zero below it.
inline constexpr double kOnFace = 1e-10;
inline constexpr double kStill = 1e-13;     // a step of relative slacks that is rounding
inline constexpr double kDependent = 1e-9;  // what is left of a constraint outside those that are held

}  // namespace ecoeff::frontier
