// Inputs and outputs to one score a row.
// 由投入与产出测算每行的效率得分。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/frontier/productivity.hpp"  // productivity change between two years | 相邻年份间的生产率变动
#include "ecoeff/frontier/schedule/spread.hpp"  // scores on several processes | 多进程测算得分
#include "ecoeff/frontier/score.hpp"  // scores: what is asked and what is answered | 效率得分：选项与结果
#include "ecoeff/frontier/score_model.hpp"  // the list of models | 模型清单
