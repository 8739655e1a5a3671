#include "ecoeff/frontier/model_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {

using frontier::Family;

std::vector<std::string> names(bool productivity) {
  std::vector<std::string> out;
  for (const ScoreModel* model : score_model_list().all()) {
    if ((model->family == Family::productivity) == productivity) out.push_back(model->about.name);
  }
  return out;
}

[[noreturn]] void usage(const char* code, Text message, Text hint = {}) {
  throw Error(Fault::usage, code, std::move(message), {}, std::move(hint));
}

}  // namespace

const std::vector<std::string>& score_models() {
  static const std::vector<std::string> kNames = names(false);
  return kNames;
}

const std::vector<std::string>& productivity_models() {
  static const std::vector<std::string> kNames = names(true);
  return kNames;
}

bool is_productivity(const std::string& model) {
  const ScoreModel* known = score_model_list().find(model);
  return known != nullptr && known->family == Family::productivity;
}

bool is_ratio_index(const std::string& model) { return is_productivity(model) && !score_model(model).differences; }

Returns default_returns(const std::string& model) {
  const ScoreModel* known = score_model_list().find(model);
  return known == nullptr ? Returns::crs : known->returns;
}

ReferenceKind default_reference(const std::string& model) {
  const ScoreModel* known = score_model_list().find(model);
  return known == nullptr ? ReferenceKind::pooled : known->reference;
}

