// How many rows of each model were checked, and with what result; kept in a file from which a later run goes on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "exact/check.hpp"

namespace ecoeff::exact {

class Counts {
 public:
  Counts(std::uint64_t seed, std::string model) : seed_(seed), model_(std::move(model)) {}

  // What the file holds, if there is one; false when it is of another seed or model.
  [[nodiscard]] bool read(const std::filesystem::path& file);
  void write(const std::filesystem::path& file) const;  // whole or not at all

  [[nodiscard]] std::uint64_t next() const { return next_; }  // the number of the next instance
  void skip() { ++next_; }
  void add(const std::string& model, const Checked& checked);

  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] std::size_t disagreements() const;
  // A line a model: rows, rows that exact arithmetic gave up on, disagreements by kind, the worst distance.
  [[nodiscard]] std::string table() const;

 private:
  struct Line {
    std::size_t instances = 0;
    std::size_t rows = 0;
    std::size_t unknown = 0;
    double worst = 0;
    std::map<std::string, std::size_t> kinds;
  };
  std::uint64_t seed_;
  std::string model_;
  std::uint64_t next_ = 0;
  std::map<std::string, Line> line_;
};

}  // namespace ecoeff::exact
