#include "ecoeff/report/replicate/replicate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ecoeff/base/version.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/panel/formula_syntax.hpp"
#include "ecoeff/panel/vce.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/replicate/stata_terms.hpp"
#include "ecoeff/report/tables/table_papers.hpp"
#include "ecoeff/report/tables/table_style.hpp"
#include "ecoeff/study/column.hpp"

namespace ecoeff {
namespace {

bool is_word_byte(char c) {
  return (static_cast<unsigned char>(c) & 0x80U) != 0 || std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

struct Spelling {
  std::string and_word, or_word, not_word, unit, time;
};

// Copies quoted text as it is; outside, whole words are replaced. `in {a, b}` is spelled by the caller's language.
std::string respell(const std::string& text, const Spelling& s) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const std::size_t end = std::min(text.find(c, at + 1), text.size() - 1);
      out += '"' + text.substr(at + 1, end - at - 1) + '"';
      at = end + 1;
    } else if (is_word_byte(c)) {
      std::size_t end = at;
      while (end < text.size() && is_word_byte(text[end])) ++end;
      const std::string word = text.substr(at, end - at);
      out += word == "and"    ? s.and_word
             : word == "or"   ? s.or_word
             : word == "not"  ? s.not_word
             : word == "unit" ? s.unit
             : word == "time" ? s.time
                              : word;
      at = end;
    } else if (text.compare(at, 2, "&&") == 0 || text.compare(at, 2, "||") == 0) {
      out += c == '&' ? s.and_word : s.or_word;
      at += 2;
    } else {
      out += c;
      ++at;
    }
  }
  return out;
}

// One column of one table, with what both languages need to spell it.
struct Model {
  const ColumnResult* column;
  ColumnModel model;
  std::string name;  // t4c1
  std::string keep;  // the study's condition, split included
  std::string vce;
};

std::vector<Model> models_of(const StudyResult& result, const TableResult& table) {
  std::vector<Model> models;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnResult& column = table.columns[i];
    if (!column.estimate) continue;
    Model m{.column = &column,
            .model = column_model(*result.study.model, column.spec),
            .name = fmt::format("t{}c{}", table.number, i + 1),
            .keep = column.spec.keep,
            .vce = column.spec.vce.empty() ? result.study.model->vce : column.spec.vce};
    if (estimator(column.spec.estimator).traits.others == EffectTreatment::left_out) m.model.formula.effects.clear();
    if (!column.group.empty()) {
      m.keep = (m.keep.empty() ? "" : "(" + m.keep + ") and ") + table.spec.split->by + " == \"" + column.group + "\"";
    }
    models.push_back(std::move(m));
  }
  return models;
}

std::vector<std::string> role_columns(const std::vector<std::string>& effects, const Study& study) {
  std::vector<std::string> out;
  for (const std::string& e : effects) out.push_back(e == "unit" ? study.data.unit : e == "time" ? study.data.time : e);
  return out;
}

// The columns of "cluster(unit, time)"; none where the errors are not clustered.
std::vector<std::string> cluster_columns(const std::string& vce, const Study& study) {
  const Vce parsed = parse_vce(vce);
  return parsed.kind == Vce::Kind::cluster ? role_columns(parsed.clusters, study) : std::vector<std::string>{};
}

std::string head(const StudyResult& result, const char* comment) {
  const std::string title = result.study.title.in(Language::en);
  std::string out =
      fmt::format("{0} {1}\n{0} Made by ecoeff {2}; scores and indices are read from panel.csv beside this file.\n",
                  comment, title, kVersion);
  if (!result.study.data.source.empty())
    out += fmt::format("{} {}\n", comment, result.study.data.source.in(Language::en));
  return out;
}

// --- Stata

// Stata absorbs and clusters on numbers, so the unit is the number that the do-file's head makes of it.
Study in_stata(Study study) {
  study.data.unit = "unit_id";
  return study;
}

ReplicaLine line_of(const Model& m, const ModelOptions& options, const Study& study) {
  return {.name = m.name,
          .formula = m.model.formula,
          .effects = role_columns(m.model.formula.effects, study),
          .unit = study.data.unit,
          .time = study.data.time,
          .vce = m.vce,
          .clusters = cluster_columns(m.vce, study),
          .weights = m.column->estimate->weights,
          .options = options,
          .estimate = *m.column->estimate};
}

// xtabond2 reads no c.x#c.z.
bool reads_products(const ColumnSpec& spec) {
  return estimator(spec.estimator).traits.unit != EffectTreatment::differenced;
}

