#include "ecoeff/study/column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/data/clean.hpp"
#include "ecoeff/data/expression.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/model.hpp"
#include "ecoeff/panel/model_tests.hpp"
#include "ecoeff/study/prepare.hpp"

namespace ecoeff {
namespace {

bool is_name_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

Panel winsorized(const Panel& panel, const WinsorSpec& winsor) {
  Panel changed = panel;
  for (const std::string& name : winsor.columns) {
    changed.table.set_numbers(name, winsorize(panel.table.numbers(name), winsor.low, winsor.high).values);
  }
  return changed;
}

// Mechanism columns use the rows on which the base outcome is known, so that both regressions speak of the same sample.
Panel same_sample(const Panel& panel, const std::string& base_outcome) {
  const std::vector<double> outcome = build_term(panel, base_outcome);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    if (!is_missing(outcome[i])) rows.push_back(i);
  }
  return rows.size() == panel.rows() ? panel : panel.select(rows);
}

// Lags are those of the whole panel, whatever rows the column keeps. The GMM estimators make theirs on its own rows.
Panel column_panel(const Study& study, const Panel& panel, const ColumnSpec& column, const Formula& formula) {
  Panel out = column.winsor ? winsorized(panel, *column.winsor) : panel;
  const bool chooses_rows = !column.outcome.empty() || !column.keep.empty();
  const bool in_levels = estimator(column.estimator).traits.unit != EffectTreatment::differenced;
  if (chooses_rows && in_levels) out = with_terms(out, formula);
  if (!column.outcome.empty()) out = same_sample(out, parse_formula(study.model->formula).outcome);
  if (!column.keep.empty()) {
    const std::vector<std::size_t> rows = rows_where(out, column.keep);
    if (rows.empty()) {
      throw Error(
          Fault::estimator, "P516",
          {fmt::format("no row satisfies \"{}\"", column.keep), fmt::format("没有任何行满足“{}”", column.keep)});
    }
    out = out.select(rows);
  }
  return out;
}

// "{value}" becomes the value, or what [labels] calls it.
Text column_head(const Study& study, const ColumnSpec& column, const std::string& value) {
  const auto label = study.labels.find(value);
  const Text text = label == study.labels.end() ? both(value) : label->second;
  return {replace_all(column.head.en, "{value}", text.in(Language::en)),
          replace_all(column.head.zh, "{value}", text.in(Language::zh))};
}

std::vector<std::string> read_all(const std::vector<std::string>& typed) {
  std::vector<std::string> terms;
  for (const std::string& term : typed) terms.push_back(read_term(term));
  return terms;
}

bool has_term(const Formula& f, const std::string& term) {
  return contains(f.regressors, term) || contains(f.endogenous, term);
}

// What the column shows, in the formula's spelling.
std::vector<std::string> shown_terms(const ModelSpec& model, const ColumnSpec& column, const Formula& f) {
  std::vector<std::string> wanted = column.focus;
  if (wanted.empty()) {
    wanted = {model.focus};
    wanted.insert(wanted.end(), model.more_focus.begin(), model.more_focus.end());
  }
  std::vector<std::string> shown;
  for (const std::string& typed : wanted) {
    std::string term = read_term(typed);
    for (const auto& [from, to] : column.swap) term = swap_in_term(term, from, to);
    term = same_term(f.endogenous, same_term(f.regressors, term));
    if (has_term(f, term) && !contains(shown, term)) shown.push_back(term);
  }
  if (!shown.empty()) return shown;
  throw Error(Fault::study, "S107",
              {fmt::format("the focus variable \"{}\" is not in the formula \"{}\"", join(wanted, ", "), f.text),
               fmt::format("关注变量“{}”不在公式“{}”中", join(wanted, "、"), f.text)});
}

// Tests that rows of tables print; one that this estimate cannot have is a note.
void add_tests(const Study& study, const Panel& panel, const ColumnModel& model, ModelOptions options,
               Estimate& estimate) {
  for (const std::string& test : study.report.tests) {
    const ModelTest* known = model_tests().find(test);
    if (known == nullptr || (!known->beside.empty() && !contains(known->beside, estimate.model))) continue;
    options.tests = {test};
    try {
      run_tests(panel, model.formula, options, estimate);
    } catch (const Error& error) {
      if (error.fault == Fault::interrupted || error.fault == Fault::internal) throw;
      estimate.notes.push_back({Severity::info, "P679",
                                error.fault == Fault::usage  // which names the test
                                    ? Text{"not printed: " + error.message.en, "表中未列：" + error.message.zh}
                                    : Text{"the test " + test + " is not printed: " + error.message.en,
                                           "表中未列检验 " + test + "：" + error.message.zh}});
    }
  }
}

}  // namespace

