#include "ecoeff/report/prose/method_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/index/index_method.hpp"
#include "ecoeff/method/sources.hpp"
#include "ecoeff/panel/covariance_kinds.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/tables/table_words.hpp"
#include "ecoeff/study/column.hpp"

namespace ecoeff {
namespace {

using Kind = MethodBlock::Kind;

struct Blocks {
  std::vector<MethodBlock> all;

  Blocks& operator+=(const Blocks& more) {
    all.insert(all.end(), more.all.begin(), more.all.end());
    return *this;
  }
};

Blocks formula(const Text& tex) { return {{{Kind::formula, tex}}}; }
Blocks formula(const std::string& tex) { return formula(both(tex)); }
Blocks paragraph(const Text& text) { return {{{Kind::paragraph, text}}}; }
Blocks heading(const Text& text) { return {{{Kind::heading, text}}}; }

Text returns_text(Returns returns) {
  switch (returns) {
    case Returns::vrs: return {"variable returns to scale", "规模报酬可变"};
    case Returns::nirs: return {"non-increasing returns to scale", "规模报酬非递增"};
    case Returns::ndrs: return {"non-decreasing returns to scale", "规模报酬非递减"};
    case Returns::crs: break;
  }
  return {"constant returns to scale", "规模报酬不变"};
}

std::string returns_row(Returns returns) {
  switch (returns) {
    case Returns::vrs: return ", \\quad \\sum_j \\lambda_j = 1";
    case Returns::nirs: return ", \\quad \\sum_j \\lambda_j \\le 1";
    case Returns::ndrs: return ", \\quad \\sum_j \\lambda_j \\ge 1";
    case Returns::crs: break;
  }
  return {};
}

Text reference_text(const ScoreOptions& options) {
  Text text;
  switch (options.reference) {
    case ReferenceKind::contemporaneous:
      text = {"one frontier for each period, of that period's rows", "每期以当期样本构造一个前沿"};
      break;
    case ReferenceKind::sequential:
      text = {"for each period the rows of that and all earlier periods", "每期以当期及以前各期样本构造前沿"};
      break;
    case ReferenceKind::window:
      text = {fmt::format("for each period the rows of the {} periods centred on it", options.window),
              fmt::format("每期以其为中心的 {} 期样本构造前沿", options.window)};
      break;
    case ReferenceKind::biennial:
      text = {"for each pair of years the rows of both", "每两期以该两期样本构造前沿"};
      break;
    case ReferenceKind::pooled:
      text = {"one frontier of all rows and periods (pooled)", "全部样本各期合并构造一个前沿（全局参比）"};
      break;
  }
  if (!options.group.empty()) {
    text.en += ", separately for each value of " + options.group;
    text.zh += "，并按“" + options.group + "”分组构造";
  }
  return text;
}

Text orientation_text(Orientation orientation) {
  if (orientation == Orientation::input) return {"input-oriented", "投入导向"};
  if (orientation == Orientation::output) return {"output-oriented", "产出导向"};
  return {"non-oriented", "非导向"};
}

// The slack terms of one side, averaged: (1/m) sum s/x, with the bad outputs among `outputs` when wanted.
std::string output_terms(bool bad) {
  return bad ? "\\frac{1}{q}(\\sum_{r} \\frac{s_r^+}{y_{ro}} + \\sum_{k} \\frac{s_k^b}{b_{ko}})"
             : "\\frac{1}{q}\\sum_{r} \\frac{s_r^+}{y_{ro}}";
}

// SBM: 1 - inputs over 1 + outputs; an oriented model prices one side only.
std::string sbm_formula(const ScoreOptions& options) {
  const bool bad = !options.bad.empty();
  const std::string above =
      options.orientation == Orientation::output ? "1" : "1 - \\frac{1}{m}\\sum_{i} \\frac{s_i^-}{x_{io}}";
  const std::string below = options.orientation == Orientation::input ? "1" : "1 + " + output_terms(bad);
  const std::string objective = below == "1" ? above : "\\frac{" + above + "}{" + below + "}";
  return "\\rho = \\min & " + objective +
         " \\\\ \\text{s.t.} & \\sum_j \\lambda_j x_j + s^- = x_o, \\quad \\sum_j \\lambda_j y_j - s^+ = y_o" +
         (bad ? ", \\quad \\sum_j \\lambda_j b_j + s^b = b_o" : "") + " \\\\ & \\lambda, s \\ge 0" +
         returns_row(options.returns);
}

std::string super_formula(const ScoreOptions& options) {
  const bool bad = !options.bad.empty();
  const bool bad_is_input = bad && options.bad_as == BadAs::input;
  const bool no_inputs = options.orientation == Orientation::output;
  const bool no_outputs = options.orientation == Orientation::input;
  const std::string inputs =
      bad_is_input ? "1 + \\frac{1}{m + q_2}(\\sum_{i} \\frac{s_i^-}{x_{io}} + \\sum_{k} \\frac{s_k^b}{b_{ko}})"
                   : "1 + \\frac{1}{m}\\sum_{i} \\frac{s_i^-}{x_{io}}";
  const std::string outputs =
      bad_is_input ? "1 - \\frac{1}{q_1}\\sum_{r} \\frac{s_r^+}{y_{ro}}" : "1 - " + output_terms(bad);
  const std::string above = no_inputs ? "1" : inputs;
  const std::string objective = no_outputs ? above : "\\frac{" + above + "}{" + outputs + "}";
  const bool free_bad = bad && (bad_is_input ? !no_inputs : !no_outputs);
  return "\\delta = \\min & " + objective + " \\\\ \\text{s.t.} & \\sum_{j \\ne o} \\lambda_j x_j" +
         (no_inputs ? "" : " - s^-") + " \\le x_o, \\quad \\sum_{j \\ne o} \\lambda_j y_j" +
         (no_outputs ? "" : " + s^+") + " \\ge y_o" +
         (bad ? std::string(", \\quad \\sum_{j \\ne o} \\lambda_j b_j") + (free_bad ? " - s^b" : "") + " \\le b_o"
              : "") +
         " \\\\ & \\lambda, s \\ge 0" + returns_row(options.returns);
}

Blocks score_text(const StudyResult& result, const ScoreOutcome& outcome, Sources& sources) {
  const ScoreOptions& options = outcome.result.options;
  const Text name = name_of(result, outcome.spec.name);
  const bool super = options.model == "super-sbm";
  const bool bad = !options.bad.empty();
  if (!super && options.model != "sbm") {
    return paragraph({plain_words(sentence_case(name.en) + " is computed by the model “" + options.model + "”."),
                      plain_words(name.zh + "由模型“" + options.model + "”计算。")});
  }
  cite(sources, bad ? sources::kTone2003 : sources::kTone2001);
  if (super) cite(sources, sources::kTone2002);
  Blocks text = paragraph(
      {fmt::format("{} is the {} slacks-based measure{}{} under {}; the reference set is {}. With m inputs x, q₁ good "
                   "outputs y{} and the row under "
                   "evaluation o:",
                   plain_words(sentence_case(name.en)), orientation_text(options.orientation).en,
                   super ? " with super-efficiency" : "", bad ? ", with undesirable outputs," : "",
                   returns_text(options.returns).en, plain_words(reference_text(options).en),
                   bad ? ", q₂ bad outputs b, q = q₁ + q₂" : " (q = q₁)"),
       fmt::format("{}由{}{}{}模型测算，{}，参照集为：{}。设有 m 种投入 x、q₁ 种期望产出 y{}，被评价样本为 o：",
                   plain_words(name.zh), orientation_text(options.orientation).zh, bad ? "、含非期望产出的" : "",
                   super ? "超效率 SBM " : " SBM ", returns_text(options.returns).zh,
                   plain_words(reference_text(options).zh),
                   bad ? "、q₂ 种非期望产出 b（q = q₁ + q₂）" : "（q = q₁）")});
  text += formula(sbm_formula(options));
  if (options.orientation != Orientation::none) {
    text += paragraph({"The slacks of the other side are free and carry no price.", "另一侧的松弛自由且不计入目标。"});
  }
  if (!super) return text;
  text += paragraph(
      {fmt::format("Rows with {} = 1 are compared among themselves by the super-efficiency program, in which the row "
                   "itself is left out of the "
                   "reference set{}{}:",
                   "$\\rho$", options.leave_out == LeaveOut::unit ? " together with its unit's other periods" : "",
                   bad ? (options.bad_as == BadAs::output ? "; bad outputs are counted with the outputs"
                                                          : "; bad outputs are counted with the inputs")
                       : ""),
       fmt::format(
           "对 {} = 1 的样本，再以剔除其自身{}的参照集求解超效率规划{}：", "$\\rho$",
           options.leave_out == LeaveOut::unit ? "（及该单元其他各期）" : "",
           bad ? (options.bad_as == BadAs::output ? "，非期望产出计入产出一侧" : "，非期望产出计入投入一侧") : "")});
  text += formula(super_formula(options));
  text += paragraph({fmt::format("The score is {0} where {0} exceeds 1, else {1}. A row whose super-efficiency program "
                                 "has no solution keeps {1} and has no score.",
                                 "$\\delta$", "$\\rho$"),
                     fmt::format("{0} 大于 1 时取 {0}，否则取 {1}；超效率规划无解的样本保留 {1}，但不给出效率值。",
                                 "$\\delta$", "$\\rho$")});
  return text;
}

Blocks cleaning_text(const StudyResult& result) {
  Blocks text;
  if (result.study.data.missing != MissingPolicy::keep) {
    const bool edges = result.study.data.missing == MissingPolicy::linear_and_edges;
    text += paragraph({std::string("Gaps inside a unit's series are interpolated linearly in time; gaps at the ends ") +
                           (edges ? "carry the nearest value." : "stay missing."),
                       std::string("单元序列内部的缺口按时间线性插值；两端缺口") +
                           (edges ? "以最近的观测值补齐。" : "保留为缺失。")});
  }
  for (const auto& [name, expression] : result.study.derive) {
    if (expression.find("pim(") == std::string::npos) continue;
    const Text label = name_of(result, name);
    text += paragraph({plain_words(sentence_case(label.en)) + " is a capital stock by perpetual inventory, " +
                           "$K_t = (1 - d) K_{t-1} + I_t / P_t$" + ", computed as `" + plain_words(expression) +
                           "`; the rate of depreciation and the initial stock are choices of the author.",
                       plain_words(label.zh) + "为永续盘存法估算的资本存量，" + "$K_t = (1 - d) K_{t-1} + I_t / P_t$" +
                           "，算式为 `" + plain_words(expression) + "`；折旧率与初始存量为作者的选择。"});
  }
  return text;
}

// The estimates of all columns, in the order of the study.
std::vector<const Estimate*> all_estimates(const StudyResult& result) {
  std::vector<const Estimate*> all;
  for (const TableResult& table : result.tables) {
    for (const ColumnResult& column : table.columns) {
      if (column.estimate) all.push_back(&*column.estimate);
    }
  }
  return all;
}

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
Text errors_text(const std::vector<const Estimate*>& all, Sources& sources) {
  std::vector<Text> kinds;
  for (const Estimate* one : all) {
    if (estimator_of(*one).errors != nullptr) continue;
    const Vce vce = parse_vce(one->vce);
    const CovarianceKind& kind = covariance_kind(vce);
    cite(sources, kind.about.sources);
    const Text text = kind.defines(vce);
    if (std::find(kinds.begin(), kinds.end(), text) == kinds.end()) kinds.push_back(text);
  }
  return clauses(kinds);
}

bool any_effects(const std::vector<const Estimate*>& all) {
  return std::any_of(all.begin(), all.end(), [](const Estimate* one) {
    return std::any_of(one->effects.begin(), one->effects.end(),
                       [](const TakenEffect& effect) { return effect.how == EffectTreatment::absorbed; });
  });
}

bool has_constant(const std::vector<const Estimate*>& all) {
  return std::any_of(all.begin(), all.end(),
                     [](const Estimate* one) { return one->index_of("_cons") < one->names.size(); });
}

Blocks model_text(const StudyResult& result, const std::vector<const Estimate*>& all, Sources& sources) {
  const ModelSpec& model = *result.study.model;
  const bool effects = any_effects(all);
  Blocks text = paragraph(
      {"The base model is `" + plain_words(model.formula) + "`" +
           (effects ? ", with the effects that the formula names after the bar:" : ":"),
       "基准模型为 `" + plain_words(model.formula) + "`" + (effects ? "，竖线之后列出的效应均予控制：" : "：")});
  text += formula(std::string("y_{it} = \\alpha + \\beta x_{it} + \\gamma^{\\prime} z_{it} + ") +
                  (effects ? "\\mu_i + \\tau_t + " : "") + "\\epsilon_{it}");
  Text said{"x is the focus variable, z the controls.", "x 为核心解释变量，z 为控制变量。"};
  const Text errors = errors_text(all, sources);
  if (!errors.empty()) {
    said.en += " Standard errors: " + errors.en + "; k kept regressors, a absorbed degrees of freedom.";
    said.zh += "标准误：" + errors.zh + "；k 为保留的解释变量数，a 为固定效应占用的自由度。";
  }
  const bool any_r2 =
      std::any_of(all.begin(), all.end(), [&](const Estimate* one) { return one->r2.contains(model.r2); });
  if (any_r2) {
    const Text r2 = r2_kind(model.r2).note.text();
    said.en += " " + r2.en + ".";
    said.zh += r2.zh + "。";
  }
  if (effects && has_constant(all)) {
    const bool base = linear_options(result.study, {}, parse_formula(model.formula), 1).base_year_constant;
    said.en += base ? " The constant is that of the first period (as xtreg with year dummies prints it)."
                    : " The constant is that of the mean of all effects.";
    said.zh += base ? "常数项以首期为基准（与含年份虚拟变量的 xtreg, fe 一致）。" : "常数项对应全部效应的均值。";
  }
  text += paragraph(said);
  return text;
}

// Every estimator that a column has, once, in the order of the list.
Blocks estimators_text(const std::vector<const Estimate*>& all, Sources& sources) {
  Blocks text;
  for (const Estimator* method : estimators().all()) {
    std::vector<const Estimate*> own;
    std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                 [&](const Estimate* one) { return &estimator_of(*one) == method; });
    if (own.empty()) continue;
    cite(sources, method->about.sources);
    MethodText said;
    method->describe(own, said);
    text += Blocks{said.blocks};
    cite(sources, said.sources);
  }
  return text;
}

Blocks mechanism_text(const StudyResult& result, Sources& sources) {
  Blocks text;
  for (const TableResult& table : result.tables) {
    if (!table.mechanism) continue;
    const Text mediator = name_of(result, table.mechanism->mediator);
    if (!table.mechanism->direct) {
      cite(sources, sources::kJiang2022);
      text += paragraph(
          {"The mechanism through " + plain_words(mediator.en) +
               " is examined by regressing it on the focus variable (Jiang 2022); the step from the mediator to the "
               "outcome rests on theory, not on a third regression.",
           "以" + plain_words(mediator.zh) +
               "为被解释变量、对核心解释变量回归以检验机制（江艇，2022）；中介变量对结果变量的影响由理论说明，不再做第"
               "三步回归。"});
      continue;
    }
    text += paragraph({"The mechanism through " + plain_words(mediator.en) +
                           " is examined in three regressions on the same rows: the outcome on the focus, the mediator "
                           "on the focus, and "
                           "the outcome on both; the indirect effect is the product of the focus's coefficient on the "
                           "mediator and the "
                           "mediator's on the outcome.",
                       "以三个样本相同的回归检验" + plain_words(mediator.zh) +
                           "的中介作用：结果变量对核心解释变量、中介变量对核心解释变量、结果变量对二者回归；间接效应为"
                           "前两步相应系数之积。"});
  }
  return text;
}

Blocks moderation_text(const StudyResult& result) {
  Blocks text;
  for (const TableResult& table : result.tables) {
    if (!table.moderation) continue;
    const Text by = name_of(result, table.moderation->moderator);
    text += paragraph(
        {"Moderation by " + plain_words(by.en) +
             ": the moderator less its mean, and its product with the focus variable, enter the base model.",
         "以" + plain_words(by.zh) + "为调节变量：将其减去均值后，与其和核心解释变量的交互项一并加入基准模型。"});
  }
  return text;
}

// Columns whose outcome is not the base model's.
Blocks outcomes_text(const StudyResult& result) {
  std::vector<std::string> en, zh;
  for (const TableResult& table : result.tables) {
    for (const ColumnResult& column : table.columns) {
      if (column.spec.outcome.empty() || !column.estimate) continue;
      const Text name = name_of(result, column.outcome);
      if (std::find(en.begin(), en.end(), name.en) != en.end()) continue;
      en.push_back(name.en);
      zh.push_back(name.zh);
    }
  }
  if (en.empty()) return {};
  return paragraph({"Some columns replace the outcome of the base model, by " + plain_words(join(en, ", ")) + ".",
                    "部分列以" + plain_words(join(zh, "、")) + "替换基准模型的被解释变量。"});
}

}  // namespace

