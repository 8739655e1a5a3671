// Files to tables and panels, cleaned and derived, and out again.
// 把文件读成数据表与面板，清洗、派生变量，再写出。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/data/capital.hpp"     // capital stock by perpetual inventory | 永续盘存法资本存量
#include "ecoeff/data/clean.hpp"       // filling gaps, winsorizing | 填补缺失与缩尾
#include "ecoeff/data/csv.hpp"         // separated text to a table | 分隔文本读成数据表
#include "ecoeff/data/dta.hpp"         // Stata files to a table | Stata 文件读成数据表
#include "ecoeff/data/expression.hpp"  // arithmetic over columns, conditions on rows | 列的算式与行的条件
#include "ecoeff/data/panel.hpp"       // units in periods | 个体与时期构成的面板
#include "ecoeff/data/read.hpp"        // any supported file to a table | 把所支持的任一文件读成数据表
#include "ecoeff/data/spss.hpp"        // SPSS files to a table | SPSS 文件读成数据表
#include "ecoeff/data/table.hpp"       // named columns of numbers or text | 由数字列或文字列构成的数据表
#include "ecoeff/data/write.hpp"       // a table to csv, xlsx or dta | 数据表写成 csv、xlsx 或 dta
#include "ecoeff/data/xls/xls.hpp"     // a sheet of an old workbook to a table | 旧版工作表读成数据表
#include "ecoeff/data/xlsx.hpp"        // a sheet of a workbook to a table | 工作表读成数据表
