// Results to tables, figures and documents.
// 由结果生成表、图与文档。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/report/estimate_json.hpp"        // an estimate as JSON | 估计结果的 JSON
#include "ecoeff/report/figures/figure.hpp"       // figures as SVG | SVG 图
#include "ecoeff/report/json.hpp"                 // tables and notes as JSON | 表与提示的 JSON
#include "ecoeff/report/tables/build_tables.hpp"  // results to tables as a paper prints them | 按论文版式生成各表
#include "ecoeff/report/tables/paper_table.hpp"  // a table as printed | 印出的一张表
#include "ecoeff/report/verify.hpp"      // is an output folder what its manifest says? | 核对输出文件夹与清单
#include "ecoeff/report/vocabulary.hpp"  // the report's words in a study file | 研究文件中属于报告的用词
#include "ecoeff/report/write.hpp"       // everything that a run leaves | 写出一次运行的全部文件