MethodText method_text(const StudyResult& result) {
  Sources sources;
  Blocks text;
  if (const Blocks cleaning = cleaning_text(result); !cleaning.all.empty())
    (text += heading({"Data", "数据处理"})) += cleaning;
  if (!result.scores.empty()) text += heading({"Efficiency scores", "效率测算"});
  for (const ScoreOutcome& outcome : result.scores) text += score_text(result, outcome, sources);
  if (!result.indexes.empty()) text += heading({"Index", "综合指数"});
  for (const IndexOutcome& outcome : result.indexes) {
    MethodText said;
    index_method(outcome.result.method)
        .describe({name_of(result, outcome.spec.name), outcome.result, outcome.spec.options}, said);
    cite(said.sources, index_method(outcome.result.method).about.sources);
    text += Blocks{said.blocks};
    cite(sources, said.sources);
  }
  if (!result.study.model) return {std::move(text.all), std::move(sources)};
  const std::vector<const Estimate*> all = all_estimates(result);
  text += heading({"Regressions", "计量模型"});
  text += model_text(result, all, sources);
  text += estimators_text(all, sources);
  if (std::any_of(result.tables.begin(), result.tables.end(),
                  [](const TableResult& table) { return table.comparison.has_value(); })) {
    text +=
        paragraph({"Equality of coefficients across groups is tested in one regression in which every regressor and "
                   "every effect is interacted with the group.",
                   "组间系数差异在一个全交互模型中检验：所有解释变量与固定效应均与分组变量交互。"});
  }
  text += outcomes_text(result);
  text += mechanism_text(result, sources);
  text += moderation_text(result);
  return {std::move(text.all), std::move(sources)};
}

std::vector<MethodPiece> cut_paragraph(const std::string& text) {
  std::vector<MethodPiece> pieces;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t mark = text.find_first_of("$`", at);
    if (mark == std::string::npos) {
      pieces.push_back({MethodPiece::Kind::words, text.substr(at)});
      break;
    }
    if (mark > at) pieces.push_back({MethodPiece::Kind::words, text.substr(at, mark - at)});
    const std::size_t end = std::min(text.find(text[mark], mark + 1), text.size());
    pieces.push_back({text[mark] == '$' ? MethodPiece::Kind::formula : MethodPiece::Kind::code,
                      text.substr(mark + 1, end - mark - 1)});
    at = end + 1;
  }
  return pieces;
}

}  // namespace ecoeff
