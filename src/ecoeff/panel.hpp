// Columns to coefficients.
// 由数据列估计系数。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/panel/describe.hpp"       // descriptive statistics | 描述性统计
#include "ecoeff/panel/dynamic_gmm.hpp"    // difference and system GMM | 差分与系统 GMM
#include "ecoeff/panel/estimate.hpp"       // what every estimator returns | 各估计量共同的结果
#include "ecoeff/panel/estimator.hpp"      // the list of estimators | 估计量清单
#include "ecoeff/panel/fixed_effects.hpp"  // OLS and fixed effects | OLS 与固定效应
#include "ecoeff/panel/formula.hpp"        // the formula language | 公式语言
#include "ecoeff/panel/groups.hpp"         // are the coefficients of groups equal? | 组间系数差异检验
#include "ecoeff/panel/iv.hpp"             // instrumental variables | 工具变量
#include "ecoeff/panel/limited.hpp"        // Tobit and truncated regression | Tobit 与断尾回归
#include "ecoeff/panel/mechanism.hpp"      // channels | 机制检验
#include "ecoeff/panel/model.hpp"          // one model by its name | 按名称估计一个模型
#include "ecoeff/panel/model_tests.hpp"    // tests beside a model, by name | 模型附带的检验
#include "ecoeff/panel/moderation.hpp"     // moderation | 调节效应
#include "ecoeff/panel/poisson.hpp"        // Poisson regression with fixed effects | 含固定效应的泊松回归
#include "ecoeff/panel/quantile.hpp"       // quantile regression | 分位数回归
#include "ecoeff/panel/static_panel.hpp"  // random effects, between, first differences | 随机效应、组间与一阶差分
#include "ecoeff/panel/xtabond2.hpp"  // dynamic panels as a line of Stata | 按 Stata 写法的动态面板
