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

std::vector<std::string> names(bool productivity) {
  std::vector<std::string> out;
  for (const ScoreModel* model : score_model_list().all()) {
    if (model->traits.pairs == productivity) out.push_back(model->about.name);
  }
  return out;
}

[[noreturn]] void usage(const std::string& code, Text message, Text hint = {}) {
  throw Error(Fault::usage, code, std::move(message), {}, std::move(hint));
}

}  // namespace

std::vector<std::string> score_models() { return names(false); }

std::vector<std::string> productivity_models() { return names(true); }

bool is_productivity(const std::string& model) {
  const ScoreModel* known = score_model_list().find(model);
  return known != nullptr && known->traits.pairs;
}

bool is_ratio_index(const std::string& model) {
  return is_productivity(model) && !score_model(model).traits.differences;
}

ScoreOptions default_score_options(const std::string& model) {
  ScoreOptions options{.model = model};
  set_score_options(OptionValues(options_read_for(model)), options);
  return options;
}

Returns default_returns(const std::string& model) { return default_score_options(model).returns; }

ReferenceKind default_reference(const std::string& model) { return default_score_options(model).reference; }

namespace frontier {

namespace {

// Indices that need no bad output.
std::vector<std::string> without_bad() {
  std::vector<std::string> models;
  for (const ScoreModel* model : score_model_list().all()) {
    if (model->traits.pairs && !model->traits.needs_bad) models.push_back(model->about.name);
  }
  return models;
}

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
  if (o.bad.empty() && score_model(o.model).traits.needs_bad) {
    usage("F461",
          {fmt::format("{} needs at least one undesirable output", o.model),
           fmt::format("{} 至少需要一项非期望产出", o.model)},
          {fmt::format("list it under bad, or use {}", join(without_bad(), " or ")),
           fmt::format("请用 bad 列出，或改用 {}", join(without_bad(), "、"))});
  }
}

bool is_said(const ScoreOption& one, const OptionValue& value) {
  const OptionValue nothing = one.get(ScoreOptions());
  return value != nothing && value != OptionValue(std::string());
}

// The value of an option whose words are few: "window:3" with the words of others.
[[noreturn]] void refuse_word(const ScoreModel& model, const ScoreOption& one, const Option& taken,
                              const std::string& word) {
  const std::string key = taken.key;
  if (taken.otherwise.empty() && !is_said(one, OptionValue(word))) {
    usage("F404",
          {fmt::format("the model {} needs {}", model.about.name, key),
           fmt::format("模型 {} 需要指定 {}", model.about.name, key)},
          {fmt::format("{}: {}", key, join(taken.words, ", ")), fmt::format("{}：{}", key, join(taken.words, "、"))});
  }
  const std::vector<std::string> others = models_that_take(key, word);
  usage(one.code,
        {fmt::format("{} does not take {} {}", model.about.name, key, word),
         fmt::format("{} 的 {} 不能是 {}", model.about.name, key, word)},
        {fmt::format("it takes {}; {} goes with {}", join(taken.words, ", "), word, join(others, ", ")),
         fmt::format("可用：{}；{} 可与 {} 同用", join(taken.words, "、"), word, join(others, "、"))});
}

void check_option(const ScoreModel& model, const ScoreOption& one, const ScoreOptions& o) {
  const Option* taken = model.takes(one.option.key);
  const OptionValue value = one.get(o);
  if (taken == nullptr) {
    if (!is_said(one, value)) return;
    const std::vector<std::string> takers = models_that_take(one.option.key);
    const std::string flag = one.option.flag();
    usage(one.code, {model.about.name + " " + one.lacks.en, model.about.name + " " + one.lacks.zh},
          {fmt::format("leave {} out; it goes with {}", flag, join(takers, ", ")),
           fmt::format("请去掉 {}；它可与 {} 同用", flag, join(takers, "、"))});
  }
  const std::string* word = std::get_if<std::string>(&value);
  if (word == nullptr || taken->words.empty() || word->empty() || taken->admits(*word)) return;
  refuse_word(model, one, *taken, *word);
}

void check_direction(const ScoreOptions& o) {
  static const std::vector<std::string> kWhat{"inputs", "good", "bad"};
  std::set<std::string> seen;
  for (const std::string& word : o.direction) {
    if (std::find(kWhat.begin(), kWhat.end(), word) == kWhat.end()) {
      const std::string near = did_you_mean(word, kWhat);
      usage("F452",
            {fmt::format("a direction is made of inputs, good, bad, not of \"{}\"", word),
             fmt::format("方向由 inputs、good、bad 组成，不能是“{}”", word)},
            near.empty() ? Text{"for example good and bad", "例如 good 与 bad"}
                         : Text{fmt::format("did you mean {}?", near), fmt::format("是否指 {}?", near)});
    }
    if (!seen.insert(word).second) {
      usage("F452", {fmt::format("the direction names {} twice", word), fmt::format("方向中 {} 出现了两次", word)});
    }
  }
  if (seen.contains("bad") && o.bad.empty()) {
    usage("F452",
          {"the direction names undesirable outputs, and there are none", "方向中有非期望产出，但没有列出非期望产出"},
          {"direction good, or inputs and good", "方向用 good，或 inputs 与 good"});
  }
}

void check_disposability(const ScoreOptions& o) {
  if (!o.disposability || !o.bad.empty()) return;
  usage(
      "F453",
      {"disposability concerns undesirable outputs, and there are none", "处置性针对非期望产出，但没有列出非期望产出"},
      {"leave disposability out, or list bad", "请去掉 disposability，或用 bad 列出非期望产出"});
}

void check_weights(const ScoreOptions& o) {
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

void check_prices(const ScoreOptions& o) {
  if (o.price_of.empty()) return;
  if (o.bad.empty()) {
    usage("F481",
          {"shadow prices are those of undesirable outputs, and there are none",
           "影子价格针对非期望产出，但没有列出非期望产出"},
          {"leave --price-of out, or list --bad", "请去掉 --price-of，或用 --bad 列出"});
  }
  if (std::find(o.good.begin(), o.good.end(), o.price_of) != o.good.end()) return;
  usage("F481",
        {fmt::format("shadow prices are asked for in units of {}, which is no desirable output", o.price_of),
         fmt::format("影子价格要求以 {} 计，但它不是期望产出", o.price_of)},
        {"one of: " + join(o.good, ", "), "可用：" + join(o.good, "、")});
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

void check_years(const Panel& panel, const ScoreModel& model, const ScoreOptions& o) {
  if (!panel.time_column().empty()) return;
  if (model.traits.pairs) {
    usage("F462",
          {fmt::format("{} compares years, and there is no time column", o.model),
           fmt::format("{} 比较不同年份，但没有时间列", o.model)},
          {"name the time column", "请指定时间列"});
  }
  if (o.reference == ReferenceKind::pooled) return;
  usage("F450", {"this reference set goes by years, and there is no time column", "该参考集按年份划分，但没有时间列"},
        {"name the time column, or use pooled", "请指定时间列，或使用 pooled"});
}

void check_levels(const Panel& panel, const ScoreOptions& o) {
  if (!o.level_base) return;
  if (!o.level) {
    usage("F472", {"a base year goes with levels, and none are asked for", "指定了基期年份，但没有要求累积水平"},
          {"level = true, or --level", "level = true，或 --level"});
  }
  const auto& periods = panel.periods();
  if (std::find(periods.begin(), periods.end(), *o.level_base) != periods.end()) return;
  usage("F472",
        {fmt::format("the base year {} is not in the panel", *o.level_base),
         fmt::format("面板中没有基期年份 {}", *o.level_base)},
        {fmt::format("it has {} to {}", periods.front(), periods.back()),
         fmt::format("面板为 {} 年至 {} 年", periods.front(), periods.back())});
}

}  // namespace

void check_options(const Panel& panel, const ScoreOptions& options) {
  const ScoreModel& model = score_model(options.model);
  check_columns(options);
  for (const ScoreOption& one : score_options()) check_option(model, one, options);
  if (model.wrong != nullptr) {
    if (auto refused = model.wrong(options)) usage(refused->code, refused->message, refused->hint);
  }
  check_direction(options);
  check_disposability(options);
  check_weights(options);
  check_years(panel, model, options);
  check_window(panel, options);
  check_levels(panel, options);
  check_prices(options);
}

}  // namespace frontier
}  // namespace ecoeff
