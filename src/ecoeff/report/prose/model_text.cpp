#include "ecoeff/report/prose/model_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>

#include "ecoeff/panel/covariance_kinds.hpp"
#include "ecoeff/panel/derived.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/tables/effect_words.hpp"
#include "ecoeff/report/tables/error_words.hpp"
#include "ecoeff/report/tables/table_words.hpp"
#include "ecoeff/study/column.hpp"

namespace ecoeff {
namespace {

using Kind = MethodBlock::Kind;

// A list of clauses as one sentence.
Text clauses(const std::vector<Text>& parts) {
  Text text;
  for (const Text& part : parts) {
    text.en += (text.en.empty() ? "" : "; ") + part.en;
    text.zh += (text.zh.empty() ? "" : "；") + part.zh;
  }
  return text;
}

// The kinds of errors that the columns have, each defined once; estimators with errors of their own define theirs.
Text errors_text(const StudyResult& result, const std::vector<const Estimate*>& all, Sources& sources) {
  std::vector<Text> kinds;
  for (const Estimate* one : all) {
    const Text text = errors_defined(result, *one);
    if (text.empty()) continue;
    cite(sources, covariance_kind(parse_vce(one->vce)).about.sources);
    if (std::find(kinds.begin(), kinds.end(), text) == kinds.end()) kinds.push_back(text);
  }
  Text text = clauses(kinds);
  if (text.en.find("N−k") != std::string::npos) {
    text.en += "; k kept regressors, a absorbed degrees of freedom";
    text.zh += "；k 为保留的解释变量数，a 为固定效应占用的自由度";
  }
  return text;
}

// Whether some column takes the effect out, in one of the ways that `how` knows.
bool takes_out(const std::vector<const Estimate*>& all, const std::function<bool(const TakenEffect&)>& how) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Estimate* one) { return std::any_of(one->effects.begin(), one->effects.end(), how); });
}

// A constant beside effects that were taken out is one of several that could be printed.
bool has_constant_beside_effects(const std::vector<const Estimate*>& all) {
  return std::any_of(all.begin(), all.end(), [](const Estimate* one) {
    const bool absorbed = takes_out({one}, [](const TakenEffect& e) { return e.how == EffectTreatment::absorbed; });
    return absorbed && one->index_of("_cons") < one->names.size();
  });
}

// Of the base model's effects those that a column has as constants, absorbed, as dummies or differenced away.
std::vector<std::string> fixed_effects_of(const StudyResult& result, const std::vector<const Estimate*>& all,
                                          const Formula& base) {
  std::vector<std::string> fixed;
  for (const std::string& effect : base.effects) {
    const std::string name = is_unit(result.panel, effect) ? "unit" : is_time(result.panel, effect) ? "time" : effect;
    const bool taken = takes_out(all, [&](const TakenEffect& one) {
      return one.name == name && (one.how == EffectTreatment::absorbed || one.how == EffectTreatment::dummies ||
                                  one.how == EffectTreatment::differenced);
    });
    if (taken) fixed.push_back(effect);
  }
  return fixed;
}

// Names in a row: "openness, population and environmental regulation".
Text enumerated(const StudyResult& result, const std::vector<std::string>& terms) {
  Text text;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Text name = name_of(result, terms[i]);
    if (i > 0) text.en += i + 1 == terms.size() ? " and " : ", ";
    if (i > 0) text.zh += "、";
    text.en += plain_words(name.en);
    text.zh += plain_words(name.zh);
  }
  return text;
}

// The effects of the base model as its equation has them, and in words.
struct EffectTerms {
  std::string tex;
  Text words;
};

EffectTerms effect_terms(const StudyResult& result, const std::vector<std::string>& effects) {
  EffectTerms terms;
  std::vector<std::string> en, zh;
  int others = 0;
  for (const std::string& effect : effects) {
    const Text label = effect_words(result, effect);
    en.push_back(plain_words(label.en));
    zh.push_back(plain_words(label.zh));
    if (is_unit(result.panel, effect)) {
      terms.tex += "\\mu_i + ";
    } else if (is_time(result.panel, effect)) {
      terms.tex += "\\tau_t + ";
    } else {
      terms.tex += others++ == 0 ? "\\delta_{g(i,t)} + " : fmt::format("\\delta_{{g_{}(i,t)}} + ", others);
    }
  }
  for (std::size_t i = 0; i < en.size(); ++i)
    terms.words.en += (i == 0 ? "" : i + 1 == en.size() ? " and " : ", ") + en[i];
  terms.words.zh = join(zh, "、");
  return terms;
}

