#include "ecoeff/base/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <new>

namespace ecoeff {
namespace {

constexpr int kFailed = 3;
constexpr int kOutOfMemory = 4;
constexpr std::size_t kPiece = std::size_t{1} << 16U;

// The address space that this process has, in bytes.
std::size_t memory_now() {
  std::ifstream statm("/proc/self/statm");
  std::size_t pages = 0;
  statm >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

void limit(int what, std::size_t most) {
  const rlimit bound{.rlim_cur = most, .rlim_max = most};
  (void)setrlimit(static_cast<__rlimit_resource>(what), &bound);
}

// Sends everything, or ends: nobody listens any more.
void send(int pipe, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = write(pipe, bytes.data(), bytes.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) _Exit(kFailed);
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

[[noreturn]] void be_child(int pipe, std::size_t memory, const std::function<void(const Say&)>& work,
                           const ChildLimits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(ignored, SIG_IGN);
  for (const int deadly : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) std::signal(deadly, SIG_DFL);
  constexpr int kPlace = 3;
  if (pipe != kPlace) dup2(pipe, kPlace);
  close_range(0, kPlace - 1, 0);
  close_range(kPlace + 1, ~0U, 0);
  limit(RLIMIT_AS, memory + limits.memory);
  limit(RLIMIT_CPU, limits.processor_seconds);
  limit(RLIMIT_CORE, 0);
  try {
    std::string waiting;
    work([&](std::string_view bytes) {
      waiting += bytes;
      if (waiting.size() < kPiece) return;
      send(kPlace, waiting);
      waiting.clear();
    });
    send(kPlace, waiting);
  } catch (const std::bad_alloc&) {
    _Exit(kOutOfMemory);
  } catch (...) {
    _Exit(kFailed);
  }
  _Exit(0);
}

// Reads until the child has closed its end; how far that came.
ChildEnd listen(int pipe, const ChildLimits& limits, std::string& bytes) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(limits.seconds);
  std::array<char, kPiece> piece{};
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    if (left <= 0) return ChildEnd::out_of_time;
    pollfd waiting{.fd = pipe, .events = POLLIN, .revents = 0};
    const int ready = poll(&waiting, 1, static_cast<int>(left));
    if (ready == 0) return ChildEnd::out_of_time;
    if (ready < 0 && errno != EINTR) return ChildEnd::failed;
    if (ready < 0) continue;
    const ssize_t got = read(pipe, piece.data(), piece.size());
    if (got == 0) return ChildEnd::answered;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return ChildEnd::failed;
    if (bytes.size() + static_cast<std::size_t>(got) > limits.longest_answer) return ChildEnd::too_long;
    bytes.append(piece.data(), static_cast<std::size_t>(got));
  }
}

ChildEnd end_of(int status, int& signal) {
  if (WIFSIGNALED(status)) {
    signal = WTERMSIG(status);
    return signal == SIGXCPU || signal == SIGKILL ? ChildEnd::out_of_time : ChildEnd::killed;
  }
  const int code = WEXITSTATUS(status);
  return code == 0 ? ChildEnd::answered : code == kOutOfMemory ? ChildEnd::out_of_memory : ChildEnd::failed;
}

}  // namespace

ChildAnswer run_in_child(const std::function<void(const Say& say)>& work, const ChildLimits& limits) {
  ChildAnswer answer;
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return answer;
  const std::size_t memory = memory_now();
  const pid_t child = fork();
  if (child == 0) be_child(ends[1], memory, work, limits);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return answer;
  }
  answer.end = listen(ends[0], limits, answer.bytes);
  close(ends[0]);
  if (answer.end != ChildEnd::answered) kill(child, SIGKILL);
  int status = 0;
  pid_t waited = 0;
  do {
    waited = waitpid(child, &status, 0);
  } while (waited < 0 && errno == EINTR);
  // A program that ignores SIGCHLD gets no status: the answer itself says whether it is whole.
  if (answer.end == ChildEnd::answered && waited == child) answer.end = end_of(status, answer.signal);
  return answer;
}

}  // namespace ecoeff
