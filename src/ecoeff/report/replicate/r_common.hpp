// The functions that every replicate.R defines: reading terms, effects, and the covariances of the method text.
#pragma once

namespace ecoeff {

extern const char* const kCommonInR;

}  // namespace ecoeff
