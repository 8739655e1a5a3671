// replicate.R of the built-in study, run by R with plm: coefficients and standard errors agree with ours.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "program.hpp"
#include "tolerance.hpp"

namespace ecoeff::testing {
namespace {

using Json = nlohmann::json;

struct Printed {
  double estimate = 0;
  double se = 0;
  double n = 0;
};

// The lines "t4c2 NQP 0.2135 0.0932 2.29 504" of the script's tables.
std::map<std::pair<std::string, std::string>, Printed> printed_lines(const std::string& text) {
  std::map<std::pair<std::string, std::string>, Printed> all;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string model, term, t;
    Printed one;
    if (words >> model >> term >> one.estimate >> one.se >> t >> one.n && model.starts_with("t"))
      all[{model, term}] = one;
  }
  return all;
}

class Replicate : public ProgramTest {};

TEST_F(Replicate, TheRScriptGivesOurNumbers) {
  if (std::system("Rscript -e 'library(plm)' >/dev/null 2>&1") != 0) GTEST_SKIP() << "no R with plm on this machine";
  ASSERT_EQ(ecoeff("new yr").code, 0);
  ASSERT_EQ(ecoeff("run yr/study.toml --quiet").code, 0);
  const std::string command =
      "cd '" + (folder_ / "yr/out").string() + "' && LC_ALL=C.UTF-8 Rscript replicate.R >r.out 2>r.err";
  ASSERT_EQ(std::system(command.c_str()), 0) << read("yr/out/r.err");
  const auto lines = printed_lines(read("yr/out/r.out"));
  std::size_t compared = 0;
  const Json results = Json::parse(read("yr/out/results.json"));
  for (const Json& table : results.at("tables")) {
    if (table.at("kind") != "regression") continue;
    for (std::size_t c = 0; c < table.at("columns").size(); ++c) {
      const Json& estimate = table.at("columns")[c].at("estimate");
      if (estimate.at("model") != "fe") continue;  // plm has no system GMM like ours; the script says so
      const std::string name = "t" + std::to_string(table.at("number").get<int>()) + "c" + std::to_string(c + 1);
      for (const auto& [term, value] : estimate.at("coef").items()) {
        if (term == "_cons") continue;
        ASSERT_TRUE(lines.contains({name, term})) << name << " " << term;
        const Printed& r = lines.at({name, term});
        const double ours = value.get<double>();
        const double se = estimate.at("se").at(term).get<double>();
        EXPECT_LT(tolerance::relative_difference(r.estimate, ours), tolerance::kEstimate) << name << " " << term;
        EXPECT_LT(tolerance::relative_difference(r.se, se), tolerance::kEstimate) << name << " " << term;
        EXPECT_EQ(r.n, estimate.at("N").get<double>()) << name;
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 79U);  // one column of one regressor, thirteen of six
}

}  // namespace
}  // namespace ecoeff::testing
