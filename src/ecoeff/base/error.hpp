// What a user got wrong. One exception type, one code a kind of mistake, and the place in the user's own file.
//
// Code: a letter for the room and three digits. U usage, S study file, D data, X index, F frontier, P panel, R report
// and output, T lines of Stata. Each code has a page in docs/errors. A numerical outcome (infeasible, singular) is
// never an Error but a value in the result.
#pragma once

#include <cstddef>
#include <exception>
#include <string>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

// Where in the user's files; what does not apply stays empty or 0. `row` is the line (csv) or row (xlsx) as the user's
// editor counts it, the header being 1. In a study file `column` may be the position in the line.
struct Where {
  std::string file;
  std::string sheet;
  std::size_t row = 0;
  std::string column;
  std::string value;
};

// Who has to act; decides the exit code (see exit_code).
enum class Fault { internal, usage, study, data, estimator, interrupted };

class Error : public std::exception {
 public:
  Error(Fault fault, std::string code, Text message, Where where = {}, Text hint = {});

  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

  Fault fault;
  std::string code;
  Text message;
  Where where;
  Text hint;

 private:
  std::string what_;
};

// 0 is success; internal 1, usage 2, study 3, data 4, estimator 5, interrupted 130.
[[nodiscard]] int exit_code(Fault fault);

// "D104 file.xlsx, sheet 数据, row 7, column 地区生产总值, value "abc": message\n  hint"
[[nodiscard]] std::string describe(const Error& error, Language language);
[[nodiscard]] std::string describe(const Where& where, Language language);

}  // namespace ecoeff
