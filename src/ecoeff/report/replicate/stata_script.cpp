// The do-file.
#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/panel/degrees_convention.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/replicate/made_columns.hpp"
#include "ecoeff/report/replicate/replicate.hpp"
#include "ecoeff/report/replicate/script_head.hpp"
#include "ecoeff/report/replicate/script_model.hpp"
#include "ecoeff/report/replicate/stata_words.hpp"
#include "ecoeff/report/tables/table_papers.hpp"
#include "ecoeff/report/tables/table_style.hpp"

namespace ecoeff {
namespace {

std::vector<std::string> spelled(StataWords& words, const std::vector<std::string>& terms) {
  std::vector<std::string> out;
  for (const std::string& term : terms) out.push_back(words.term(term));
  return out;
}

// As the command of the estimator lists them: xtabond2 reads no products, and differences are taken of variables.
std::vector<std::string> listed(const ScriptModel& m, StataWords& words, const std::vector<std::string>& terms) {
  if (!in_levels(m.spec)) return spelled(words, terms);
  std::vector<std::string> out;
  for (const std::string& term : terms) out.push_back(words.regressor(term));
  return out;
}

std::vector<std::string> grouped(StataWords& words, const std::vector<std::string>& groups) {
  std::vector<std::string> out;
  for (const std::string& group : groups) out.push_back(words.group(group));
  return out;
}

std::string spelled_weights(const StataWords& words, const std::string& weights) {
  const std::size_t equal = weights.find('=');
  return equal == std::string::npos ? "" : weights.substr(0, equal + 1) + words.name(weights.substr(equal + 1));
}

// The data as the study prepares them for this column; empty lines where it takes them as they are. False: it has a
// condition that has no spelling.
bool prepare(const ScriptModel& m, StataWords& words, std::string& out) {
  const auto keep = [&](const std::string& condition) { out += words.take_lines() + "keep if " + condition + "\n"; };
  if (has_steps(m)) words.forget();
  if (m.spec.winsor) {
    std::vector<std::string> columns;
    for (const std::string& column : m.spec.winsor->columns) columns.push_back(words.name(column));
    out +=
        fmt::format("winsor2 {}, cuts({} {}) replace\n", join(columns, " "), m.spec.winsor->low, m.spec.winsor->high);
  }
  for (const std::string& term : terms_before_rows(m)) words.fix(term);
  out += words.take_lines();
  if (!m.group_column.empty()) keep(words.equals(m.group_column, m.group));
  if (!m.known.empty() && !m.spec.outcome.empty())
    keep(fmt::format("!missing({})", join(spelled(words, m.known), ", ")));
  if (m.keep.empty()) return true;
  const std::string condition = words.condition(m.keep);
  if (condition.empty()) return false;
  keep(condition);
  return true;
}

// The outcome is missing beside the rows that all steps of a mechanism share, so that lags still see their neighbours.
void share_rows(const ScriptModel& m, StataWords& words, ReplicaLine& line) {
  if (m.known.empty() || !m.spec.outcome.empty()) return;
  const std::string known = join(spelled(words, m.known), ", ");
  line.formula.outcome = words.generated(line.formula.outcome + "_shared",
                                         fmt::format("cond(missing({}), ., {})", known, line.formula.outcome));
}

// Of the lines of a fit, the one whose estimates are stored last: no comment, none that keeps a result of its own.
std::string main_line(const std::string& lines) {
  const std::vector<std::string> all = split(lines, '\n');
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool kept = i + 1 < all.size() && all[i + 1].starts_with("estimates store");
    if (!all[i].starts_with('*') && !all[i].starts_with("estimates store") && !kept) return all[i];
  }
  return lines;
}

// The moderator enters less its mean over the rows of the fit: those of the same regression with the moderator as it
// is.
std::string moderate(const ScriptModel& m, StataWords& words, const Replica& replica, ReplicaLine& line) {
  const std::string moderator = words.term(m.moderator);
  const std::string focus = words.term(m.focus);
  const std::string as_is = words.generated(m.moderator + "_as_is", moderator);
  const std::string before = words.take_lines();
  ReplicaLine first = line;
  first.formula.regressors.push_back(as_is);
  std::string out = before + "quietly " + main_line(replica.stata(first)) + "\n";
  std::string mean = "r(mean)";
  if (line.weights.empty()) {
    out += fmt::format("quietly summarize {} if e(sample)\n", as_is);
  } else {
    const std::string weight = line.weights.substr(line.weights.find('=') + 1);
    const std::string sum = words.reserve(m.moderator + "_sum");
    const std::string all = words.reserve(m.moderator + "_weights");
    out += fmt::format("egen double {} = total({} * {}) if e(sample)\negen double {} = total({}) if e(sample)\n", sum,
                       weight, as_is, all, weight);
    mean = sum + " / " + all;
  }
  const std::string centred = words.generated(m.moderator + "_centred", as_is + " - " + mean);
  const std::string product = words.generated(m.focus + "_x_" + m.moderator, focus + " * " + centred);
  line.formula.regressors.push_back(centred);
  line.formula.regressors.push_back(product);
  return out + words.take_lines();
}

std::string stata_model(const ScriptModel& m, const Study& study, StataWords& words) {
  const std::string comment = "* " + m.place + "\n";
  const Replica& replica = estimator(m.spec.estimator).replica;
  if (replica.stata == nullptr) return comment + "* no line: " + std::string(replica.missing) + "\n";
  const StataWords::Mark mark = words.mark();
  std::string steps;
  if (!prepare(m, words, steps)) {
    words.back_to(mark);
    return comment + "* no line: the condition " + m.keep + " computes a capital stock; derive it as a column\n";
  }
  const bool changed = !steps.empty();
  ModelOptions options = model_options(study, m.spec, m.formula);
  for (auto* terms : {&options.study_gmm.endogenous, &options.study_gmm.predetermined}) *terms = spelled(words, *terms);
  const Vce vce = parse_vce(m.vce);
  ReplicaLine line{.name = m.name,
                   .formula = {.outcome = words.term(m.formula.outcome),
                               .regressors = listed(m, words, m.formula.regressors),
                               .endogenous = listed(m, words, m.formula.endogenous),
                               .instruments = listed(m, words, m.formula.instruments)},
                   .effects = grouped(words, m.formula.effects),
                   .unit = words.unit(),
                   .time = words.time(),
                   .vce = vce,
                   .clusters = grouped(words, vce.clusters),
                   .weights = spelled_weights(words, m.column->estimate->weights),
                   .options = options,
                   .estimate = *m.column->estimate};
  share_rows(m, words, line);
  steps += words.take_lines();
  if (!m.moderator.empty()) steps += moderate(m, words, replica, line);
  if (!replica.has_errors(line)) steps += "* the study's errors are " + m.vce + ", those of this line are not\n";
  steps += degrees_convention(options.linear.dof).in_stata;
  std::string out =
      comment + (changed ? "preserve\n" : "") + steps + replica.stata(line) + "\nestimates store " + m.name + "\n";
  if (!changed) return out;
  words.back_to(mark);
  return out + "restore\n";
}

// The columns of a table as esttab prints them: statistic, decimals and thresholds as in ours.
std::string stata_table(const StudyResult& result, const TableResult& table) {
  const TableStyle style = style_of(result, table);
  std::vector<std::string> stars;
  for (std::size_t i = 0; i < result.study.model->stars.size(); ++i)
    stars.push_back(fmt::format("{} {:g}", std::string(i + 1, '*'), result.study.model->stars[i]));
  const std::string below = style.below == "ci" ? "se" : style.below;
  return fmt::format("esttab t{0}c* using \"stata_table{0}.rtf\", replace b(%9.{1}f) {2}(%9.{1}f){3} r2", table.number,
                     style.digits, below, stars.empty() ? " nostar" : " star(" + join(stars, " ") + ")");
}

std::string table_lines(const StudyResult& result, const TableResult& table, StataWords& words) {
  const TablePaper& paper = table_paper(table.spec.kind);
  if (paper.stata != nullptr) return paper.stata(result, table);
  if (!paper.no_script.empty()) return "";
  std::string out;
  bool stored = false;
  for (const ScriptModel& m : script_models(result, table)) {
    const std::string lines = stata_model(m, result.study, words);
    stored = stored || lines.find("\nestimates store ") != std::string::npos;
    out += lines;
  }
  return stored ? out + stata_table(result, table) + "\n" : out;
}

// panel.csv, its text columns as text whatever they look like.
std::string read_data(const StudyResult& result, const StataWords& words) {
  std::vector<std::string> texts;
  const std::vector<Column>& columns = result.panel.table.columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].is_text) texts.push_back(std::to_string(i + 1));
  }
  const bool named = words.renames();
  return fmt::format("import delimited {}\"panel.csv\", encoding(\"UTF-8\") {} asdouble{} clear\n",
                     named ? join(words.names(), " ") + " using " : "",
                     named ? "rowrange(2)" : "varnames(1) case(preserve)",
                     texts.empty() ? "" : " stringcols(" + join(texts, " ") + ")");
}

