// The functions of Stata's expressions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/stata/expression.hpp"

namespace ecoeff::stata {

// Errors: T709 an unknown function, T710 arguments of the wrong number or kind.
[[nodiscard]] Values call_function(const std::string& name, const std::vector<Values>& arguments,
                                   std::string_view expression);

// a == b, a < b with missing the largest: -1, 0 or 1.
[[nodiscard]] int compare(double a, double b);

}  // namespace ecoeff::stata
