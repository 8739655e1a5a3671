#include "ecoeff/panel/fixed_effects_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ecoeff/base/counted.hpp"

namespace ecoeff {
namespace {

std::string p_words(double p) { return p < 0.0005 ? std::string("p < 0.001") : fmt::format("p = {:.3f}", p); }

constexpr double kFewClusters = 40;

}  // namespace

void refuse_instruments(const Formula& formula) {
  if (formula.endogenous.empty()) return;
  throw Error(Fault::usage, "P504",
              {fmt::format("{}: a fixed-effects regression takes no instruments", formula.text),
               fmt::format("{}：固定效应回归不使用工具变量", formula.text)},
              {}, {"leave out the part after the second bar", "请删去第二个竖线之后的部分"});
}

void require_clusters(const EstimationSample& sample, const Vce& vce) {
  for (const Effect& cluster : sample.clusters) {
    if (cluster.levels > 1) continue;
    throw Error(Fault::estimator, "P515",
                {fmt::format("{}: there is one cluster only, and clusters are what these errors compare", vce.text),
                 fmt::format("{}：只有一个聚类，无法计算聚类标准误", vce.text)},
                {.column = cluster.name},
                {"cluster on a column with more groups, best on the unit", "请改用组数更多的列聚类，最好是单元"});
  }
}

void refuse_weighted(const EstimationSample& sample, const Vce& vce, Weights::Kind kind) {
  using Kind = Vce::Kind;
  const bool slopes =
      std::any_of(sample.effects.begin(), sample.effects.end(), [](const Effect& e) { return e.slope; });
  const bool dense = vce.kind == Kind::hc2 || vce.kind == Kind::hc3 || vce.kind == Kind::cr2 || vce.kind == Kind::cr3;
  const bool serial = vce.kind == Kind::newey_west || vce.kind == Kind::driscoll_kraay;
  const bool weighted = kind != Weights::Kind::none;
  if (!(dense && (slopes || weighted)) && !(serial && kind == Weights::Kind::frequency)) return;
  throw Error(Fault::usage, "P582",
              {fmt::format("{} is not defined here together with {}", vce.text, weighted ? "weights" : "unit slopes"),
               fmt::format("{} 不能与{}同时使用", vce.text, weighted ? "权重" : "单元特定斜率")},
              {.value = vce.text}, {"use robust or cluster(column)", "请改用 robust 或 cluster(列名)"});
}

void require_degrees(const Formula& formula, std::size_t n, std::size_t k, double absorbed) {
  if (static_cast<double>(n) > static_cast<double>(k) + absorbed) return;
  throw Error(Fault::estimator, "P511",
              {fmt::format("{}: {} rows are not more than {} coefficients and {} absorbed effects", formula.text, n, k,
                           absorbed),
               fmt::format("{}：{} 行不多于 {} 个系数与 {} 个被吸收的效应之和", formula.text, n, k, absorbed)},
              {}, {"use fewer regressors or effects, or a larger group", "减少解释变量或固定效应，或使用更大的组"});
}

void note_fixed_effects(const Panel& panel, const EstimationSample& sample, const FitTroubles& troubles,
                        Estimate& estimate) {
  const auto say = [&](Severity severity, const char* code, Text message) {
    estimate.notes.push_back({severity, code, std::move(message), {}});
  };
  if (sample.singletons > 0) {
    say(Severity::info, "P520",
        {fmt::format("{} dropped ({} alone in a fixed effect)", counted(sample.singletons, "singleton"),
                     agree(sample.singletons, "a row", "rows")),
         fmt::format("已剔除 {} 个孤立观测（某个固定效应中仅有一行）", sample.singletons)});
  }
  if (!estimate.omitted.empty()) {
    const std::string names = join(estimate.omitted, " ");
    say(Severity::warning, "P521", {"left out because of collinearity: " + names, "因共线性而剔除：" + names});
  }
  if (sample.missing_rows > 0) {
    say(Severity::info, "P522",
        {fmt::format("{} of {} rows left out: a value is missing", sample.missing_rows, panel.rows()),
         fmt::format("{} 行中有 {} 行未使用：有缺失值", panel.rows(), sample.missing_rows)});
  }
  if (sample.weightless_rows > 0) {
    say(Severity::info, "P584",
        {fmt::format("{} left out: the weight is 0 or missing", counted(sample.weightless_rows, "row")),
         fmt::format("{} 行未使用：权重为 0 或缺失", sample.weightless_rows)});
  }
  if (estimate.clusters > 0 && static_cast<double>(estimate.clusters) < kFewClusters) {
    const WildTest* wild = estimate.wild.empty() ? nullptr : &estimate.wild.front();
    say(Severity::warning, "P523",
        {fmt::format("only {}: cluster-robust errors tend to be too small{}", counted(estimate.clusters, "cluster"),
                     wild == nullptr ? std::string()
                                     : fmt::format("; wild cluster bootstrap of {}: {}", wild->name, p_words(wild->p))),
         fmt::format(
             "只有 {} 个聚类：聚类稳健标准误往往偏小{}", estimate.clusters,
             wild == nullptr ? std::string() : fmt::format("；{} 的野聚类自助法 {}", wild->name, p_words(wild->p)))});
  }
  if (estimate.covariance_repaired) {
    std::vector<std::string> without;
    for (const std::string& name : estimate.names) {
      if (is_missing(estimate.se(name))) without.push_back(name);
    }
    const bool all = without.empty();
    say(Severity::info, "P565",
        {"the several-way cluster covariance had negative eigenvalues, which were set to 0" +
             (all ? std::string() : "; no standard error is left for " + join(without, ", ")),
         "多维聚类协方差矩阵有负特征值，已置为 0" +
             (all ? std::string() : "；" + join(without, "、") + " 因此没有标准误")});
  }
  if (estimate.df_r < kFewClusters) {
    say(Severity::info, "P524",
        {fmt::format("stars come from t with {} degrees of freedom", estimate.df_r),
         fmt::format("星号依据自由度为 {} 的 t 分布", estimate.df_r)});
  }
  if (!troubles.converged) {
    say(Severity::warning, "P525",
        {"the fixed effects could not be taken out to full accuracy", "固定效应未能完全去除到应有的精度"});
  }
  if (troubles.base_year_refused) {
    say(Severity::info, "P526",
        {"the base-year constant needs connected unit and time effects and no others; _cons is mean(y) - mean(x)b",
         "基年常数项只适用于相互连通的单元与时间效应；_cons 为 mean(y) - mean(x)b"});
  }
}

}  // namespace ecoeff
