// A model of scores as a descriptor: everything that the program knows about it beside its own computation. Command
// line, study files, tables, the method section and the documentation ask here; a model is added by its computation, by
// a file that defines a descriptor, and by its line in score_models.cpp.
#pragma once

#include <string>

#include "ecoeff/frontier/score.hpp"
#include "ecoeff/method/about.hpp"
#include "ecoeff/method/list.hpp"
#include "ecoeff/method/text.hpp"

namespace ecoeff {

// A finished score to be spoken of.
struct ScoreSaid {
  Text name;  // as prose calls it
  const ScoreOptions& options;
};

// Which solver answers.
enum class ScoreFamily { slacks, radial, directional, additive, ebm, fdh, productivity };

struct ScoreModel {
  About about;
  ScoreFamily family = ScoreFamily::slacks;
  // What the model means when the user says nothing.
  Returns returns = Returns::crs;
  ReferenceKind reference = ReferenceKind::pooled;
  bool needs_bad = false;    // no undesirable output, no score
  bool differences = false;  // an index of productivity that is a difference: 0 where nothing changed, else 1
  void (*describe)(const ScoreSaid&, MethodText&) = nullptr;  // the method section
};

// A score a row, then (family productivity) an index a pair of years.
[[nodiscard]] MethodList<ScoreModel>& score_model_list();

// Error F401 for a name that no model has (did-you-mean).
[[nodiscard]] const ScoreModel& score_model(const std::string& name);

extern const ScoreModel kSbm;
extern const ScoreModel kSuperSbm;
extern const ScoreModel kRadial;
extern const ScoreModel kSuperRadial;
extern const ScoreModel kDirectional;
extern const ScoreModel kNonRadialDirectional;
extern const ScoreModel kAdditive;
extern const ScoreModel kRangeAdjusted;
extern const ScoreModel kEpsilonBased;
extern const ScoreModel kFreeDisposalHull;
extern const ScoreModel kMalmquist;
extern const ScoreModel kMalmquistLuenberger;
extern const ScoreModel kGlobalMalmquistLuenberger;
extern const ScoreModel kLuenberger;

}  // namespace ecoeff
