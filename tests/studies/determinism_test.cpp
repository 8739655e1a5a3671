// The same study gives the same bytes whoever runs it, wherever and with whatever processor.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <sstream>

#include "ecoeff/data/read.hpp"
#include "ecoeff/numeric/random.hpp"
#include "ecoeff/numeric/simd.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"
#include "program.hpp"
#include "small_study.hpp"
#include "tolerance.hpp"

namespace ecoeff::testing {
namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

// The lines behind the header in an order of chance.
std::string shuffled(const std::string& csv, std::uint64_t seed) {
  std::vector<std::string> all = lines(csv);
  RandomStream random(seed);
  for (std::size_t i = all.size() - 1; i > 1; --i) std::swap(all[i], all[1 + random.below(i)]);
  std::string text;
  for (const std::string& line : all) text += line + "\n";
  return text;
}

// The scores of out/scores.csv by unit and year.
std::map<std::string, double> score_of(const std::filesystem::path& file) {
  const Table table = read_table(file).table;
  std::map<std::string, double> all;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    all[table.texts("city")[i] + fmt::format("@{}", table.numbers("year")[i])] = table.numbers("score")[i];
  }
  return all;
}

// A table in Markdown without the line that names the data and study it was made of.
std::vector<std::string> table_lines(const std::string& markdown) {
  std::vector<std::string> all = lines(markdown);
  std::erase_if(all, [](const std::string& line) { return line.starts_with("<!--"); });
  return all;
}

class Determinism : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write("d.csv", small_csv());
    write("study.toml", replace_all(replace_all(small_study(), "[model]\n", "[model]\ngroup_reps = 99\n"),
                                    "by = \"region\"", "by = \"region\", order = [\"west\", \"east\"]"));
  }
  std::map<std::string, std::string> run(const std::string& options, const std::string& before = "LC_ALL=C.UTF-8") {
    const Outcome outcome = ecoeff("run study.toml -o out " + options, before);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.code == 0 ? hashes("out") : std::map<std::string, std::string>{};
  }
};

TEST_F(Determinism, OneTwoAndEightThreadsGiveTheSameBytes) {
  const auto one = run("--threads 1");
  ASSERT_GT(one.size(), 20U);
  EXPECT_EQ(run("--threads 2"), one);
  EXPECT_EQ(run("--threads 8"), one);
}

TEST_F(Determinism, TenRunsGiveTheSameBytes) {
  const auto first = run("");
  for (int again = 1; again < 10; ++again) EXPECT_EQ(run("--threads 2"), first) << again;
}

TEST_F(Determinism, LanguageLocaleTimeZoneAndHomeLeaveNoTrace) {
  const auto first = run("--lang en", "LC_ALL=C TZ=UTC");
  EXPECT_EQ(run("--lang zh", "LC_ALL=zh_CN.UTF-8 TZ=Asia/Shanghai"), first);
  EXPECT_EQ(run("", "LANG=de_DE.UTF-8 LC_NUMERIC=de_DE.UTF-8 TZ=America/New_York HOME=/nowhere"), first);
}

TEST_F(Determinism, RowsInAnotherOrderGiveTheSameNumbers) {
  run("");
  const std::map<std::string, double> scores = score_of(folder_ / "out/scores.csv");
  ASSERT_EQ(scores.size(), 48U);
  const std::vector<std::string> base = table_lines(read("out/tables/table2_base.md"));
  const std::vector<std::string> groups = table_lines(read("out/tables/table3_region.md"));
  ASSERT_GT(base.size(), 8U);
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    write("d.csv", shuffled(small_csv(), seed));
    ASSERT_NE(read("d.csv"), small_csv());
    run("");
    for (const auto& [row, score] : score_of(folder_ / "out/scores.csv"))
      EXPECT_NEAR(score, scores.at(row), tolerance::kRoundOff) << row;
    EXPECT_EQ(table_lines(read("out/tables/table2_base.md")), base) << seed;
    EXPECT_EQ(table_lines(read("out/tables/table3_region.md")), groups) << seed;
  }
}

// The C library has its own faster logarithms and exponentials for processors with fused operations; where glibc can be
// told to leave them, nothing that is printed changes.
TEST_F(Determinism, AProcessorWithoutVectorsPrintsTheSameDigits) {
  run("");
  auto printed = hashes("out/tables");
  const std::string scores = read("out/scores.csv");
  run("", "LC_ALL=C.UTF-8 GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F");
  EXPECT_EQ(hashes("out/tables"), printed);
  EXPECT_EQ(read("out/scores.csv"), scores);
}

// Every target of the vector loops that this processor can run, in this process.
TEST_F(Determinism, EveryVectorTargetGivesTheSameBits) {
  const Study study = parse_study(small_study(), folder_ / "study.toml", report_vocabulary());
  const auto numbers = [&] {
    const StudyResult result = run_study(study, {.data = folder_ / "d.csv"});
    std::vector<double> all;
    for (const ScoreOutcome& scores : result.scores) {
      for (const RowScore& row : scores.result.rows) all.push_back(row.score);
    }
    for (const TableResult& table : result.tables) {
      for (const ColumnResult& column : table.columns) {
        if (column.estimate)
          all.insert(all.end(), column.estimate->coefficients.begin(), column.estimate->coefficients.end());
      }
    }
    return all;
  };
  const std::vector<double> chosen = numbers();
  ASSERT_GT(chosen.size(), 48U);
  for (const std::string& target : simd::targets()) {
    simd::force_target(target);
    EXPECT_EQ(numbers(), chosen) << target;
  }
  simd::force_target("");
}

}  // namespace
}  // namespace ecoeff::testing
