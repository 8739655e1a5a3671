// The rows of many technologies cut into chunks of fixed size and shared among threads: results never depend on their
// number, because what is carried from row to row never crosses a chunk.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "ecoeff/base/progress.hpp"
#include "ecoeff/frontier/reference_sets.hpp"

namespace ecoeff::frontier {

// Calls body(technology, first, last) for chunks of `evaluated` of every technology, in parallel. Errors: what the
// callback of `progress` throws when it cancels.
void for_row_chunks(const std::vector<Technology>& technologies, unsigned threads, const Progress& progress,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& body);

}  // namespace ecoeff::frontier
