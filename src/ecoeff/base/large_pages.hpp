// Memory of many megabytes that is read and written here and there: fewer and larger pages, where the system has them.
#pragma once

#include <cstddef>

namespace ecoeff {

// To be asked before the memory is touched. A hint: it never fails.
void prefer_large_pages(void* place, std::size_t bytes);

}  // namespace ecoeff
