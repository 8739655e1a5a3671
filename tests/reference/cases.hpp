// Reading the cases of tests/reference/panel: plain files, commas and numbers only.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ecoeff/data/panel.hpp"
#include "ecoeff/panel/estimate.hpp"
#include "tolerance.hpp"

namespace ecoeff::cases {

using Json = nlohmann::ordered_json;

inline std::filesystem::path folder() {
  return std::filesystem::path(ECOEFF_SOURCE_DIR) / "tests" / "reference" / "panel";
}

inline Json json(const std::string& name) {
  std::ifstream in(folder() / name);
  return Json::parse(in);
}

inline Table table(const std::string& name) {
  std::ifstream in(folder() / name / "input.csv");
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> names = split(std::string(trim(line)), ',');
  std::vector<std::vector<double>> columns(names.size());
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = split(line, ',');
    for (std::size_t j = 0; j < names.size(); ++j) columns[j].push_back(parse_number(cells.at(j)).value_or(kMissing));
  }
  Table out;
  for (std::size_t j = 0; j < names.size(); ++j) out.set_numbers(names[j], columns[j]);
  return out;
}

// Rows without keys: each its own unit.
inline Panel cross_section(const std::string& name) {
  Table rows = table(name);
  std::vector<double> keys;
  for (std::size_t i = 0; i < rows.rows(); ++i) keys.push_back(static_cast<double>(i));
  rows.set_numbers("row key", keys);
  return {std::move(rows), "row key", ""};
}

inline void near(double actual, const Json& wanted, double tolerance, const std::string& what) {
  EXPECT_LE(tolerance::relative_difference(actual, wanted.get<double>()), tolerance)
      << what << ": " << actual << ", wanted " << wanted;
}

// Every coefficient (or error) that the case names, and no other.
inline void coefficients(const Json& wanted, const Estimate& fit, bool errors, double tolerance,
                         const std::string& what) {
  EXPECT_EQ(wanted.size(), fit.names.size()) << what;
  for (const auto& [name, value] : wanted.items())
    near(errors ? fit.se(name) : fit.coefficient(name), value, tolerance, what + " " + name);
}

inline const TestResult& test(const Estimate& fit, const std::string& name) {
  for (const NamedTest& one : fit.tests) {
    if (one.name == name) return one.result;
  }
  static const TestResult kNone;
  ADD_FAILURE() << "no test " << name;
  return kNone;
}

}  // namespace ecoeff::cases
