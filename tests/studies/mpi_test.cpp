// `mpirun -n K ecoeff score ...` against one process. Needs a build with Open MPI (cmake --preset mpi) for all but what
// a build without it says.
#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/data/read.hpp"
#include "ecoeff/numeric/random.hpp"
#include "program.hpp"

namespace ecoeff::testing {
namespace {

const char* const kColumns = "--inputs x1,x2 --good y --bad b --unit city --time year";

// Rows in the order of a panel, with Chinese names of different lengths.
std::string data(std::size_t n, std::size_t first = 0) {
  RandomStream random(17 + first);
  std::string text = "city,year,x1,x2,y,b\n";
  for (std::size_t i = first; i < first + n; ++i) {
    text += (i % 3 == 0 ? "武威" : "c") + std::to_string(i / 7) + "," + std::to_string(2000 + i % 7);
    for (int k = 0; k < 4; ++k) text += "," + std::to_string(std::exp(random.normal()));
    text += "\n";
  }
  return text;
}

class Mpi : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
#ifndef ECOEFF_MPIRUN
    GTEST_SKIP() << "built without Open MPI; cmake --preset mpi builds and runs this test";
#endif
  }

  [[nodiscard]] Outcome on_ranks(int ranks, const std::string& line) const {
#ifdef ECOEFF_MPIRUN
    return ecoeff(line, "LC_ALL=C.UTF-8 OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 '" ECOEFF_MPIRUN
                        "' --oversubscribe -n " +
                            std::to_string(ranks));
#else
    return ecoeff(line + std::to_string(ranks));
#endif
  }

  void expect_same_scores(const std::string& name, const std::string& other) const {
    const Table a = read_table(folder_ / name).table;
    const Table b = read_table(folder_ / other).table;
    ASSERT_EQ(a.names(), b.names());
    ASSERT_EQ(a.rows(), b.rows());
    for (const char* column : {"city", "year", "status", "reason"}) EXPECT_EQ(a.texts(column), b.texts(column));
    for (const char* column : {"score", "rho", "delta"}) {
      const auto x = a.numbers(column);
      const auto y = b.numbers(column);
      for (std::size_t i = 0; i < x.size(); ++i) {
        EXPECT_EQ(is_missing(x[i]), is_missing(y[i])) << column << ", row " << i;
        if (is_missing(x[i])) continue;
        EXPECT_LE(std::abs(x[i] - y[i]), 1e-12 * std::abs(x[i])) << column << ", row " << i;
      }
    }
  }
};

TEST_F(Mpi, ScoresAreThoseOfOneProcess) {
  write("d.csv", data(900));
  for (const std::string model : {"--model super-sbm --returns vrs", "--model super-sbm", "--model sbm --returns ndrs",
                                  "--model super-radial --orientation output"}) {
    const std::string line = std::string("score d.csv ") + kColumns + " " + model + " -o ";
    const Outcome one = ecoeff(line + "one.csv");
    ASSERT_EQ(one.code, 0) << one.err;
    for (const int ranks : {2, 4}) {
      const Outcome run = on_ranks(ranks, line + "many.csv");
      ASSERT_EQ(run.code, 0) << run.err;
      expect_same_scores("many.csv", "one.csv");
      EXPECT_EQ(read("many.csv").substr(0, 3), "\xEF\xBB\xBF");
      for (const char* code : {"F410", "F415"}) {
        EXPECT_EQ(run.err.find(code) != std::string::npos, one.err.find(code) != std::string::npos) << run.err;
      }
      EXPECT_TRUE(is_clean());
    }
  }
}

