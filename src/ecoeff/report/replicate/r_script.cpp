// The R script.
#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/replicate/made_columns.hpp"
#include "ecoeff/report/replicate/r_common.hpp"
#include "ecoeff/report/replicate/r_words.hpp"
#include "ecoeff/report/replicate/replicate.hpp"
#include "ecoeff/report/replicate/script_head.hpp"
#include "ecoeff/report/replicate/script_model.hpp"
#include "ecoeff/report/tables/table_papers.hpp"

namespace ecoeff {
namespace {

// A column's data frame: the whole data, or what the steps before the fit leave of them.
class Frame {
 public:
  explicit Frame(const RWords& words) : words_(words) {}

  void step(const std::string& line) {
    begin();
    lines_ += line + "\n";
  }
  void begin() {
    if (lines_.empty()) lines_ = "dt <- d\n";
    name_ = "dt";
  }
  void keep(const std::string& condition) {
    begin();
    step("dt <- subset(dt, " + condition + ")");
  }
  std::string term(const std::string& term) {
    const RWords::Term spelled = words_.term("dt", term);
    if (!spelled.line.empty() && lines_.find(spelled.line) == std::string::npos) {
      begin();
      lines_ += spelled.line;
    }
    return spelled.name;
  }
  std::vector<std::string> terms(const std::vector<std::string>& all) {
    std::vector<std::string> out;
    for (const std::string& one : all) out.push_back(term(one));
    return out;
  }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& lines() const { return lines_; }