// The base model's regressors: the focus, what is made of it (its square, its products), and the controls.
struct BaseTerms {
  std::vector<std::string> made, controls;
};

BaseTerms base_terms(const StudyResult& result, const Formula& base) {
  const std::string focus = read_term(result.study.model->focus);
  const std::vector<std::string> own = term_leaves(focus);
  BaseTerms terms;
  for (const std::string& term : base.regressors) {
    if (term == focus) continue;
    const std::vector<std::string> leaves = term_leaves(term);
    const bool made = std::find_first_of(leaves.begin(), leaves.end(), own.begin(), own.end()) != leaves.end();
    (made ? terms.made : terms.controls).push_back(term);
  }
  return terms;
}

Text base_words(const StudyResult& result, const Formula& base, const BaseTerms& terms, const Text& effects) {
  const Text y = name_of(result, base.outcome), x = name_of(result, result.study.model->focus);
  Text text{"The base model regresses " + plain_words(y.en) + " (y) on " + plain_words(x.en) + " (x)",
            "基准模型以" + plain_words(y.zh) + "（y）为被解释变量，" + plain_words(x.zh) + "（x）为核心解释变量"};
  if (!terms.made.empty()) {
    const Text made = enumerated(result, terms.made);
    text.en += ", the terms w made of it: " + made.en + (terms.controls.empty() ? "" : ",");
    text.zh += "，并加入由其构成的项 w：" + made.zh;
  }
  if (!terms.controls.empty()) {
    const Text z = enumerated(result, terms.controls);
    text.en += " and the controls z: " + z.en;
    text.zh += "，控制变量 z 为" + z.zh;
  }
  if (!base.endogenous.empty()) {
    const Text from = enumerated(result, base.instruments), of = enumerated(result, base.endogenous);
    text.en += "; " + of.en + " instrumented by " + from.en;
    text.zh += "；" + of.zh + "以" + from.zh + "为工具变量";
  }
  if (!effects.empty()) {
    text.en += "; with " + effects.en + " effects";
    text.zh += "；控制" + effects.zh + "固定效应";
  }
  return {text.en + ":", text.zh + "："};
}

}  // namespace

std::vector<MethodBlock> model_text(const StudyResult& result, const std::vector<const Estimate*>& all,
                                    Sources& sources) {
  const ModelSpec& model = *result.study.model;
  const Formula base = parse_formula(model.formula);
  const EffectTerms effects = effect_terms(result, fixed_effects_of(result, all, base));
  const BaseTerms terms = base_terms(result, base);
  const bool has_controls = !terms.controls.empty() || base.endogenous.size() > 1;
  std::vector<MethodBlock> text;
  text.push_back({Kind::paragraph, base_words(result, base, terms, effects.words)});
  text.push_back(
      {Kind::formula, both(std::string("y_{it} = \\alpha + \\beta x_{it} + ") +
                           (terms.made.empty() ? "" : "\\delta^{\\prime} w_{it} + ") +
                           (has_controls ? "\\gamma^{\\prime} z_{it} + " : "") + effects.tex + "\\epsilon_{it}")});
  Text said;
  const Text errors = errors_text(result, all, sources);
  if (!errors.empty()) said = {"Standard errors: " + errors.en + ".", "标准误：" + errors.zh + "。"};
  const bool any_r2 =
      std::any_of(all.begin(), all.end(), [&](const Estimate* one) { return one->r2.contains(model.r2); });
  if (any_r2) {
    const Text r2 = r2_kind(model.r2).note.text();
    said.en += (said.en.empty() ? "" : " ") + r2.en + ".";
    said.zh += r2.zh + "。";
  }
  if (has_constant_beside_effects(all)) {
    const bool first = linear_options(result.study, {}, base, 1).base_year_constant;
    said.en += first ? " The constant is that of the first period (as xtreg with year dummies prints it)."
                     : " The constant is that of the mean of all effects.";
    said.zh += first ? "常数项以首期为基准（与含年份虚拟变量的 xtreg, fe 一致）。" : "常数项对应全部效应的均值。";
  }
  if (!said.empty()) text.push_back({Kind::paragraph, {std::string(trim(said.en)), said.zh}});
  return text;
}

}  // namespace ecoeff
