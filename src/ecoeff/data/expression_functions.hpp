// The functions of the expression language (expression.hpp lists them with their meaning).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"
#include "ecoeff/data/expression_tree.hpp"
#include "ecoeff/data/panel.hpp"

namespace ecoeff {

// Where a result was undefined, by the sentence that says why; becomes note D204. Rows outside `chosen` (empty: all are
// chosen) count only where no other row explains why a chosen one is missing.
class Undefined {
 public:
  explicit Undefined(const std::vector<bool>& chosen) : chosen_(chosen) {}
  // Counts a row and returns missing.
  double at(const char* en, const char* zh, std::size_t row);
  void report(const Panel& panel, std::string_view expression, const std::vector<double>& result, Notes& notes) const;

 private:
  struct Reason {
    const char* zh;
    std::size_t rows;
    std::size_t first;
  };
  using Reasons = std::map<std::string, Reason>;
  const std::vector<bool>& chosen_;
  Reasons inside_, outside_;
};

// What a function needs from the evaluation around it.
class Evaluation {
 public:
  virtual ~Evaluation() = default;
  // The value of an argument in every row.
  [[nodiscard]] virtual std::vector<double> numbers(const Expression& expression) = 0;
  // 1 where the argument is missing, text or number.
  [[nodiscard]] virtual std::vector<double> missing(const Expression& expression) = 0;

  // The rows that sums, means and percentiles are of; the first period among them is the default price year.
  [[nodiscard]] bool is_chosen(std::size_t row) const { return chosen.empty() || chosen[row]; }
  [[nodiscard]] int first_period() const;

  const Panel& panel;
  std::string_view source;
  Notes& notes;
  const std::vector<bool>& chosen;  // empty: all rows
  Undefined undefined;

 protected:
  Evaluation(const Panel& panel_, std::string_view source_, Notes& notes_, const std::vector<bool>& chosen_)
      : panel(panel_), source(source_), notes(notes_), chosen(chosen_), undefined(chosen_) {}
};

// S211 when there is no such function.
void require_function(const Expression& call, std::string_view source);
// S211, S212, and what the function itself refuses.
[[nodiscard]] std::vector<double> call_function(Evaluation& evaluation, const Expression& call);
// x in the same unit k periods earlier (k < 0: later).
[[nodiscard]] std::vector<double> lagged(const Panel& panel, const std::vector<double>& x, int k);
// The column that a pim argument (price, initial) names, or "".
[[nodiscard]] std::string pim_column(const Expression& call, std::size_t argument);

}  // namespace ecoeff
