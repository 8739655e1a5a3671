// A regression table: the base model in columns with a change each, by the values of a column, through a mediator, or
// with a moderator.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/study/channel_tables.hpp"
#include "ecoeff/study/column.hpp"
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/read_numbers.hpp"
#include "ecoeff/study/tables/column_keys.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {
namespace {

MechanismSpec read_mechanism(Section s) {
  MechanismSpec mechanism;
  mechanism.mediator = s.required_text("mediator");
  mechanism.steps = s.whole("steps", mechanism.steps);
  if (mechanism.steps != 2 && mechanism.steps != 3) {
    s.fail("S104", {"steps must be 2 or 3", "steps 只能是 2 或 3"}, s.study().positions[s.path() + ".steps"]);
  }
  mechanism.replications = s.whole("reps", mechanism.replications);
  require_replications(s, "reps", mechanism.replications);
  s.finish();
  return mechanism;
}

SplitSpec read_split(Section s) {
  SplitSpec split{s.required_text("by"), s.texts("order"), s.bilingual("head")};
  s.finish();
  return split;
}

ModerationSpec read_moderation(Section s) {
  ModerationSpec moderation{s.required_text("by")};
  s.finish();
  return moderation;
}

constexpr TableKey kKeys[] = {
    {"below",
     {"what stands below a coefficient", "系数下方括号中的内容"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary& v) {
       if (s.has(key)) t.below = s.choice(key, "t", v.below.words);
     }},
    {"digits",
     {"decimals", "小数位数"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       if (s.has(key)) t.digits = read_digits(s, 3);
     }},
    {"show_controls",
     {"print the controls too", "同时显示控制变量"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       if (s.has(key)) t.show_controls = s.flag(key, false);
     }},
    {"focus",
     {"the regressors that are shown, `[\"NQP\", \"NQP:OPEN\"]`, each where a column has it",
      "要展示的解释变量，如 `[\"NQP\", \"NQP:OPEN\"]`，模型中没有的列留空"},
     {"the model's", "同 `[model]`"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) { t.focus = s.one_or_more(key); }},
    {"columns",
     {"the base model, each with one change (below)", "基准模型，各改动一处（见下）"},
     {"none", "无"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       for (Section c : s.sections(key)) t.columns.push_back(read_column(c));
     }},
    {"split",
     {"one column per value: `by`, `order`, `head` (`{value}` is replaced); adds tests of equal coefficients",
      "每个取值一列：`by`、`order`、`head`（其中 `{value}` 会被替换）；另加系数相等检验"},
     {"none", "无"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       if (auto split = s.section(key)) t.split = read_split(*split);
     }},
    {"mechanism",
     {"`{ mediator = \"UIS\", steps = 3, reps = 999 }`: outcome on focus, mediator on focus, outcome on both (steps = "
      "3); Sobel, Aroian, Goodman and bootstrap of the indirect effect",
      "`{ mediator = \"UIS\", steps = 3, reps = 999 "
      "}`：被解释变量、中介变量分别对关注变量回归，三步时再同时放入；给出间接效应的 Sobel、Aroian、Goodman 与自助法"},
     {"none", "无"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       if (auto mechanism = s.section(key)) t.mechanism = read_mechanism(*mechanism);
     }},
    {"moderation",
     {"`{ by = \"OPEN\" }`: focus times moderator, and marginal effects at its mean and one standard deviation around "
      "it",
      "`{ by = \"OPEN\" }`：关注变量与调节变量的交互项，以及调节变量均值及上下一个标准差处的边际效应"},
     {"none", "无"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) {
       if (auto moderation = s.section(key)) t.moderation = read_moderation(*moderation);
     }},
};

void visit_column(ColumnSpec& c, const NameWalk& walk) {
  if (c.winsor) walk.each(c.winsor->columns, NameRole::number, c.at);
  for (auto& [from, to] : c.swap) {
    walk.one(from, NameRole::mention, c.at);
    walk.one(to, NameRole::number, c.at);
  }
  walk.one(c.outcome, NameRole::term, c.at);
  walk.one(c.formula, NameRole::formula, c.at);
  walk.each(c.focus, NameRole::focus, c.at);
  walk.one(c.weights, NameRole::weights, c.at);
  walk.one(c.vce, NameRole::vce, c.at);
  for (const Option& option : estimator(c.estimator).options) {
    std::vector<std::string>* terms = option.columns ? c.options.texts_in_place(option.key) : nullptr;
    if (terms != nullptr) walk.each(*terms, NameRole::term, c.at);
  }
  walk.one(c.keep, NameRole::condition, c.at);
}

void visit(TableSpec& t, const std::string& key, const NameWalk& walk) {
  for (ColumnSpec& c : t.columns) visit_column(c, walk);
  walk.each(t.focus, NameRole::focus, walk.place(key + ".focus", t.at));
  if (t.split) walk.one(t.split->by, NameRole::group, t.at);
  if (t.mechanism) walk.one(t.mechanism->mediator, NameRole::term, walk.place(key + ".mechanism.mediator", t.at));
  if (t.moderation) walk.one(t.moderation->by, NameRole::term, walk.place(key + ".moderation.by", t.at));
}

void check(const Study& study, const TableSpec& t) {
  if (!study.model) {
    refuse_table(
        study, t, "S105",
        {fmt::format("table \"{}\" needs a [model] section", t.id), fmt::format("表“{}”需要 [model] 一节", t.id)});
  }
  if (t.columns.empty() && !t.split && !t.mechanism && !t.moderation) {
    refuse_table(study, t, "S105",
                 {fmt::format("table \"{}\" has neither columns nor split, mechanism or moderation", t.id),
                  fmt::format("表“{}”没有 columns、split、mechanism 或 moderation", t.id)});
  }
}

ColumnSpec with_own(ColumnSpec column, std::vector<std::string> focus) {
  column.focus = std::move(focus);
  return column;
}

// A name in a table's focus that none of its columns has is a slip. Error S191.
void require_shown(const Study& study, const ModelSpec& model, const TableSpec& table, const std::string& name) {
  const std::vector<ColumnSpec> columns = table.columns.empty() ? std::vector<ColumnSpec>(1) : table.columns;
  const bool anywhere = std::any_of(columns.begin(), columns.end(), [&](const ColumnSpec& column) {
    try {
      (void)column_model(model, with_own(column, {name}));
      return true;
    } catch (const Error&) {
      return false;
    }
  });
  if (anywhere) return;
  refuse_table(study, table, "S191",
               {fmt::format("the focus \"{}\" is in no column of table \"{}\"", name, table.id),
                fmt::format("表“{1}”的各列中都没有关注变量“{0}”", name, table.id)});
}

ModelSpec model_of(const Study& study, const TableSpec& table) { return with_focus(*study.model, table.focus); }

void try_on(const Study& study, const Panel& panel, const TableSpec& table) {
  const ModelSpec model = model_of(study, table);
  for (const ColumnSpec& column : table.columns) {
    at_place(study, column.at, [&] {
      try_formula(panel, column_model(model, column).formula);
      for (const std::string& name : column.focus) (void)column_model(with_focus(model, {name}), with_own(column, {}));
    });
  }
  for (const std::string& name : table.focus) require_shown(study, model, table, name);
}

void compute(const StudyResult& so_far, unsigned threads, TableResult& table) {
  const TableSpec& spec = table.spec;
  for (ColumnSpec column : spec.columns) {
    if (column.focus.empty()) column.focus = spec.focus;
    table.columns.push_back(estimate_column(so_far.study, so_far.panel, column, threads));
  }
  if (!spec.split && !spec.mechanism && !spec.moderation) return;
  Study own;
  const Study* study = &so_far.study;
  if (!spec.focus.empty()) {
    own = so_far.study;
    own.model = model_of(so_far.study, spec);
    study = &own;
  }
  if (spec.split) {
    ColumnSpec base;
    base.at = spec.at;
    estimate_split(*study, so_far.panel, *spec.split, base, threads, table);
  }
  if (spec.mechanism) estimate_mechanism(*study, so_far.panel, threads, table);
  if (spec.moderation) estimate_moderation(*study, so_far.panel, table);
}

}  // namespace

constinit const TableKind kRegressionTable{
    .id = "regression",
    .shows = {"the base model in columns, each with one change", "基准模型的若干列，各改动一处"},
    .keys = kKeys,
    .visit = visit,
    .check = check,
    .try_on = try_on,
    .compute = compute};

}  // namespace ecoeff