std::string stata_model(const Model& m, const StudyResult& result) {
  const Study& study = result.study;
  std::string out;
  Model used = m;
  if (m.column->spec.winsor) {
    const WinsorSpec& w = *m.column->spec.winsor;
    out += fmt::format("winsor2 {}, cuts({} {}) suffix(_w)\n", join(w.columns, " "), w.low, w.high);
    for (const std::string& name : w.columns) {
      for (std::string& term : used.model.formula.regressors) term = swap_in_term(term, name, name + "_w");
      used.model.formula.outcome = swap_in_term(used.model.formula.outcome, name, name + "_w");
    }
  }
  StataFormula spelled = stata_formula(used.model.formula, result.panel.table, reads_products(m.column->spec));
  out += spelled.lines;
  used.model.formula = std::move(spelled.formula);
  const ModelOptions options = model_options(study, m.column->spec, used.model.formula);
  ReplicaLine line = line_of(used, options, in_stata(study));
  if (!m.keep.empty()) line.condition = " if " + stata_condition(m.keep, study.data.unit, study.data.time);
  const Replica& replica = estimator(m.column->spec.estimator).replica;
  if (replica.stata == nullptr) return "* " + m.name + ": " + std::string(replica.missing) + "\n";
  if (!replica.has_errors(line)) out += "* the study's errors are " + m.vce + ", those of this line are not\n";
  out += replica.stata(line);
  std::string drop;
  if (m.column->spec.winsor) drop = fmt::format("drop {}_w\n", join(m.column->spec.winsor->columns, "_w "));
  return out + "\nestimates store " + m.name + "\n" + drop;
}

// The columns of a table as esttab prints them: statistic, decimals and thresholds as in ours.
std::string stata_table(const StudyResult& result, const TableResult& table) {
  const TableStyle style = style_of(result, table);
  std::vector<std::string> stars;
  for (std::size_t i = 0; i < result.study.model->stars.size(); ++i)
    stars.push_back(fmt::format("{} {:g}", std::string(i + 1, '*'), result.study.model->stars[i]));
  std::vector<std::string> shown;
  for (const ColumnResult& column : table.columns) {
    if (!column.estimate) continue;
    for (const std::string& name : shown_of(column)) {
      const std::string term = stata_term(name, result.panel.table, reads_products(column.spec));
      if (std::find(shown.begin(), shown.end(), term) == shown.end()) shown.push_back(term);
    }
  }
  const std::string keep = style.show_controls || shown.empty() ? "" : fmt::format(" keep({})", join(shown, " "));
  const bool winsor = std::any_of(table.columns.begin(), table.columns.end(),
                                  [](const ColumnResult& column) { return column.spec.winsor.has_value(); });
  return fmt::format("esttab t{0}c* using \"stata_table{0}.rtf\", replace b(%9.{1}f) {2}(%9.{1}f){3} r2{4}",
                     table.number, style.digits, style.below,
                     stars.empty() ? " nostar" : " star(" + join(stars, " ") + ")", winsor ? "" : keep);
}

// --- R

// The functions that the script's lines use. The covariances are those of the tables: plm's sandwich without a factor,
// times the factor of the method text.
constexpr const char* kRHead = R"R(# needs: install.packages("plm"); the lines for fixest stand beside as comments
library(plm)
d <- read.csv("panel.csv", fileEncoding = "UTF-8-BOM", check.names = FALSE)
# the column some periods before, over the calendar and whatever rows are chosen later
moved <- function(data, column, periods) {
  at <- function(shift) paste(data[[index[1]]], data[[index[2]]] - shift)
  data[[column]][match(at(periods), at(0))]
}
winsor2 <- function(x, low, high) {
  q <- quantile(x, c(low, high) / 100, type = 2, na.rm = TRUE)
  pmin(pmax(x, q[1]), q[2])
}
# effect: individual, time, twoways or none; absorbed: degrees of freedom that the effects take
fe <- function(name, formula, data, effect, errors, absorbed) {
  p <- pdata.frame(data, index = index)
  m <- if (effect == "none") plm(formula, p, model = "pooling") else plm(formula, p, model = "within", effect = effect)
  n <- nobs(m)
  df <- n - length(coef(m)) - absorbed
  clustered <- function(by) {
    groups <- length(unique(attr(model.frame(m), "index")[[by]]))
    vcovHC(m, method = "arellano", type = "HC0", cluster = c("group", "time")[by]) * (n - 1) / df * groups / (groups - 1)
  }
  v <- switch(errors, iid = vcov(m) * df.residual(m) / df,
              robust = vcovHC(m, method = "white1", type = "HC0") * n / df,
              cluster_unit = clustered(1), cluster_time = clustered(2))
  se <- sqrt(diag(v))
  print(data.frame(model = name, term = names(coef(m)), estimate = sprintf("%.10g", coef(m)), se = sprintf("%.10g", se),
                   t = sprintf("%.6g", coef(m) / se), n = n), row.names = FALSE)
  invisible(m)
}
)R";

