#include "ecoeff/report/replicate/replicate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ecoeff/base/version.hpp"
#include "ecoeff/report/replicate/replicate_estimators.hpp"
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
    if (column.spec.estimator == "pooled" || column.spec.estimator == "ols") m.model.formula.effects.clear();
    if (!column.group.empty()) {
      m.keep = (m.keep.empty() ? "" : "(" + m.keep + ") and ") + table.spec.split->by + " == \"" + column.group + "\"";
    }
    models.push_back(std::move(m));
  }
  return models;
}

bool has_time_effects(const ColumnResult& column) {
  const std::vector<TakenEffect>& effects = column.estimate->effects;
  return std::any_of(effects.begin(), effects.end(), [](const TakenEffect& effect) { return effect.name == "time"; });
}

std::vector<std::string> role_columns(const std::vector<std::string>& effects, const Study& study) {
  std::vector<std::string> out;
  for (const std::string& e : effects) out.push_back(e == "unit" ? study.data.unit : e == "time" ? study.data.time : e);
  return out;
}

// "city year" of "cluster(unit, time)" with a blank as separator; "" where the errors are not clustered.
std::string cluster_columns(const std::string& vce, const Study& study, std::string_view separator) {
  if (!vce.starts_with("cluster(")) return "";
  std::vector<std::string> names;
  for (const std::string& name : split(vce.substr(8, vce.size() - 9), ',')) names.emplace_back(trim(name));
  return join(role_columns(names, study), separator);
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

std::string stata_gmm(const Model& m, const Study& study, const std::string& condition) {
  const GmmSpec& gmm = m.column->spec.gmm;
  const std::string& y = m.model.formula.outcome;
  std::vector<std::string> endogenous = gmm.endogenous.empty() ? std::vector<std::string>{"L." + y} : gmm.endogenous;
  const auto moved = [&](const std::string& term) {
    return std::find(endogenous.begin(), endogenous.end(), term) != endogenous.end() ||
           std::find(gmm.predetermined.begin(), gmm.predetermined.end(), term) != gmm.predetermined.end();
  };
  std::vector<std::string> exogenous;
  for (const std::string& term : m.model.formula.regressors) {
    if (!moved(term)) exogenous.push_back(term);
  }
  const std::string years = "i." + study.data.time;
  const std::string to = gmm.lag_to ? std::to_string(*gmm.lag_to) : ".";
  const std::string collapse = gmm.collapse ? " collapse" : "";
  const bool with_years = has_time_effects(*m.column);
  std::string line =
      fmt::format("xtabond2 {0} L(1/{1}).{0} {2}{3}{4}, gmm({5}, lag({6} {7}){8})", y, m.column->spec.lags,
                  join(m.model.formula.regressors, " "), with_years ? " " + years : "", condition,
                  join(endogenous, " "), gmm.lag_from, to, collapse);
  if (m.column->spec.lags == 1) line = replace_all(line, "L(1/1)." + y, "L." + y);
  if (!gmm.predetermined.empty())
    line += fmt::format(" gmm({}, lag({} {}){})", join(gmm.predetermined, " "), std::max(gmm.lag_from - 1, 1), to,
                        collapse);
  if (!exogenous.empty()) line += fmt::format(" iv({})", join(exogenous, " "));
  const bool system = m.column->spec.estimator == "system-gmm";
  if (with_years) line += system ? fmt::format(" iv({}, eq(level))", years) : fmt::format(" iv({})", years);
  if (!system) line += " nolevel";
  if (gmm.h) line += fmt::format(" h({})", *gmm.h);
  if (gmm.orthogonal) line += " orthogonal";
  if (gmm.steps == 2) line += " twostep";
  if (gmm.robust) line += " robust";
  return line + (gmm.small ? " small" : "");
}

// A GMM column by its name: iv-gmm is an instrumental-variables estimator.
bool is_dynamic(const Model& m) {
  return m.column->spec.estimator == "system-gmm" || m.column->spec.estimator == "difference-gmm";
}

EstimatorLine line_of(const Model& m, const Study& study) {
  return {.spec = &m.column->spec,
          .formula = m.model.formula,
          .effects = role_columns(m.model.formula.effects, study),
          .unit = study.data.unit,
          .vce = m.vce,
          .cluster = cluster_columns(m.vce, study, " ")};
}

// Whether the line that Stata is given has the errors of the study.
bool stata_has_errors(const Model& m) {
  const std::string& name = m.column->spec.estimator;
  if (m.vce == "iid") return true;
  if (name == "between" || name == "xttobit") return false;
  if (m.vce == "robust") return true;
  const bool several = m.vce.find(',') != std::string::npos;  // reghdfe and ivreghdfe know them
  return m.vce.starts_with("cluster(") && name != "quantile" && (!several || name == "fe" || name.starts_with("iv"));
}

std::string stata_model(const Model& m, const Study& study) {
  const std::string if_part = m.keep.empty() ? "" : " if " + stata_condition(m.keep, study.data.unit, study.data.time);
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
  const Formula& f = used.model.formula;
  const std::string other = stata_estimator(line_of(used, in_stata(study)), if_part);
  if (!is_dynamic(m) && !stata_has_errors(m))
    out += "* the study's errors are " + m.vce + ", those of this line are not\n";
  if (is_dynamic(m)) {
    out += stata_gmm(used, study, if_part);
  } else if (!other.empty()) {
    out += other;
  } else {
    const std::string cluster = cluster_columns(m.vce, in_stata(study), " ");
    const std::string vce = m.vce == "robust" ? " vce(robust)" : cluster.empty() ? "" : " vce(cluster " + cluster + ")";
    const std::vector<std::string> effects = role_columns(f.effects, in_stata(study));
    const std::string& weights = m.column->estimate->weights;  // "aw=pop" is Stata's own spelling
    const std::string condition = if_part + (weights.empty() ? "" : " [" + weights + "]");
    out += effects.empty() ? fmt::format("regress {} {}{},{}", f.outcome, join(f.regressors, " "), condition, vce)
                           : fmt::format("reghdfe {} {}{}, absorb({}){}", f.outcome, join(f.regressors, " "), condition,
                                         replace_all(join(effects, " "), "^", "#"), vce);
  }
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
    if (column.estimate && std::find(shown.begin(), shown.end(), column.focus) == shown.end())
      shown.push_back(column.focus);
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

std::string r_term(const std::string& term, bool fixest) {
  const std::size_t dot = term.find('.');
  const std::string rest = dot == std::string::npos ? term : term.substr(dot + 1);
  const std::string steps = dot != std::string::npos && dot > 1 ? term.substr(1, dot - 1) : "1";
  const bool counted =
      dot != std::string::npos && std::all_of(term.begin() + 1, term.begin() + static_cast<std::ptrdiff_t>(dot),
                                              [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
  if (!counted) return term;
  if (term[0] == 'L') return fmt::format("{}({}, {})", fixest ? "l" : "lag", rest, steps);
  if (term[0] == 'F') return fmt::format("{}({}, {})", fixest ? "f" : "lead", rest, steps);
  if (term[0] == 'D') return fmt::format("{}({})", fixest ? "d" : "diff", rest);
  if (term[0] == 'i') return fmt::format("{}({})", fixest ? "i" : "factor", rest);
  return term;
}

std::string r_terms(const Formula& formula, bool fixest) {
  std::vector<std::string> terms;
  for (const std::string& term : formula.regressors) terms.push_back(r_term(term, fixest));
  return join(terms, " + ");
}

std::string r_gmm(const Model& m, const Study& study, const std::string& data) {
  const GmmSpec& gmm = m.column->spec.gmm;
  const std::string& y = m.model.formula.outcome;
  const int last = gmm.lag_to ? *gmm.lag_to : 99;
  return fmt::format(
      "# plm's system GMM has no constant and other weights in step one, so its figures differ in later digits\n"
      "{0} <- pgmm({1} ~ lag({1}, 1:{2}) + {3} | lag({1}, {4}:{5}), data = pdata.frame({6}, index = index), effect = "
      "\"{7}\", model = \"{8}\", transformation = \"{9}\", collapse = {10})\nprint(coef({0}))\n",
      m.name, y, m.column->spec.lags, r_terms(m.model.formula, false), gmm.lag_from + 1, last + 1, data,
      has_time_effects(*m.column) ? "twoways" : "individual", gmm.steps == 2 ? "twosteps" : "onestep",
      m.column->spec.estimator == "system-gmm" ? "ld" : "d", gmm.collapse ? "TRUE" : "FALSE", study.data.unit);
}

// The effect as plm calls it; "" when plm has no word for it.
std::string plm_effect(const std::vector<std::string>& effects) {
  if (effects.empty()) return "none";
  if (effects.size() == 1 && effects[0] == "unit") return "individual";
  if (effects.size() == 1 && effects[0] == "time") return "time";
  const bool both_roles =
      effects.size() == 2 && effects[0] != effects[1] &&
      std::all_of(effects.begin(), effects.end(), [](const std::string& e) { return e == "unit" || e == "time"; });
  return both_roles ? "twoways" : "";
}

std::string plm_errors(const std::string& vce, const Study& study) {
  if (vce == "iid" || vce == "robust") return vce;
  const std::string cluster = cluster_columns(vce, study, " ");
  return cluster.empty()              ? ""
         : cluster == study.data.unit ? "cluster_unit"
         : cluster == study.data.time ? "cluster_time"
                                      : "";
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
  if (!m.keep.empty())
    data = fmt::format("subset({}, {})", data, r_condition(m.keep, study.data.unit, study.data.time));
  if (is_dynamic(m)) return out + r_gmm(m, study, data);
  const std::string other = r_estimator(line_of(m, study), data);
  if (!other.empty()) return out + "# beyond the functions above: " + m.name + " <- " + other + "\n";
  const Formula& f = m.model.formula;
  const std::string cluster = cluster_columns(m.vce, study, " + ");
  const std::string vcov = m.vce == "robust" ? "\"hetero\"" : cluster.empty() ? "\"iid\"" : "~" + cluster;
  const std::vector<std::string> effects = role_columns(f.effects, study);
  const std::string& weights = m.column->estimate->weights;
  const std::string weighted = weights.empty() ? "" : ", weights = ~" + weights.substr(3);
  const std::string fixest = fmt::format("feols({} ~ {}{}, {}, panel.id = ~{} + {}, vcov = {}{})", f.outcome,
                                         r_terms(f, true), effects.empty() ? "" : " | " + join(effects, " + "), data,
                                         study.data.unit, study.data.time, vcov, weighted);
  const std::string effect = plm_effect(f.effects);
  const std::string errors = plm_errors(m.vce, study);
  if (effect.empty() || errors.empty() || !weights.empty())
    return out + "# beyond plm; with fixest: " + m.name + " <- " + fixest + "\n";
  out += "# fixest: " + fixest + "\n";
  return out + fmt::format("{0} <- fe(\"{0}\", {1} ~ {2}, {3}, \"{4}\", \"{5}\", {6})\n", m.name, f.outcome,
                           r_terms(f, false), data, effect, errors, m.column->estimate->df_a);
}

}  // namespace

std::string stata_condition(const std::string& condition, const std::string& unit, const std::string& time) {
  return respell(condition, {"&", "|", "!", unit, time});
}

std::string r_condition(const std::string& condition, const std::string& unit, const std::string& time) {
  return respell(condition, {"&", "|", "!", unit, time});
}

std::string stata_lines(const StudyResult& result, const TableResult& table) {
  if (table.spec.kind == "describe") return fmt::format("summarize {}\n", join(table.spec.describe_columns, " "));
  std::string out;
  for (const Model& m : models_of(result, table)) out += stata_model(m, result.study);
  return out.empty() ? out : out + stata_table(result, table) + "\n";
}

std::string r_lines(const StudyResult& result, const TableResult& table) {
  if (table.spec.kind == "describe") {
    std::vector<std::string> names;
    for (const std::string& name : table.spec.describe_columns) names.push_back("\"" + name + "\"");
    return fmt::format("print(summary(d[c({})]))\n", join(names, ", "));
  }
  std::string out;
  for (const Model& m : models_of(result, table)) out += r_model(m, result.study);
  return out;
}

std::string replicate_stata(const StudyResult& result) {
  const Study& study = result.study;
  std::string out = head(result, "*");
  out +=
      "* needs: ssc install reghdfe, ftools, ivreg2, ivreghdfe, xtabond2, winsor2, estout\nclear all\nimport delimited "
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
