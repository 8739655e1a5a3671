// Work that may end in the middle: a parser that crashes on a damaged file, or never ends. It runs in a child process
// with bounds of memory and time, and what it says comes back through a pipe; the process that asked never dies of it.
//
// The child is a copy (fork) without the threads of its parent, so that a program which links the library needs no
// second one. It closes every other file that is open, ignores interrupts, and dies with its parent.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace ecoeff {

struct ChildLimits {
  std::size_t memory = std::size_t{2} << 30U;          // bytes beside what the parent has already
  unsigned processor_seconds = 60;                     // of the child
  unsigned seconds = 120;                              // on the clock
  std::size_t longest_answer = std::size_t{4} << 30U;  // bytes
};

enum class ChildEnd { answered, failed, killed, out_of_memory, out_of_time, too_long, not_started };

struct ChildAnswer {
  ChildEnd end = ChildEnd::not_started;
  int signal = 0;     // that killed it
  std::string bytes;  // what it had said until then
};

// `say` adds bytes to the answer. The child ends when `work` returns; an exception is `failed`.
using Say = std::function<void(std::string_view)>;
[[nodiscard]] ChildAnswer run_in_child(const std::function<void(const Say& say)>& work, const ChildLimits& limits = {});

}  // namespace ecoeff
