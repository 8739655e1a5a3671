#include "ecoeff/report/tables/regression_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/tables/effect_words.hpp"
#include "ecoeff/report/tables/owed_rows.hpp"
#include "ecoeff/report/tables/table_cells.hpp"
#include "ecoeff/report/tables/table_style.hpp"
#include "ecoeff/report/tables/table_words.hpp"

namespace ecoeff {
namespace {

class RegressionTable {
 public:
  RegressionTable(const StudyResult& result, const TableResult& table)
      : result_(result),
        table_(table),
        model_(result.study.model ? *result.study.model : kDefaults),
        style_(style_of(result, table)) {}

  PaperTable paint() {
    head();
    focus_rows();
    for (const std::string& name : endogenous()) endogenous_rows(name);
    for (const std::string& name : lagged_outcomes()) named_rows(variable(name), name);
    if (table_.mechanism && table_.mechanism->direct)
      named_rows(variable(table_.mechanism->mediator), table_.mechanism->mediator);
    if (table_.moderation) {
      named_rows(variable(table_.moderation->moderator), table_.moderation->moderator);
      named_rows(variable(table_.moderation->product), table_.moderation->product);
    }
    if (style_.show_controls) {
      for (const std::string& name : controls()) named_rows(variable(name), name);
    }
    for (std::size_t i = 0; i < style_.rows.size(); ++i) {
      style_row(style_.rows[i]);
      if (is_last_effect(i)) other_effect_rows();
    }
    estimator_rows({});
    comparison_rows();
    mechanism_rows();
    moderation_rows();
    return std::move(out_);
  }

 private:
  static inline const ModelSpec kDefaults{};

  [[nodiscard]] Text variable(const std::string& name) const { return variable_label(result_, style_, name); }

  void style_row(const std::string& word) {
    const TableRowKind& row = table_row_kind(word);
    if (!has_row(style_, table_, model_, row)) return;
    const Text label = row_label(style_, row);
    if (const auto* yes = std::get_if<YesNoRow>(&row.shows)) {
      if (!(yes->of_controls && style_.show_controls)) yes_no(label, yes->is);
    }
    if (const auto* effect = std::get_if<EffectRow>(&row.shows)) effect_row(label, std::string(effect->effect));
    if (const auto* number = std::get_if<EstimateRow>(&row.shows)) {
      estimate_row(
          label, [&](const Estimate& estimate) { return number->cell(estimate, model_, style_.digits); },
          number->dash_refused);
    }
    if (const auto* coefficient = std::get_if<CoefficientRow>(&row.shows)) {
      const std::string name(coefficient->name);
      if (any_has(name)) named_rows(label, name);
    }
    if (std::holds_alternative<OwedRow>(row.shows)) estimator_rows(row.word);
  }

  // A row for every focus: a column in which another variable stands for it has its own.
  void focus_rows() {
    std::vector<std::string> names;
    for (const ColumnResult& column : table_.columns) {
      for (const std::string& name : shown_of(column)) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      }
    }
    for (const std::string& name : names) {
      coefficient_rows(
          result_.study.model ? variable(name) : Text{},
          [&](const ColumnResult& column) {
            const bool printed = style_.show_controls && is_control(column, name);
            return shows(column, name) || printed ? name : std::string();
          },
          true);
    }
  }

  [[nodiscard]] static bool shows(const ColumnResult& column, const std::string& name) {
    const std::vector<std::string> shown = shown_of(column);
    return std::find(shown.begin(), shown.end(), name) != shown.end();
  }

  [[nodiscard]] static bool is_control(const ColumnResult& column, const std::string& name) {
    return std::find(column.controls.begin(), column.controls.end(), name) != column.controls.end();
  }

  // Whether it has a row among those of the focus.
  [[nodiscard]] bool is_focus(const std::string& name) const {
    return std::any_of(table_.columns.begin(), table_.columns.end(),
                       [&](const ColumnResult& column) { return shows(column, name); });
  }

