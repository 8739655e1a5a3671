// An index method as a descriptor: everything that the program knows about it. Study files, the command line, tables,
// figures, sentences, the method section and the documentation ask here; a method is added by a file that defines one
// and by its line in index_methods.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/index/index.hpp"
#include "ecoeff/method/about.hpp"
#include "ecoeff/method/list.hpp"
#include "ecoeff/method/option.hpp"
#include "ecoeff/method/text.hpp"

namespace ecoeff {

// A column of the weight table beside the weight itself.
struct WeightColumn {
  Text head;
  std::vector<double> values;  // one an indicator
};

// A finished index to be spoken of.
struct IndexSaid {
  Text name;  // as prose calls it
  const IndexResult& result;
  const OptionValues& options;
};

struct IndexMethod {
  About about;
  Options options;
  IndexResult (*compute)(const Panel&, const std::vector<Indicator>&, const OptionValues&) = nullptr;

  Text weight{"Weight", "权重"};          // the head of the weights in tables
  std::string symbol;                     // beside it in the weight table
  Text weights_title{"weights", "权重"};  // what the weight table is a table of
  bool weights_sum_to_one = true;         // so that sums over groups are shares
  bool has_level = true;                  // whether its mean in a year says something (not where it is centred)
  std::vector<WeightColumn> (*columns)(const IndexResult&) = nullptr;
  Text how_to_read;                                           // the weights, below their figure
  void (*describe)(const IndexSaid&, MethodText&) = nullptr;  // the method section
  Text (*clause)(const IndexSaid&) = nullptr;                 // what a sentence on the weights adds; may be null

  // The same in R, for the script that replicates a study: the arguments behind the indicators of index_again()
  // ("weighted_index, weigh = entropy_weights, shift = 0.0001"), and the functions that they name; null: none.
  std::string (*r)(const OptionValues&) = nullptr;
  std::string_view r_code = "";
};

[[nodiscard]] MethodList<IndexMethod>& index_methods();

// The method of a result. Error X300 for a name that no method has (did-you-mean).
[[nodiscard]] const IndexMethod& index_method(const std::string& name);

// Computes the index by name. Errors: X300, X305 an option outside its range, those of the method.
[[nodiscard]] IndexResult compute_index(const Panel& panel, const std::vector<Indicator>& indicators,
                                        const std::string& method, const OptionValues& options);

// "TRUE" or "FALSE", for an option that is a flag.
[[nodiscard]] std::string r_flag(const OptionValues& options, const std::string& key);

// The same column for every indicator, taken from its weight line.
[[nodiscard]] WeightColumn weight_column(const IndexResult& result, Text head, double IndicatorWeight::*member);

}  // namespace ecoeff
