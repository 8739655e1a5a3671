#include "ecoeff/base/threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#ifdef ECOEFF_THREADS_TBB
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace ecoeff {
namespace {

using Body = std::function<void(std::size_t, std::size_t)>;

#ifdef ECOEFF_THREADS_TBB
// Making an arena costs a tenth of a millisecond, and solvers loop thousands of times.
tbb::task_arena& arena_of(unsigned threads) {
  static std::mutex guard;
  static std::map<unsigned, tbb::task_arena> arenas;
  const std::lock_guard lock(guard);
  return arenas.try_emplace(threads, static_cast<int>(threads)).first->second;
}

void run_chunks(std::size_t chunks, unsigned threads, const std::function<void(std::size_t)>& one) {
  // Without this oneTBB warns on stderr when more threads are asked for than there are cores.
  std::optional<tbb::global_control> enough;
  if (threads > hardware_threads()) enough.emplace(tbb::global_control::max_allowed_parallelism, threads);
  arena_of(threads).execute([&] { tbb::parallel_for(std::size_t{0}, chunks, one, tbb::simple_partitioner()); });
}
#else
void run_chunks(std::size_t chunks, unsigned threads, const std::function<void(std::size_t)>& one) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex guard;
  const auto work = [&] {
    for (std::size_t i = next++; i < chunks; i = next++) {
      try {
        one(i);
      } catch (...) {
        const std::lock_guard lock(guard);
        if (!failure) failure = std::current_exception();
        next = chunks;
      }
    }
  };
  {
    std::vector<std::jthread> crew;
    for (unsigned t = 1; t < threads; ++t) crew.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}
#endif

}  // namespace

unsigned hardware_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

void for_chunks(std::size_t n, std::size_t chunk, unsigned threads, const Body& body) {
  if (n == 0) return;
  chunk = std::max<std::size_t>(chunk, 1);
  const std::size_t chunks = (n + chunk - 1) / chunk;
  const auto one = [&](std::size_t i) { body(i * chunk, std::min(n, (i + 1) * chunk)); };
  if (threads == 0) threads = hardware_threads();
  if (threads == 1 || chunks == 1) {
    for (std::size_t i = 0; i < chunks; ++i) one(i);
    return;
  }
  run_chunks(chunks, threads, one);
}

void run_tasks(const std::vector<std::function<void()>>& tasks, unsigned threads) {
  std::vector<std::exception_ptr> failures(tasks.size());
  for_chunks(tasks.size(), 1, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      try {
        tasks[i]();
      } catch (...) {
        failures[i] = std::current_exception();
      }
    }
  });
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace ecoeff
