// The epsilon-based measure (ebm.hpp) in words.
#include "ecoeff/frontier/score_words.hpp"
#include "ecoeff/method/sources.hpp"

namespace ecoeff {
namespace {

constexpr Source kTone2010{
    "Tone and Tsutsui 2010",
    "Tone, K., Tsutsui, M. (2010). An epsilon-based measure of efficiency in DEA: a third pole of technical "
    "efficiency. European Journal of Operational Research 207(3), 1554–1563."};

std::string ebm_formula(const ScoreOptions& options) {
  const bool bad = !options.bad.empty();
  const bool input = options.orientation == Orientation::input;
  const bool output = options.orientation == Orientation::output;
  const std::string above = "\\theta - \\epsilon_x \\sum_i w_i \\frac{s_i^-}{x_{io}}";
  const std::string below = std::string("\\eta + \\epsilon_y \\sum_r w_r \\frac{s_r^+}{y_{ro}}") +
                            (bad ? " + \\epsilon_b \\sum_k w_k \\frac{s_k^b}{b_{ko}}" : "");
  const std::string objective = input    ? "\\gamma = \\min & " + above
                                : output ? "\\frac{1}{\\gamma} = \\max & " + below
                                         : "\\gamma = \\min & \\frac{" + above + "}{" + below + "}";
  return objective + " \\\\ \\text{s.t.} & \\sum_j \\lambda_j x_j + s^- = " + (output ? "" : "\\theta ") +
         "x_o, \\quad \\sum_j \\lambda_j y_j - s^+ = " + (input ? "" : "\\eta ") + "y_o" +
         (bad ? ", \\quad \\sum_j \\lambda_j b_j + s^b = \\theta b_o" : "") + " \\\\ & \\lambda, s \\ge 0" +
         (input || output ? "" : ", \\quad \\theta \\le 1 \\le \\eta") + frontier::returns_row(options.returns);
}

void describe_ebm(const ScoreSaid& said, MethodText& text) {
  const Text orientation = frontier::orientation_text(said.options.orientation);
  frontier::open_text(said, {"the " + orientation.en + " epsilon-based measure", orientation.zh + "的 EBM 测度"}, text);
  text.formula(ebm_formula(said.options));
  text.paragraph(
      {"The weights w and $\\epsilon$ of each side come from the affinities of the features, once for each "
       "reference set, on rows projected by the slacks-based measure (Tone and Tsutsui 2010, section 4).",
       "各侧的权重 w 与 $\\epsilon$ 由变量间的亲和度确定，每个参照集计算一次，样本先以 SBM 模型投影至前沿（Tone 与 "
       "Tsutsui 2010，第 4 节）。"});
  if (!said.options.bad.empty())
    text.paragraph(
        {"Bad outputs shrink with the inputs and their slack counts with the outputs, which the authors' model "
         "does not have.",
         "非期望产出随投入一同缩减，其松弛计入产出一侧；原模型不含非期望产出。"});
}

}  // namespace

const ScoreModel kEpsilonBased{
    .about = {.name = "ebm",
              .title = {"epsilon-based measure", "EBM 模型"},
              .help = {"between the radial and the slacks-based measure", "介于径向与 SBM 之间的混合距离测度"},
              .formula = "\\gamma = \\min \\frac{\\theta - \\epsilon_x \\sum_i w_i s_i^- / x_{io}}{\\eta + \\epsilon_y "
                         "\\sum_r w_r s_r^+ / y_{ro}}",
              .sources = {kTone2010},
              .page = "ebm",
              .reference = "tests/reference/frontier_test.cpp"},
    .family = ScoreFamily::ebm,
    .describe = describe_ebm};

}  // namespace ecoeff
