// Where text goes piece by piece: a file that appears whole at the end, or stdout.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "console.hpp"
#include "ecoeff/base/file.hpp"

namespace ecoeff::cli {

// Whether `output`, as --output gives it, is a file: "" and "-" are stdout.
[[nodiscard]] inline bool names_file(const std::string& output) { return !output.empty() && output != "-"; }

class Sink {
 public:
  explicit Sink(const std::string& output) {
    if (names_file(output)) file_.emplace(output);
  }
  [[nodiscard]] bool is_file() const { return file_.has_value(); }
  void append(std::string_view bytes) {
    if (file_) {
      file_->append(bytes);
    } else {
      print_result(bytes);
    }
  }
  void commit() {
    if (file_) file_->commit();
  }

 private:
  std::optional<OutputFile> file_;
};

}  // namespace ecoeff::cli
