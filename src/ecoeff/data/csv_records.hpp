// Cuts separated text into records of cells; see csv.hpp for what is accepted.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ecoeff {

class CsvRecords {
 public:
  // `file` is for messages. Error D104 when a quoted cell never ends.
  CsvRecords(std::string_view text, char separator, std::string file);

  // The next record, or false at the end. Views stay valid until the next call.
  [[nodiscard]] bool next(std::vector<std::string_view>& cells);
  // The physical line on which the last record began, 1 = the first.
  [[nodiscard]] std::size_t line() const { return record_line_; }

 private:
  [[nodiscard]] std::string_view quoted_cell();
  [[nodiscard]] std::string_view plain_rest(const char* start);
  void end_line();

  const char* at_;
  const char* end_;
  char separator_;
  std::string file_;
  std::size_t line_ = 1;
  std::size_t record_line_ = 0;
  std::array<bool, 256> stops_{};
  std::deque<std::string> unescaped_;
};

// The separator named by a first line "sep=;", which spreadsheets write and read; nothing for any other text.
[[nodiscard]] std::optional<char> declared_separator(std::string_view text);

// The separator that is declared, or else that fits the first records best; a comma when the text has a single column.
[[nodiscard]] char detect_separator(std::string_view text, const std::string& file);

}  // namespace ecoeff