ModelOptions model_options(const Study& study, const ColumnSpec& column, const Formula& formula, unsigned threads) {
  ModelOptions options{.model = column.estimator, .linear = linear_options(study, column, formula, threads)};
  take_options(estimator(column.estimator), column.options, options);
  for (auto* terms : {&options.study_gmm.endogenous, &options.study_gmm.predetermined}) *terms = read_all(*terms);
  return options;
}

bool ends_the_run(const Error& error) {
  return error.fault == Fault::study || error.fault == Fault::interrupted || error.fault == Fault::internal ||
         error.code == "D110";
}

std::string swap_in_term(const std::string& term, const std::string& from, const std::string& to) {
  std::string out;
  for (std::size_t at = 0; at < term.size();) {
    const bool starts = (at == 0 || !is_name_byte(term[at - 1])) && term.compare(at, from.size(), from) == 0;
    const bool ends = at + from.size() >= term.size() || !is_name_byte(term[at + from.size()]);
    if (starts && ends && !from.empty()) {
      out += to;
      at += from.size();
    } else {
      out += term[at++];
    }
  }
  return out;
}

ColumnModel column_model(const ModelSpec& model, const ColumnSpec& column) {
  ColumnModel out{.formula = parse_formula(column.formula.empty() ? model.formula : column.formula)};
  Formula& f = out.formula;
  if (!column.outcome.empty()) f.outcome = read_term(column.outcome);
  for (const auto& [from, to] : column.swap) {
    bool found = false;
    const auto swap = [&, &was = from, &is = to](std::string& term) {
      const std::string swapped = swap_in_term(term, was, is);
      found = found || swapped != term || was == is;
      term = swapped;
    };
    for (auto* terms : {&f.regressors, &f.endogenous, &f.instruments})
      std::for_each(terms->begin(), terms->end(), swap);
    swap(f.outcome);
    if (!found) {
      throw Error(
          Fault::study, "S107",
          {fmt::format("\"{}\" is to be swapped for \"{}\", but it is not in the formula \"{}\"", from, to, f.text),
           fmt::format("要以“{}”替换“{}”，但公式“{}”中没有它", to, from, f.text)});
    }
  }
  out.shown = shown_terms(model, column, f);
  out.focus = out.shown.front();
  const auto is_shown = [&](const std::string& term) { return contains(out.shown, term); };
  if (!column.controls) std::erase_if(f.regressors, [&](const std::string& term) { return !is_shown(term); });
  f.text = f.outcome + " ~ " + join(f.regressors, " + ") + (f.effects.empty() ? "" : " | " + join(f.effects, " + "));
  if (!f.endogenous.empty()) {
    f.text +=
        (f.effects.empty() ? " | 0" : "") + (" | " + join(f.endogenous, " + ")) + " ~ " + join(f.instruments, " + ");
  }
  for (const std::string& term : f.regressors) {
    if (!is_shown(term)) out.controls.push_back(term);
  }
  return out;
}

FixedEffectsOptions linear_options(const Study& study, const ColumnSpec& column, const Formula& formula,
                                   unsigned threads) {
  const ModelSpec& model = *study.model;
  const std::string& weights = column.weights.empty() ? model.weights : column.weights;
  return {.vce = column.vce.empty() ? model.vce : column.vce,
          .base_year_constant = model.constant == "base-year" && !formula.effects.empty(),
          .weights = weights == "none" ? "" : weights,
          .dof = column.dof.empty() ? model.dof : column.dof,
          .replications = static_cast<std::size_t>(model.replications),
          .seed = study.seed,
          .threads = threads};
}

