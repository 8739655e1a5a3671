#include "ecoeff/base/progress.hpp"

#include "ecoeff/base/error.hpp"

namespace ecoeff {

void report_step(const Progress& progress, const Step& step) {
  if (progress && !progress(step)) {
    throw Error(Fault::interrupted, "U130",
                {"interrupted; nothing was left half written", "已中断；没有留下写了一半的文件"});
  }
}

}  // namespace ecoeff
