// The directional distances (directional.hpp) in words.
#include <algorithm>

#include "ecoeff/frontier/score_words.hpp"

namespace ecoeff {
namespace {

constexpr Source kChung1997{
    "Chung et al. 1997",
    "Chung, Y. H., Färe, R., Grosskopf, S. (1997). Productivity and undesirable outputs: a directional distance "
    "function approach. Journal of Environmental Management 51(3), 229–240."};
constexpr Source kZhou2012{
    "Zhou et al. 2012",
    "Zhou, P., Ang, B. W., Wang, H. (2012). Energy and CO2 emission performance in electricity generation: a "
    "non-radial directional distance function approach. European Journal of Operational Research 221(3), 625–635."};
constexpr Source kKuosmanen2005{
    "Kuosmanen 2005",
    "Kuosmanen, T. (2005). Weak disposability in nonparametric production analysis with undesirable outputs. American "
    "Journal of Agricultural Economics 87(4), 1077–1082."};

struct Moves {
  bool inputs = false;
  bool good = true;
  bool bad = true;
};

Moves moves_of(const ScoreOptions& options) {
  if (options.direction.empty()) return {};
  const auto has = [&](const char* word) {
    return std::find(options.direction.begin(), options.direction.end(), word) != options.direction.end();
  };
  return {has("inputs"), has("good"), has("bad")};
}

Text moving_text(const Moves& moves, bool bad) {
  std::vector<std::string> en, zh;
  const auto add = [&](bool moves_too, const char* in_en, const char* in_zh) {
    if (!moves_too) return;
    en.emplace_back(in_en);
    zh.emplace_back(in_zh);
  };
  add(moves.inputs, "less of the inputs", "投入减少");
  add(moves.good, bad ? "more of the good outputs" : "more of the outputs", bad ? "期望产出增加" : "产出增加");
  add(moves.bad && bad, "less of the bad outputs", "非期望产出减少");
  return {join(en, ", "), join(zh, "、")};
}

// The move of one side: "- \beta g_x", or with a part of its own "- \beta_x x_o".
std::string move(bool moves, const char* sign, const char* letter, bool separate) {
  if (!moves) return "";
  const std::string by(letter);
  return separate ? " " + std::string(sign) + " \\beta_{" + by + "} " + by + "_o"
                  : " " + std::string(sign) + " \\beta " + by + "_o";
}

std::string directional_formula(const ScoreOptions& options, bool separate) {
  const Moves moves = moves_of(options);
  const bool bad = !options.bad.empty();
  const bool weak = bad && options.disposability.value_or(Disposability::weak) == Disposability::weak;
  const bool twins = weak && options.returns != Returns::crs;
  const std::string weight = twins ? "(\\lambda_j + \\mu_j)" : "\\lambda_j";
  std::string rows = "\\sum_j " + weight + " x_j \\le x_o" + move(moves.inputs, "-", "x", separate) +
                     ", \\quad \\sum_j \\lambda_j y_j \\ge y_o" + move(moves.good, "+", "y", separate);
  if (bad)
    rows += std::string(", \\quad \\sum_j \\lambda_j b_j ") + (weak ? "=" : "\\le") + " b_o" +
            move(moves.bad, "-", "b", separate);
  std::string returns = frontier::returns_row(options.returns);
  if (twins) {
    const std::size_t at = returns.find("\\lambda_j");
    if (at != std::string::npos) returns.replace(at, 9, weight);
  }
  return std::string("D = \\max & ") + (separate ? "\\sum_k w_k \\beta_k" : "\\beta") + " \\\\ \\text{s.t.} & " + rows +
         " \\\\ & \\lambda" + (twins ? ", \\mu" : "") + (separate ? ", \\beta" : "") + " \\ge 0" + returns;
}

void describe_directional(const ScoreSaid& said, bool separate, MethodText& text) {
  const ScoreOptions& options = said.options;
  const bool bad = !options.bad.empty();
  const Text moving = moving_text(moves_of(options), bad);
  frontier::open_text(said,
                      separate ? Text{"the non-radial directional distance", "非径向方向距离函数"}
                               : Text{"the directional distance", "方向距离函数"},
                      text);
  text.formula(directional_formula(options, separate));
  text.paragraph(
      {"A row moves along its own values (" + moving.en + "); a distance of 0 is efficient." +
           (separate ? " Every feature has a part of its own, and each side that moves the same total weight." : ""),
       "样本沿自身数值的方向移动（" + moving.zh + "），0 为有效。" +
           (separate ? "各变量的移动比例各不相同，移动的各侧总权重相等。" : "")});
  if (!bad) return;
  const bool weak = options.disposability.value_or(Disposability::weak) == Disposability::weak;
  if (weak && options.returns != Returns::crs) cite(text.sources, kKuosmanen2005);
  text.paragraph(weak ? Text{std::string("Bad outputs are weakly disposable") +
                                 (options.returns == Returns::crs ? "."
                                                                  : ", each row with an abatement factor of its own "
                                                                    "(Kuosmanen 2005): $\\mu$ is what a peer abates."),
                             std::string("非期望产出为弱可处置") +
                                 (options.returns == Returns::crs
                                      ? "。"
                                      : "，各样本有各自的减排因子（Kuosmanen 2005），$\\mu$ 为参照样本的减排部分。")}
                      : Text{"Bad outputs are strongly disposable.", "非期望产出为强可处置。"});
}

}  // namespace

const ScoreModel kDirectional{
    .about = {.name = "ddf",
              .title = {"directional distance", "方向距离函数"},
              .help = {"how far a row can move at once along its own values", "沿自身数值方向可同时移动的幅度"},
              .formula = "D = \\max \\beta, \\quad \\sum_j \\lambda_j y_j \\ge y_o + \\beta y_o, \\quad \\sum_j "
                         "\\lambda_j b_j = b_o - \\beta b_o",
              .sources = {kChung1997},
              .page = "directional",
              .reference = "tests/reference/frontier_test.cpp"},
    .family = ScoreFamily::directional,
    .describe = [](const ScoreSaid& said, MethodText& text) { describe_directional(said, false, text); }};

const ScoreModel kNonRadialDirectional{
    .about = {.name = "nddf",
              .title = {"non-radial directional distance", "非径向方向距离函数"},
              .help = {"the same with a part of its own for each feature", "各变量移动比例各不相同的方向距离"},
              .formula = "D = \\max \\sum_k w_k \\beta_k",
              .sources = {kChung1997, kZhou2012},
              .page = "directional",
              .reference = "tests/reference/frontier_test.cpp"},
    .family = ScoreFamily::directional,
    .describe = [](const ScoreSaid& said, MethodText& text) { describe_directional(said, true, text); }};

}  // namespace ecoeff
