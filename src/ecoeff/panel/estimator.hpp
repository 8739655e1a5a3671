// An estimator as a descriptor: everything that the program knows about it beside its own computation. The command
// line, study files, tables and their notes, sentences and the method section ask here; an estimator is added by a file
// that defines one and by its line in estimators.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/method/about.hpp"
#include "ecoeff/method/list.hpp"
#include "ecoeff/method/option.hpp"
#include "ecoeff/method/text.hpp"
#include "ecoeff/panel/model.hpp"
#include "ecoeff/panel/replica.hpp"

namespace ecoeff {

// The small-sample factor of robust errors: N/(N−k−a), clustered (N−1)/(N−k−a) · G/(G−1); N/(N−1), clustered G/(G−1);
// the first where the estimate has t, none where it has z.
enum class ErrorFactor { regressors, rows, regressors_under_t };

struct EstimatorTraits {
  bool weights = false;      // takes row weights
  bool own_draws = false;    // "bootstrap" is not the pairs bootstrap around its fit: it has draws or errors of its own
  bool whole_units = false;  // the pairs bootstrap draws whole units
  bool squares = false;      // needs numbers whose squares are numbers (number_range.hpp)
  bool in_studies = true;    // may be named in a study file
  bool base_form = false;    // the form in which a study's base model is fitted
  bool unit_always = false;  // deals with the unit's effect whether the formula names it or not
  ErrorFactor factor = ErrorFactor::regressors;
  EffectTreatment unit = EffectTreatment::absorbed;    // what it makes of the unit's effect ...
  EffectTreatment others = EffectTreatment::absorbed;  // ... and of all others
};

// A row that a table owes a column of this estimator, below its coefficients. A study that lists some of `word` among
// its rows gets those; rows without one are always printed.
struct EstimatorRow {
  enum class Kind { number, count, p };  // with the table's decimals, a whole number, a p-value

  Text label;
  double value = kMissing;
  Kind kind = Kind::number;
  std::string_view word = {};  // of a row of table_words.hpp
};

// What is said of a finished estimate. Coefficients go by the names that a reader sees.
struct EstimateSaid {
  const Estimate& estimate;
  Text outcome;  // as prose calls it
};

struct Estimator {
  About about;
  EstimatorTraits traits;
  Options options = {};  // its own; errors, weights and the constant are everybody's
  void (*take)(const OptionValues&, ModelOptions&) = nullptr;  // where their values go; of every option there is one
  Estimate (*fit)(const Panel&, const Formula&, const ModelOptions&) = nullptr;

  // What a table must say of the column: "Tobit, censored below at 0"; empty where the rows of effects say it all.
  Text (*says)(const Estimate&) = nullptr;
  // Its errors where they are not those of covariance.hpp's kinds; null else.
  Text (*errors)(const Estimate&) = nullptr;
  std::vector<EstimatorRow> (*rows)(const Estimate&) = nullptr;
  // The words below a table that has these rows; empty: none.
  Text rows_note;
  // What a reader of its coefficients must know; empty: nothing beyond any regression.
  Text how_to_read;
  // The method section, said once however many columns have it.
  void (*describe)(const std::vector<const Estimate*>&, MethodText&) = nullptr;
  // The same in Stata and in R.
  Replica replica;
};

[[nodiscard]] MethodList<Estimator>& estimators();

// Error P600 for a name that no estimator has (did-you-mean).
[[nodiscard]] const Estimator& estimator(const std::string& name);

// The one that made the estimate.
[[nodiscard]] const Estimator& estimator_of(const Estimate& estimate);

// The estimator's options into those of the model; what is not among the values takes its default.
void take_options(const Estimator& method, const OptionValues& values, ModelOptions& options);

// The effects of the formula (and those that the estimator has of itself) with what became of them.
[[nodiscard]] std::vector<TakenEffect> taken_effects(const Panel& panel, const Formula& formula,
                                                     const EstimatorTraits& traits);

}  // namespace ecoeff
