#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/panel/estimator.hpp"
#include "ecoeff/report/figures/figure_data.hpp"
#include "ecoeff/report/figures/svg.hpp"
#include "ecoeff/report/focus.hpp"
#include "ecoeff/report/pages/html_parts.hpp"
#include "ecoeff/report/pages/plain_table.hpp"
#include "ecoeff/report/prose/sentences.hpp"
#include "ecoeff/report/tables/error_words.hpp"
#include "ecoeff/report/unit_words.hpp"

namespace ecoeff::html {
namespace {

std::string notes_table(const StudyResult& result) {
  if (result.notes.empty()) return "<p>" + say({"There is nothing to report.", "无需说明的事项。"}) + "</p>\n";
  std::string body;
  for (const Severity severity : {Severity::warning, Severity::info}) {
    for (const Note& note : result.notes) {
      if (note.severity != severity) continue;
      Where place = note.where;  // the folders of whoever ran the study are nobody's business
      place.file = std::filesystem::path(place.file).filename().string();
      const Text where{describe(place, Language::en), describe(place, Language::zh)};
      const bool warning = severity == Severity::warning;
      body += "<tr>" + code_cell(note.code) +
              cell(warning ? "<span class=\"kind warning\">" + say({"warning", "警告"}) + "</span>"
                           : "<span class=\"kind\">" + say({"note", "说明"}) + "</span>") +
              cell(say(note.message) + (where.empty() ? "" : "<br/><small>" + say(where) + "</small>")) + "</tr>\n";
    }
  }
  return table("notes", header({{"code", "代码"}, {"kind", "类别"}, {"what was decided or found", "内容"}}, 9), body);
}

std::string place_of(const FocusEstimate& one) {
  return say({fmt::format("Table {} ({})", one.table->number, one.number),
              fmt::format("表 {}（{}）", one.table->number, one.number)});
}

std::string refused_table(const std::vector<FocusEstimate>& all) {
  std::string body;
  for (const FocusEstimate& one : all) {
    if (!one.column->refused) continue;
    const Error& error = *one.column->refused;
    body += "<tr>" + cell(place_of(one)) + cell(say(one.label)) + code_cell(error.code) +
            cell(say(error.message) + (error.hint.empty() ? "" : "<br/><small>" + say(error.hint) + "</small>")) +
            "</tr>\n";
  }
  if (body.empty()) return {};
  return "<h3>" + say({"Columns that could not be estimated", "未能估计的列"}) + "</h3>\n" +
         table("refused", header({{"place", "位置"}, {"column", "列"}, {"code", "代码"}, {"reason", "原因"}}, 9), body);
}

std::string degrees(double df) { return std::isfinite(df) ? format_shortest(df) : "∞"; }

// Of every column its focus alone: what is said of a column is said once.
std::vector<FocusEstimate> one_a_column(const StudyResult& result, const std::vector<FocusEstimate>& all) {
  std::vector<FocusEstimate> columns;
  for (const FocusEstimate& one : all) {
    if (columns.empty() || columns.back().column != one.column) {
      columns.push_back(one);
    } else if (is_main_focus(result, one)) {
      columns.back() = one;
    }
  }
  return columns;
}

std::string estimates_table(const StudyResult& result, const std::vector<FocusEstimate>& all) {
  std::string body;
  for (const FocusEstimate& one : all) {
    if (!one.column->estimate) continue;
    const Estimate& estimate = *one.column->estimate;
    std::vector<std::string> en = estimate.omitted;
    std::vector<std::string> zh = estimate.omitted;
    if (estimate.singletons_dropped > 0) {
      en.insert(en.begin(), counted(estimate.singletons_dropped, "singleton"));
      zh.insert(zh.begin(), fmt::format("{} 个单点", estimate.singletons_dropped));
    }
    body += "<tr>" + cell(place_of(one)) + cell(say(one.label)) + cell(say(estimator_of(estimate).about.title)) +
            cell(say(errors_said(result, estimate))) + cell(std::to_string(estimate.n), true) +
            cell(std::to_string(estimate.groups), true) +
            cell(estimate.clusters > 0 ? std::to_string(estimate.clusters) : "—", true) +
            cell(degrees(estimate.df_r), true) + cell(en.empty() ? "—" : say({join(en, ", "), join(zh, "、")}), true) +
            "</tr>\n";
  }
  if (body.empty()) return {};
  return "<h3>" + say({"Estimates", "估计概况"}) + "</h3>\n" +
         table("estimates",
               header({{"place", "位置"},
                       {"column", "列"},
                       {"model", "模型"},
                       {"errors", "标准误"},
                       {"N", "N"},
                       with_units(result.study, {"units", "单元"}),
                       {"clusters", "聚类"},
                       {"df", "自由度"},
                       {"left out", "剔除"}},
                      4),
               body, true);
}

std::string p_cell(double p) {
  return cell(is_missing(p) ? "—" : p < 0.0005 ? "&lt; 0.001" : format_fixed(p, 3), true);
}

std::string gmm_table(const Study& study, const std::vector<FocusEstimate>& all) {
  std::string body;
  for (const FocusEstimate& one : all) {
    if (!one.column->estimate || !one.column->estimate->gmm) continue;
    const GmmReport& gmm = *one.column->estimate->gmm;
    const auto ar = [&](int order) {
      for (const ArTest& test : gmm.ar) {
        if (test.order == order) return test.p;
      }
      return kMissing;
    };
    body += "<tr>" + cell(place_of(one)) + cell(std::to_string(gmm.instruments), true) +
            cell(std::to_string(one.column->estimate->groups), true) + p_cell(ar(1)) + p_cell(ar(2)) +
            p_cell(gmm.hansen.p) + p_cell(gmm.sargan.p) + "</tr>\n";
  }
  if (body.empty()) return {};
  return "<h3>" + say({"GMM: instruments and tests", "GMM：工具变量与检验"}) + "</h3>\n" +
         reading(with_units(
             study,
             {"AR(1) should be rejected and AR(2) should not; Hansen's test should not reject, but a p near 1 or "
              "as many instruments as units means "
              "that it cannot.",
              "AR(1) 应显著而 AR(2) 不应显著；Hansen 检验不应拒绝，但 p 接近 1 "
              "或工具变量数不少于单元数时，该检验已失去效力。"})) +
         table("gmm",
               header({{"place", "位置"},
                       {"instruments", "工具变量"},
                       with_units(study, {"units", "单元"}),
                       {"AR(1) p", "AR(1) p"},
                       {"AR(2) p", "AR(2) p"},
                       {"Hansen p", "Hansen p"},
                       {"Sargan p", "Sargan p"}},
                      1),
               body);
}

// Overall, between and within standard deviations as Stata's xtsum: between of the unit means, within around them.
std::string variation_table(const StudyResult& result) {
  if (!result.study.model || result.panel.periods().size() < 2) return {};
  std::vector<std::string> names;
  for (const FocusEstimate& one : focus_estimates(result)) {
    for (const std::string& name : {one.column->outcome, one.focus}) names.push_back(name);
    names.insert(names.end(), one.column->controls.begin(), one.column->controls.end());
  }
  std::string body;
  std::vector<std::string> seen;
  for (const std::string& name : names) {
    const Column* column = result.panel.table.find(name);
    if (column == nullptr || column->is_text || std::find(seen.begin(), seen.end(), name) != seen.end()) continue;
    seen.push_back(name);
    const std::vector<double>& values = column->numbers;
    const std::vector<double> means = unit_means(result.panel, values);
    const Summary overall = summarize(values);
    std::vector<double> within(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      within[i] = values[i] - means[static_cast<std::size_t>(result.panel.unit()[i])];
    const double inside = summarize(within).sd;
    const double share = overall.sd > 0 ? inside * inside / (overall.sd * overall.sd) : kMissing;
    body +=
        "<tr>" + cell(say(label_of(result, name))) + cell(format_fixed(overall.sd, 3), true) +
        cell(format_fixed(summarize(means).sd, 3), true) + cell(format_fixed(inside, 3), true) +
        cell(is_missing(share) ? "—" : say({format_fixed(100 * share, 1) + " %", format_fixed(100 * share, 1) + "%"}),
             true) +
        "</tr>\n";
  }
  if (body.empty()) return {};
  return "<h3>" + say(with_units(result.study, {"Variation between and within units", "组间与组内变异"})) + "</h3>\n" +
         reading(with_units(
             result.study,
             {"Fixed effects use only the variation within units: where its share is small, standard errors are large.",
              "固定效应只利用单元内部的变异；其占比越小，标准误越大。"})) +
         table("variation",
               header({{"variable", "变量"},
                       {"sd, overall", "总体标准差"},
                       with_units(result.study, {"between units", "组间"}),
                       with_units(result.study, {"within units", "组内"}),
                       {"within share of variance", "组内方差占比"}},
                      1),
               body);
}

std::string score_rows(const StudyResult& result) {
  std::string body;
  for (const ScoreOutcome& outcome : result.scores) {
    std::size_t infeasible = 0, unbounded = 0, uncertified = 0, bad = 0, efficient = 0, marginal = 0, zero = 0;
    for (const Scores& row : outcome.result.rows.scores()) {
      infeasible += row.status == RowStatus::infeasible ? 1 : 0;
      unbounded += row.status == RowStatus::unbounded ? 1 : 0;
      uncertified += row.status == RowStatus::uncertified ? 1 : 0;
      bad += row.status == RowStatus::bad_data ? 1 : 0;
      efficient += row.efficient ? 1 : 0;
      marginal += row.marginal ? 1 : 0;
      zero += row.zero ? 1 : 0;
    }
    body += "<tr>" + cell(say(label_of(result, outcome.spec.name)));
    for (const std::size_t count :
         {outcome.result.rows.size(), efficient, infeasible, unbounded, bad, uncertified, marginal, zero}) {
      body += cell(std::to_string(count), true);
    }
    body += "</tr>\n";
  }
  if (body.empty()) return {};
  return "<h3>" + say({"Scores", "效率值"}) + "</h3>\n" +
         reading({"Infeasible: the super-efficiency program of that row has no solution, which is an answer and not a "
                  "fault. Missing data: an input or output "
                  "is empty. Hardly on its side: a relative change of 1e-9 in the data could turn whether the row is "
                  "on the "
                  "frontier. The reasons stand in scores.csv.",
                  "无可行解：该行的超效率规划无解，这是一种结果而非错误；数据缺失：某项投入或产出为空；紧邻前沿：数据相"
                  "对变动 "
                  "1e-9 即可能改变是否位于前沿。原因见 scores.csv。"}) +
         table("scores",
               header({{"score", "指标"},
                       {"rows", "行数"},
                       {"on the frontier", "位于前沿"},
                       {"infeasible", "无可行解"},
                       {"unbounded", "无界"},
                       {"missing data", "数据缺失"},
                       {"uncertified", "未获验证"},
                       {"hardly on its side of the frontier", "紧邻前沿"},
                       {"zero input or undesirable output", "投入或非期望产出为 0"}},
                      1),
               body, true);
}

}  // namespace

Section diagnostics_section(const StudyResult& result) {
  Section section{"diagnostics", {"Diagnostics", "诊断"}, {}};
  const std::vector<FocusEstimate> columns = one_a_column(result, focus_estimates(result));
  section.html += "<h3>" + say({"Notes", "说明与警告"}) + "</h3>\n";
  section.html +=
      reading({"Everything that was decided quietly: what was filled, winsorized, dropped or collinear. “ecoeff "
               "explain CODE” prints the page of a code.",
               "运行中的每一项默默处理：插补、缩尾、剔除、共线等。“ecoeff explain 代码”可查看该代码的说明页。"});
  section.html += notes_table(result) + score_rows(result) + refused_table(columns) + estimates_table(result, columns) +
                  gmm_table(result.study, columns) + variation_table(result);
  return section;
}

}  // namespace ecoeff::html
