// Lines of Stata on a table in memory.
// 对内存中的数据表执行 Stata 命令行。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/stata/session.hpp"  // a session: table, xtset, estimates | 会话：数据表、xtset 与估计结果
