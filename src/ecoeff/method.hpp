// What a method says of itself, and the lists of methods.
// 方法的自我说明与方法清单。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/method/about.hpp"   // names, title, formula, sources of a method | 方法的名称、公式与出处
#include "ecoeff/method/list.hpp"    // the list of a room's methods | 一个模块的方法清单
#include "ecoeff/method/option.hpp"  // the options of a method | 方法的选项
#include "ecoeff/method/text.hpp"    // the method text of a paper | 论文的方法说明
