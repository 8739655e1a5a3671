// What every room speaks: text in two languages, errors and notes with codes, numbers, progress, files.
// 各模块共用的基础：双语文字、带代码的错误与提示、数字、进度与文件。
// What users of the library include; the API page is made from this list (docs/en/api.md).
#pragma once

#include "ecoeff/base/error.hpp"  // errors with a code and the place in the user's file | 带代码与文件位置的错误
#include "ecoeff/base/file.hpp"  // reading files, and the output folder that appears whole | 读文件，以及整体出现的输出文件夹
#include "ecoeff/base/note.hpp"      // quiet decisions that travel with a result | 随结果一同给出的提示
#include "ecoeff/base/number.hpp"    // numbers from and to text | 数字与文字互转
#include "ecoeff/base/progress.hpp"  // the callback that reports and cancels | 报告进度并可取消的回调
#include "ecoeff/base/ranks.hpp"     // several processes | 多进程
#include "ecoeff/base/text.hpp"      // text in two languages | 双语文字
#include "ecoeff/base/version.hpp"   // the version of the program | 程序版本
