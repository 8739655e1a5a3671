// Replays the committed seeds, those that once broke something among them, without a fuzzer.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <vector>

#include "ecoeff/base/file.hpp"
#include "targets.hpp"

namespace ecoeff {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, void (*)(std::string_view)>& targets() {
  static const std::map<std::string, void (*)(std::string_view)> kTargets{{"csv", fuzz::csv},
                                                                          {"xlsx", fuzz::xlsx},
                                                                          {"sheet", fuzz::sheet},
                                                                          {"dta", fuzz::dta},
                                                                          {"xls", fuzz::xls},
                                                                          {"answer", fuzz::answer},
                                                                          {"shapes", fuzz::shapes},
                                                                          {"study", fuzz::study},
                                                                          {"formula", fuzz::formula},
                                                                          {"gmm", fuzz::gmm},
                                                                          {"expression", fuzz::expression},
                                                                          {"stata", fuzz::stata},
                                                                          {"frontier", fuzz::frontier},
                                                                          {"estimators", fuzz::estimators}};
  return kTargets;
}

fs::path seeds() { return fs::path(ECOEFF_SOURCE_DIR) / "fuzz" / "seeds"; }

class Seeds : public ::testing::TestWithParam<std::string> {};

TEST_P(Seeds, AreReadOrRefusedWithACode) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(seeds() / GetParam())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.string());
    const std::string bytes = read_file(file);
    EXPECT_NO_THROW(targets().at(GetParam())(bytes));
  }
}

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& [name, run] : targets()) out.push_back(name);
  return out;
}

INSTANTIATE_TEST_SUITE_P(Of, Seeds, ::testing::ValuesIn(names()), [](const auto& i) { return i.param; });

TEST(Seeds, BelongToTargets) {
  for (const auto& entry : fs::directory_iterator(seeds()))
    EXPECT_TRUE(targets().contains(entry.path().filename().string())) << entry.path();
}

}  // namespace
}  // namespace ecoeff
