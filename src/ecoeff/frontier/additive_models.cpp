// The additive models (additive.hpp) in words.
#include "ecoeff/frontier/score_words.hpp"

namespace ecoeff {
namespace {

constexpr Source kCharnes1985{
    "Charnes et al. 1985",
    "Charnes, A., Cooper, W. W., Golany, B., Seiford, L., Stutz, J. (1985). Foundations of data envelopment analysis "
    "for Pareto-Koopmans efficient empirical production functions. Journal of Econometrics 30(1–2), 91–107."};
constexpr Source kCooper1999{
    "Cooper et al. 1999",
    "Cooper, W. W., Park, K. S., Pastor, J. T. (1999). RAM: a range adjusted measure of inefficiency for use with "
    "additive models, and relations to other models and measures in DEA. Journal of Productivity Analysis 11(1), "
    "5–42."};

std::string rows(const ScoreOptions& options) {
  return " \\\\ \\text{s.t.} & \\sum_j \\lambda_j x_j + s^- = x_o, \\quad \\sum_j \\lambda_j y_j - s^+ = y_o" +
         std::string(options.bad.empty() ? "" : ", \\quad \\sum_j \\lambda_j b_j + s^b = b_o") +
         " \\\\ & \\lambda, s \\ge 0" + frontier::returns_row(options.returns);
}

void describe_additive(const ScoreSaid& said, MethodText& text) {
  frontier::open_text(said, {"the additive measure", "加性模型的测度"}, text);
  text.formula("\\max & \\sum_k w_k s_k" + rows(said.options));
  text.paragraph(
      {"The score is the sum of the slacks in the units of the data: 0 is efficient, and it changes with the "
       "units of measurement.",
       "得分为松弛变量之和，以数据的原单位计：0 为有效，且随计量单位而变。"});
}

void describe_range(const ScoreSaid& said, MethodText& text) {
  frontier::open_text(said, {"the range-adjusted measure", "极差调整测度（RAM）"}, text);
  text.formula("\\text{RAM} = \\min & 1 - \\frac{1}{K} \\sum_k \\frac{s_k}{R_k}" + rows(said.options));
  text.paragraph(
      {"R is the range of a feature over all usable rows and K the number of features that have one (weights, "
       "where given, share the sum); 1 is efficient.",
       "R 为各变量在全部可用样本中的极差，K 为极差不为零的变量数（给定权重时按权重分配）；1 为有效。"});
}

}  // namespace

const ScoreModel kAdditive{.about = {.name = "additive",
                                     .title = {"additive model", "加性模型"},
                                     .help = {"the largest sum of slacks", "松弛变量之和的最大值"},
                                     .formula = "\\max \\sum_k w_k s_k",
                                     .sources = {kCharnes1985},
                                     .page = "additive",
                                     .reference = "tests/reference/frontier_test.cpp"},
                           .family = ScoreFamily::additive,
                           .describe = describe_additive};

const ScoreModel kRangeAdjusted{
    .about = {.name = "ram",
              .title = {"range-adjusted measure", "极差调整测度"},
              .help = {"slacks relative to the range of each feature", "以极差标准化的松弛"},
              .formula = "1 - \\frac{1}{K} \\sum_k \\frac{s_k}{R_k}",
              .sources = {kCooper1999},
              .page = "additive",
              .reference = "tests/reference/frontier_test.cpp"},
    .family = ScoreFamily::additive,
    .returns = Returns::vrs,
    .describe = describe_range};

}  // namespace ecoeff
