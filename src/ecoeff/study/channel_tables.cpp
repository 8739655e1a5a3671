#include "ecoeff/study/channel_tables.hpp"

#include <algorithm>
#include <utility>

#include "ecoeff/study/column.hpp"
#include "ecoeff/study/prepare.hpp"

namespace ecoeff {
namespace {

// A column as the painter wants it; the estimate may be missing.
ColumnResult column_of(const ColumnModel& model, const std::string& outcome, const Text& head, const Position& at) {
  ColumnResult column;
  column.spec.at = at;
  column.head = head;
  column.outcome = outcome;
  column.focus = model.focus;
  column.shown = model.shown;
  column.controls = model.controls;
  column.formula = model.formula.text;
  return column;
}

// Runs `fit`; what the data refuse becomes the fate of the table's one refused column.
template <typename Fit>
void or_refused(const ColumnResult& column, TableResult& table, Fit&& fit) {
  try {
    fit();
  } catch (const Error& error) {
    if (ends_the_run(error) || error.code == "P650") throw;
    table.columns.push_back(column);
    table.columns.back().refused = error;
  }
}

}  // namespace

void estimate_mechanism(const Study& study, const Panel& panel, unsigned threads, TableResult& table) {
  const MechanismSpec& spec = *table.spec.mechanism;
  at_place(study, table.spec.at, [&] {
    const ColumnModel model = column_model(*study.model, {});
    const std::string& outcome = model.formula.outcome;
    const std::string mediator = read_term(spec.mediator);
    const auto column = [&](const std::string& name) { return column_of(model, name, {}, table.spec.at); };
    or_refused(column(outcome), table, [&] {
      Mechanism fitted = fit_mechanism(panel, model.formula, model.focus, mediator,
                                       {.linear = linear_options(study, {}, model.formula, threads),
                                        .steps = spec.steps,
                                        .replications = spec.replications,
                                        .seed = study.seed,
                                        .threads = threads});
      table.columns.push_back(column(outcome));
      table.columns.back().estimate = fitted.total;
      table.columns.push_back(column(mediator));
      table.columns.back().estimate = fitted.on_mediator;
      if (fitted.direct) {
        table.columns.push_back(column(outcome));
        table.columns.back().estimate = fitted.direct;
      }
      table.mechanism = std::move(fitted);
    });
  });
}

void estimate_moderation(const Study& study, const Panel& panel, TableResult& table) {
  at_place(study, table.spec.at, [&] {
    const ColumnModel model = column_model(*study.model, {});
    const ColumnResult column = column_of(model, model.formula.outcome, {}, table.spec.at);
    or_refused(column, table, [&] {
      Moderation fitted = fit_moderation(panel, model.formula, model.focus, read_term(table.spec.moderation->by),
                                         linear_options(study, {}, model.formula, 1));
      table.columns.push_back(column);
      std::erase(table.columns.back().controls, fitted.moderator);
      table.columns.back().estimate = fitted.estimate;
      table.moderation = std::move(fitted);
    });
  });
}

}  // namespace ecoeff
