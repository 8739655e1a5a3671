#include "ecoeff/report/tables/table_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/number.hpp"
#include "ecoeff/report/tables/table_cells.hpp"

namespace ecoeff {
namespace {

constexpr BelowKind kT{.word = "t",
                       .plural = {"t statistics", "t 统计量"},
                       .note = {"t statistics in parentheses", "括号内为 t 统计量"},
                       .cell = [](const Estimate& e, const std::string& name, int digits) {
                         return bracket_cell(e.statistic(name), digits);
                       }};
constexpr BelowKind kSe{
    .word = "se",
    .plural = {"standard errors", "标准误"},
    .note = {"Standard errors in parentheses", "括号内为标准误"},
    .cell = [](const Estimate& e, const std::string& name, int digits) { return bracket_cell(e.se(name), digits); }};
constexpr BelowKind kP{.word = "p",
                       .plural = {"p-values", "p 值"},
                       .note = {"p-values in parentheses", "括号内为 p 值"},
                       .cell = [](const Estimate& e, const std::string& name, int digits) {
                         return in_brackets(p_cell(e.p(name), digits));
                       }};
constexpr BelowKind kCi{.word = "ci",
                        .plural = {"confidence intervals", "置信区间"},
                        .note = {"95 % confidence intervals in brackets", "方括号内为 95% 置信区间"},
                        .cell = [](const Estimate& e, const std::string& name, int digits) {
                          const auto [low, high] = e.interval(name);
                          return center_cell(both(interval_text(low, high, digits)));
                        }};

constexpr R2Kind kPlainR2{"r2", {"R² is 1 − RSS/TSS with the effects included", "R² 为含固定效应的 1 − RSS/TSS"}};
constexpr R2Kind kAdjustedR2{"adjusted", {"R² is adjusted", "R² 为调整后 R²"}};
constexpr R2Kind kWithinR2{"within",
                           {"R² is the within R² with all effects taken out", "R² 为剔除全部固定效应后的组内 R²"}};
constexpr R2Kind kWithinUnitR2{"within-unit",
                               {"R² is the within R² with the unit effects taken out (as xtreg y x i.year, fe)",
                                "R² 为剔除个体效应后的组内 R²（同 xtreg y x i.year, fe）"}};
constexpr R2Kind kWithinAdjustedR2{
    "within-adjusted",
    {"R² is the adjusted within R² with all effects taken out", "R² 为剔除全部固定效应后的调整组内 R²"}};
constexpr R2Kind kOverallR2{"overall", {"R² is the overall R²", "R² 为总体 R²"}};
constexpr R2Kind kBetweenR2{"between", {"R² is the between R²", "R² 为组间 R²"}};

constexpr TableRowKind kConstant{"constant", {"Constant", "常数项"}, CoefficientRow{"_cons"}};
constexpr TableRowKind kControls{
    "controls", {"Controls", "控制变量"}, YesNoRow{[](const ColumnResult& c) { return !c.controls.empty(); }, true}};
constexpr TableRowKind kTimeEffects{"time-effects", {"Time effects", "时间固定效应"}, EffectRow{"time"}};
constexpr TableRowKind kUnitEffects{"unit-effects", {"Unit effects", "个体固定效应"}, EffectRow{"unit"}};
constexpr TableRowKind kObservations{
    "n", {"N", "样本量"}, EstimateRow{[](const Estimate& e, const ModelSpec&, int) { return count_cell(e.n); }, true}};
constexpr TableRowKind kUnits{"units", {"Units", "个体数"}, EstimateRow{[](const Estimate& e, const ModelSpec&, int) {
                                return count_cell(e.groups);
                              }}};
constexpr TableRowKind kClusters{
    "clusters", {"Clusters", "聚类数"}, EstimateRow{[](const Estimate& e, const ModelSpec&, int) {
      return e.clusters > 0 ? count_cell(e.clusters) : Cell{};
    }}};
Cell r2_cell(const Estimate& e, const ModelSpec& model, int digits) {
  const auto at = e.r2.find(model.r2);
  return at == e.r2.end() ? Cell{} : number_cell(at->second, digits);
}

constexpr TableRowKind kR2{.word = "r2", .label = {"R²", "R²"}, .shows = EstimateRow{r2_cell}, .is_r2 = true};

constexpr std::string_view kVifTest = "vif";
constexpr std::string_view kHausmanTest = "hausman";

Cell vif_cell(const Estimate& e, int digits, bool mean) {
  double sum = 0;
  double largest = kMissing;
  for (const RegressorCheck& check : e.regressors) {
    sum += check.vif;
    if (!(check.vif <= largest)) largest = check.vif;
  }
  if (e.regressors.empty()) return {};
  return number_cell(mean ? sum / static_cast<double>(e.regressors.size()) : largest, digits);
}

Cell hausman_cell(const Estimate& e, const ModelSpec&, int digits) {
  const auto test =
      std::find_if(e.tests.begin(), e.tests.end(), [](const NamedTest& t) { return t.name == kHausmanTest; });
  if (test == e.tests.end() || is_missing(test->result.statistic)) return {};
  if (is_missing(test->result.p)) return number_cell(test->result.statistic, digits);
  const std::string p = p_cell(test->result.p, digits).text.en;
  return center_cell(both(fmt::format("{} [{}]", format_fixed(test->result.statistic, digits), p)));
}

constexpr TableRowKind kVif{
    .word = "vif",
    .label = {"Largest VIF", "VIF 最大值"},
    .shows = EstimateRow{[](const Estimate& e, const ModelSpec&, int digits) { return vif_cell(e, digits, false); }},
    .test = kVifTest,
    .note = {"VIF: variance inflation factors of the regressors as they enter, before effects are taken out.",
             "VIF 为解释变量（剔除固定效应之前）的方差膨胀因子。"}};
constexpr TableRowKind kMeanVif{
    .word = "mean-vif",
    .label = {"Mean VIF", "VIF 均值"},
    .shows = EstimateRow{[](const Estimate& e, const ModelSpec&, int digits) { return vif_cell(e, digits, true); }},
    .test = kVifTest,
    .note = kVif.note};
constexpr TableRowKind kHausman{
    .word = "hausman",
    .label = {"Hausman", "Hausman 检验"},
    .shows = EstimateRow{hausman_cell},
    .test = kHausmanTest,
    .note = {
        "Hausman: chi-square statistic with its p-value in brackets; the null hypothesis is that random effects are "
        "consistent.",
        "Hausman 检验为卡方统计量，方括号内为 p 值；原假设为随机效应估计量一致。"}};
// Of the first regressor that has a square: "0.512 [0.430, 0.650]", Fieller's interval in brackets where it is finite.
Cell turning_cell(const Estimate& e, const ModelSpec&, int digits) {
  const auto parameter = [&](const char* name, const std::string& term) {
    const auto at = e.parameters.find(fmt::format("{}({})", name, term));
    return at == e.parameters.end() ? kMissing : at->second;
  };
  for (const std::string& term : e.names) {
    const double at = parameter("turning_point", term);
    if (is_missing(at)) continue;
    const double low = parameter("turning_point_low", term);
    const double high = parameter("turning_point_high", term);
    const std::string point = format_fixed(at, digits);
    if (is_missing(low)) return center_cell(both(point));
    return center_cell(both(point + " " + interval_text(low, high, digits)));
  }
  return {};
}

constexpr std::string_view kUTest = "utest";

Cell u_cell(const Estimate& e, const ModelSpec&, int digits) {
  const auto test = std::find_if(e.tests.begin(), e.tests.end(), [](const NamedTest& t) {
    return t.name.starts_with(kUTest) && t.name.find('(') == kUTest.size();
  });
  return test == e.tests.end() ? Cell{} : p_cell(test->result.p, digits);
}

constexpr TableRowKind kTurningPoint{
    .word = "turning-point",
    .label = {"Turning point", "拐点"},
    .shows = EstimateRow{turning_cell},
    .test = kUTest,
    .note = {"Turning point: −b₁ / (2b₂) of the first regressor that stands beside its square, with Fieller's 95 % "
             "interval in brackets where it is finite.",
             "拐点为与平方项同时出现的第一个解释变量的 −b₁ / (2b₂)，方括号内为 Fieller 95% 置信区间（有限时）。"}};
constexpr TableRowKind kUShape{
    .word = "u-test",
    .label = {"U test (p)", "U 形检验 p 值"},
    .shows = EstimateRow{u_cell},
    .test = kUTest,
    .note = {"U test: p-value of Lind and Mehlum (2010); the null hypothesis is a monotone relation or the opposite "
             "shape over the range of the data.",
             "U 形检验为 Lind 与 Mehlum（2010）检验的 p 值；原假设为在样本取值范围内单调或呈相反形状。"}};
constexpr TableRowKind kFirstStage{"first-stage", {"First-stage F", "第一阶段 F"}, OwedRow{}};
constexpr TableRowKind kUnderidentified{"underid", {"Underidentification (p)", "识别不足检验 p 值"}, OwedRow{}};
constexpr TableRowKind kWeak{"weak-iv", {"Weak identification F", "弱工具变量 F"}, OwedRow{}};
constexpr TableRowKind kOverid{"overid", {"Sargan, Hansen", "Sargan、Hansen 检验"}, OwedRow{}};
constexpr TableRowKind kEndogeneity{"endogeneity", {"Endogeneity (p)", "内生性检验 p 值"}, OwedRow{}};
constexpr TableRowKind kAr{"ar", {"AR(1), AR(2)", "AR(1)、AR(2)"}, OwedRow{}};
constexpr TableRowKind kInstruments{"instruments", {"Instruments", "工具变量数"}, OwedRow{}};

constexpr std::string_view kCnRows[] = {"constant", "controls", "time-effects", "unit-effects", "n", "r2"};
constexpr std::string_view kAerRows[] = {"controls", "unit-effects", "time-effects", "n", "r2"};
constexpr std::string_view kEsttabRows[] = {"constant", "n", "r2"};
constexpr double kEsttabStars[] = {0.05, 0.01, 0.001};

constexpr StyleKind kCn{.word = "cn", .shows = {"the Chinese three-line table", "三线表"}, .rows = kCnRows};
constexpr StyleKind kAer{.word = "aer",
                         .shows = {"standard errors below unless `below` says otherwise, no constant",
                                   "括号内为标准误（除非写明 `below`），不列常数项"},
                         .rows = kAerRows,
                         .below = "se",
                         .other_row = "n",
                         .other_label = {"Observations", "观测值"}};
constexpr StyleKind kEsttab{
    .word = "esttab",
    .shows = {"every coefficient, thresholds 0.05, 0.01, 0.001 unless `stars` says otherwise, N and R²",
              "列出全部系数，星号阈值 0.05、0.01、0.001（除非写明 `stars`），N 与 R²"},
    .rows = kEsttabRows,
    .stars = kEsttabStars,
    .show_controls = true};

template <class Kind>
const Kind& of_word(const std::vector<const Kind*>& kinds, std::string_view word) {
  const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const Kind* kind) { return kind->word == word; });
  return at == kinds.end() ? *kinds.front() : **at;
}

}  // namespace

