// The only place where threads start. Chunks are fixed by n and chunk size alone, so results that are computed chunk by
// chunk never depend on the number of threads.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace ecoeff {

// Calls body(begin, end) for [0,n) cut into chunks of `chunk` items, on up to `threads` threads (0: one a core).
// The first exception thrown by a body is rethrown after all running bodies have ended. Two back ends, chosen when
// building: oneTBB, and std::jthread (which thread sanitizers understand).
void for_chunks(std::size_t n, std::size_t chunk, unsigned threads,
                const std::function<void(std::size_t, std::size_t)>& body);

// Runs all tasks, on up to `threads` threads. When several fail, what the first of them in their order threw is thrown.
void run_tasks(const std::vector<std::function<void()>>& tasks, unsigned threads);

[[nodiscard]] unsigned hardware_threads();

}  // namespace ecoeff
