// The proofs of scores: for every row the witnesses of its programs (solver/witness.hpp), kept while rows are scored, or
// read in the place of a solver, so that the same models say what follows from them. A part is one question about all
// rows: "" the score itself, "meta", "crs", "nirs" and "vrs" (score_extras.hpp), of an index the returns and the years of
// a technology.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "ecoeff/frontier/score.hpp"
#include "ecoeff/solver/witness.hpp"

namespace ecoeff {

class ProofBook {
 public:
  explicit ProofBook(bool reading = false) : reading_(reading) {}
  [[nodiscard]] bool reading() const { return reading_; }

  // The witnesses of all rows, one each; made where the part is new. Stays in place.
  [[nodiscard]] solver::Witnesses* part(const std::string& name, std::size_t rows);
  [[nodiscard]] const std::map<std::string, std::vector<solver::Witnesses>>& parts() const { return parts_; }

  // Numbers of a part that its programs are made of and that nobody proves, such as the weights of EBM: kept, or as they
  // were read.
  [[nodiscard]] std::vector<double> given(const std::string& part, const std::string& name,
                                          std::vector<double> numbers);
  [[nodiscard]] bool has(const std::string& part, const std::string& name) const;
  using Given = std::map<std::pair<std::string, std::string>, std::vector<double>>;
  [[nodiscard]] const Given& all_given() const { return given_; }
  void set_given(const std::string& part, const std::string& name, std::vector<double> numbers);

 private:
  bool reading_;
  std::mutex guard_;
  std::map<std::string, std::vector<solver::Witnesses>> parts_;
  Given given_;
};

namespace frontier {

// Of the part that the options name; null where nothing is kept.
[[nodiscard]] solver::Witnesses* witnesses_of(const ScoreOptions& options, std::size_t rows);
[[nodiscard]] inline solver::Witnesses* of_row(solver::Witnesses* all, std::size_t row) {
  return all == nullptr ? nullptr : all + row;
}
// "crs", "vrs", "nirs", "ndrs".
[[nodiscard]] const char* part_of(Returns returns);
[[nodiscard]] bool reads_proofs(const ScoreOptions& options);

}  // namespace frontier
}  // namespace ecoeff
