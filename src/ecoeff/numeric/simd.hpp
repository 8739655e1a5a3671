// The loops that are worth writing for vector units, chosen at run time for the processor it meets (Highway): plain
// x86-64 runs the scalar form, others SSE4, AVX2 or AVX-512. Every lane does the same multiplications and additions in
// the same order and nothing is fused, so each target gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ecoeff::simd {

// out[i] = constant + sum_k weights[k] * base[offsets[k] + i] for i < count, summed in the order of k. `count` is a
// multiple of 16. Returns the largest out[i].
double affine(const double* base, const std::uint32_t* offsets, const double* weights, std::size_t terms,
              double constant, std::size_t count, double* out);

// The first i < count with the largest values[i] / max(1, max_k |scales[k]| base[k * stride + i]); `count` is a
// multiple of 16 and at most 64.
struct Largest {
  std::size_t place = 0;
  double ratio = 0;
};
Largest largest_ratio(const double* values, const double* base, std::size_t stride, const double* scales,
                      std::size_t terms, std::size_t count);

// The names of the targets that this processor can run, and one of them forced for the whole process ("" lets the
// processor choose again). For tests.
[[nodiscard]] std::vector<std::string> targets();
void force_target(const std::string& name);

}  // namespace ecoeff::simd
