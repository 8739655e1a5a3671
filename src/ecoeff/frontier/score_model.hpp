// A model of scores as a descriptor: everything that the program knows about it beside its own computation. Command
// line, study files, tables, the method section and the documentation ask here; a model is added by its computation, by
// a file that defines a descriptor, and by its line in score_models.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/frontier/score.hpp"
#include "ecoeff/frontier/score_options.hpp"
#include "ecoeff/method/about.hpp"
#include "ecoeff/method/list.hpp"
#include "ecoeff/method/text.hpp"

namespace ecoeff {

namespace frontier {
struct Prepared;
struct Technology;
}  // namespace frontier

// A finished score to be spoken of.
struct ScoreSaid {
  Text name;  // as prose calls it
  const ScoreOptions& options;
};

// Options that a model takes one by one, and not together.
struct ScoreRefusal {
  std::string code;
  Text message;
  Text hint;
};

// What the rest of the program must know of a model's scores.
struct ScoreTraits {
  bool pairs = false;          // an index of productivity: a score a pair of years, and not a row
  bool differences = false;    // of an index: a difference, 0 where nothing changed, else 1
  bool needs_bad = false;      // no undesirable output, no score
  bool distances = false;      // a directional distance, or an index that is made of them
  bool separate = false;       // of a distance: every feature moves by a share of its own
  bool radial = false;         // the linear program is that of the radial model
  bool factor = false;         // the score is a factor of all inputs, or of all outputs
  bool slack_targets = false;  // targets are the row's own values and its slacks
  bool any_sign = false;       // under VRS a constant added to a feature changes nothing: numbers may be negative
  bool comparable = true;      // scores against two frontiers have a ratio that means something
  bool ranks = false;          // several processes can share the rows
  std::string ordinary = {};   // of a super-efficiency: the model that compares a row with itself too
};

struct ScoreModel {
  About about;
  ScoreTraits traits;
  Options options = {};  // those that it takes, with its words and defaults (score_options.hpp)
  std::optional<ScoreRefusal> (*wrong)(const ScoreOptions&) = nullptr;
  // Fills the rows that are evaluated, and the extras and notes of the model; null for an index of productivity.
  void (*compute)(const frontier::Prepared&, const std::vector<frontier::Technology>&, const Progress&,
                  ScoreResult&) = nullptr;
  void (*describe)(const ScoreSaid&, MethodText&) = nullptr;  // the method section

  // The option as the model takes it; null where it does not.
  [[nodiscard]] const Option* takes(std::string_view key) const;
};

// Those with a score a row, then the indices with one a pair of years.
[[nodiscard]] MethodList<ScoreModel>& score_model_list();

// Error F401 for a name that no model has (did-you-mean).
[[nodiscard]] const ScoreModel& score_model(const std::string& name);

// The options of scores as they are read for a model: each with all words, and with the model's own default.
[[nodiscard]] Options options_read_for(const std::string& model);

// What the option means; where models say more of it, what each says, with their names.
[[nodiscard]] Text help_by_model(const ScoreOption& option);

// The names of the models that take the option, and the word where one is given.
[[nodiscard]] std::vector<std::string> models_that_take(std::string_view key, std::string_view word = {});

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
