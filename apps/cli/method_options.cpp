#include "method_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/error.hpp"
#include "ecoeff/frontier/score_model.hpp"

namespace ecoeff::cli {
namespace {

[[noreturn]] void refuse_unknown(const std::string& flag, const std::string& method, const Options& options) {
  std::vector<std::string> known;
  for (const Option& option : options) known.push_back(option.flag());
  throw Error(Fault::usage, "U108",
              {fmt::format("{} does not go with {}", flag, method), fmt::format("{} 不能与 {} 同用", flag, method)},
              {.value = flag},
              known.empty()
                  ? Text{fmt::format("{} has no options of its own", method), fmt::format("{} 没有选项", method)}
                  : Text{fmt::format("{} takes {}", method, join(known, ", ")),
                         fmt::format("{} 的选项：{}", method, join(known, "、"))});
}

OptionValue value_of(const Option& option, const std::string& typed) {
  const auto value = read_value(option, typed);
  if (!value) {
    const Text range = option.range();
    throw Error(
        Fault::usage, "U102",
        {fmt::format("{} cannot be \"{}\"", option.flag(), typed), fmt::format("{} 不能是“{}”", option.flag(), typed)},
        {.value = typed}, range.empty() ? Text{"a number", "应为数"} : range);
  }
  if (const auto wrong = refusal(option, *value)) {
    const std::string near = did_you_mean(typed, option.words);
    throw Error(Fault::usage, "U102", {"--" + wrong->en, "--" + wrong->zh}, {.value = typed},
                near.empty()
                    ? Text{}
                    : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要写“{}”？", near)});
  }
  return *value;
}

}  // namespace

std::vector<SharedOption> shared_score_options() {
  std::vector<SharedOption> all;
  for (const ScoreOption& one : score_options()) {
    std::vector<std::string> models = models_that_take(one.option.key);
    if (models.size() == score_model_list().all().size()) models.clear();
    all.push_back({one.option, std::move(models)});
    all.back().option.help = help_by_model(one);
    if (all.back().option.help != one.option.help) all.back().methods.clear();  // they stand there
  }
  return all;
}

OptionValues values_of(const TypedOptions& typed, const std::string& method, const Options& options) {
  OptionValues values(options);
  for (const auto& [key, one] : typed) {
    const auto option =
        std::find_if(options.begin(), options.end(), [&, &k = key](const Option& o) { return o.key == k; });
    if (option == options.end()) refuse_unknown(one.flag, method, options);
    values.set(key, value_of(*option, one.text));
  }
  return values;
}

}  // namespace ecoeff::cli
