#include "ecoeff/base/freed_memory.hpp"

#include <gtest/gtest.h>

#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace ecoeff {
namespace {

TEST(FreedMemory, BlocksOfSomeMegabytesStayAndLargerOnesGoBack) {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the allocator is another one";
#else
  keep_freed_memory();
  const auto held = [] {
    const struct mallinfo2 now = mallinfo2();
    return now.arena + now.hblkhd;
  };
  { const std::vector<char> some(8U << 20U); }
  EXPECT_GE(held(), 8U << 20U);
  const std::size_t before = held();
  { const std::vector<char> large(64U << 20U); }
  EXPECT_EQ(held(), before);
#endif
}

}  // namespace
}  // namespace ecoeff
