// The options of scores, each once: its key in study files and on the command line, its words, what it is for, where its
// value stands in ScoreOptions. A model lists those that it takes, with its own words and default where they are fewer
// or another than everybody's; whatever is not listed is refused (check_options, model_words.hpp).
#pragma once

#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"
#include "ecoeff/frontier/score.hpp"
#include "ecoeff/method/option.hpp"

namespace ecoeff {

struct ScoreOption {
  Option option;                                      // every word that some model takes
  std::string code;                                   // of the refusal by a model that does not take it
  Text lacks;                                         // after the model's name: "has no orientation"
  OptionValue (*get)(const ScoreOptions&) = nullptr;  // empty where nothing was said
  void (*set)(const OptionValue&, ScoreOptions&) = nullptr;
};

// In the order in which help and documentation show them.
[[nodiscard]] const std::vector<ScoreOption>& score_options();

// The values into a model's options; what is not among them stays.
void set_score_options(const OptionValues& values, ScoreOptions& options);

namespace takes {

using Words = std::vector<std::string>;

// What a descriptor lists. No words: all of them; no default: everybody's.
[[nodiscard]] Option base(Words words);
[[nodiscard]] Option orientation();
[[nodiscard]] Option needed_orientation();  // input or output: without it there is no score
[[nodiscard]] Option returns(Words words = {}, std::string otherwise = {});
[[nodiscard]] Option reference(Words words, std::string otherwise);
[[nodiscard]] Option group();
[[nodiscard]] Option bad_as();
[[nodiscard]] Option direction();
[[nodiscard]] Option disposability();
[[nodiscard]] Option weights(Text shares);  // which columns share a sum
[[nodiscard]] Option certify();
[[nodiscard]] Option scale();
[[nodiscard]] Option leave_out();
[[nodiscard]] Option zero_output();
[[nodiscard]] Option multipliers();
[[nodiscard]] Option price_of();
[[nodiscard]] Option level();
[[nodiscard]] Option level_base();

// The reference set of models that give a score a row, and of indices of productivity.
[[nodiscard]] Option reference_of_rows();
[[nodiscard]] Option reference_of_years();

}  // namespace takes
}  // namespace ecoeff
