// What a fuzzer may feed to the library. A target takes any bytes; it may refuse them with an Error that is the user's
// fault, and nothing else: any other exception, a broken promise of a header (Broken) and whatever a sanitizer sees is
// a finding.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "ecoeff/base/error.hpp"

namespace ecoeff::fuzz {

// data files
void csv(std::string_view bytes);    // read, written and read again: the same table
void xlsx(std::string_view bytes);   // a whole workbook
void sheet(std::string_view bytes);  // the XML of one sheet, put into a sound workbook
void dta(std::string_view bytes);
void xls(std::string_view bytes);     // an old workbook, read here and not in a child, through the pipe and back
void answer(std::string_view bytes);  // what a reader in a child process may say
void shapes(std::string_view bytes);  // a sheet of any shape, its tables found and joined
// what people type
void study(std::string_view bytes);
void formula(std::string_view bytes);     // parsed, and its terms built on a small panel
void gmm(std::string_view bytes);         // gmm() and iv() strings and whole xtabond2 lines
void expression(std::string_view bytes);  // [derive] values and conditions on a small panel
void stata(std::string_view bytes);       // lines run on a small panel
// numbers
void frontier(std::string_view bytes);    // small frontiers against exact fractions
void estimators(std::string_view bytes);  // small panels through every model: what comes out is finite or says why

// A promise that was not kept.
class Broken : public std::logic_error {
  using std::logic_error::logic_error;
};
inline void require(bool kept, const std::string& promise) {
  if (!kept) throw Broken(promise);
}

// Runs `body`; false when it refused its input with an error of the user's.
template <typename Body>
bool accepted(Body body) {
  try {
    body();
    return true;
  } catch (const Error& error) {
    if (error.fault == Fault::internal) throw;
    require(!error.code.empty() && !error.message.en.empty() && !error.message.zh.empty(),
            "an error says what is wrong");
    return false;
  }
}

// Bytes read as small choices and numbers; zeros after the end.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}
  std::uint8_t byte() { return at_ < bytes_.size() ? static_cast<std::uint8_t>(bytes_[at_++]) : std::uint8_t{0}; }
  std::size_t below(std::size_t n) { return byte() % n; }
  [[nodiscard]] bool ended() const { return at_ >= bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace ecoeff::fuzz