void try_formula(const Panel& panel, const Formula& f) {
  (void)build_term(panel, f.outcome);
  for (const auto* terms : {&f.regressors, &f.endogenous, &f.instruments}) (void)build_terms(panel, *terms);
  for (const std::string& effect : f.effects) {
    const std::size_t colon = effect.find(':');
    (void)effect_codes(panel, std::string(trim(effect.substr(0, colon))));
    if (colon != std::string::npos) (void)build_term(panel, std::string(trim(effect.substr(colon + 1))));
  }
}

ModelSpec with_focus(ModelSpec model, const std::vector<std::string>& focus) {
  if (focus.empty()) return model;
  model.focus = focus.front();
  model.more_focus.assign(focus.begin() + 1, focus.end());
  return model;
}

ColumnResult estimate_column(const Study& study, const Panel& panel, const ColumnSpec& column, unsigned threads) {
  ColumnResult result;
  result.spec = column;
  result.head = column.head;
  at_place(study, column.at, [&] {
    const ColumnModel model = column_model(*study.model, column);
    result.formula = model.formula.text;
    result.outcome = model.formula.outcome;
    result.focus = model.focus;
    result.shown = model.shown;
    result.controls = model.controls;
    try {
      const Panel rows = column_panel(study, panel, column, model.formula);
      const ModelOptions options = model_options(study, column, model.formula, threads);
      result.estimate = fit_model(rows, model.formula, options);
      add_tests(study, rows, model, options, *result.estimate);
      if (is_missing(result.estimate->coefficient(model.focus))) {
        result.refused = Error(
            Fault::estimator, "P517",
            {fmt::format("{} was omitted: it does not vary once effects and the regressors before it are taken out",
                         model.focus),
             fmt::format("{} 被剔除：扣除固定效应和在前的解释变量后它没有变化", model.focus)});
        result.estimate.reset();
      }
    } catch (const Error& error) {
      if (ends_the_run(error)) throw;
      result.refused = error;
    }
  });
  return result;
}

void estimate_split(const Study& study, const Panel& panel, const SplitSpec& split, const ColumnSpec& base,
                    unsigned threads, TableResult& table) {
  at_place(study, table.spec.at, [&] {
    const ColumnModel model = column_model(*study.model, base);
    const Panel lagged = with_terms(panel, model.formula);
    const std::vector<std::string> value_of_row = lagged.table.texts(split.by);
    std::vector<std::string> order = split.order;
    if (order.empty()) {
      for (const std::string& value : value_of_row) {
        if (!value.empty() && !contains(order, value)) order.push_back(value);
      }
    }
    for (const std::string& value : order) {
      std::vector<std::size_t> rows;
      for (std::size_t i = 0; i < value_of_row.size(); ++i) {
        if (value_of_row[i] == value) rows.push_back(i);
      }
      ColumnSpec column = base;
      column.head = split.head.empty() ? both("{value}") : split.head;
      column.head = column_head(study, column, value);
      ColumnResult result;
      if (rows.empty()) {
        result.spec = column;
        result.head = column.head;
        result.refused = Error(Fault::estimator, "P518",
                               {fmt::format("the group \"{}\" of {} has no rows", value, split.by),
                                fmt::format("{} 的组“{}”没有数据行", split.by, value)});
      } else {
        result = estimate_column(study, lagged.select(rows), column, threads);
      }
      result.group = value;
      table.columns.push_back(std::move(result));
    }
    std::vector<std::string> estimated;
    for (const ColumnResult& c : table.columns) {
      if (c.estimate) estimated.push_back(c.group);
    }
    if (estimated.size() < 2) return;
    FixedEffectsOptions linear = linear_options(study, base, model.formula, threads);
    linear.base_year_constant = false;
    try {
      table.comparison =
          compare_groups(lagged, model.formula, linear, split.by, estimated, model.focus,
                         {.replications = study.model->group_replications, .seed = study.seed, .threads = threads});
    } catch (const Error& error) {
      if (ends_the_run(error)) throw;
      table.comparison = GroupComparison{.focus = model.focus};
      table.comparison->notes.push_back(
          {Severity::warning,
           "P656",
           {"the groups are not compared: " + error.message.en, "各组未作比较：" + error.message.zh},
           {.column = split.by}});
    }
  });
}

}  // namespace ecoeff
