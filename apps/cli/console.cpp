#include "console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "ecoeff/base/error.hpp"

namespace ecoeff::cli {
namespace {

volatile std::sig_atomic_t interrupts = 0;
timespec first_interrupt{};

// The second interrupt ends the program at once when it comes from somebody who waits: `timeout` and other programs
// around us send theirs twice in the same moment.
void count_interrupt(int) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (interrupts == 0) {
    first_interrupt = now;
    interrupts = 1;
    return;
  }
  const double waited = static_cast<double>(now.tv_sec - first_interrupt.tv_sec) +
                        1e-9 * static_cast<double>(now.tv_nsec - first_interrupt.tv_nsec);
  if (waited > 0.3) _exit(130);
}

void to_stderr(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

// "[████░░░░] 43 %  scores CEE"
std::string bar(const Step& step, Language language) {
  constexpr std::size_t kWidth = 24;
  const std::size_t full = step.total == 0 ? 0 : kWidth * step.done / step.total;
  std::string out = "\r[";
  for (std::size_t i = 0; i < kWidth; ++i) out += i < full ? "█" : "░";
  return out +
         fmt::format("] {:3} %  {}\x1b[K", step.total == 0 ? 0 : 100 * step.done / step.total, step.what.in(language));
}

}  // namespace

Console::Console(const CommonFlags& flags)
    : flags_(flags), terminal_(isatty(STDERR_FILENO) == 1), colour_(terminal_ && std::getenv("NO_COLOR") == nullptr) {}

Progress Console::progress() const {
  using Clock = std::chrono::steady_clock;
  return [this, last = Clock::now()](const Step& step) mutable {
    if (interrupts > 0) return false;
    if (flags_.quiet) return true;
    if (step.total > 0 && step.done >= step.total) {
      to_stderr(fmt::format("{}{} {}\n", terminal_ ? "\r\x1b[K" : "", colour_ ? "\x1b[32m✓\x1b[0m" : "✓",
                            step.what.in(flags_.language)));
    } else if (terminal_ && Clock::now() - last > std::chrono::milliseconds(100)) {
      last = Clock::now();
      to_stderr(bar(step, flags_.language));
    }
    return true;
  };
}

void Console::note(const Note& note) const {
  const bool warning = note.severity == Severity::warning;
  const Text word = warning ? Text{"warning", "警告"} : Text{"note", "说明"};
  Where where = note.where;
  where.file = std::filesystem::path(where.file).filename().string();  // the whole path was said when it was read
  const std::string place = describe(where, flags_.language);
  to_stderr(fmt::format("{}{} {}{}: {}{}{}\n", colour_ && warning ? "\x1b[33m" : "", word.in(flags_.language),
                        note.code, colour_ && warning ? "\x1b[0m" : "", place, place.empty() ? "" : ": ",
                        note.message.in(flags_.language)));
}

void Console::print_notes(const Notes& notes) const {
  if (flags_.quiet) return;
  constexpr std::size_t kFew = 12;
  const bool few = notes.size() <= kFew;
  std::size_t untold = 0;
  for (const Note& n : notes) {
    if (few || n.severity == Severity::warning) {
      note(n);
    } else {
      ++untold;
    }
  }
  if (untold > 0)
    line({fmt::format("and {} notes, listed in the report", untold), fmt::format("另有 {} 条说明，见报告", untold)});
}

void Console::line(const Text& text) const {
  if (!flags_.quiet) to_stderr(text.in(flags_.language) + "\n");
}

void print_result(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw Error(Fault::usage, "R101", {"cannot write to standard output", "无法写入标准输出"});
  }
}

void print_error(const Error& error, Language language) {
  to_stderr(fmt::format("{} {}\n", Text{"error", "错误"}.in(language), describe(error, language)));
}

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = count_interrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace ecoeff::cli
