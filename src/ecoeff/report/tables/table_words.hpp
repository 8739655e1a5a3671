// What the words say by which a study chooses the look of its regression tables: the statistic below a coefficient
// (`below`), the R2 (`r2`), the rows below the coefficients (`rows`) and the style that sets all of them (`style`). One
// entry a word, in the lists of table_words.cpp; nobody else compares them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ecoeff/report/tables/paper_table.hpp"
#include "ecoeff/study/result.hpp"
#include "ecoeff/study/words.hpp"

namespace ecoeff {

// What stands below a coefficient.
struct BelowKind {
  std::string_view word;
  Words plural;  // "standard errors"
  Words note;    // of every table, without its end
  Cell (*cell)(const Estimate&, const std::string& name, int digits);
};

// `word` is also the key of Estimate::r2.
struct R2Kind {
  std::string_view word;
  Words note;  // of every table, without its end
};

// A row below the coefficients: yes or no, what the estimate made of an effect, a number of the estimate, or a
// coefficient with its statistic.
struct YesNoRow {
  bool (*is)(const ColumnResult&);
  bool of_controls = false;  // says nothing where the table prints the controls
};
struct EstimateRow {
  Cell (*cell)(const Estimate&, const ModelSpec&, int digits);
  bool dash_refused = false;  // a column without an estimate shows a dash
};
struct EffectRow {
  std::string_view effect;  // "unit", "time"
};
struct CoefficientRow {
  std::string_view name;
};
// Rows of an estimator that carry the word (EstimatorRow); where a study lists any such word, others that carry one are
// left out.
struct OwedRow {};
struct TableRowKind {
  std::string_view word;
  Words label;
  std::variant<YesNoRow, EffectRow, EstimateRow, CoefficientRow, OwedRow> shows;
  std::string_view test = {};  // of panel/model_tests.hpp, made for every estimate that can have it
  Words note = {};             // below a table with this row
  bool is_r2 = false;          // shows R2: the table says which
};

struct StyleKind {
  std::string_view word;
  Words shows;  // one line
  std::span<const std::string_view> rows;
  std::string_view below;  // these three, unless empty, go before the defaults of [model]
  std::span<const double> stars;
  std::optional<bool> show_controls;
  std::string_view other_row;  // a row that this style calls otherwise
  Words other_label;
};

using BelowKinds = std::vector<const BelowKind*>;
using R2Kinds = std::vector<const R2Kind*>;
using TableRowKinds = std::vector<const TableRowKind*>;
using StyleKinds = std::vector<const StyleKind*>;
[[nodiscard]] const BelowKinds& below_kinds();
[[nodiscard]] const R2Kinds& r2_kinds();
[[nodiscard]] const TableRowKinds& table_row_kinds();
[[nodiscard]] const StyleKinds& style_kinds();

// The entry of that word; the first of its list for a word that no list holds (write_outputs has refused it).
[[nodiscard]] const BelowKind& below_kind(std::string_view word);
[[nodiscard]] const R2Kind& r2_kind(std::string_view word);
[[nodiscard]] const TableRowKind& table_row_kind(std::string_view word);
[[nodiscard]] const StyleKind& style_kind(std::string_view word);

}  // namespace ecoeff