// Periods that are text ("2010年") as the numbers that the study takes them for.
std::string number_periods(const Panel& panel, const StataWords& words) {
  if (panel.time_column().empty() || panel.table.column(panel.time_column()).has_numbers()) return "";
  std::string out = "generate " + words.time() + " = .\n";
  const std::vector<std::string> texts = panel.table.texts(panel.time_column());
  std::set<std::string> seen;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!seen.insert(texts[i]).second) continue;
    out += fmt::format(
        "replace {} = {} if {} == {}\n", words.time(), panel.time()[i],
        words.names()[static_cast<std::size_t>(panel.table.find(panel.time_column()) - panel.table.columns().data())],
        StataWords::quoted(texts[i]));
  }
  return out;
}

}  // namespace

std::string stata_condition(const Panel& panel, const std::string& condition) {
  StataWords words(panel);
  const std::string spelled = words.condition(condition);
  return words.take_lines() + spelled;
}

std::string stata_lines(const StudyResult& result, const TableResult& table) {
  StataWords words(result.panel);
  return table_lines(result, table, words);
}

std::string replicate_stata(const StudyResult& result) {
  StataWords words(result.panel);
  std::string out = script_head(result, "*");
  out +=
      "* needs: ssc install reghdfe, ftools, ivreg2, ranktest, ivreghdfe, ppmlhdfe, xtabond2, winsor2, boottest, "
      "estout\n"
      "* without Stata: ecoeff stata --do replicate.do\nclear all\n";
  out += read_data(result, words) + number_periods(result.panel, words);
  const std::string unit = words.names()[static_cast<std::size_t>(result.panel.table.find(result.panel.unit_column()) -
                                                                  result.panel.table.columns().data())];
  out += fmt::format("egen {} = group({})\nxtset {} {}\n", words.unit(), unit, words.unit(), words.time());
  out += stata_made_columns(result);
  for (const TableResult& table : result.tables) {
    const std::string lines = table_lines(result, table, words);
    out += lines.empty() ? "\n* " + table_aside(table) + "\n" : fmt::format("\n* Table {}\n", table.number) + lines;
  }
  return out;
}

}  // namespace ecoeff
