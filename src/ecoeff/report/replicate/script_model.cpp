#include "ecoeff/report/replicate/script_model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/panel/estimator.hpp"

namespace ecoeff {
namespace {

// The formula that this column of a mechanism table estimates: y on x, m on x, y on x and m.
Formula mechanism_formula(Formula formula, const Mechanism& mechanism, std::size_t step) {
  if (step == 1) formula.outcome = mechanism.mediator;
  if (step == 2) {
    const auto at = std::find(formula.regressors.begin(), formula.regressors.end(), mechanism.focus);
    formula.regressors.insert(at == formula.regressors.end() ? at : at + 1, mechanism.mediator);
  }
  return formula;
}

std::string place_of(const TableResult& table, std::size_t i, const Formula& f) {
  std::string formula = f.outcome + " ~ " + (f.regressors.empty() ? "1" : join(f.regressors, " + "));
  if (!f.effects.empty()) formula += " | " + join(f.effects, " + ");
  if (!f.endogenous.empty())
    formula += (f.effects.empty() ? " | 0 | " : " | ") + join(f.endogenous, " + ") + " ~ " + join(f.instruments, " + ");
  return fmt::format("Table {}, column {}: {}", table.number, i + 1, formula);
}

}  // namespace

bool in_levels(const ColumnSpec& spec) { return estimator(spec.estimator).traits.unit != EffectTreatment::differenced; }

bool has_steps(const ScriptModel& m) {
  return m.spec.winsor || !m.group_column.empty() || !m.spec.outcome.empty() || !m.keep.empty();
}

std::vector<std::string> terms_before_rows(const ScriptModel& m) {
  const bool chooses = !m.spec.outcome.empty() || !m.keep.empty();
  std::vector<std::string> terms;
  if (m.group_column.empty() && !(chooses && in_levels(m.spec))) return terms;
  const auto add = [&](const std::string& term) {
    if (looks_elsewhere(term)) terms.push_back(term);
  };
  add(m.formula.outcome);
  for (const auto* list : {&m.formula.regressors, &m.formula.endogenous, &m.formula.instruments}) {
    for (const std::string& term : *list) add(term);
  }
  return terms;
}

std::vector<ScriptModel> script_models(const StudyResult& result, const TableResult& table) {
  const Study& study = result.study;
  std::vector<ScriptModel> models;
  std::size_t step = 0;  // of a mechanism: its columns come after those of the table's own
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnResult& column = table.columns[i];
    const bool own = i < table.spec.columns.size() || !column.group.empty();
    const bool in_mechanism = !own && table.mechanism && step < (table.mechanism->direct ? 3U : 2U);
    if (!column.estimate) continue;
    ScriptModel m{.column = &column, .spec = column.spec, .name = fmt::format("t{}c{}", table.number, i + 1)};
    m.formula = column_model(*study.model, column.spec).formula;
    if (!column.spec.outcome.empty()) m.known.push_back(parse_formula(study.model->formula).outcome);
    if (!column.group.empty()) {
      m.group_column = table.spec.split->by;
      m.group = column.group;
    }
    m.keep = column.spec.keep;
    if (in_mechanism) {
      m.known = {m.formula.outcome, table.mechanism->mediator};
      m.formula = mechanism_formula(m.formula, *table.mechanism, step++);
    } else if (!own && table.moderation) {
      m.moderator = table.moderation->moderator;
      m.focus = table.moderation->focus;
      std::erase(m.formula.regressors, m.moderator);
    }
    m.vce = m.spec.vce.empty() ? study.model->vce : m.spec.vce;
    m.place = place_of(table, i, m.formula);
    if (!m.moderator.empty()) m.place += fmt::format(", with {0} and {1} times {0}", m.moderator, m.focus);
    if (estimator(m.spec.estimator).traits.others == EffectTreatment::left_out) m.formula.effects.clear();
    models.push_back(std::move(m));
  }
  return models;
}

}  // namespace ecoeff