 private:
  const RWords& words_;
  std::string name_ = "d";
  std::string lines_;
};

std::string value_in(const std::string& column) { return "dt[[" + replica::r_text(column) + "]]"; }

bool prepare(const ScriptModel& m, const RWords& words, Frame& frame) {
  if (m.spec.winsor) {
    for (const std::string& column : m.spec.winsor->columns)
      frame.step(fmt::format("dt[[{0}]] <- winsor2(dt[[{0}]], {1}, {2})", replica::r_text(column), m.spec.winsor->low,
                             m.spec.winsor->high));
  }
  (void)frame.terms(terms_before_rows(m));
  if (!m.group_column.empty()) frame.keep(words.equals(m.group_column, m.group));
  if (!m.known.empty() && !m.spec.outcome.empty()) {
    for (const std::string& known : m.known) {
      const std::string column = frame.term(known);
      frame.step("dt <- dt[!is.na(" + value_in(column) + "), , drop = FALSE]");
    }
  }
  if (m.keep.empty()) return true;
  const std::string condition = words.condition(m.keep);
  if (condition.empty()) return false;
  frame.keep(condition);
  return true;
}

// The outcome is missing beside the rows that all steps of a mechanism share, so that lags still see their neighbours.
std::string shared_outcome(const ScriptModel& m, Frame& frame, const std::string& outcome) {
  if (m.known.empty() || !m.spec.outcome.empty()) return outcome;
  std::vector<std::string> known;
  for (const std::string& term : frame.terms(m.known)) known.push_back("is.na(" + value_in(term) + ")");
  const std::string shared = outcome + " shared";
  frame.step(value_in(shared) + " <- ifelse(" + join(known, " | ") + ", NA, " + value_in(outcome) + ")");
  return shared;
}

// The moderator less its mean over the rows of the fit, and its product with the focus, under the names of the table.
void moderate(const ScriptModel& m, Frame& frame, ReplicaLine& line) {
  const std::string moderator = frame.term(m.moderator);
  const std::string focus = frame.term(m.focus);
  std::vector<std::string> all = line.formula.regressors;
  all.push_back(moderator);
  const std::size_t equal = line.weights.find('=');
  const std::string weights =
      equal == std::string::npos ? "" : ", weights = " + replica::r_text(line.weights.substr(equal + 1));
  frame.step(fmt::format("rows <- sample_of(dt, {}, {}{}{}{})", replica::r_text(line.formula.outcome),
                         replica::r_vector(all),
                         line.effects.empty() ? "" : ", effects = " + replica::r_vector(line.effects),
                         line.clusters.empty() ? "" : ", clusters = " + replica::r_vector(line.clusters), weights));
  const std::string mean = weights.empty()
                               ? fmt::format("mean(rows[[{}]])", replica::r_text(moderator))
                               : fmt::format("weighted.mean(rows[[{}]], rows[[{}]])", replica::r_text(moderator),
                                             replica::r_text(line.weights.substr(equal + 1)));
  frame.step(value_in(moderator) + " <- " + value_in(moderator) + " - " + mean);
  const std::string product = m.focus + ":" + m.moderator;
  frame.step(value_in(product) + " <- " + value_in(focus) + " * " + value_in(moderator));
  line.formula.regressors.push_back(moderator);
  line.formula.regressors.push_back(product);
}

std::vector<std::string> grouped(const RWords& words, const std::vector<std::string>& groups) {
  std::vector<std::string> out;
  for (const std::string& group : groups) out.push_back(words.group(group));
  return out;
}

std::string r_model(const ScriptModel& m, const Study& study, const RWords& words) {
  const std::string comment = "# " + m.place + "\n";
  const Replica& replica = estimator(m.spec.estimator).replica;
  if (replica.r == nullptr)
    return comment + "# no line: " + std::string(replica.r_missing.empty() ? replica.missing : replica.r_missing) +
           "\n";
  Frame frame(words);
  if (!prepare(m, words, frame))
    return comment + "# no line: the condition " + m.keep + " computes a capital stock; derive it as a column\n";
  const ModelOptions options = model_options(study, m.spec, m.formula);
  const Vce vce = parse_vce(m.vce);
  ReplicaLine line{.name = m.name,
                   .formula = {.outcome = frame.term(m.formula.outcome),
                               .regressors = frame.terms(m.formula.regressors),
                               .endogenous = frame.terms(m.formula.endogenous),
                               .instruments = frame.terms(m.formula.instruments)},
                   .effects = grouped(words, m.formula.effects),
                   .unit = words.unit(),
                   .time = words.time(),
                   .vce = vce,
                   .clusters = grouped(words, vce.clusters),
                   .weights = m.column->estimate->weights,
                   .options = options,
                   .estimate = *m.column->estimate};
  // The slopes of an effect may be a term.
  for (const std::string& effect : line.effects) {
    if (const std::size_t colon = effect.find(':'); colon != std::string::npos)
      (void)frame.term(effect.substr(colon + 1));
  }
  line.formula.outcome = shared_outcome(m, frame, line.formula.outcome);
  if (!m.moderator.empty()) {
    frame.begin();
    moderate(m, frame, line);
  }
  line.data = frame.name();
  const bool others = vce.kind == Vce::Kind::other && !replica.own_errors;
  return comment + (others ? "# the study's errors are " + m.vce + ", those of this line are not\n" : "") +
         frame.lines() + replica.r(line) + "\n";
}

std::string table_lines(const StudyResult& result, const TableResult& table, const RWords& words) {
  const TablePaper& paper = table_paper(table.spec.kind);
  if (paper.r != nullptr) return paper.r(result, table);
  if (!paper.no_script.empty()) return "";
  std::string out;
  for (const ScriptModel& m : script_models(result, table)) out += r_model(m, result.study, words);
  return out;
}

// The functions of the estimators that the tables name, each once.
std::string own_functions(const StudyResult& result) {
  std::vector<std::string_view> used;
  for (const TableResult& table : result.tables) {
    for (const ScriptModel& m : script_models(result, table)) {
      const std::string_view code = estimator(m.spec.estimator).replica.r_code;
      if (!code.empty() && std::find(used.begin(), used.end(), code) == used.end()) used.push_back(code);
    }
  }
  std::string out;
  for (const std::string_view code : used) out += code;
  return out;
}

// Text columns are read as text whatever they look like, and "NA" is a text.
std::string read_data(const Panel& panel, const RWords& words) {
  std::vector<std::string> texts;
  for (const Column& column : panel.table.columns()) {
    if (column.is_text) texts.push_back(replica::r_text(column.name) + " = \"character\"");
  }
  std::string out = fmt::format(
      "d <- read.csv(\"panel.csv\", fileEncoding = \"UTF-8-BOM\", check.names = FALSE, na.strings = \"\"{})\n",
      texts.empty() ? "" : ",\n              colClasses = c(" + join(texts, ", ") + ")");
  for (const auto& [column, name] : words.renamed())
    out += fmt::format("d[[{}]] <- d[[{}]]\n", replica::r_text(name), replica::r_text(column));
  if (!panel.time_column().empty() && !panel.table.column(panel.time_column()).has_numbers()) {
    std::vector<std::string> periods;
    const std::vector<std::string> spelled = panel.table.texts(panel.time_column());
    for (std::size_t i = 0; i < spelled.size(); ++i) {
      const std::string one = replica::r_text(spelled[i]) + " = " + std::to_string(panel.time()[i]);
      if (std::find(periods.begin(), periods.end(), one) == periods.end()) periods.push_back(one);
    }
    out += fmt::format("d[[{}]] <- c({})[d[[{}]]]\n", replica::r_text(words.time()), join(periods, ", "),
                       replica::r_text(panel.time_column()));
  }
  std::vector<std::string> index{words.unit()};
  if (!words.time().empty()) index.push_back(words.time());
  return out + "index <- " + replica::r_vector(index) + "\n";
}

}  // namespace

std::string r_condition(const Panel& panel, const std::string& condition) { return RWords(panel).condition(condition); }

std::string r_lines(const StudyResult& result, const TableResult& table) {
  return table_lines(result, table, RWords(result.panel));
}

std::string replicate_r(const StudyResult& result) {
  const RWords words(result.panel);
  std::string out =
      script_head(result, "#") +
      "# run in a UTF-8 locale: Rscript replicate.R; each line printed is column, term, estimate, standard "
      "error, t or z\n" +
      read_data(result.panel, words) + kCommonInR + own_functions(result) + r_made_columns(result);
  for (const TableResult& table : result.tables) {
    const std::string lines = table_lines(result, table, words);
    out += lines.empty() ? "\n# " + table_aside(table) + "\n" : fmt::format("\n# Table {}\n", table.number) + lines;
  }
  return out;
}

}  // namespace ecoeff