  // Endogenous regressors beside the focus.
  [[nodiscard]] std::vector<std::string> endogenous() const {
    std::vector<std::string> names;
    for (const ColumnResult& column : table_.columns) {
      if (!column.estimate) continue;
      for (const std::string& name : column.estimate->endogenous) {
        if (!shows(column, name) && any_has(name) && std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(name);
      }
    }
    return names;
  }

  void endogenous_rows(const std::string& name) {
    coefficient_rows(
        variable(name),
        [&](const ColumnResult& column) {
          if (!column.estimate) return std::string();
          const std::vector<std::string>& own = column.estimate->endogenous;
          return std::find(own.begin(), own.end(), name) == own.end() ? std::string() : name;
        },
        false);
  }

  [[nodiscard]] bool is_last_effect(std::size_t row) const {
    const auto is = [&](const std::string& word) {
      return std::holds_alternative<EffectRow>(table_row_kind(word).shows);
    };
    return is(style_.rows[row]) &&
           std::none_of(style_.rows.begin() + static_cast<std::ptrdiff_t>(row) + 1, style_.rows.end(), is);
  }

  void effect_row(const Text& label, const std::string& effect) {
    TableRow row;
    row.cells.push_back(label_cell(label));
    for (const ColumnResult& column : table_.columns)
      row.cells.push_back(column.estimate ? center_cell(effect_text(*column.estimate, effect)) : dash_cell());
    out_.body.push_back(std::move(row));
  }

  // Effects beside those of the unit and the period, as basin^time.
  void other_effect_rows() {
    std::vector<std::string> names;
    for (const ColumnResult& column : table_.columns) {
      if (!column.estimate) continue;
      for (const TakenEffect& effect : column.estimate->effects) {
        if (!is_of_panel(effect.name) && std::find(names.begin(), names.end(), effect.name) == names.end())
          names.push_back(effect.name);
      }
    }
    for (const std::string& name : names) effect_row(effect_label(result_, style_, name), name);
  }

  void head() {
    const bool heads = std::any_of(table_.columns.begin(), table_.columns.end(),
                                   [](const ColumnResult& column) { return !column.head.empty(); });
    TableRow numbers, names, outcomes;
    Cell corner = center_cell({"Variable", "变量"});
    corner.rows = heads ? 3 : 2;
    numbers.cells.push_back(corner);
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      numbers.cells.push_back(center_cell(both(fmt::format("({})", i + 1))));
      names.cells.push_back(center_cell(table_.columns[i].head));
      outcomes.cells.push_back(center_cell(variable(table_.columns[i].outcome)));
    }
    out_.head.push_back(std::move(numbers));
    if (heads) out_.head.push_back(std::move(names));
    out_.head.push_back(std::move(outcomes));
  }

  [[nodiscard]] bool any_has(const std::string& name) const {
    return std::any_of(table_.columns.begin(), table_.columns.end(), [&](const ColumnResult& column) {
      return column.estimate && !is_missing(column.estimate->coefficient(name));
    });
  }

