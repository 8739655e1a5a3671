// Long work reports through one callback, which can also cancel it. The library itself never prints.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "ecoeff/base/text.hpp"

namespace ecoeff {

struct Step {
  Text what;              // "scores CEE"
  std::size_t done = 0;   // of total; equal when the step is finished
  std::size_t total = 0;  // 0 when unknown
};

// Returns false to cancel. May be called from worker threads, one call at a time.
using Progress = std::function<bool(const Step&)>;

// Reports and throws Error{Fault::interrupted, "U130"} when the callback says stop. An empty callback is fine.
void report_step(const Progress& progress, const Step& step);

}  // namespace ecoeff
