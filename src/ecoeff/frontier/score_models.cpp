#include <fmt/format.h>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff {

MethodList<ScoreModel>& score_model_list() {
  static MethodList<ScoreModel> all(
      {"model", "模型"}, {&kSbm, &kSuperSbm, &kRadial, &kSuperRadial, &kDirectional, &kNonRadialDirectional, &kAdditive,
                          &kRangeAdjusted, &kEpsilonBased, &kFreeDisposalHull, &kMalmquist, &kMalmquistLuenberger,
                          &kGlobalMalmquistLuenberger, &kLuenberger});
  return all;
}

const ScoreModel& score_model(const std::string& name) {
  if (const ScoreModel* known = score_model_list().find(name)) return *known;
  const std::vector<std::string> all = score_model_list().words();
  const std::string near = did_you_mean(name, all);
  Text hint{fmt::format("models: {}", join(all, ", ")), fmt::format("可用模型：{}", join(all, "、"))};
  if (!near.empty()) hint = {fmt::format("did you mean {}?", near), fmt::format("是否指 {}?", near)};
  throw Error(Fault::usage, "F401",
              {fmt::format("there is no model \"{}\"", name), fmt::format("没有名为“{}”的模型", name)}, {}, hint);
}

}  // namespace ecoeff
