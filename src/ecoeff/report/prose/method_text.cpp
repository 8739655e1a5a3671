#include "ecoeff/report/prose/method_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/frontier/score_model.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/method/sources.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/prose/capital_words.hpp"
#include "ecoeff/report/prose/model_text.hpp"
#include "ecoeff/report/unit_words.hpp"

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

Blocks score_text(const StudyResult& result, const std::string& column, const ScoreOptions& options, Sources& sources) {
  const ScoreModel& model = score_model(options.model);
  const auto described = [&](Language language) {  // the grouping column by its label in the language
    ScoreOptions named = options;
    if (!named.group.empty()) named.group = label_of(result, named.group).in(language);
    for (auto& weight : named.weights) weight.first = std::string(trim(name_of(result, weight.first).in(language)));
    MethodText text;
    model.describe({name_of(result, column), named}, text);
    return text;
  };
  MethodText said = described(Language::en);
  const MethodText chinese = described(Language::zh);
  for (std::size_t i = 0; i < said.blocks.size(); ++i) {
    MethodBlock& block = said.blocks[i];
    block.text.zh = chinese.blocks[i].text.zh;
    if (block.kind != Kind::formula) block.text = with_units(result.study, block.text);
  }
  cite(sources, model.about.sources);
  cite(sources, said.sources);
  return {said.blocks};
}

Blocks cleaning_text(const StudyResult& result) {
  Blocks text;
  if (result.study.data.missing != MissingPolicy::keep) {
    const bool edges = result.study.data.missing == MissingPolicy::linear_and_edges;
    text += paragraph(with_units(
        result.study,
        {std::string("Gaps inside the series of a unit are interpolated linearly in time; gaps at the ends ") +
             (edges ? "carry the nearest value." : "stay missing."),
         std::string("单元序列内部的缺口按时间线性插值；两端缺口") +
             (edges ? "以最近的观测值补齐。" : "保留为缺失。")}));
  }
  for (const auto& [name, expression] : result.study.derive) {
    if (expression.find("pim(") == std::string::npos) continue;
    const Text label = name_of(result, name);
    const Text known = capital_words(result, expression);
    const Text how = known.empty() ? Text{"computed as `" + plain_words(expression) + "`",
                                          "算式为 `" + plain_words(expression) + "`"}
                                   : known;
    text += paragraph({plain_words(sentence_case(label.en)) + " is computed by perpetual inventory (" + how.en +
                           "); the rate of depreciation and the initial stock are choices of the author:",
                       plain_words(label.zh) + "按永续盘存法估算（" + how.zh + "），折旧率与初始存量为作者的选择："});
    text += formula("K_t = (1 - d) K_{t-1} + I_t / P_t");
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

// Every estimator that a column has, once, in the order of the list.
Blocks estimators_text(const StudyResult& result, const std::vector<const Estimate*>& all, Sources& sources) {
  Blocks text;
  for (const Estimator* method : estimators().all()) {
    std::vector<const Estimate*> own;
    std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                 [&](const Estimate* one) { return &estimator_of(*one) == method; });
    if (own.empty()) continue;
    cite(sources, method->about.sources);
    MethodText said;
    method->describe(own, said);
    for (MethodBlock& block : said.blocks) {
      if (block.kind != Kind::formula) block.text = with_units(result.study, block.text);
    }
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
  return paragraph({"Some columns replace the outcome of the base model, by " + plain_words(join(en, " or ")) + ".",
                    "部分列以" + plain_words(join(zh, "、")) + "替换基准模型的被解释变量。"});
}

}  // namespace

namespace {

// The end of a paragraph that a formula follows, with the formula's number.
void refer(MethodBlock& paragraph, int number) {
  const auto replace_end = [](std::string& text, std::string_view colon, const std::string& end) {
    if (text.ends_with(colon)) text = text.substr(0, text.size() - colon.size()) + end;
  };
  replace_end(paragraph.text.en, ":", fmt::format(", equation ({}):", number));
  replace_end(paragraph.text.zh, "：", fmt::format("，见式（{}）：", number));
}

// Numbers the formulas in the order in which they stand, and names the number where a formula is announced.
std::vector<MethodBlock> numbered(std::vector<MethodBlock> blocks) {
  int number = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].kind != Kind::formula) continue;
    blocks[i].number = ++number;
    if (i > 0 && blocks[i - 1].kind == Kind::paragraph) refer(blocks[i - 1], number);
  }
  return blocks;
}

}  // namespace

MethodText method_text(const StudyResult& result) {
  Sources sources;
  Blocks text;
  if (const Blocks cleaning = cleaning_text(result); !cleaning.all.empty())
    (text += heading({"Data", "数据处理"})) += cleaning;
  if (!result.scores.empty()) text += heading({"Efficiency scores", "效率测算"});
  for (const ScoreOutcome& outcome : result.scores)
    text += score_text(result, outcome.spec.name, outcome.result.options, sources);
  if (!result.productivity.empty()) text += heading({"Productivity", "生产率测算"});
  for (const ProductivityOutcome& outcome : result.productivity)
    text += score_text(result, outcome.spec.name, outcome.result.options, sources);
  if (!result.indexes.empty()) text += heading({"Index", "综合指数"});
  for (const IndexOutcome& outcome : result.indexes) {
    MethodText said;
    index_method(outcome.result.method)
        .describe({name_of(result, outcome.spec.name), outcome.result, outcome.spec.options}, said);
    cite(said.sources, index_method(outcome.result.method).about.sources);
    text += Blocks{said.blocks};
    cite(sources, said.sources);
  }
  if (!result.study.model) return {numbered(std::move(text.all)), std::move(sources)};
  const std::vector<const Estimate*> all = all_estimates(result);
  text += heading({"Regressions", "计量模型"});
  text += Blocks{model_text(result, all, sources)};
  text += estimators_text(result, all, sources);
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
  return {numbered(std::move(text.all)), std::move(sources)};
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
