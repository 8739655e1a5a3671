// Files for the tests of this room: written to a temporary folder, or kept under tests/reference/data.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "ecoeff/base/error.hpp"

namespace ecoeff::test {

// A file that is removed at the end of the test.
class FileWith {
 public:
  explicit FileWith(std::string_view bytes, const std::string& name = "table.csv") {
    static int counter = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("ecoeff-data-" + std::to_string(::getpid()) + "-" + std::to_string(counter++));
    std::filesystem::create_directories(folder_);
    path_ = folder_ / name;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~FileWith() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  FileWith(const FileWith&) = delete;
  FileWith& operator=(const FileWith&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

inline std::filesystem::path reference_file(const std::string& name) {
  return std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests" / "reference" / "data" / name;
}

// The error that `body` throws; the test fails when it throws none.
template <typename Body>
Error error_of(Body body) {
  try {
    body();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error was thrown";
  return {Fault::internal, "none", {}};
}

}  // namespace ecoeff::test
