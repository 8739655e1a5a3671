#include "ecoeff/study/tables/column_keys.hpp"
#include "ecoeff/panel/degrees_convention.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/study/read_options.hpp"

namespace ecoeff {
namespace {

WinsorSpec read_winsor(Section s) {
  WinsorSpec winsor;
  winsor.columns = s.texts("columns");
  const std::vector<double> cuts = s.numbers("cuts", {1, 99});
  if (cuts.size() == 2 && cuts[0] >= 0 && cuts[1] <= 1) {
    s.fail("S104", {"cuts are percentiles, from 0 to 100", "cuts 是 0 到 100 的百分位数"},
           s.study().positions[s.path() + ".cuts"],
           {fmt::format("did you mean [{:.6g}, {:.6g}]?", 100 * cuts[0], 100 * cuts[1]),
            fmt::format("您是不是要写 [{:.6g}, {:.6g}]？", 100 * cuts[0], 100 * cuts[1])});
  }
  if (cuts.size() != 2 || cuts[0] < 0 || cuts[1] > 100 || cuts[0] >= cuts[1]) {
    s.fail("S104", {"cuts must be two percentiles, as [1, 99]", "cuts 应为两个百分位数，例如 [1, 99]"},
           s.study().positions[s.path() + ".cuts"]);
  }
  winsor.low = cuts[0];
  winsor.high = cuts[1];
  s.finish();
  return winsor;
}

// Every model but the one that takes its instruments as command-line strings.
std::vector<std::string> study_models() {
  std::vector<std::string> names;
  for (const Estimator* method : estimators().all()) {
    if (!method->traits.in_studies) continue;
    names.push_back(method->about.name);
    names.insert(names.end(), method->about.aliases.begin(), method->about.aliases.end());
  }
  return names;
}

std::vector<std::pair<std::string, std::string>> read_swap(Section s) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [key, node] : s.entries()) out.emplace_back(key, s.text_value(key, *node));
  return out;
}

// In the order in which they are read.
constexpr ColumnKey kKeys[] = {
    {"head",
     {"printed above the column", "列上方的文字"},
     {"", ""},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.head = s.bilingual(key); }},
    {"controls",
     {"false: the focus variable alone", "false：只有核心变量"},
     {"true", "true"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.controls = s.flag(key, true); }},
    {"winsor",
     {"`{ columns, cuts }`", "`{ columns, cuts }`"},
     {"cuts 1, 99", "cuts 1, 99"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (auto winsor = s.section(key)) c.winsor = read_winsor(*winsor);
     }},
    {"keep",
     {"a condition on rows", "行条件"},
     {"", ""},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.keep = s.text(key, ""); }},
    {"swap",
     {"`{ NQP = \"NQP_PCA\" }`: another column in its place", "`{ NQP = \"NQP_PCA\" }`：用另一列代替"},
     {"", ""},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (auto swap = s.section(key)) c.swap = read_swap(*swap);
     }},
    {"estimator",
     {"an estimator of the list below", "下表中的估计方法"},
     {"`fe`", "`fe`"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       c.estimator = s.choice(key, c.estimator, study_models());
     }},
    {"outcome",
     {"another dependent variable", "另一个被解释变量"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.outcome = s.text(key, ""); }},
    {"vce",
     {"another kind of error", "另一种标准误"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.vce = s.text(key, ""); }},
    {"weights",
     {"other weights of the rows; `\"none\"` for none", "另一种行权重；`\"none\"` 表示不加权"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.weights = s.text(key, ""); }},
    {"dof",
     {"how degrees of freedom are counted: `reghdfe`, `xtreg` or `fixest`",
      "自由度的口径：`reghdfe`、`xtreg` 或 `fixest`"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) {
       if (s.has(key)) c.dof = s.choice(key, degrees_words().front(), degrees_words());
     }},
    {"formula",
     {"another formula", "另一个公式"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.formula = s.text(key, ""); }},
    {"focus",
     {"the regressors that are shown, one or a list", "要展示的解释变量，一个或列表"},
     {"the table's, else the model's", "同该表，否则同 `[model]`"},
     [](Section& s, const std::string& key, ColumnSpec& c) { c.focus = s.one_or_more(key); }},
};

bool has_key(const Estimator& method, const std::string& key) {
  return std::any_of(method.options.begin(), method.options.end(),
                     [&](const Option& option) { return option.in_studies && option.key_of_study() == key; });
}

void refuse_options_of_others(Section& s, const Estimator& method) {
  for (const Estimator* other : estimators().all()) {
    for (const Option& option : other->options) {
      const std::string key = option.key_of_study();
      if (!option.in_studies || !s.has(key) || has_key(method, key)) continue;
      std::vector<std::string> takers;
      for (const Estimator* one : estimators().all()) {
        if (one->traits.in_studies && has_key(*one, key)) takers.push_back(one->about.name);
      }
      s.fail("S195",
             {fmt::format("{} does not go with the estimator {}", key, method.about.name),
              fmt::format("{} 不能与估计方法 {} 同用", key, method.about.name)},
             s.study().positions[s.path() + "." + key],
             {fmt::format("it is an option of {}", join(takers, ", ")),
              fmt::format("它是 {} 的选项", join(takers, "、"))});
    }
  }
}

}  // namespace

std::span<const ColumnKey> column_keys() { return kKeys; }

ColumnSpec read_column(Section s) {
  ColumnSpec column;
  column.at = s.position();
  for (const ColumnKey& key : kKeys) key.read(s, std::string(key.name), column);
  const Estimator& method = estimator(column.estimator);
  column.options = read_options(s, method.options);
  refuse_options_of_others(s, method);
  s.finish();
  return column;
}

}  // namespace ecoeff
