// The version that manifests, reports and `ecoeff --version` print.
#pragma once

namespace ecoeff {
inline constexpr const char* kVersion = "0.1.0";
}  // namespace ecoeff
