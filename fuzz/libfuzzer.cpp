// The entry that libFuzzer calls, one program a target (ECOEFF_FUZZ_TARGET).
#include <cstddef>
#include <cstdio>

#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    ecoeff::fuzz::ECOEFF_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  } catch (const std::exception& finding) {
    std::fprintf(stderr, "finding: %s\n", finding.what());
    throw;
  }
  return 0;
}
