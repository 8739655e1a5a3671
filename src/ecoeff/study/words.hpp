// One thing said in both languages by a constant of the program. Unlike Text it needs no order of initialisation, so
// that a constant that describes a method may hold it.
#pragma once

#include <string>
#include <string_view>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

struct Words {
  std::string_view en;
  std::string_view zh;

  [[nodiscard]] Text text() const { return {std::string(en), std::string(zh)}; }
  [[nodiscard]] constexpr std::string_view in(Language language) const { return language == Language::zh ? zh : en; }
  [[nodiscard]] constexpr bool in_both() const { return !en.empty() && !zh.empty(); }
};

}  // namespace ecoeff
