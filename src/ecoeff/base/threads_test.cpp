#include "ecoeff/base/threads.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <vector>

namespace ecoeff {
namespace {

// Sums of terms whose order matters in the last bits: one partial sum a chunk, added in the order of the chunks.
double harmonic_sum(std::size_t n, unsigned threads) {
  constexpr std::size_t kChunk = 1000;
  std::vector<double> parts((n + kChunk - 1) / kChunk);
  for_chunks(n, kChunk, threads, [&](std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += 1 / (1.0 + static_cast<double>(i));
    parts[begin / kChunk] = sum;
  });
  return std::accumulate(parts.begin(), parts.end(), 0.0);
}

TEST(Threads, TheNumberOfThreadsChangesNoBit) {
  const double one = harmonic_sum(100'001, 1);
  EXPECT_NEAR(one, 12.0901561, 1e-6);
  for (const unsigned threads : {2U, 8U, 0U}) EXPECT_EQ(harmonic_sum(100'001, threads), one) << threads;
}

TEST(Threads, EveryItemIsVisitedOnceInFixedChunks) {
  for (const unsigned threads : {1U, 3U}) {
    std::mutex guard;
    std::set<std::pair<std::size_t, std::size_t>> chunks;
    for_chunks(10, 4, threads, [&](std::size_t begin, std::size_t end) {
      const std::lock_guard lock(guard);
      EXPECT_TRUE(chunks.insert({begin, end}).second);
    });
    EXPECT_EQ(chunks, (std::set<std::pair<std::size_t, std::size_t>>{{0, 4}, {4, 8}, {8, 10}}));
  }
}

TEST(Threads, NothingToDoCallsNothing) {
  for_chunks(0, 4, 2, [](std::size_t, std::size_t) { FAIL(); });
}

TEST(Threads, AChunkOfZeroItemsCountsAsOne) {
  std::atomic<int> calls{0};
  for_chunks(3, 0, 2, [&](std::size_t begin, std::size_t end) {
    EXPECT_EQ(end, begin + 1);
    ++calls;
  });
  EXPECT_EQ(calls, 3);
}

TEST(Threads, AnExceptionReachesTheCallerAfterAllBodiesEnded) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::atomic<int> running{0};
    EXPECT_THROW(for_chunks(100, 1, threads,
                            [&](std::size_t begin, std::size_t) {
                              ++running;
                              if (begin == 5) {
                                --running;
                                throw std::runtime_error("five");
                              }
                              --running;
                            }),
                 std::runtime_error);
    EXPECT_EQ(running, 0);
  }
}

TEST(Threads, CallsMayNest) {
  std::atomic<int> sum{0};
  for_chunks(8, 1, 4, [&](std::size_t, std::size_t) {
    for_chunks(8, 1, 4, [&](std::size_t begin, std::size_t) { sum += static_cast<int>(begin); });
  });
  EXPECT_EQ(sum, 8 * 28);
}

TEST(Threads, ThereIsAtLeastOneCore) { EXPECT_GE(hardware_threads(), 1U); }

TEST(Threads, OfSeveralFailedTasksTheFirstIsReported) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::atomic<int> done{0};
    std::vector<std::function<void()>> tasks(5, [&] { ++done; });
    tasks[2] = [] { throw std::runtime_error("the third"); };
    tasks[4] = [] { throw std::runtime_error("the fifth"); };
    try {
      run_tasks(tasks, threads);
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "the third");
    }
    EXPECT_EQ(done, 3);
  }
  run_tasks({}, 2);
}

}  // namespace
}  // namespace ecoeff
