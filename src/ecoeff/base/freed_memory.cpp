#include "ecoeff/base/freed_memory.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace ecoeff {

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kLargeBlock = 32 << 20;  // bytes, the most that glibc takes
  (void)mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  (void)mallopt(M_TRIM_THRESHOLD, -1);
#endif
}

}  // namespace ecoeff
