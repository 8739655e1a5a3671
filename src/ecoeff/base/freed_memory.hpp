// What becomes of blocks of memory that are freed.
#pragma once

namespace ecoeff {

// From now on blocks of up to 32 MB stay with the process, for the next estimate to use: glibc otherwise gives them
// back to the system, which clears every page when it hands it out again. Larger ones go back, so that the peak does
// not grow. For programs; a library leaves the choice to its host. Does nothing with other allocators.
void keep_freed_memory();

}  // namespace ecoeff
