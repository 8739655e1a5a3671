#include "ecoeff/frontier/models/score_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "ecoeff/base/number.hpp"

namespace ecoeff::frontier {
namespace {

constexpr Source kKuosmanen2005{
    "Kuosmanen 2005",
    "Kuosmanen, T. (2005). Weak disposability in nonparametric production analysis with undesirable outputs. American "
    "Journal of Agricultural Economics 87(4), 1077–1082."};

}  // namespace

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

Text orientation_text(Orientation orientation) {
  if (orientation == Orientation::input) return {"input-oriented", "投入导向"};
  if (orientation == Orientation::output) return {"output-oriented", "产出导向"};
  return {"non-oriented", "非导向"};
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

void weights_text(const ScoreOptions& options, const Text& sums, MethodText& text) {
  if (options.weights.empty()) return;
  std::vector<std::string> en, zh;
  for (const auto& [column, weight] : options.weights) {
    en.push_back(fmt::format("{} {}", plain_words(column), format_shortest(weight)));
    const bool latin = !column.empty() && static_cast<unsigned char>(column.back()) < 0x80;
    zh.push_back(fmt::format("{}{}为 {}", plain_words(column), latin ? " " : "", format_shortest(weight)));
  }
  text.paragraph({fmt::format("The weights w are {}, and 1 for every other feature{}.", join(en, ", "),
                              sums.en.empty() ? "" : "; " + sums.en),
                  fmt::format("权重 w：{}，其余变量为 1{}。", join(zh, "，"), sums.zh.empty() ? "" : "；" + sums.zh)});
}

void open_text(const ScoreSaid& said, const Text& what, MethodText& text) {
  const ScoreOptions& options = said.options;
  const bool bad = !options.bad.empty();
  text.paragraph({fmt::format("{} is {} under {}; the reference set is {}. With inputs x, {} and the row under "
                              "evaluation o:",
                              plain_words(sentence_case(said.name.en)), what.en, returns_text(options.returns).en,
                              plain_words(reference_text(options).en),
                              bad ? "desirable outputs y, undesirable outputs b" : "outputs y"),
                  fmt::format("{}为{}，{}，参照集为：{}。设投入为 x、{}，被评价样本为 o：", plain_words(said.name.zh),
                              what.zh, returns_text(options.returns).zh, plain_words(reference_text(options).zh),
                              bad ? "期望产出为 y、非期望产出为 b" : "产出为 y")});
}

Moves moves_of(const ScoreOptions& options) {
  if (options.direction.empty()) return {};
  const auto has = [&](const char* word) {
    return std::find(options.direction.begin(), options.direction.end(), word) != options.direction.end();
  };
  return {has("inputs"), has("good"), has("bad")};
}

Text direction_text(const ScoreOptions& options) {
  const Moves moves = moves_of(options);
  const bool bad = !options.bad.empty();
  std::vector<std::string> en, zh;
  const auto add = [&](bool moves_too, const char* in_en, const char* in_zh) {
    if (!moves_too) return;
    en.emplace_back(in_en);
    zh.emplace_back(in_zh);
  };
  add(moves.inputs, "less of the inputs", "投入减少");
  add(moves.good, bad ? "more of the desirable outputs" : "more of the outputs", bad ? "期望产出增加" : "产出增加");
  add(moves.bad && bad, "less of the undesirable outputs", "非期望产出减少");
  return {join(en, ", "), join(zh, "、")};
}

void disposability_text(const ScoreOptions& options, const std::string& abated, MethodText& text) {
  if (options.bad.empty()) return;
  if (options.disposability.value_or(Disposability::weak) != Disposability::weak) {
    text.paragraph({"Undesirable outputs are strongly disposable.", "非期望产出为强可处置。"});
    return;
  }
  Text weak{"Undesirable outputs are weakly disposable", "非期望产出为弱可处置"};
  if (options.returns != Returns::crs) {
    cite(text.sources, kKuosmanen2005);
    weak.en += ", each row with an abatement factor of its own (Kuosmanen 2005)";
    weak.zh += "，各样本有各自的减排因子（Kuosmanen 2005）";
    if (!abated.empty()) {
      weak.en += ": " + abated + " is what a peer abates";
      weak.zh += "，" + abated + " 为参照样本的减排部分";
    }
  }
  text.paragraph({weak.en + ".", weak.zh + "。"});
}

}  // namespace ecoeff::frontier
