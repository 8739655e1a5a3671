// Texts in records of BIFF8, which go on in the records that continue them: at such a border the width of the
// characters is said again, inside the marks of rich text it is not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

// A record with those that continue it, read from front to back.
class ContinuedRecord {
 public:
  explicit ContinuedRecord(std::vector<std::string_view> pieces) : pieces_(std::move(pieces)) {}

  // False when there are not so many bytes left.
  [[nodiscard]] bool skip(std::size_t bytes);
  [[nodiscard]] std::optional<std::uint32_t> number(std::size_t bytes);  // 1, 2 or 4
  // A text whose length of `length_bytes` stands before it; nothing where the record ends inside.
  [[nodiscard]] std::optional<std::string> text(std::size_t length_bytes);

 private:
  [[nodiscard]] bool at_end();  // moves on to the next piece that holds something
  [[nodiscard]] bool characters(std::size_t count, bool wide, std::u32string& out);

  std::vector<std::string_view> pieces_;
  std::size_t piece_ = 0, at_ = 0;
};

}  // namespace ecoeff