// Lags and leads as columns of the data before rows are chosen.
std::string r_lags_before_keep(const std::string& data, Formula& f) {
  std::string out;
  for (auto* terms : {&f.regressors, &f.endogenous, &f.instruments}) {
    for (std::string& term : *terms) {
      const std::size_t dot = formula::operator_dot(term);
      const bool plain = term.find_first_of(":^(") == std::string::npos && dot != std::string::npos;
      const auto ops = formula::operators(term.substr(0, plain ? dot : 0));
      if (ops.size() == 1 && ops[0].letter != 'D' && formula::operator_dot(term.substr(dot + 1)) == std::string::npos) {
        const std::string name = fmt::format("{}{}_{}", ops[0].letter, ops[0].order, term.substr(dot + 1));
        out += fmt::format("{0}[[\"{1}\"]] <- moved({0}, \"{2}\", {3})\n", data, name, term.substr(dot + 1),
                           ops[0].letter == 'L' ? ops[0].order : -ops[0].order);
        term = name;
      } else if (looks_elsewhere(term)) {
        out += "# " + term + " is made below from the rows kept, in the tables from all rows\n";
      }
    }
  }
  return out;
}

std::string r_model(const Model& m, const Study& study) {
  std::string data = "d";
  std::string out;
  if (m.column->spec.winsor) {
    const WinsorSpec& w = *m.column->spec.winsor;
    out += "dw <- d\n";
    for (const std::string& name : w.columns)
      out += fmt::format("dw[[\"{0}\"]] <- winsor2(d[[\"{0}\"]], {1}, {2})\n", name, w.low, w.high);
    data = "dw";
  }
  Model used = m;
  if (!m.keep.empty()) out += r_lags_before_keep(data, used.model.formula);
  if (!m.keep.empty())
    data = fmt::format("subset({}, {})", data, r_condition(m.keep, study.data.unit, study.data.time));
  const ModelOptions options = model_options(study, m.column->spec, used.model.formula);
  ReplicaLine line = line_of(used, options, study);
  line.data = data;
  const Replica& replica = estimator(m.column->spec.estimator).replica;
  return out + (replica.r == nullptr ? "# " + m.name + ": " + std::string(replica.missing) + "\n" : replica.r(line));
}

}  // namespace

std::string stata_condition(const std::string& condition, const std::string& unit, const std::string& time) {
  return respell(condition, {"&", "|", "!", unit, time});
}

std::string r_condition(const std::string& condition, const std::string& unit, const std::string& time) {
  return respell(condition, {"&", "|", "!", unit, time});
}

std::string stata_lines(const StudyResult& result, const TableResult& table) {
  const TablePaper& paper = table_paper(table.spec.kind);
  if (paper.stata != nullptr) return paper.stata(result, table);
  std::string out;
  for (const Model& m : models_of(result, table)) out += stata_model(m, result);
  return out.empty() ? out : out + stata_table(result, table) + "\n";
}

std::string r_lines(const StudyResult& result, const TableResult& table) {
  const TablePaper& paper = table_paper(table.spec.kind);
  if (paper.r != nullptr) return paper.r(result, table);
  std::string out;
  for (const Model& m : models_of(result, table)) out += r_model(m, result.study);
  return out;
}

std::string replicate_stata(const StudyResult& result) {
  const Study& study = result.study;
  std::string out = head(result, "*");
  out +=
      "* needs: ssc install reghdfe, ftools, ivreg2, ivreghdfe, ppmlhdfe, xtabond2, winsor2, estout\nclear all\nimport "
      "delimited "
      "\"panel.csv\", "
      "encoding(\"UTF-8\") varnames(1) case(preserve) clear\n";
  out += fmt::format("egen unit_id = group({0})\nxtset unit_id {1}\n", study.data.unit, study.data.time);
  for (const TableResult& table : result.tables) {
    const std::string lines = stata_lines(result, table);
    if (!lines.empty()) out += fmt::format("\n* Table {}\n", table.number) + lines;
  }
  return out;
}

std::string replicate_r(const StudyResult& result) {
  std::string out = head(result, "#") + kRHead;
  const std::string& time = result.study.data.time;
  out += fmt::format("index <- c(\"{}\"{})\n", result.study.data.unit, time.empty() ? "" : ", \"" + time + "\"");
  for (const TableResult& table : result.tables) {
    const std::string lines = r_lines(result, table);
    if (!lines.empty()) out += fmt::format("\n# Table {}\n", table.number) + lines;
  }
  return out;
}

}  // namespace ecoeff