namespace frontier {

Family family_of(const std::string& model) { return score_model(model).family; }

namespace {

void check_columns(const ScoreOptions& o) {
  if (o.inputs.empty() || o.good.empty()) {
    usage("F402",
          {"a frontier needs at least one input and one desirable output", "前沿至少需要一项投入和一项期望产出"});
  }
  std::set<std::string> seen;
  for (const auto* list : {&o.inputs, &o.good, &o.bad}) {
    for (const std::string& name : *list) {
      if (seen.insert(name).second) continue;
      usage("F404", {fmt::format("the column {} is listed twice", name), fmt::format("列 {} 出现了两次", name)});
    }
  }
  if (o.bad.empty() && score_model(o.model).needs_bad) {
    usage("F461",
          {fmt::format("{} needs at least one undesirable output", o.model),
           fmt::format("{} 至少需要一项非期望产出", o.model)},
          {"list it under --bad, or use malmquist or luenberger", "请用 --bad 列出，或改用 malmquist、luenberger"});
  }
}

void check_orientation(const ScoreOptions& o, Family family) {
  const bool oriented = o.orientation != Orientation::none;
  const bool radial_index = o.model == "malmquist" && o.base.value_or(Base::radial) == Base::radial;
  if (!oriented && (family == Family::radial || family == Family::fdh || radial_index)) {
    usage("F404",
          {fmt::format("the model {} needs an orientation", o.model), fmt::format("模型 {} 需要指定导向", o.model)},
          {"input or output", "input(投入导向)或 output(产出导向)"});
  }
  const bool takes = family == Family::slacks || family == Family::radial || family == Family::fdh ||
                     family == Family::ebm || o.model == "malmquist";
  if (oriented && !takes) {
    usage("F459",
          {fmt::format("the model {} has no orientation", o.model), fmt::format("模型 {} 没有导向之分", o.model)},
          family == Family::additive ? Text{"leave --orientation out; sbm, radial, ebm and fdh take it",
                                            "请去掉 --orientation；sbm、radial、ebm、fdh 可指定导向"}
                                     : Text{"leave --orientation out; --direction says what moves",
                                            "请去掉 --orientation；由 --direction 指定改进方向"});
  }
  if (oriented && family == Family::ebm && !o.bad.empty()) {
    usage("F459", {"ebm with undesirable outputs exists without orientation only", "含非期望产出的 ebm 只有无导向形式"},
          {"leave --orientation out", "请去掉 --orientation"});
  }
}

void check_returns(const ScoreOptions& o, Family family) {
  if ((o.model == "ram" || o.model == "fdh") && o.returns != Returns::vrs) {
    usage("F454",
          {fmt::format("{} is defined under variable returns only", o.model),
           fmt::format("{} 只在规模报酬可变下有定义", o.model)},
          {"leave --returns out, or say vrs", "请去掉 --returns，或写 vrs"});
  }
  if (o.model == "malmquist" && o.returns != Returns::crs && o.returns != Returns::vrs) {
    usage("F454",
          {"malmquist takes crs (decomposed after Fare et al.) or vrs (after Ray and Desli)",
           "malmquist 的规模报酬只能是 crs（Fare 等的分解）或 vrs（Ray 与 Desli 的分解）"},
          {"--returns crs or --returns vrs", "--returns crs 或 --returns vrs"});
  }
  const bool scales = family == Family::slacks || family == Family::radial;
  if (o.scale && !scales) {
    usage("F456",
          {fmt::format("scale efficiency is a ratio of scores, which {} does not give", o.model),
           fmt::format("规模效率是两个得分之比，{} 不适用", o.model)},
          {"use --scale with sbm, super-sbm, radial or super-radial",
           "--scale 可与 sbm、super-sbm、radial、super-radial 同用"});
  }
  if (o.multipliers && (family == Family::fdh || family == Family::productivity)) {
    usage("F404",
          {fmt::format("{} has no multipliers: its score is not the value of one linear program", o.model),
           fmt::format("{} 没有乘子：其得分不是单个线性规划的值", o.model)},
          {"leave multipliers out, or use another model", "去掉 multipliers，或使用其他模型"});
  }
}

void check_bad_as(const ScoreOptions& o, Family family) {
  if (o.bad_as == BadAs::input && (o.bad.empty() || o.model != "super-sbm")) {
    usage("F404", {"undesirable outputs can count as inputs only in super-sbm with undesirable outputs",
                   "只有含非期望产出的 super-sbm 才能把非期望产出计入投入"});
  }
  if (o.leave_out == LeaveOut::unit && family != Family::slacks && family != Family::radial) {
    usage("F457",
          {fmt::format("{} cannot leave out a unit's other years", o.model),
           fmt::format("{} 不能剔除同一单元的其他年份", o.model)},
          {"--leave-out unit goes with sbm, super-sbm, radial and super-radial",
           "--leave-out unit 可与 sbm、super-sbm、radial、super-radial 同用"});
  }
}

bool is_directional(const ScoreOptions& o, Family family) {
  return family == Family::directional || (family == Family::productivity && o.model != "malmquist");
}

void check_direction(const ScoreOptions& o, Family family) {
  if (o.direction.empty()) return;
  if (!is_directional(o, family)) {
    usage("F452", {fmt::format("{} has no direction", o.model), fmt::format("{} 没有方向向量", o.model)},
          {"--direction goes with ddf, nddf, malmquist-luenberger, global-ml and luenberger",
           "--direction 可与 ddf、nddf、malmquist-luenberger、global-ml、luenberger 同用"});
  }
  static const std::vector<std::string> kWhat{"inputs", "good", "bad"};
  std::set<std::string> seen;
  for (const std::string& word : o.direction) {
    if (std::find(kWhat.begin(), kWhat.end(), word) == kWhat.end()) {
      const std::string near = did_you_mean(word, kWhat);
      usage("F452",
            {fmt::format("a direction is made of inputs, good, bad, not of \"{}\"", word),
             fmt::format("方向由 inputs、good、bad 组成，不能是“{}”", word)},
            near.empty() ? Text{"for example --direction good,bad", "例如 --direction good,bad"}
                         : Text{fmt::format("did you mean {}?", near), fmt::format("是否指 {}?", near)});
    }
    if (!seen.insert(word).second) {
      usage("F452", {fmt::format("the direction names {} twice", word), fmt::format("方向中 {} 出现了两次", word)});
    }
  }
  if (seen.contains("bad") && o.bad.empty()) {
    usage("F452",
          {"the direction names undesirable outputs, and there are none", "方向中有非期望产出，但没有列出非期望产出"},
          {"--direction good or --direction inputs,good", "--direction good 或 --direction inputs,good"});
  }
}

void check_disposability(const ScoreOptions& o, Family family) {
  if (!o.disposability) return;
  if (!is_directional(o, family)) {
    usage("F453",
          {fmt::format("{} knows no disposability of undesirable outputs", o.model),
           fmt::format("{} 没有非期望产出处置性的选项", o.model)},
          {"--disposability goes with ddf, nddf, malmquist-luenberger, global-ml and luenberger",
           "--disposability 可与 ddf、nddf、malmquist-luenberger、global-ml、luenberger 同用"});
  }
  if (o.bad.empty()) {
    usage("F453",
          {"disposability concerns undesirable outputs, and there are none",
           "处置性针对非期望产出，但没有列出非期望产出"},
          {"leave --disposability out, or list --bad", "请去掉 --disposability，或用 --bad 列出"});
  }
}

void check_base(const ScoreOptions& o, Family family) {
  if (!o.base) return;
  if (family != Family::productivity) {
    usage("F451",
          {fmt::format("{} is no productivity index: it has no base", o.model),
           fmt::format("{} 不是生产率指数，没有 --base", o.model)},
          {"--base goes with malmquist", "--base 与 malmquist 同用"});
  }
  if (o.model == "malmquist" && *o.base == Base::ddf) {
    usage("F451", {"malmquist is a ratio of radial or SBM scores", "malmquist 是径向或 SBM 得分之比"},
          {"for directional distances use malmquist-luenberger, global-ml or luenberger",
           "方向距离请用 malmquist-luenberger、global-ml 或 luenberger"});
  }
  if (o.model != "malmquist" && *o.base != Base::ddf) {
    usage("F451",
          {fmt::format("{} is made of directional distances", o.model), fmt::format("{} 由方向距离构成", o.model)},
          {"leave --base out, or use malmquist --base radial|sbm (with --reference pooled for the global index)",
           "请去掉 --base，或用 malmquist --base radial|sbm（全局指数加 --reference pooled）"});
  }
}

void check_weights(const ScoreOptions& o, Family family) {
  if (o.weights.empty()) return;
  const bool takes = family == Family::slacks || family == Family::additive || o.model == "nddf" ||
                     (o.model == "malmquist" && o.base == Base::sbm);
  if (!takes) {
    usage(
        "F455", {fmt::format("{} takes no weights", o.model), fmt::format("{} 不能指定权重", o.model)},
        {family == Family::ebm ? "ebm finds its weights in the data; sbm, super-sbm, nddf, additive and ram take yours"
                               : "weights go with sbm, super-sbm, nddf, additive, ram and malmquist --base sbm",
         family == Family::ebm ? "ebm 的权重由数据得出；sbm、super-sbm、nddf、additive、ram 可指定权重"
                               : "权重可与 sbm、super-sbm、nddf、additive、ram、malmquist --base sbm 同用"});
  }
  std::set<std::string> seen;
  for (const auto& [column, weight] : o.weights) {
    const auto lists = [&name = column](const std::vector<std::string>& all) {
      return std::find(all.begin(), all.end(), name) != all.end();
    };
    if (!lists(o.inputs) && !lists(o.good) && !lists(o.bad)) {
      usage("F404", {fmt::format("the weight of {} is given, which is no input or output", column),
                     fmt::format("给出了 {} 的权重，但它不是投入或产出", column)});
    }
    if (!(weight > 0) || !std::isfinite(weight)) {
      usage("F404",
            {fmt::format("the weight of {} must be positive", column), fmt::format("{} 的权重必须为正", column)});
    }
    if (!seen.insert(column).second) {
      usage("F404", {fmt::format("{} has two weights", column), fmt::format("{} 有两个权重", column)});
    }
  }
}

void check_window(const Panel& panel, const ScoreOptions& o) {
  if (o.reference != ReferenceKind::window) return;
  const std::int64_t span = std::int64_t{panel.periods().back()} - panel.periods().front() + 1;
  if (o.window >= 1 && o.window % 2 == 1 && o.window <= span) return;
  usage(
      "F405",
      {fmt::format(
           "a window of {} years does not fit: it is centred on the row's own year, so its length is odd, and at most "
           "the {} years of the panel",
           o.window, span),
       fmt::format("{} 年的窗口不合适：窗口以该行所在年份为中心，长度须为奇数，且不超过面板的 {} 年", o.window, span)});
}

void check_reference(const Panel& panel, const ScoreOptions& o, Family family) {
  const Text wrong{fmt::format("{} does not take this reference set", o.model),
                   fmt::format("{} 不能使用该参考集", o.model)};
  if (family != Family::productivity) {
    if (panel.time_column().empty() && o.reference != ReferenceKind::pooled) {
      usage("F450",
            {"this reference set goes by years, and there is no time column", "该参考集按年份划分，但没有时间列"},
            {"name it with --time, or use pooled", "请用 --time 指定时间列，或使用 pooled"});
    }
    if (o.reference != ReferenceKind::biennial) return;
    usage("F450", wrong,
          {"biennial goes with malmquist, malmquist-luenberger and luenberger",
           "biennial 可与 malmquist、malmquist-luenberger、luenberger 同用"});
  }
  if (o.model == "global-ml" && o.reference != ReferenceKind::pooled) {
    usage("F450", wrong,
          {"its reference is pooled; for others use malmquist-luenberger",
           "其参考集为 pooled；其他参考集请用 malmquist-luenberger"});
  }
  if (o.model == "malmquist-luenberger" && o.reference == ReferenceKind::pooled) {
    usage("F450", wrong, {"over all years the index is global-ml", "以全部年份为参考的指数是 global-ml"});
  }
  if (o.reference == ReferenceKind::window) {
    usage("F450", wrong,
          {"contemporaneous, sequential, biennial or pooled", "可用 contemporaneous、sequential、biennial 或 pooled"});
  }
}

void check_productivity(const Panel& panel, const ScoreOptions& o) {
  if (panel.time_column().empty()) {
    usage("F462",
          {fmt::format("{} compares years, and there is no time column", o.model),
           fmt::format("{} 比较不同年份，但没有时间列", o.model)},
          {"name it with --time", "请用 --time 指定"});
  }
  if (!o.group.empty()) {
    usage("F458",
          {fmt::format("{} has no metafrontier form here", o.model), fmt::format("{} 没有共同前沿形式", o.model)},
          {"run each group by itself with --keep", "请用 --keep 逐组测算"});
  }
}

}  // namespace

void check_options(const Panel& panel, const ScoreOptions& options) {
  const Family family = family_of(options.model);
  check_columns(options);
  check_base(options, family);
  check_orientation(options, family);
  check_returns(options, family);
  check_bad_as(options, family);
  check_direction(options, family);
  check_disposability(options, family);
  check_weights(options, family);
  check_reference(panel, options, family);
  check_window(panel, options);
  if (family == Family::productivity) check_productivity(panel, options);
}

}  // namespace frontier
}  // namespace ecoeff
