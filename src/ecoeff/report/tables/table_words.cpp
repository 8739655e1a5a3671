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
constexpr BelowKind kP{
    .word = "p",
    .plural = {"p-values", "p 值"},
    .note = {"p-values in parentheses", "括号内为 p 值"},
    .cell = [](const Estimate& e, const std::string& name, int digits) { return bracket_cell(e.p(name), digits); }};
constexpr BelowKind kCi{
    .word = "ci",
    .plural = {"confidence intervals", "置信区间"},
    .note = {"95 % confidence intervals in brackets", "方括号内为 95% 置信区间"},
    .cell = [](const Estimate& e, const std::string& name, int digits) {
      const auto [low, high] = e.interval(name);
      return center_cell(both(fmt::format("[{}, {}]", format_fixed(low, digits), format_fixed(high, digits))));
    }};

constexpr R2Kind kPlainR2{"r2", {"R² is 1 - RSS/TSS with the effects included", "R² 为含固定效应的 1 - RSS/TSS"}};
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
constexpr TableRowKind kR2{"r2", {"R²", "R²"}, EstimateRow{[](const Estimate& e, const ModelSpec& model, int digits) {
                             const auto at = e.r2.find(model.r2);
                             return at == e.r2.end() ? Cell{} : number_cell(at->second, digits);
                           }}};

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
  static const TableRowKinds all{&kConstant,     &kControls, &kTimeEffects, &kUnitEffects,
                                 &kObservations, &kUnits,    &kClusters,    &kR2};
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
