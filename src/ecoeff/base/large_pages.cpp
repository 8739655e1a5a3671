#include "ecoeff/base/large_pages.hpp"

#ifdef __linux__
#include <sys/mman.h>

#include <cstdint>
#endif

namespace ecoeff {

void prefer_large_pages([[maybe_unused]] void* place, [[maybe_unused]] std::size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t kPage = std::uintptr_t{2} << 20U;
  const auto from = reinterpret_cast<std::uintptr_t>(place);
  const std::uintptr_t first = (from + kPage - 1) / kPage * kPage;
  const std::uintptr_t last = (from + bytes) / kPage * kPage;
  if (first < last) (void)madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#endif
}

}  // namespace ecoeff
