// xtabond2: the line is read by panel/xtabond2.hpp; `if` and `in` choose rows before the calendar is filled.
#include <utility>

#include "ecoeff/panel/xtabond2.hpp"
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/estimation.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/term_columns.hpp"

namespace ecoeff::stata {
namespace {

// Lags at the first chosen year look at the year before it, so they become columns of the whole table first.
void keep_shifts(const Session& session, const Line& line, const std::vector<std::string>& terms, Table& table) {
  for (const std::string& name : terms) {
    if (name.starts_with("i.") || table.has(name)) continue;
    for (const Term& term : parse_terms(session.table(), name, line.text)) {
      for (TermColumn& column : term_columns(session.panel, true, term, {term}, {}, line.text))
        table.set_numbers(column.name, std::move(column.values));
    }
  }
}

std::shared_ptr<const Panel> chosen_panel(const Session& session, const Line& line, const DynamicGmmModel& model) {
  if (line.condition.empty() && line.range.empty()) return std::make_shared<const Panel>(session.panel);
  const std::vector<bool> chosen = chosen_rows(session, line);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i]) rows.push_back(i);
  }
  if (rows.empty()) refuse("T715", line.condition + line.range, line.text, {"no observations", "没有观测值"});
  Table table = session.table();
  keep_shifts(session, line, {model.outcome}, table);
  keep_shifts(session, line, model.regressors, table);
  for (const GmmGroup& group : model.gmm) keep_shifts(session, line, group.variables, table);
  for (const IvGroup& group : model.iv) keep_shifts(session, line, group.variables, table);
  return std::make_shared<const Panel>(table.select(rows), session.unit, session.time);
}

}  // namespace

Outcome run_xtabond2(Session& session, const Line& line) {
  refuse_weight(line);
  require_xtset(session, line, true);
  const DynamicGmmModel model = parse_xtabond2("xtabond2 " + line.body + ", " + line.option_text, session.table());
  Frame frame;
  frame.panel = chosen_panel(session, line, model);
  Estimate estimate = fit_dynamic_gmm(*frame.panel, model);
  return finish_estimation(session, line, {.command = "xtabond2"}, frame, std::move(estimate));
}

}  // namespace ecoeff::stata
