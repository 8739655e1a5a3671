#include "ecoeff/frontier/score_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include "ecoeff/base/number.hpp"

namespace ecoeff {
namespace {

using Words = std::vector<std::string>;
using Type = Option::Type;

// Words in the order of their enumeration; constants, as descriptors of other files ask before anything runs.
using Choices = std::span<const std::string_view>;
constexpr std::string_view kBases[]{"radial", "sbm", "ddf"};
constexpr std::string_view kOrientations[]{"none", "input", "output"};
constexpr std::string_view kReturns[]{"crs", "vrs", "nirs", "ndrs"};
constexpr std::string_view kReferences[]{"pooled", "contemporaneous", "sequential", "window:K", "biennial"};
constexpr std::string_view kBadAs[]{"output", "input"};
constexpr std::string_view kLeaveOut[]{"row", "unit"};
constexpr std::string_view kZeroOutput[]{"error", "drop"};
constexpr std::string_view kDisposabilities[]{"weak", "strong"};

Words all_of(Choices choices) { return {choices.begin(), choices.end()}; }

template <class Choice>
OptionValue word_of(Choices choices, Choice choice) {
  return std::string(choices[static_cast<std::size_t>(choice)]);
}

template <class Choice>
OptionValue word_if(Choices choices, std::optional<Choice> choice) {
  return choice ? word_of(choices, *choice) : OptionValue(std::string());
}

template <class Choice>
Choice choice_of(Choices choices, const OptionValue& value) {
  const auto at = std::find(choices.begin(), choices.end(), std::get<std::string>(value));
  return static_cast<Choice>(at == choices.end() ? 0 : at - choices.begin());
}

const Words& texts_of(const OptionValue& value) { return std::get<Words>(value); }

constexpr std::string_view kWindow = "window:";

OptionValue reference_of(const ScoreOptions& o) {
  return o.reference == ReferenceKind::window ? OptionValue(fmt::format("{}{}", kWindow, std::clamp(o.window, 1, 1000)))
                                              : word_of(kReferences, o.reference);
}

void set_reference(const OptionValue& value, ScoreOptions& o) {
  const std::string& word = std::get<std::string>(value);
  if (word.starts_with(kWindow)) {
    o.reference = ReferenceKind::window;
    o.window = static_cast<int>(parse_number(word.substr(kWindow.size())).value_or(0));
  } else {
    o.reference = choice_of<ReferenceKind>(kReferences, value);  // "global" is pooled, the first
  }
}

OptionValue weights_of(const ScoreOptions& o) {
  Words pairs;
  for (const auto& [column, weight] : o.weights) pairs.push_back(column + "=" + format_shortest(weight));
  return pairs;
}

void set_weights(const OptionValue& value, ScoreOptions& o) {
  o.weights.clear();
  for (const std::string& pair : texts_of(value)) {
    const std::size_t at = pair.rfind('=');
    o.weights.emplace_back(pair.substr(0, at), parse_number(pair.substr(at + 1)).value_or(kMissing));
  }
}

Words with_global(Words words) {
  words.insert(words.begin() + 1, "global");
  return words;
}

std::vector<ScoreOption> shape_options() {
  return {
      {{.key = "base",
        .type = Type::word,
        .help = {"what an index of productivity is made of; malmquist of radial scores if nothing is said",
                 "生产率指数的基础模型；malmquist 不写为径向得分"},
        .words = all_of(kBases)},
       "F451",
       {"is not an index that is made of other scores: it has no base", "不是由其他得分构成的指数，没有 base"},
       [](const ScoreOptions& o) { return word_if(kBases, o.base); },
       [](const OptionValue& v, ScoreOptions& o) { o.base = choice_of<Base>(kBases, v); }},
      {{.key = "orientation",
        .type = Type::word,
        .help = {"which side moves", "改进哪一方：投入导向、产出导向或无导向"},
        .otherwise = "none",
        .words = all_of(kOrientations)},
       "F459",
       {"has no orientation", "没有导向之分"},
       [](const ScoreOptions& o) { return word_of(kOrientations, o.orientation); },
       [](const OptionValue& v, ScoreOptions& o) { o.orientation = choice_of<Orientation>(kOrientations, v); }},
      {{.key = "returns",
        .type = Type::word,
        .help = {"returns to scale: constant, variable, nonincreasing, nondecreasing",
                 "规模报酬：不变、可变、非递增、非递减"},
        .otherwise = "crs",
        .words = all_of(kReturns)},
       "F454",
       {"has returns to scale of its own", "的规模报酬是固定的"},
       [](const ScoreOptions& o) { return word_of(kReturns, o.returns); },
       [](const OptionValue& v, ScoreOptions& o) { o.returns = choice_of<Returns>(kReturns, v); }},
      {{.key = "reference",
        .type = Type::word,
        .help = {"the rows that a row is compared with: all, of its year, up to its year, of K years around it; of two "
                 "years (indices)",
                 "参考集：全部样本、当年、截至当年、以当年为中心的 K 年、相邻两年（指数）"},
        .otherwise = "pooled",
        .words = with_global(all_of(kReferences))},
       "F450",
       {"has a reference set of its own", "的参考集是固定的"},
       reference_of,
       set_reference},
      {{.key = "group",
        .type = Type::text,
        .help =
            {"a column: one frontier a group; adds `score_meta` against all groups and `tgr`, the technology gap ratio",
             "列名：每组一个前沿，并给出相对共同前沿的 `score_meta` 与技术落差比 `tgr`"}},
       "F458",
       {"has no metafrontier form here", "没有共同前沿形式"},
       [](const ScoreOptions& o) { return OptionValue(o.group); },
       [](const OptionValue& v, ScoreOptions& o) { o.group = std::get<std::string>(v); }}};
}

std::vector<ScoreOption> side_options() {
  return {
      {{.key = "direction",
        .type = Type::texts,
        .help = {"the sides that move, of `inputs`, `good`, `bad`; good and bad if nothing is said",
                 "改进的各方，取自 `inputs`、`good`、`bad`；不写为 good 与 bad"}},
       "F452",
       {"has no direction", "没有方向向量"},
       [](const ScoreOptions& o) { return OptionValue(o.direction); },
       [](const OptionValue& v, ScoreOptions& o) { o.direction = texts_of(v); }},
      {{.key = "disposability",
        .type = Type::word,
        .help = {"of undesirable outputs: weak (with an abatement factor a row outside CRS, the default) or strong",
                 "非期望产出的处置性：弱（默认，非 CRS 时每行各有减排因子）或强"},
        .words = all_of(kDisposabilities)},
       "F453",
       {"knows no disposability of undesirable outputs", "没有非期望产出处置性的选项"},
       [](const ScoreOptions& o) { return word_if(kDisposabilities, o.disposability); },
       [](const OptionValue& v, ScoreOptions& o) { o.disposability = choice_of<Disposability>(kDisposabilities, v); }},
      {{.key = "weights",
        .type = Type::pairs,
        .help = {"of columns, 1 each if nothing is said: `{ energy = 2 }` in a study, energy=2 on the command line",
                 "各列的权重，不写各为 1：研究文件中写 `{ energy = 2 }`，命令行写 energy=2"}},
       "F455",
       {"takes no weights", "不能指定权重"},
       weights_of,
       set_weights},
      {{.key = "bad_as",
        .type = Type::word,
        .help = {"where super-efficiency counts undesirable outputs", "超效率把非期望产出计入哪一方"},
        .otherwise = "output",
        .words = all_of(kBadAs)},
       "F404",
       {"cannot count undesirable outputs as inputs", "不能把非期望产出计入投入"},
       [](const ScoreOptions& o) { return word_of(kBadAs, o.bad_as); },
       [](const OptionValue& v, ScoreOptions& o) { o.bad_as = choice_of<BadAs>(kBadAs, v); }},
      {{.key = "zero_output",
        .type = Type::word,
        .help = {"a desirable output of zero is an error, or its row is dropped", "期望产出为零时报错，或不参与测算"},
        .otherwise = "error",
        .words = all_of(kZeroOutput)},
       "F404",
       {"scores rows with a desirable output of zero like any other", "对期望产出为零的样本照常测算"},
       [](const ScoreOptions& o) { return word_of(kZeroOutput, o.zero_output); },
       [](const OptionValue& v, ScoreOptions& o) { o.zero_output = choice_of<ZeroOutput>(kZeroOutput, v); }}};
}

std::vector<ScoreOption> answer_options() {
  return {
      {{.key = "scale",
        .type = Type::flag,
        .help = {"adds scale efficiency and the class of returns to scale", "给出规模效率与规模报酬类别"},
        .otherwise = "false"},
       "F456",
       {"gives no scale efficiency", "不能给出规模效率"},
       [](const ScoreOptions& o) { return OptionValue(o.scale); },
       [](const OptionValue& v, ScoreOptions& o) { o.scale = std::get<bool>(v); }},
      {{.key = "leave_out",
        .type = Type::word,
        .help = {"what super-efficiency leaves out: the row, or all rows of its unit",
                 "超效率剔除什么：该行，或该单位的所有行"},
        .otherwise = "row",
        .words = all_of(kLeaveOut)},
       "F457",
       {"cannot leave out a unit's other years", "不能剔除同一单元的其他年份"},
       [](const ScoreOptions& o) { return word_of(kLeaveOut, o.leave_out); },
       [](const OptionValue& v, ScoreOptions& o) { o.leave_out = choice_of<LeaveOut>(kLeaveOut, v); }},
      {{.key = "certify",
        .type = Type::flag,
        .help = {"adds the proved bounds of every score, how they were proved, and rows near the frontier",
                 "增加每个得分已获证明的上下界、证明方式及是否紧邻前沿"},
        .otherwise = "false",
        .in_studies = false},
       "F404",
       {"has no bounds to show", "没有可列出的上下界"},
       [](const ScoreOptions& o) { return OptionValue(o.certify); },
       [](const OptionValue& v, ScoreOptions& o) { o.certify = std::get<bool>(v); }},
      {{.key = "multipliers",
        .type = Type::flag,
        .help = {"adds the prices behind each score: `multiplier_labor` ...",
                 "给出每个得分背后的价格（乘子）：`multiplier_labor` 等列"},
        .otherwise = "false"},
       "F404",
       {"has no multipliers: its score is not the value of one linear program", "没有乘子：其得分不是单个线性规划的值"},
       [](const ScoreOptions& o) { return OptionValue(o.multipliers); },
       [](const OptionValue& v, ScoreOptions& o) { o.multipliers = std::get<bool>(v); }}};
}

std::vector<ScoreOption> price_options() {
  return {
      {{.key = "price_of",
        .type = Type::text,
        .help = {"a desirable output: adds the shadow price of each undesirable output in its units, with its range: "
                 "`price_co2`, `price_co2_lower`, `price_co2_upper`, `price_co2_range`",
                 "一项期望产出：以其单位给出各非期望产出的影子价格及取值范围，即 `price_co2`、`price_co2_lower`、"
                 "`price_co2_upper`、`price_co2_range` 各列"}},
       "F480",
       {"gives no shadow prices", "不能给出影子价格"},
       [](const ScoreOptions& o) { return OptionValue(o.price_of); },
       [](const OptionValue& v, ScoreOptions& o) { o.price_of = std::get<std::string>(v); }}};
}

std::vector<ScoreOption> level_options() {
  const Text lacks{"is no index of productivity: there is nothing to cumulate", "不是生产率指数，无从累积"};
  return {{{.key = "level",
            .type = Type::flag,
            .help = {"the level since the base year in place of the change: the product of the indices (1 in the base "
                     "year), of Luenberger's their sum (0)",
                     "给出自基期起的累积水平而非变化：各年指数连乘（基期为 1），luenberger 为累加（基期为 0）"},
            .otherwise = "false"},
           "F471",
           lacks,
           [](const ScoreOptions& o) { return OptionValue(o.level); },
           [](const OptionValue& v, ScoreOptions& o) { o.level = std::get<bool>(v); }},
          {{.key = "level_base",
            .type = Type::whole,
            .help = {"the base year of levels; each unit's first year if nothing is said",
                     "累积水平的基期年份；不写为各单元的首个年份"}},
           "F471",
           lacks,
           [](const ScoreOptions& o) {
             return o.level_base ? OptionValue(static_cast<double>(*o.level_base)) : OptionValue(std::string());
           },
           [](const OptionValue& v, ScoreOptions& o) {
             o.level_base = static_cast<int>(std::clamp(std::get<double>(v), -2'000'000'000.0, 2'000'000'000.0));
           }}};
}

std::vector<ScoreOption> all_options() {
  std::vector<ScoreOption> all = shape_options();
  for (auto* more : {&side_options, &answer_options, &price_options, &level_options}) {
    std::vector<ScoreOption> some = more();
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

// The option as a model takes it.
Option taken(std::string_view key, Words words = {}, std::optional<std::string> otherwise = std::nullopt) {
  const auto& all = score_options();
  Option option =
      std::find_if(all.begin(), all.end(), [&](const ScoreOption& one) { return one.option.key == key; })->option;
  if (!words.empty()) option.words = std::move(words);
  if (otherwise) option.otherwise = std::move(*otherwise);
  return option;
}

}  // namespace

const std::vector<ScoreOption>& score_options() {
  static const std::vector<ScoreOption> kAll = all_options();
  return kAll;
}

void set_score_options(const OptionValues& values, ScoreOptions& options) {
  for (const ScoreOption& one : score_options()) {
    if (const OptionValue* value = values.find(one.option.key)) one.set(*value, options);
  }
}

namespace takes {

Option base(Words words) { return taken("base", std::move(words)); }
Option orientation() { return taken("orientation"); }
Option needed_orientation() { return taken("orientation", {"input", "output"}, ""); }
Option returns(Words words, std::string otherwise) {
  return taken("returns", std::move(words), otherwise.empty() ? "crs" : std::move(otherwise));
}
Option reference(Words words, std::string otherwise) {
  return taken("reference", std::move(words), std::move(otherwise));
}
Option group() { return taken("group"); }
Option bad_as() { return taken("bad_as"); }
Option direction() { return taken("direction"); }
Option disposability() { return taken("disposability"); }
Option weights(Text shares) {
  Option option = taken("weights");
  option.help = {option.help.en + "; " + shares.en, option.help.zh + "；" + shares.zh};
  return option;
}
Option certify() { return taken("certify"); }
Option scale() { return taken("scale"); }
Option leave_out() { return taken("leave_out"); }
Option zero_output() { return taken("zero_output"); }
Option multipliers() { return taken("multipliers"); }
Option price_of() { return taken("price_of"); }
Option level() { return taken("level"); }
Option level_base() { return taken("level_base"); }

Option reference_of_rows() { return reference({"pooled", "contemporaneous", "sequential", "window:K"}, "pooled"); }
Option reference_of_years() {
  return reference({"contemporaneous", "sequential", "biennial", "pooled"}, "contemporaneous");
}

}  // namespace takes
}  // namespace ecoeff
