// The built program carries what the compiler was asked for (docs/decisions/056).
#include <gtest/gtest.h>

#include "program.hpp"

namespace ecoeff::testing {
namespace {

class Hardening : public ProgramTest {
 protected:
  std::string headers(const std::string& options) const {
    const std::string out = (folder_ / "elf.txt").string();
    const int status = std::system(("readelf " + options + " '" ECOEFF_BINARY "' >'" + out + "' 2>&1").c_str());
    EXPECT_EQ(status, 0) << read_file(out);
    return read_file(out);
  }
};

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(Hardening, AddressesAreOfChanceAndTheirTablesReadOnly) {
  EXPECT_TRUE(holds(headers("-hW"), "DYN (Position-Independent Executable file)"));
  EXPECT_TRUE(holds(headers("-lW"), "GNU_RELRO"));
#ifndef __SANITIZE_ADDRESS__
  EXPECT_TRUE(holds(headers("-dW"), "BIND_NOW") || holds(headers("-dW"), "Flags: NOW"));
#endif
}

TEST_F(Hardening, TheStackIsGuardedAndNotExecutable) {
  const std::string segments = headers("-lW");
  const std::size_t stack = segments.find("GNU_STACK");
  ASSERT_NE(stack, std::string::npos);
  const std::string line = segments.substr(stack, segments.find('\n', stack) - stack);
  EXPECT_TRUE(holds(line, " RW ")) << line;
#ifndef __SANITIZE_ADDRESS__
  EXPECT_TRUE(holds(headers("-sW"), "__stack_chk_fail"));
#endif
}

}  // namespace
}  // namespace ecoeff::testing
