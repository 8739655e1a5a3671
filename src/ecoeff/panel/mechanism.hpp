// Through which channel does x move y? The steps of a mechanism table, on one sample.
//
//   (1) y = c x + controls + effects       total effect c
//   (2) m = a x + controls + effects       the mediator m (Jiang Ting 2022 stops here: m's effect on y is argued)
//   (3) y = c' x + b m + controls + effects, only with `steps = 3`
// indirect effect ab = c - c' (least squares on one sample), and for it, with sa and sb the errors of a and b:
//   Sobel    z = ab / sqrt(a^2 sb^2 + b^2 sa^2)                 Sobel (1982)
//   Aroian   with + sa^2 sb^2 under the root                    Aroian (1947)
//   Goodman  with - sa^2 sb^2                                   Goodman (1960); missing when that is negative
//   bootstrap of whole clusters (or of units): standard error, percentile and bias-corrected intervals at 95 %,
//            p = 2 (1 + min(#{ab* <= 0}, #{ab* >= 0})) / (1 + R)
// Replication r draws from stream r of the seed; clusters are numbered by their sorted key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ecoeff/panel/fixed_effects.hpp"

namespace ecoeff {

struct MechanismOptions {
  FixedEffectsOptions linear;
  int steps = 3;           // 2 or 3
  int replications = 999;  // 0: no bootstrap
  std::uint64_t seed = 1;
  unsigned threads = 1;
};

struct IndirectEffect {
  double a = kMissing;
  double b = kMissing;
  double effect = kMissing;  // ab
  double direct = kMissing;  // c'
  double total = kMissing;   // c
  double share = kMissing;   // ab / c
  TestResult sobel;          // statistic z
  TestResult aroian;
  TestResult goodman;
  double bootstrap_se = kMissing;
  double bootstrap_p = kMissing;
  double low = kMissing;  // percentile
  double high = kMissing;
  double low_corrected = kMissing;  // bias-corrected
  double high_corrected = kMissing;
  int replications = 0;  // that could be estimated
};

struct Mechanism {
  std::string focus;
  std::string mediator;
  Estimate total;
  Estimate on_mediator;
  std::optional<Estimate> direct;
  std::optional<IndirectEffect> indirect;
  Notes notes;
};

// `focus` is a regressor of the formula, `mediator` a term. Errors: those of fit_fixed_effects; P650 the focus is not a
// regressor, or the mediator already is; P651 steps other than 2 and 3; P517 the focus or the mediator was collinear.
// Note P652: a replication in a hundred or more could not be estimated.
[[nodiscard]] Mechanism fit_mechanism(const Panel& panel, const Formula& formula, const std::string& focus,
                                      const std::string& mediator, const MechanismOptions& options = {});

}  // namespace ecoeff
