#include "ecoeff/study/formula_history.hpp"

#include <set>
#include <string>
#include <vector>

#include "ecoeff/panel/formula.hpp"
#include "ecoeff/study/column.hpp"
#include "ecoeff/study/visit_names.hpp"

namespace ecoeff {
namespace {

void add_terms(const Formula& f, std::set<std::string>& terms) {
  terms.insert(f.outcome);
  for (const auto* list : {&f.regressors, &f.endogenous, &f.instruments}) terms.insert(list->begin(), list->end());
}

// Of the model, of whatever names a formula or a term, and of columns with variables swapped.
std::set<std::string> terms_of(const Study& study) {
  std::set<std::string> terms;
  const auto attempt = [](const auto& body) {
    try {
      body();
    } catch (const Error& error) {
      if (error.fault == Fault::interrupted) throw;  // the rest is said where the formula is used
    }
  };
  read_names(study, [&](const std::string& text, NameRole role, const Position&) {
    if (role == NameRole::formula) attempt([&] { add_terms(parse_formula(text), terms); });
    if (role == NameRole::term || role == NameRole::focus) attempt([&] { terms.insert(read_term(text)); });
  });
  if (!study.model) return terms;
  for (const TableSpec& table : study.tables) {
    for (const ColumnSpec& column : table.columns)
      attempt([&] { add_terms(column_model(*study.model, column).formula, terms); });
  }
  return terms;
}

// A deviation or a mean is that of the rows chosen.
bool is_of_time(const std::string& term) { return looks_elsewhere(term) && term.find("std(") == std::string::npos; }

bool same(double a, double b) { return a == b || (is_missing(a) && is_missing(b)); }

}  // namespace

void add_terms_of_history(const Study& study, const History& history, Panel& panel) {
  if (!history.all) return;
  for (const std::string& term : terms_of(study)) {
    if (!is_of_time(term) || panel.table.has(term)) continue;
    try {
      const std::vector<double> all = build_term(*history.all, term);
      const std::vector<double> own = build_term(panel, term);
      std::vector<double> values;
      bool differs = false;
      for (std::size_t i = 0; i < history.rows.size(); ++i) {
        values.push_back(all[history.rows[i]]);
        differs = differs || !same(values.back(), own[i]);
      }
      if (differs) panel.table.set_numbers(term, std::move(values));
    } catch (const Error& error) {
      if (error.fault == Fault::interrupted) throw;
    }
  }
}

}  // namespace ecoeff
