// The kind of standard error, as typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

struct Vce {
  enum class Kind { iid, robust, cluster };
  Kind kind = Kind::iid;
  std::vector<std::string> clusters;  // columns or the roles `unit` and `time`
  std::string text;                   // "iid", "robust", "cluster(city)"
};

// iid (ols, unadjusted, conventional), robust (hc1, r), cluster(column), also "cluster column". Error P514.
[[nodiscard]] Vce parse_vce(std::string_view text);

}  // namespace ecoeff
