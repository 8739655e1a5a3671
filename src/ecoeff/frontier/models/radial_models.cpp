// The radial models (model.hpp) in words.
#include "ecoeff/frontier/compute_scores.hpp"
#include "ecoeff/frontier/models/score_words.hpp"
#include "ecoeff/frontier/shadow_prices.hpp"

namespace ecoeff {
namespace {

constexpr Source kCharnes1978{
    "Charnes et al. 1978",
    "Charnes, A., Cooper, W. W., Rhodes, E. (1978). Measuring the efficiency of decision making units. European "
    "Journal of Operational Research 2(6), 429–444."};
constexpr Source kBanker1984{
    "Banker et al. 1984",
    "Banker, R. D., Charnes, A., Cooper, W. W. (1984). Some models for estimating technical and scale inefficiencies "
    "in data envelopment analysis. Management Science 30(9), 1078–1092."};
constexpr Source kAndersen1993{
    "Andersen and Petersen 1993",
    "Andersen, P., Petersen, N. C. (1993). A procedure for ranking efficient units in data envelopment analysis. "
    "Management Science 39(10), 1261–1264."};

std::string radial_formula(const ScoreOptions& options, bool super) {
  const bool input = options.orientation == Orientation::input;
  const std::string sum = super ? "\\sum_{j \\ne o}" : "\\sum_j";
  return std::string(input ? "\\theta = \\min & \\theta" : "\\phi = \\max & \\phi") + " \\\\ \\text{s.t.} & " + sum +
         " \\lambda_j x_j \\le " + (input ? "\\theta " : "") + "x_o, \\quad " + sum + " \\lambda_j y_j \\ge " +
         (input ? "" : "\\phi ") + "y_o" + (options.bad.empty() ? "" : ", \\quad " + sum + " \\lambda_j b_j \\le b_o") +
         " \\\\ & \\lambda \\ge 0" + frontier::returns_row(options.returns);
}

void describe_radial(const ScoreSaid& said, bool super, MethodText& text) {
  const ScoreOptions& options = said.options;
  const Text orientation = frontier::orientation_text(options.orientation);
  frontier::open_text(said,
                      super ? Text{"the " + orientation.en + " radial measure with super-efficiency",
                                   orientation.zh + "的径向超效率测度"}
                            : Text{"the " + orientation.en + " radial measure", orientation.zh + "的径向效率测度"},
                      text);
  text.formula(radial_formula(options, super));
  if (!options.bad.empty())
    text.paragraph({"Undesirable outputs are held at their level like inputs that do not move.",
                    "非期望产出视同不变动的投入，保持在原有水平。"});
  if (options.orientation == Orientation::output)
    text.paragraph({"The score is $\\phi$; its inverse lies between 0 and 1 for rows inside the frontier.",
                    "得分为 $\\phi$，其倒数即通常的效率值（前沿以内的样本介于 0 与 1 之间）。"});
  if (super)
    text.paragraph(
        {"The row itself is left out of the reference set; where that program has no solution, the row has "
         "no score.",
         "参照集中剔除被评价样本自身；规划无解的样本不给出得分。"});
  frontier::describe_shadow_prices(options, text);
}

}  // namespace

const ScoreModel kRadial{
    .about = {.name = "radial",
              .title = {"radial model (CCR, BCC)", "径向模型（CCR、BCC）"},
              .help = {"how far all inputs shrink, or all outputs grow, in proportion", "投入等比缩减或产出等比扩张"},
              .formula = "\\theta = \\min \\theta, \\quad \\sum_j \\lambda_j x_j \\le \\theta x_o, \\quad \\sum_j "
                         "\\lambda_j y_j \\ge y_o",
              .sources = {kCharnes1978, kBanker1984},
              .page = "radial",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.radial = true, .factor = true, .ranks = true},
    .options = {takes::needed_orientation(), takes::returns(), takes::reference_of_rows(), takes::group(),
                takes::zero_output(), takes::scale(), takes::leave_out(), takes::certify(), takes::multipliers(),
                takes::price_of()},
    .compute = frontier::score_by_frontiers,
    .describe = [](const ScoreSaid& said, MethodText& text) { describe_radial(said, false, text); }};

const ScoreModel kSuperRadial{
    .about = {.name = "super-radial",
              .title = {"radial super-efficiency", "径向超效率模型"},
              .help = {"radial model that tells efficient rows apart", "可区分有效样本的径向超效率"},
              .formula = "\\theta = \\min \\theta, \\quad \\sum_{j \\ne o} \\lambda_j x_j \\le \\theta x_o, \\quad "
                         "\\sum_{j \\ne o} \\lambda_j y_j \\ge y_o",
              .sources = {kCharnes1978, kBanker1984, kAndersen1993},
              .page = "radial",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.radial = true, .factor = true, .ranks = true, .ordinary = "radial"},
    .options = {takes::needed_orientation(), takes::returns(), takes::reference_of_rows(), takes::group(),
                takes::zero_output(), takes::scale(), takes::leave_out(), takes::certify(), takes::multipliers(),
                takes::price_of()},
    .compute = frontier::score_by_frontiers,
    .describe = [](const ScoreSaid& said, MethodText& text) { describe_radial(said, true, text); }};

}  // namespace ecoeff
