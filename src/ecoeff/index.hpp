// Many indicators to one column.
// 把多个指标合成为一列。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/index/critic.hpp"        // CRITIC weights | CRITIC 赋权
#include "ecoeff/index/entropy.hpp"       // entropy weights | 熵值法
#include "ecoeff/index/index.hpp"         // indicators, directions and the result | 指标、方向与结果
#include "ecoeff/index/index_method.hpp"  // the list of index methods | 指数方法清单
#include "ecoeff/index/pca.hpp"           // principal components | 主成分分析
