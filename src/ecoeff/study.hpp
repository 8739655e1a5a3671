// study.toml to results.
// 由 study.toml 得到全部结果。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/study/read.hpp"    // study.toml to a study | 把 study.toml 读成研究
#include "ecoeff/study/result.hpp"  // everything that a run computed | 一次运行的全部结果
#include "ecoeff/study/run.hpp"  // read, clean, derive, score, index, estimate | 读取、清洗、派生、测算、赋权与估计
#include "ecoeff/study/starter.hpp"  // a first study file for somebody's data | 为用户数据生成初始研究文件
#include "ecoeff/study/study.hpp"    // what study.toml says | study.toml 的内容
