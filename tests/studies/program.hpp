// Runs the built program as a user would, in a folder of its own that disappears afterwards.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "ecoeff/base/file.hpp"
#include "ecoeff/base/text.hpp"

namespace ecoeff::testing {

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

class ProgramTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "ecoeff-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // `line` is what stands behind "ecoeff" in a shell; `before` may set variables or wrap the program ("timeout 1").
  Outcome ecoeff(const std::string& line, const std::string& before = "LC_ALL=C.UTF-8") const {
    const std::string command =
        "cd '" + folder_.string() + "' && env " + before + " '" ECOEFF_BINARY "' " + line + " >.stdout 2>.stderr";
    const int status = std::system(command.c_str());
    Outcome outcome;
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.out = read_file(folder_ / ".stdout");
    outcome.err = read_file(folder_ / ".stderr");
    return outcome;
  }
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const { return read_file(folder_ / name); }
  [[nodiscard]] bool exists(const std::string& name) const { return std::filesystem::exists(folder_ / name); }
  // SHA-256 of every file below a folder, by relative name.
  [[nodiscard]] std::map<std::string, std::string> hashes(const std::string& name) const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / name)) {
      if (entry.is_regular_file())
        all[entry.path().lexically_relative(folder_ / name).string()] = sha256(read_file(entry.path()));
    }
    return all;
  }
  // Nothing temporary of ours is left in a folder.
  [[nodiscard]] bool is_clean(const std::string& name = ".") const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / name)) {
      if (entry.path().filename().string().find(".ecoeff-") != std::string::npos) return false;
    }
    return true;
  }

  std::filesystem::path folder_;
};

}  // namespace ecoeff::testing
