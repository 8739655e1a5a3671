// The indices of productivity (productivity.hpp) in words.
#include <fmt/format.h>

#include "ecoeff/frontier/models/score_words.hpp"

namespace ecoeff {
namespace {

constexpr Source kFare1994{
    "Färe et al. 1994",
    "Färe, R., Grosskopf, S., Norris, M., Zhang, Z. (1994). Productivity growth, technical progress, and efficiency "
    "change in industrialized countries. American Economic Review 84(1), 66–83."};
constexpr Source kRay1997{
    "Ray and Desli 1997",
    "Ray, S. C., Desli, E. (1997). Productivity growth, technical progress, and efficiency change "
    "in industrialized countries: comment. American Economic Review 87(5), 1033–1039."};
constexpr Source kPastor2005{"Pastor and Lovell 2005",
                             "Pastor, J. T., Lovell, C. A. K. (2005). A global Malmquist productivity index. Economics "
                             "Letters 88(2), 266–271."};
constexpr Source kPastor2011{
    "Pastor et al. 2011",
    "Pastor, J. T., Asmild, M., Lovell, C. A. K. (2011). The biennial Malmquist productivity change index. "
    "Socio-Economic Planning Sciences 45(1), 10–15."};
constexpr Source kChung1997{
    "Chung et al. 1997",
    "Chung, Y. H., Färe, R., Grosskopf, S. (1997). Productivity and undesirable outputs: a directional distance "
    "function approach. Journal of Environmental Management 51(3), 229–240."};
constexpr Source kOh2010{"Oh 2010",
                         "Oh, D. (2010). A global Malmquist-Luenberger productivity index. Journal of Productivity "
                         "Analysis 34(3), 183–197."};
constexpr Source kChambers1996{
    "Chambers et al. 1996",
    "Chambers, R. G., Färe, R., Grosskopf, S. (1996). Productivity growth in APEC countries. Pacific Economic Review "
    "1(3), 181–190."};

constexpr const char* kMalmquistIndex =
    "M = \\sqrt{\\frac{E_s(b)}{E_s(a)} \\cdot \\frac{E_{s+1}(b)}{E_{s+1}(a)}}, \\quad \\text{EC} = "
    "\\frac{E_{s+1}(b)}{E_s(a)}, \\quad \\text{TC} = \\frac{M}{\\text{EC}}";
constexpr const char* kLuenbergerIndex =
    "\\text{ML} = \\sqrt{\\frac{(1 + D_s(a)) (1 + D_{s+1}(a))}{(1 + D_s(b)) (1 + D_{s+1}(b))}}, \\quad \\text{EC} = "
    "\\frac{1 + D_s(a)}{1 + D_{s+1}(b)}, \\quad \\text{TC} = \\frac{\\text{ML}}{\\text{EC}}";
constexpr const char* kGlobalIndex =
    "\\text{GML} = \\frac{1 + D_G(a)}{1 + D_G(b)}, \\quad \\text{EC} = \\frac{1 + D_s(a)}{1 + D_{s+1}(b)}, \\quad "
    "\\text{TC} = \\frac{\\text{GML}}{\\text{EC}}";
constexpr const char* kDifference =
    "L = \\frac{1}{2} [D_s(a) - D_s(b) + D_{s+1}(a) - D_{s+1}(b)], \\quad \\text{EC} = D_s(a) - D_{s+1}(b), \\quad "
    "\\text{TC} = L - \\text{EC}";

// What the column is where levels are cumulated.
Text level_text(const ScoreOptions& options, bool ratio) {
  const std::string start = ratio ? "1" : "0";
  const Text base = options.level_base ? Text{fmt::format("the year {}", *options.level_base),
                                              fmt::format(" {} 年", *options.level_base)}
                                       : Text{"its first observed year", "首个观测年份"};
  return {"The column holds levels: a unit's level is " + start + " in " + base.en + ", and the " +
              (ratio ? "product of the indices" : "sum of the changes") +
              " since then gives it in other years (before the base year backwards). A year that the unit lacks, or a "
              "pair without an index, breaks the chain.",
          "所用变量为累积水平：各单元在" + base.zh + "取 " + start + "，其余年份由其间各年指数" +
              (ratio ? "连乘" : "累加") + "得到（基期之前逆推）；缺少年份或没有指数的年份对使链条中断。"};
}

// What the letters of the formulas stand for, and which technology a year has.
void close_text(const ScoreOptions& options, const Text& measure, const char* letter, bool ratio, MethodText& text) {
  text.paragraph(
      {"a and b are a unit's rows in two consecutive observed years s and s+1, " + measure.en +
           " measured against the technology of the year; EC is efficiency change, TC technical change, and above " +
           (ratio ? "1" : "0") + " is progress.",
       "a、b 为同一单元在相邻两个观测年份 s 与 s+1 的样本，" + std::string(letter) + " 为以当年技术衡量的" +
           measure.zh + "；EC 为效率变化，TC 为技术变化，大于 " + (ratio ? "1" : "0") + " 表示进步。"});
  if (options.reference == ReferenceKind::biennial) cite(text.sources, kPastor2011);
  if (options.level) text.paragraph(level_text(options, ratio));
}

void describe_malmquist(const ScoreSaid& said, MethodText& text) {
  const ScoreOptions& options = said.options;
  const bool sbm = options.base == Base::sbm;
  const Text sides = frontier::orientation_text(options.orientation);
  frontier::open_text(said, {"the Malmquist index of productivity", "Malmquist 生产率指数"}, text);
  text.formula(kMalmquistIndex);
  close_text(options,
             sbm ? Text{"E the " + sides.en + " slacks-based efficiency", sides.zh + "的 SBM 效率值"}
                 : Text{"E the " + sides.en + " radial efficiency", sides.zh + "的径向效率值"},
             "E", true, text);
  frontier::weights_text(
      options,
      {"those of the inputs average 1, and so do those of the outputs", "投入权重的均值为 1，产出权重的均值亦为 1"},
      text);
  if (options.reference == ReferenceKind::pooled) {
    cite(text.sources, kPastor2005);
    text.paragraph({"Both years of the index are measured against one technology of all years (global Malmquist).",
                    "指数中两年均以全部年份的共同技术衡量（全局 Malmquist）。"});
  }
  if (options.returns != Returns::vrs) {
    text.paragraph(
        {"EC is the product of pure efficiency change, EC under variable returns to scale, and the change of "
         "scale efficiency.",
         "EC 可分解为规模报酬可变下的效率变化（纯效率变化）与规模效率变化之积。"});
    return;
  }
  cite(text.sources, kRay1997);
  text.paragraph(
      {"The parts are those of Ray and Desli (1997): EC and TC under variable returns, the change of scale is "
       "what they leave of the index under constant returns.",
       "分解采用 Ray 与 Desli（1997）：EC 与 TC 以规模报酬可变计算，规模变化为不变规模报酬指数的剩余部分。"});
}

// What only slacks-based scores take, and what radial ones need.
std::optional<ScoreRefusal> of_radial_scores(const ScoreOptions& o) {
  if (o.base == Base::sbm) return std::nullopt;
  if (o.orientation == Orientation::none) {
    return ScoreRefusal{"F404",
                        {"malmquist of radial scores needs an orientation", "径向得分的 malmquist 需要指定导向"},
                        {"input or output, or base sbm", "input（投入导向）或 output（产出导向），或 base 用 sbm"}};
  }
  if (o.weights.empty()) return std::nullopt;
  return ScoreRefusal{"F455",
                      {"malmquist of radial scores takes no weights", "径向得分的 malmquist 不能指定权重"},
                      {"weights go with base sbm", "权重与 base = sbm 同用"}};
}

Options of_distances(Option reference) {
  return {takes::base({"ddf"}), takes::returns(), std::move(reference), takes::direction(), takes::disposability(),
          takes::zero_output(), takes::level(),   takes::level_base(),  takes::certify()};
}

// The directional distance with what moves in it.
void close_distances(const ScoreSaid& said, bool ratio, MethodText& text) {
  const Text moves = frontier::direction_text(said.options);
  close_text(said.options, {"D the directional distance (" + moves.en + ")", "方向距离函数（" + moves.zh + "）"}, "D",
             ratio, text);
  frontier::disposability_text(said.options, "", text);
}

}  // namespace

const ScoreModel kMalmquist{
    .about = {.name = "malmquist",
              .title = {"Malmquist index", "Malmquist 指数"},
              .help = {"productivity change between two years", "相邻两年的生产率变化"},
              .formula = kMalmquistIndex,
              .sources = {kFare1994},
              .page = "malmquist",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.pairs = true},
    .options = {takes::base({"radial", "sbm"}), takes::orientation(), takes::returns({"crs", "vrs"}),
                takes::reference_of_years(),
                takes::weights({"inputs share a sum, and desirable and undesirable outputs together",
                                "投入共用一个合计，期望与非期望产出共用一个合计"}),
                takes::zero_output(), takes::level(), takes::level_base(), takes::certify()},
    .wrong = of_radial_scores,
    .describe = describe_malmquist};

const ScoreModel kMalmquistLuenberger{
    .about = {.name = "malmquist-luenberger",
              .title = {"Malmquist-Luenberger index", "Malmquist-Luenberger 指数"},
              .help = {"the same with undesirable outputs", "含非期望产出的生产率变化"},
              .formula = kLuenbergerIndex,
              .sources = {kChung1997},
              .page = "malmquist",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.pairs = true, .needs_bad = true, .distances = true},
    .options = of_distances(takes::reference({"contemporaneous", "sequential", "biennial"}, "contemporaneous")),

    .describe = [](const ScoreSaid& said, MethodText& text) {
      frontier::open_text(said, {"the Malmquist-Luenberger index of productivity", "Malmquist-Luenberger 生产率指数"},
                          text);
      text.formula(kLuenbergerIndex);
      close_distances(said, true, text);
    }};

const ScoreModel kGlobalMalmquistLuenberger{
    .about = {.name = "global-ml",
              .title = {"global Malmquist-Luenberger index", "全局 Malmquist-Luenberger 指数（GML）"},
              .help = {"the same against one technology of all years", "以全部年份的共同技术衡量"},
              .formula = kGlobalIndex,
              .sources = {kOh2010},
              .page = "malmquist",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.pairs = true, .needs_bad = true, .distances = true},
    .options = of_distances(takes::reference({"pooled"}, "pooled")),

    .describe = [](const ScoreSaid& said, MethodText& text) {
      frontier::open_text(
          said, {"the global Malmquist-Luenberger index of productivity", "全局 Malmquist-Luenberger 生产率指数"},
          text);
      text.formula(kGlobalIndex);
      close_distances(said, true, text);
      text.paragraph({"$D_G$ is D against the technology of all years.", "$D_G$ 为以全部年份的共同技术衡量的 D。"});
    }};

const ScoreModel kLuenberger{
    .about = {.name = "luenberger",
              .title = {"Luenberger indicator", "Luenberger 指标"},
              .help = {"productivity change as a difference of distances", "以距离之差表示的生产率变化"},
              .formula = kDifference,
              .sources = {kChambers1996},
              .page = "malmquist",
              .reference = "tests/reference/frontier_test.cpp"},
    .traits = {.pairs = true, .differences = true, .distances = true},
    .options = of_distances(takes::reference_of_years()),

    .describe = [](const ScoreSaid& said, MethodText& text) {
      frontier::open_text(said, {"the Luenberger indicator of productivity", "Luenberger 生产率指标"}, text);
      text.formula(kDifference);
      close_distances(said, false, text);
    }};

}  // namespace ecoeff
