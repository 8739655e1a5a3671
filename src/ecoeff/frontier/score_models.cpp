#include <fmt/format.h>

#include <algorithm>

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

const Option* ScoreModel::takes(std::string_view key) const {
  const auto at = std::find_if(options.begin(), options.end(), [&](const Option& one) { return one.key == key; });
  return at == options.end() ? nullptr : &*at;
}

Options options_read_for(const std::string& model) {
  const ScoreModel* known = score_model_list().find(model);
  Options all;
  for (const ScoreOption& one : score_options()) {
    all.push_back(one.option);
    if (const Option* own = known == nullptr ? nullptr : known->takes(one.option.key))
      all.back().otherwise = own->otherwise;
  }
  return all;
}

Text help_by_model(const ScoreOption& option) {
  std::vector<std::pair<Text, std::vector<std::string>>> more;  // beyond everybody's words
  const Text& shared = option.option.help;
  for (const ScoreModel* model : score_model_list().all()) {
    const Option* own = model->takes(option.option.key);
    if (own == nullptr || own->help == shared) continue;
    const Text rest{own->help.en.substr(shared.en.size()), own->help.zh.substr(shared.zh.size())};
    auto at = std::find_if(more.begin(), more.end(), [&](const auto& one) { return one.first == rest; });
    if (at == more.end()) at = more.insert(more.end(), {rest, {}});
    at->second.push_back(model->about.name);
  }
  Text help = shared;
  for (const auto& [rest, models] : more) {
    help.en += rest.en + " (" + join(models, ", ") + ")";
    help.zh += rest.zh + "（" + join(models, "、") + "）";
  }
  return help;
}

std::vector<std::string> models_that_take(std::string_view key, std::string_view word) {
  std::vector<std::string> names;
  for (const ScoreModel* model : score_model_list().all()) {
    const Option* option = model->takes(key);
    if (option != nullptr && (word.empty() || option->admits(word))) names.push_back(model->about.name);
  }
  return names;
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
