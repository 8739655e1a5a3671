// The slacks-based measures (model.hpp) in words.
#include <fmt/format.h>

#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/models/score_words.hpp"
#include "ecoeff/method/sources.hpp"

namespace ecoeff {
namespace {

using frontier::orientation_text;
using frontier::reference_text;
using frontier::returns_row;
using frontier::returns_text;

// The slacks of one kind relative to the row, weighted where there are weights: sum w_i s_i / x_io.
std::string terms(const ScoreOptions& options, const std::string& index, const char* slack, const char* value) {
  const std::string weight = options.weights.empty() ? "" : "w_" + index + " ";
  return "\\sum_{" + index + "} \\frac{" + weight + "s_" + index + "^" + slack + "}{" + value + "_{" + index + "o}}";
}
std::string input_terms(const ScoreOptions& options) { return terms(options, "i", "-", "x"); }
std::string good_terms(const ScoreOptions& options) { return terms(options, "r", "+", "y"); }
std::string bad_terms(const ScoreOptions& options) { return terms(options, "k", "b", "b"); }

// The outputs averaged, the bad ones among them when wanted.
std::string output_terms(const ScoreOptions& options, bool bad) {
  return bad ? "\\frac{1}{q}(" + good_terms(options) + " + " + bad_terms(options) + ")"
             : "\\frac{1}{q}" + good_terms(options);
}

// SBM: 1 - inputs over 1 + outputs; an oriented model prices one side only.
std::string sbm_formula(const ScoreOptions& options) {
  const bool bad = !options.bad.empty();
  const std::string above =
      options.orientation == Orientation::output ? "1" : "1 - \\frac{1}{m}" + input_terms(options);
  const std::string below = options.orientation == Orientation::input ? "1" : "1 + " + output_terms(options, bad);
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
  const std::string inputs = bad_is_input
                                 ? "1 + \\frac{1}{m + q_2}(" + input_terms(options) + " + " + bad_terms(options) + ")"
                                 : "1 + \\frac{1}{m}" + input_terms(options);
  const std::string outputs =
      bad_is_input ? "1 - \\frac{1}{q_1}" + good_terms(options) : "1 - " + output_terms(options, bad);
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

void describe_slacks(const ScoreSaid& said, bool super, MethodText& text) {
  const ScoreOptions& options = said.options;
  const Text& name = said.name;
  const bool bad = !options.bad.empty();
  if (bad) cite(text.sources, sources::kTone2003);
  text.paragraph(
      {fmt::format(
           "{} is the {} slacks-based measure{}{} under {}; the reference set is {}. With m inputs x, q₁ desirable "
           "outputs y{} and the row under "
           "evaluation o:",
           plain_words(sentence_case(name.en)), orientation_text(options.orientation).en,
           super ? " with super-efficiency" : "", bad ? ", with undesirable outputs," : "",
           returns_text(options.returns).en, plain_words(reference_text(options).en),
           bad ? ", q₂ undesirable outputs b, q = q₁ + q₂" : " (q = q₁)"),
       fmt::format("{}由{}{}{}模型测算，{}，参照集为：{}。设有 m 种投入 x、q₁ 种期望产出 y{}，被评价样本为 o：",
                   plain_words(name.zh), orientation_text(options.orientation).zh, bad ? "、含非期望产出的" : "",
                   super ? "超效率 SBM " : " SBM ", returns_text(options.returns).zh,
                   plain_words(reference_text(options).zh),
                   bad ? "、q₂ 种非期望产出 b（q = q₁ + q₂）" : "（q = q₁）")});
  text.formula(sbm_formula(options));
  frontier::weights_text(options,
                         {"those of the inputs average 1, and so do those of the outputs",
                          "投入权重的均值为 1，产出（含非期望产出）权重的均值亦为 1"},
                         text);
  if (options.orientation != Orientation::none) {
    text.paragraph({"The slacks of the other side are free and carry no price.", "另一侧的松弛自由且不计入目标。"});
  }
  if (!super) return;
  text.paragraph(
      {fmt::format("Rows with {} = 1 are compared among themselves by the super-efficiency program, in which the row "
                   "itself is left out of the "
                   "reference set{}{}:",
                   "$\\rho$", options.leave_out == LeaveOut::unit ? " together with its unit's other periods" : "",
                   bad ? (options.bad_as == BadAs::output ? "; undesirable outputs are counted with the outputs"
                                                          : "; undesirable outputs are counted with the inputs")
                       : ""),
       fmt::format(
           "对 {} = 1 的样本，再以剔除其自身{}的参照集求解超效率规划{}：", "$\\rho$",
           options.leave_out == LeaveOut::unit ? "（及该单元其他各期）" : "",
           bad ? (options.bad_as == BadAs::output ? "，非期望产出计入产出一侧" : "，非期望产出计入投入一侧") : "")});
  text.formula(super_formula(options));
  text.paragraph({fmt::format("The score is {0} where {0} exceeds 1, else {1}. A row whose super-efficiency program "
                              "has no solution keeps {1} and has no score.",
                              "$\\delta$", "$\\rho$"),
                  fmt::format("{0} 大于 1 时取 {0}，否则取 {1}；超效率规划无解的样本保留 {1}，但不给出效率值。",
                              "$\\delta$", "$\\rho$")});
}

std::optional<ScoreRefusal> counts_nothing(const ScoreOptions& o) {
  if (o.bad_as == BadAs::output || !o.bad.empty()) return std::nullopt;
  return ScoreRefusal{"F404",
                      {"undesirable outputs can count as inputs only where there are undesirable outputs",
                       "没有非期望产出，无法将其计入投入"},
                      {"list them, or leave bad_as out", "请列出非期望产出，或去掉 bad_as"}};
}

}  // namespace

const ScoreModel kSbm{
    .about = {.name = "sbm",
              .title = {"slacks-based measure", "SBM 模型"},
              .help = {"slacks-based measure", "基于松弛的效率测度"},
              .formula = "\\rho = \\min \\frac{1 - \\frac{1}{m} \\sum_{i} s_i^- / x_{io}}{1 + "
                         "\\frac{1}{q} (\\sum_{r} s_r^+ / y_{ro} + \\sum_{k} s_k^b / b_{ko})}",
              .sources = {sources::kTone2001},
              .page = "sbm",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.slack_targets = true, .ranks = true},
    .options = {takes::orientation(), takes::returns(), takes::reference_of_rows(), takes::group(),
                takes::weights({"inputs share a sum, and desirable and undesirable outputs together",
                                "投入共用一个合计，期望与非期望产出共用一个合计"}),
                takes::zero_output(), takes::scale(), takes::leave_out(), takes::certify(), takes::multipliers()},
    .compute = frontier::score_by_frontiers,
    .describe = [](const ScoreSaid& said, MethodText& text) { describe_slacks(said, false, text); }};

const ScoreModel kSuperSbm{
    .about = {.name = "super-sbm",
              .title = {"super-efficiency slacks-based measure", "超效率 SBM 模型"},
              .help = {"slacks-based measure that tells efficient rows apart", "可区分有效样本的超效率 SBM"},
              .formula = "\\delta = \\min \\frac{1 + \\frac{1}{m} \\sum_{i} s_i^- / x_{io}}{1 - \\frac{1}{q} "
                         "(\\sum_{r} s_r^+ / y_{ro} + \\sum_{k} s_k^b / b_{ko})}",
              .sources = {sources::kTone2001, sources::kTone2002},
              .page = "sbm",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.slack_targets = true, .ranks = true, .ordinary = "sbm"},
    .options = {takes::orientation(), takes::returns(), takes::reference_of_rows(), takes::group(),
                takes::weights({"inputs share a sum, and desirable and undesirable outputs together",
                                "投入共用一个合计，期望与非期望产出共用一个合计"}),
                takes::bad_as(), takes::zero_output(), takes::scale(), takes::leave_out(), takes::certify(),
                takes::multipliers()},
    .wrong = counts_nothing,
    .compute = frontier::score_by_frontiers,
    .describe = [](const ScoreSaid& said, MethodText& text) { describe_slacks(said, true, text); }};

}  // namespace ecoeff
