// The options of a line, taken one by one. What a command has not taken by the time it calls finish() is an error that
// names the word.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/stata/line.hpp"

namespace ecoeff::stata {

class OptionReader {
 public:
  explicit OptionReader(const Line& line) : line_(line), taken_(line.options.size(), false) {}

  // `least` letters of `full` are enough. Errors: T704 a value where none is taken, or none where one is needed, or the
  // option twice.
  [[nodiscard]] const Option* option(std::string_view full, std::size_t least);
  [[nodiscard]] bool flag(std::string_view full, std::size_t least);
  [[nodiscard]] std::optional<std::string> value(std::string_view full, std::size_t least);
  [[nodiscard]] std::optional<double> number(std::string_view full, std::size_t least);
  // T704 unless a whole number in [low, high].
  [[nodiscard]] std::optional<int> whole(std::string_view full, std::size_t least, int low, int high);
  // T703 for the first option that nobody took.
  void finish() const;

 private:
  const Line& line_;
  std::vector<bool> taken_;
  std::vector<std::string> asked_;
};

// T712 when the line has an `if` or `in`, a weight, or options that its command does not take.
void refuse_rows(const Line& line);
void refuse_weight(const Line& line);
void refuse_options(const Line& line);

}  // namespace ecoeff::stata