const BelowKinds& below_kinds() {
  static const BelowKinds all{&kT, &kSe, &kP, &kCi};
  return all;
}

const R2Kinds& r2_kinds() {
  static const R2Kinds all{&kPlainR2,          &kAdjustedR2, &kWithinR2, &kWithinUnitR2,
                           &kWithinAdjustedR2, &kOverallR2,  &kBetweenR2};
  return all;
}

const TableRowKinds& table_row_kinds() {
  static const TableRowKinds all{&kConstant, &kControls,     &kTimeEffects, &kUnitEffects, &kObservations,
                                 &kUnits,    &kClusters,     &kR2,          &kVif,         &kMeanVif,
                                 &kHausman,  &kTurningPoint, &kUShape,      &kFirstStage,  &kUnderidentified,
                                 &kWeak,     &kOverid,       &kEndogeneity, &kAr,          &kInstruments};
  return all;
}

const StyleKinds& style_kinds() {
  static const StyleKinds all{&kCn, &kAer, &kEsttab};
  return all;
}

const BelowKind& below_kind(std::string_view word) { return of_word(below_kinds(), word); }
const R2Kind& r2_kind(std::string_view word) { return of_word(r2_kinds(), word); }
const TableRowKind& table_row_kind(std::string_view word) { return of_word(table_row_kinds(), word); }
const StyleKind& style_kind(std::string_view word) { return of_word(style_kinds(), word); }

}  // namespace ecoeff
