#include "ecoeff/base/child_process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "ecoeff/base/threads.hpp"

namespace ecoeff {
namespace {

TEST(ChildProcess, SaysWhatTheWorkSays) {
  const std::string text(3'000'000, 'x');
  const ChildAnswer answer = run_in_child([&](const Say& say) {
    say("a");
    say(text);
    say("z");
  });
  EXPECT_EQ(answer.end, ChildEnd::answered);
  EXPECT_EQ(answer.bytes, "a" + text + "z");
}

TEST(ChildProcess, ADeathIsAValueAndWhatWasSaidBeforeIsKept) {
  const ChildAnswer dead = run_in_child([](const Say& say) {
    say(std::string(200'000, 'x'));
    raise(SIGSEGV);
  });
  EXPECT_EQ(dead.end, ChildEnd::killed);
  EXPECT_EQ(dead.signal, SIGSEGV);
  EXPECT_EQ(dead.bytes.size(), 200'000U);
  EXPECT_EQ(run_in_child([](const Say&) { std::abort(); }).signal, SIGABRT);
  EXPECT_EQ(run_in_child([](const Say&) { throw std::runtime_error("x"); }).end, ChildEnd::failed);
}

TEST(ChildProcess, TimeIsBoundedOnTheClockAndOnTheProcessor) {
  EXPECT_EQ(run_in_child([](const Say&) { pause(); }, {.seconds = 1}).end, ChildEnd::out_of_time);
  EXPECT_EQ(run_in_child(
                [](const Say&) {
                  const volatile bool on = true;
                  while (on) {
                  }
                },
                {.processor_seconds = 1})
                .end,
            ChildEnd::out_of_time);
}

TEST(ChildProcess, AnswerIsBounded) {
  const ChildAnswer answer = run_in_child(
      [](const Say& say) {
        for (;;) say(std::string(1000, 'x'));
      },
      {.longest_answer = 1'000'000});
  EXPECT_EQ(answer.end, ChildEnd::too_long);
  EXPECT_LE(answer.bytes.size(), 1'000'000U);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(ChildProcess, MemoryIsBounded) {
  const ChildAnswer answer = run_in_child(
      [](const Say& say) {
        std::vector<char> much(std::size_t{1} << 30U, 'x');
        say(std::string_view(much.data(), 1));
      },
      {.memory = std::size_t{64} << 20U});
  EXPECT_EQ(answer.end, ChildEnd::out_of_memory);
}
#endif

TEST(ChildProcess, OpenFilesAreClosedInTheChild) {
  EXPECT_EQ(
      run_in_child([](const Say& say) { say(write(2, "", 0) < 0 && write(1, "", 0) < 0 ? "closed" : "open"); }).bytes,
      "closed");
}

TEST(ChildProcess, MayBeAskedFromSeveralThreads) {
  std::vector<std::string> answers(8);
  for_chunks(answers.size(), 1, 4, [&](std::size_t begin, std::size_t) {
    answers[begin] = run_in_child([&](const Say& say) { say(std::string(begin + 1, 'x')); }).bytes;
  });
  for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_EQ(answers[i].size(), i + 1);
}

}  // namespace
}  // namespace ecoeff