TEST_F(Mpi, AFileARank) {
  write("part-0.csv", data(300));
  write("part-1.csv", data(500, 300));
  std::string second = data(500, 300);
  write("d.csv", data(300) + second.substr(second.find('\n') + 1));
  ASSERT_EQ(ecoeff(std::string("score d.csv -o one.csv ") + kColumns).code, 0);
  const Outcome run = on_ranks(2, std::string("score 'part-{rank}.csv' -o many.csv ") + kColumns);
  ASSERT_EQ(run.code, 0) << run.err;
  expect_same_scores("many.csv", "one.csv");
  write("part-2.csv", data(5, 800));
  const Outcome more = on_ranks(2, std::string("score 'part-{rank}.csv' -o more.csv ") + kColumns);
  EXPECT_EQ(more.code, 2);
  EXPECT_NE(more.err.find("error F502 "), std::string::npos) << more.err;
  EXPECT_FALSE(exists("more.csv"));
}

TEST_F(Mpi, StdoutIsInTheOrderOfTheInput) {
  write("d.csv", data(50));
  const std::string line = "score d.csv --inputs x1,x2 --good y --model sbm";
  const Outcome one = ecoeff(line);
  const Outcome run = on_ranks(4, line);
  ASSERT_EQ(run.code, 0) << run.err;
  write("one.csv", replace_all(one.out, "row,", "city,"));
  const auto lines = [](const std::string& text) {
    std::vector<std::string> first;
    for (const std::string& row : split(text, '\n')) first.push_back(row.substr(0, row.find(',')));
    return first;
  };
  EXPECT_EQ(lines(run.out), lines(one.out));
}

TEST_F(Mpi, OneRankSpeaksForAll) {
  write("d.csv", replace_all(data(200), ",2003,", ",2003,-"));
  const Outcome run = on_ranks(4, std::string("score d.csv -o many.csv ") + kColumns);
  EXPECT_EQ(run.code, 4);
  const std::size_t at = run.err.find("error F403 d.csv, row 5");
  EXPECT_NE(at, std::string::npos) << run.err;
  EXPECT_EQ(run.err.find("error F403", at + 1), std::string::npos) << run.err;
  EXPECT_FALSE(exists("many.csv"));
  EXPECT_TRUE(is_clean());
}

TEST_F(Mpi, WhatCannotBeSharedIsRefused) {
  write("d.csv", data(60));
  for (const char* what : {"--model ebm", "--json", "--keep 'x1 > 0'", "-o d.xlsx"}) {
    const Outcome run = on_ranks(2, std::string("score d.csv ") + kColumns + " " + what);
    EXPECT_EQ(run.code, 2) << what;
    EXPECT_NE(run.err.find("error F501"), std::string::npos) << what << "\n" << run.err;
    EXPECT_EQ(run.out, "") << what;
  }
}

TEST_F(Mpi, AWorkbookHasNoSlices) {
  write("d.csv", data(60));
  ASSERT_EQ(ecoeff(std::string("score d.csv -o d.xlsx ") + kColumns).code, 0);
  const Outcome run = on_ranks(2, std::string("score d.xlsx ") + kColumns);
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.err.find("error F503 d.xlsx"), std::string::npos) << run.err;
}

TEST_F(Mpi, AFullDiskLeavesNobodyWaiting) {
  write("d.csv", data(300));
  const Outcome run = on_ranks(4, std::string("score d.csv -o /dev/full ") + kColumns);
  EXPECT_EQ(run.code, 2);
  EXPECT_NE(run.err.find("error R101 /dev/full"), std::string::npos) << run.err;
}

class WithoutMpi : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
#ifdef ECOEFF_MPIRUN
    GTEST_SKIP() << "built with Open MPI";
#endif
  }
};

TEST_F(WithoutMpi, ProcessesSideBySideAreRefusedAndOneSpeaks) {
  write("d.csv", data(60));
  for (const char* rank : {"0", "1"}) {
    const Outcome run = ecoeff(std::string("score d.csv -o scores.csv ") + kColumns,
                               std::string("LC_ALL=C.UTF-8 OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_RANK=") + rank);
    EXPECT_EQ(run.code, *rank == '0' ? 2 : 0);
    EXPECT_EQ(run.err.find("error F500") != std::string::npos, *rank == '0') << run.err;
    EXPECT_FALSE(exists("scores.csv"));
  }
}

}  // namespace
}  // namespace ecoeff::testing
