// A whole StudyResult made up in memory for tests of pictures and of the report: any number of units and periods, two
// groupings, every kind of table, refused columns, infeasible rows, filled cells. Numbers are smooth formulas, not
// estimates.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "ecoeff/study/result.hpp"

namespace ecoeff::picture_test {

struct Shape {
  std::size_t units = 36;
  int periods = 14;
  bool split = true;
  bool chinese_names = true;
};

inline double wave(double x) { return 0.5 + 0.5 * std::sin(12.9898 * x + 78.233); }

inline std::vector<std::string> city_names() {
  return {"武威", "庆阳", "金昌", "平凉", "白银",   "石嘴山", "张掖",   "朔州", "鄂尔多斯", "延安", "咸阳", "榆林",
          "大同", "阳泉", "长治", "晋城", "忻州",   "晋中",   "临汾",   "运城", "渭南",     "吕梁", "乌海", "铜川",
          "包头", "东营", "济宁", "泰安", "三门峡", "鹤壁",   "平顶山", "枣庄", "焦作",     "濮阳", "淄博", "洛阳"};
}

inline Panel make_panel(const Shape& shape) {
  const std::vector<std::string> cities = city_names();
  std::vector<std::string> unit, basin, stage;
  std::vector<std::vector<double>> columns(10);
  const std::vector<std::string> basins{"上游", "中游", "下游"};
  const std::vector<std::string> stages{"成长型", "成熟型", "衰退型", "再生型"};
  for (std::size_t u = 0; u < shape.units; ++u) {
    for (int t = 0; t < shape.periods; ++t) {
      const double i = static_cast<double>(u);
      unit.push_back(shape.chinese_names && u < cities.size() ? cities[u] : fmt::format("Unit {}", u + 1));
      basin.push_back(basins[u < shape.units / 5 ? 0 : u < shape.units * 2 / 3 ? 1 : 2]);
      stage.push_back(stages[(u * 7) % 11 % 4]);
      const double level = 0.3 + 0.35 * wave(i) + 0.01 * t;
      columns[0].push_back(2010 + t);
      for (std::size_t c = 1; c < 6; ++c)
        columns[c].push_back(100 + 900 * wave(i * static_cast<double>(c) + 1) + 5 * t);
      columns[6].push_back(level + 0.1 * wave(i * 3 + t));         // CEE
      columns[7].push_back(0.05 + 0.1 * wave(i + 5) + 0.008 * t);  // NQP
      columns[8].push_back(0.2 + wave(i + t));                     // UIS
      columns[9].push_back(20 + 400 * wave(i + 9) + 10 * t);       // GT
    }
  }
  Table table;
  const std::vector<std::string> names{"year", "labor", "capital", "energy", "gdp", "co2", "CEE", "NQP", "UIS", "GT"};
  table.set_text("city", unit);
  for (std::size_t c = 0; c < names.size(); ++c) table.set_numbers(names[c], columns[c]);
  table.set_text("basin", basin);
  table.set_text("stage", stage);
  table.file = "yellow_river.xlsx";
  return {table, "city", "year"};
}

inline Estimate make_estimate(const std::string& outcome, const std::string& focus, double coefficient, double se,
                              double df) {
  Estimate estimate{.model = "fe", .outcome = outcome, .names = {focus, "OPEN", "_cons"}};
  estimate.coefficients = Vector(3);
  estimate.coefficients << coefficient, 0.05, 0.41;
  estimate.covariance = Matrix::Zero(3, 3);
  estimate.covariance(0, 0) = se * se;
  estimate.covariance(1, 1) = 0.001;
  estimate.covariance(2, 2) = 0.0004;
  estimate.effects = {{"unit"}, {"time"}};
  estimate.vce = "robust";
  estimate.n = 504;
  estimate.groups = 36;
  estimate.df_r = df;
  estimate.r2 = {{"r2", 0.93}, {"within", 0.12}, {"within-unit", 0.431}};
  return estimate;
}

inline ColumnResult make_column(const std::string& outcome, const std::string& focus, double coefficient, double se,
                                Text head = {}, bool controls = true) {
  ColumnResult column{.head = std::move(head),
                      .formula = outcome + " ~ " + focus + " + OPEN | unit + time",
                      .outcome = outcome,
                      .focus = focus,
                      .controls = {"OPEN"}};
  column.spec.controls = controls;
  column.estimate = make_estimate(outcome, focus, coefficient, se, 449);
  return column;
}

inline ScoreOutcome make_scores(const Panel& panel) {
  ScoreOutcome outcome;
  outcome.spec.name = "CEE";
  outcome.spec.options.inputs = {"labor", "capital", "energy"};
  outcome.spec.options.good = {"gdp"};
  outcome.spec.options.bad = {"co2"};
  outcome.spec.terms = {{"投入指标", both("劳动投入"), "labor", both("年末单位从业人数"), "万人"},
                        {"投入指标", both("资本投入"), "capital", both("资本存量"), "万元"},
                        {"投入指标", both("能源投入"), "energy", both("能源消费总量"), "万t"},
                        {"期望产出", both("GDP"), "gdp", both("国内生产总值"), "万元"},
                        {"非期望产出", both("碳排放量"), "co2", both("二氧化碳排放量"), "t"}};
  outcome.result.options = outcome.spec.options;
  const auto scores = panel.table.numbers("CEE");
  outcome.result.rows = ScoreRows(panel.rows(), 5);
  outcome.result.rows.keep_targets();
  for (std::size_t i = 0; i < panel.rows(); ++i) {
    RowScore row;
    row.status = RowStatus::optimal;
    row.score = scores[i];
    row.rho = std::min(1.0, scores[i]);
    const double x = static_cast<double>(i);
    if (i % 61 == 17) {
      row.score = 1 + 0.08 * wave(x);
      row.efficient = true;
      row.rho = 1;
      row.delta = row.score;
    } else if (i == 100) {
      row.score = kMissing;
      row.status = RowStatus::infeasible;
      row.reason = {"no mixture of the other rows emits as little", "其他样本的任何组合都达不到如此低的排放"};
    }
    for (std::size_t k = 0; k < 5; ++k) {
      row.slacks.push_back(
          row.efficient ? 0 : (0.1 + 0.4 * wave(x + static_cast<double>(k))) * (1 - std::min(1.0, scores[i])) * 300);
    }
    outcome.result.rows.put(i, row);
  }
  outcome.result.notes.push_back(
      {Severity::info,
       "F410",
       {"super-efficiency counts undesirable outputs as outputs", "超效率模型将非期望产出计入产出"},
       {}});
  return outcome;
}

inline IndexOutcome make_index(const std::string& name, const std::string& method) {
  IndexOutcome outcome;
  outcome.spec.name = name;
  outcome.spec.method = method;
  const std::vector<std::pair<std::string, std::string>> indicators{
      {"教育投入", "实体性要素/劳动者/劳动者素质"},
      {"高等学校在校生", "实体性要素/劳动者/劳动者素质"},
      {"人均GDP", "实体性要素/劳动者/劳动者生产率"},
      {"在岗职工平均工资", "实体性要素/劳动者/劳动者生产率"},
      {"公路总里程", "实体性要素/劳动资料/基础设施"},
      {"工业二氧化硫排放量", "实体性要素/劳动资料/污染排放"},
      {"科研投入", "渗透性要素/技术创新能力/科技投入"},
      {"专利授权数", "渗透性要素/技术创新能力/科技产出"},
      {"生活垃圾无害化处理率", "渗透性要素/生产组织/绿色化"},
      {"计算机及软件从业人员占比", "渗透性要素/生产组织/数字化"}};
  double sum = 0;
  for (std::size_t j = 0; j < indicators.size(); ++j) sum += 0.1 + wave(static_cast<double>(j));
  for (std::size_t j = 0; j < indicators.size(); ++j) {
    IndicatorWeight weight{.weight = (0.1 + wave(static_cast<double>(j))) / sum - (method == "pca" ? 0.03 : 0)};
    weight.indicator = {.column = indicators[j].first, .positive = j != 5, .group = split(indicators[j].second, '/')};
    weight.entropy = 1 - weight.weight / 10;
    weight.redundancy = weight.weight / 10;
    outcome.result.weights.push_back(weight);
  }
  outcome.result.method = method;
  outcome.result.rows_used = 504;
  if (method == "pca") {
    outcome.result.components = {.eigenvalues = {4.1, 2.2, 1.1, 0.8},
                                 .share = {0.41, 0.22, 0.11, 0.08},
                                 .kept = 3,
                                 .kmo = 0.78,
                                 .bartlett = 4100,
                                 .bartlett_df = 45,
                                 .bartlett_p = 0};
  }
  return outcome;
}

inline void add_table(StudyResult& result, const std::string& id, Text title, std::vector<ColumnResult> columns,
                      const std::string& by = {}) {
  TableResult table{.number = static_cast<int>(result.tables.size()) + 1, .columns = std::move(columns)};
  table.spec.id = id;
  table.spec.title = std::move(title);
  if (!by.empty()) {
    table.spec.split = SplitSpec{.by = by, .head = {"{value}", "{value}资源型城市"}};
    table.comparison =
        GroupComparison{.focus = "NQP", .groups = {"上游", "中游", "下游"}, .coefficients = {3.608, 0.414, -0.21}};
    table.comparison->equal = {.statistic = 9.1, .df = 2, .df2 = 449, .p = 0.0001};
  }
  result.tables.push_back(std::move(table));
}

inline void add_tables(StudyResult& result) {
  TableResult summary{.number = 1};
  summary.spec.id = "summary";
  summary.spec.kind = "describe";
  summary.spec.title = {"Descriptive statistics of variables", "变量的描述性统计结果"};
  summary.descriptions = {{"CEE", 504, 0, 0.457, 0.182, 0.128, 0.3, 0.44, 0.6, 1.073},
                          {"NQP", 504, 0, 0.168, 0.103, 0.043, 0.1, 0.14, 0.2, 0.678}};
  result.tables.push_back(summary);
  add_table(result, "benchmark", {"Benchmark regression results", "基准回归结果"},
            {make_column("CEE", "NQP", 0.255, 0.118, {}, false), make_column("CEE", "NQP", 0.230, 0.1148)});
  ColumnResult gmm = make_column("CEE", "NQP", 0.192, 0.07, {"System GMM", "系统 GMM 估计"});
  gmm.spec.estimator = "system-gmm";
  gmm.estimate->model = "system-gmm";
  gmm.estimate->names = {"NQP", "L.CEE", "_cons"};
  gmm.estimate->coefficients[1] = 0.809;
  gmm.estimate->df_r = std::numeric_limits<double>::infinity();
  gmm.estimate->n = 468;
  gmm.estimate->gmm = GmmReport{.instruments = 22,
                                .sargan = {30, 3, kMissing, 0.01},
                                .hansen = {4.1, 3, kMissing, 0.25},
                                .ar = {{1, -3.1, 0.002}, {2, 0.8, 0.42}}};
  add_table(result, "robustness", {"Robustness test results", "稳健性检验结果"},
            {make_column("CEE", "NQP", 0.249, 0.11, {"Winsorized", "缩尾处理"}),
             make_column("CEE", "NQP", 0.21, 0.13, {"Without 2020-2022", "剔除公共卫生事件年份"}),
             make_column("CEE", "NQP_PCA", 0.031, 0.012, {"Other measure", "更换新质生产力测算方法"}), gmm});
  ColumnResult refused = make_column("CEE", "NQP", 0, 1, both("下游资源型城市"));
  refused.group = "下游";
  refused.estimate.reset();
  refused.refused = Error(Fault::estimator, "P511", {"fewer rows than parameters", "样本数少于参数个数"});
  ColumnResult up = make_column("CEE", "NQP", 3.608, 0.9, both("上游资源型城市"));
  up.group = "上游";
  ColumnResult middle = make_column("CEE", "NQP", 0.414, 0.15, both("中游资源型城市"));
  middle.group = "中游";
  add_table(result, "by-basin", {"Heterogeneity by region", "区域异质性分析结果"}, {up, middle, refused}, "basin");
  add_table(result, "by-stage", {"Heterogeneity by life cycle", "生命周期异质性分析结果"},
            {make_column("CEE", "NQP", 0.761, 0.62, both("成长型资源型城市")),
             make_column("CEE", "NQP", -0.101, 0.05, both("成熟型资源型城市")),
             make_column("CEE", "NQP", -0.096, 0.045, both("衰退型资源型城市")),
             make_column("CEE", "NQP", 0.536, 0.2, both("再生型资源型城市"))},
            "stage");
  ColumnResult uis = make_column("UIS", "NQP", 0.776, 0.3);
  uis.spec.outcome = "UIS";
  ColumnResult gt = make_column("GT", "NQP", 1393.573, 270);
  gt.spec.outcome = "GT";
  add_table(result, "mechanism", {"Mechanism test results", "中介效应检验结果"}, {uis, gt});
}

inline StudyResult make_result(const Shape& shape = {}) {
  Panel panel = make_panel(shape);
  Panel raw = panel;
  std::vector<double> with_gaps(panel.table.numbers("energy").begin(), panel.table.numbers("energy").end());
  for (std::size_t i = 5; i < with_gaps.size(); i += 83) with_gaps[i] = kMissing;
  raw.table.set_numbers("energy", with_gaps);
  StudyResult result{.panel = panel, .raw = raw};
  result.study.title = {
      "New quality productivity and carbon emission efficiency of resource-based cities in the Yellow River basin",
      "新质生产力对黄河流域资源型城市碳排放效率的影响研究"};
  result.study.data.file = "yellow_river.xlsx";
  result.study.data.unit = "city";
  result.study.data.time = "year";
  result.study.data.missing = MissingPolicy::linear;
  result.study.data.source = {
      "Simulated data: cities and groups are facts, every number comes from a documented generator.",
      "模拟数据：城市与分组为事实，全部数值由有记录的生成器产生。"};
  result.study.sha256 = std::string(64, 'b');
  result.study.labels = {{"CEE", {"carbon emission efficiency", "碳排放效率"}},
                         {"NQP", {"new quality productivity", "新质生产力"}},
                         {"NQP_PCA", {"new quality productivity (PCA)", "新质生产力（主成分）"}},
                         {"UIS", {"industrial upgrading", "产业结构升级"}},
                         {"GT", {"green patents", "绿色专利"}},
                         {"basin", {"river section", "流域"}},
                         {"stage", {"life cycle", "生命周期"}},
                         {"上游", {"Upstream", "上游"}},
                         {"中游", {"Midstream", "中游"}},
                         {"下游", {"Downstream", "下游"}}};
  result.study.model = ModelSpec{.formula = "CEE ~ NQP + OPEN | unit + time", .focus = "NQP", .r2 = "within-unit"};
  result.study.report.replicate = {"stata", "r"};
  result.study.defaults = {{"model.below", "t"}, {"model.digits", "3"}, {"scores.CEE.orientation", "none"}};
  result.data_file = "yellow_river.xlsx";
  result.data_sheet = "数据";
  result.data_sha256 = std::string(64, 'a');
  result.rows_read = panel.rows();
  result.used_columns = {"labor", "capital", "energy", "gdp", "co2"};
  for (std::size_t i = 5; i < with_gaps.size(); i += 83)
    result.filled.push_back({i, "energy", panel.table.numbers("energy")[i], false});
  result.scores.push_back(make_scores(panel));
  std::vector<double> scores;
  for (const Scores& row : result.scores[0].result.rows.scores()) scores.push_back(row.score);
  result.panel.table.set_numbers("CEE", scores);
  result.indexes.push_back(make_index("NQP", "entropy"));
  result.indexes.push_back(make_index("NQP_PCA", "pca"));
  result.panel.table.set_numbers("NQP_PCA", {panel.table.numbers("UIS").begin(), panel.table.numbers("UIS").end()});
  result.indexes[0].result.score.assign(panel.table.numbers("NQP").begin(), panel.table.numbers("NQP").end());
  result.indexes[1].result.score.assign(panel.table.numbers("UIS").begin(), panel.table.numbers("UIS").end());
  if (shape.split) add_tables(result);
  result.notes = {
      {Severity::info,
       "D201",
       {"7 cells of energy interpolated", "能源消费总量有 7 个单元格经线性插值"},
       {.file = "yellow_river.xlsx", .column = "energy"}},
      {Severity::warning,
       "P523",
       {"36 clusters: cluster-robust inference is fragile below 40", "只有 36 个聚类：少于 40 个时聚类稳健推断不可靠"},
       {}}};
  return result;
}

}  // namespace ecoeff::picture_test
