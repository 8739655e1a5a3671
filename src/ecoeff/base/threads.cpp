#include "ecoeff/base/threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
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
void run_chunks(std::size_t chunks, unsigned threads, const std::function<void(std::size_t)>& one) {
  // Without this oneTBB warns on stderr when more threads are asked for than there are cores.
  const tbb::global_control enough(tbb::global_control::max_allowed_parallelism, std::max(threads, hardware_threads()));
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, chunks, one, tbb::simple_partitioner()); });
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

}  // namespace ecoeff
