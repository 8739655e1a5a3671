// The free disposal hull (fdh.hpp) in words.
#include "ecoeff/frontier/score_words.hpp"

namespace ecoeff {
namespace {

constexpr Source kDeprins1984{"Deprins et al. 1984",
                              "Deprins, D., Simar, L., Tulkens, H. (1984). Measuring labor-efficiency in post offices. "
                              "In: Marchand, M., Pestieau, "
                              "P., Tulkens, H. (eds.), The Performance of Public Enterprises, North-Holland, 243–267."};
constexpr Source kTulkens1993{
    "Tulkens 1993",
    "Tulkens, H. (1993). On FDH efficiency analysis: some methodological issues and applications to retail banking, "
    "courts, and urban transit. Journal of Productivity Analysis 4(1–2), 183–210."};

void describe_fdh(const ScoreSaid& said, MethodText& text) {
  const bool input = said.options.orientation == Orientation::input;
  const std::string bad = said.options.bad.empty() ? "" : ", b_j \\le b_o";
  const Text orientation = frontier::orientation_text(said.options.orientation);
  frontier::open_text(
      said, {"the " + orientation.en + " measure of the free disposal hull", orientation.zh + "的 FDH 效率测度"}, text);
  text.formula(input ? "\\theta = \\min_{j: y_j \\ge y_o" + bad + "} \\max_{i} \\frac{x_{ij}}{x_{io}}"
                     : "\\phi = \\max_{j: x_j \\le x_o" + bad + "} \\min_{r} \\frac{y_{rj}}{y_{ro}}");
  text.paragraph({"A row is compared with single rows, not with mixtures of rows.",
                  "样本只与单个样本比较，不与样本的线性组合比较。"});
}

}  // namespace

const ScoreModel kFreeDisposalHull{.about = {.name = "fdh",
                                             .title = {"free disposal hull", "自由处置包（FDH）"},
                                             .help = {"compared with single rows, not mixtures", "只与单个样本比较"},
                                             .formula = "\\theta = \\min_{j} \\max_{i} \\frac{x_{ij}}{x_{io}}",
                                             .sources = {kDeprins1984, kTulkens1993},
                                             .page = "fdh",
                                             .reference = "tests/reference/frontier_test.cpp"},
                                   .family = ScoreFamily::fdh,
                                   .returns = Returns::vrs,
                                   .describe = describe_fdh};

}  // namespace ecoeff