  // "L.CEE", "L2.CEE": coefficients that are lags of their own column's outcome.
  [[nodiscard]] std::vector<std::string> lagged_outcomes() const {
    std::vector<std::string> names;
    for (const ColumnResult& column : table_.columns) {
      if (!column.estimate) continue;
      for (const std::string& name : column.estimate->names) {
        const std::size_t dot = name.find('.');
        const bool lag = dot != std::string::npos && name[0] == 'L' && name.substr(dot + 1) == column.outcome &&
                         name.find_first_not_of("0123456789", 1) == dot;
        if (lag && !shows(column, name) && std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(name);
      }
    }
    return names;
  }

  [[nodiscard]] std::vector<std::string> controls() const {
    std::vector<std::string> names;
    for (const ColumnResult& column : table_.columns) {
      for (const std::string& name : column.controls) {
        if (any_has(name) && !is_focus(name) && std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(name);
      }
    }
    return names;
  }

  void named_rows(const Text& label, const std::string& name) {
    coefficient_rows(
        label, [&name](const ColumnResult&) { return name; }, false);
  }

  // The coefficient and, below it, its statistic.
  void coefficient_rows(const Text& label, const std::function<std::string(const ColumnResult&)>& name_of,
                        bool dash_refused) {
    TableRow values{.keep_with_next = true}, below;
    values.cells.push_back(label_cell(label));
    below.cells.push_back(label_cell({}));
    for (const ColumnResult& column : table_.columns) {
      const std::string name = name_of(column);
      if (name.empty()) {  // the row of another focus
        values.cells.emplace_back();
        below.cells.emplace_back();
        continue;
      }
      if (!column.estimate || is_missing(column.estimate->coefficient(name))) {
        values.cells.push_back(!column.estimate && dash_refused ? dash_cell() : Cell{});
        below.cells.push_back(Cell{});
        continue;
      }
      Cell value = number_cell(column.estimate->coefficient(name), style_.digits);
      const double p = column.estimate->p(name);
      for (const double level : model_.stars) value.stars += p < level ? "*" : "";
      values.cells.push_back(std::move(value));
      below.cells.push_back(below_kind(style_.below).cell(*column.estimate, name, style_.digits));
    }
    out_.body.push_back(std::move(values));
    out_.body.push_back(std::move(below));
  }

  void yes_no(const Text& label, const std::function<bool(const ColumnResult&)>& is) {
    TableRow row;
    row.cells.push_back(label_cell(label));
    for (const ColumnResult& column : table_.columns) row.cells.push_back(yes_no_cell(is(column)));
    out_.body.push_back(std::move(row));
  }

  void estimate_row(const Text& label, const std::function<Cell(const Estimate&)>& cell, bool dash_refused = false) {
    TableRow row;
    row.cells.push_back(label_cell(label));
    for (const ColumnResult& column : table_.columns) {
      row.cells.push_back(column.estimate ? cell(*column.estimate) : dash_refused ? dash_cell() : Cell{});
    }
    out_.body.push_back(std::move(row));
  }

  void estimator_rows(std::string_view word) {
    for (TableRow& row : owed_rows(result_, style_, table_, word)) out_.body.push_back(std::move(row));
  }

  void wide_row(const Text& label, const Text& text, bool rule) {
    TableRow row{.rule_above = rule};
    Cell wide = center_cell(text);
    wide.columns = static_cast<int>(std::max<std::size_t>(table_.columns.size(), 1));
    row.cells = {label_cell(label), wide};
    out_.body.push_back(std::move(row));
  }

  void comparison_rows() {
    if (!table_.comparison) return;
    const GroupComparison& comparison = *table_.comparison;
    const TestResult& test = comparison.equal;
    bool rule = true;
    if (!is_missing(test.statistic)) {
      const std::string statistic = is_missing(test.df2) || std::isinf(test.df2)
                                        ? fmt::format("χ²({:g}) = {:.3f}", test.df, test.statistic)
                                        : fmt::format("F({:g}, {:g}) = {:.3f}", test.df, test.df2, test.statistic);
      wide_row({"Equal coefficients", "系数相等检验"}, both(statistic + ", " + p_text(test.p)), true);
      rule = false;
    }
    for (const PairDifference& pair : comparison.pairs) {
      const auto name = [&](Language language) {
        return value_label(result_, pair.first, language) + " − " + value_label(result_, pair.second, language);
      };
      const std::string numbers = fmt::format("{} (z = {}, {}", format_fixed(pair.difference, style_.digits),
                                              format_fixed(pair.z, style_.digits), p_text(pair.p));
      Text text = both(numbers);
      if (!is_missing(pair.resampled.permutation_p)) {
        text.en += "; permutation " + p_text(pair.resampled.permutation_p);
        text.zh += "；置换检验 " + p_text(pair.resampled.permutation_p);
      }
      if (!is_missing(pair.resampled.bootstrap_p)) {
        text.en += "; bootstrap " + p_text(pair.resampled.bootstrap_p);
        text.zh += "；自助法 " + p_text(pair.resampled.bootstrap_p);
      }
      text.en += ")";
      text.zh += ")";
      wide_row({name(Language::en), name(Language::zh)}, text, rule);
      rule = false;
    }
  }

  [[nodiscard]] static Text interval_words(const std::string& numbers) { return {"95 % " + numbers, "95% " + numbers}; }

  void mechanism_rows() {
    if (!table_.mechanism || !table_.mechanism->indirect) return;
    const IndirectEffect& indirect = *table_.mechanism->indirect;
    wide_row({"Indirect effect", "间接效应"}, both(format_fixed(indirect.effect, style_.digits)), true);
    const auto z_row = [&](const Text& label, const TestResult& test) {
      if (is_missing(test.statistic)) return;
      wide_row(label, both(fmt::format("z = {}, {}", format_fixed(test.statistic, style_.digits), p_text(test.p))),
               false);
    };
    z_row(both("Sobel"), indirect.sobel);
    z_row(both("Aroian"), indirect.aroian);
    z_row(both("Goodman"), indirect.goodman);
    if (is_missing(indirect.bootstrap_se)) return;
    wide_row(
        {fmt::format("Bootstrap, {} draws", indirect.replications),
         fmt::format("自助法，{} 次", indirect.replications)},
        interval_words(interval_text(indirect.low, indirect.high, style_.digits) + ", " + p_text(indirect.bootstrap_p)),
        false);
    wide_row({"Bias-corrected", "偏差修正"},
             interval_words(interval_text(indirect.low_corrected, indirect.high_corrected, style_.digits)), false);
  }

  void moderation_rows() {
    if (!table_.moderation) return;
    static const Text kPlaces[] = {{"Effect at mean − sd", "均值 − 标准差处的效应"},
                                   {"Effect at mean", "均值处的效应"},
                                   {"Effect at mean + sd", "均值 + 标准差处的效应"}};
    bool rule = true;
    for (std::size_t i = 0; i < table_.moderation->effects.size() && i < std::size(kPlaces); ++i) {
      const MarginalEffect& effect = table_.moderation->effects[i];
      wide_row(kPlaces[i],
               both(fmt::format("{} (t = {}, {})", format_fixed(effect.effect, style_.digits),
                                format_fixed(effect.statistic, style_.digits), p_text(effect.p))),
               rule);
      rule = false;
    }
  }

  const StudyResult& result_;
  const TableResult& table_;
  const ModelSpec& model_;
  TableStyle style_;
  PaperTable out_;
};

}  // namespace

PaperTable regression_table(const StudyResult& result, const TableResult& table) {
  return RegressionTable(result, table).paint();
}

}  // namespace ecoeff
