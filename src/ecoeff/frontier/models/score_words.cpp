#include "ecoeff/frontier/models/score_words.hpp"

#include <fmt/format.h>

namespace ecoeff::frontier {

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

}  // namespace ecoeff::frontier
