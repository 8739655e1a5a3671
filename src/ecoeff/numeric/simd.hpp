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

// The largest constant + sum_k weights[k] * base[k * count + i] over i < count, summed in the order of k; `count` is a
// multiple of 32.
float largest_affine(const float* base, std::size_t count, const float* weights, std::size_t terms, float constant);

// The first i < count with the largest values[i] / max(1, max_k |scales[k]| base[k * stride + i]); `count` is a
// multiple of 16 and at most 64.
struct Largest {
  std::size_t place = 0;
  double ratio = 0;
};
Largest largest_ratio(const double* values, const double* base, std::size_t stride, const double* scales,
                      std::size_t terms, std::size_t count);

// Bounds of weights'z + constant over 16 sets of points. Set i lies in the box low_k[i] <= z_k <= high_k[i], low_k at
// boxes[2k * 16], high_k at boxes[(2k + 1) * 16], and in the slab low[i] <= sum_k p_k[i] z_k <= high[i], p_k at
// slabs[2k * 16], q_k at slabs[(2k + 1) * 16], then low, high and size[i] >= sum_k |p_k[i] z_k|. With a = sum_k q_k
// weights[k] (any q will do) the bound is that of a p'z by the slab and of (weights - a p)'z by the box, plus 1e-14 of
// its terms for rounding; out[i] keeps it where it is less. At most 16 terms. Returns the largest out[i].
double slab_bounds(const double* boxes, const double* slabs, const double* weights, std::size_t terms, double constant,
                   double* out);

// The names of the targets that this processor can run, and one of them forced for the whole process ("" lets the
// processor choose again). For tests.
[[nodiscard]] std::vector<std::string> targets();
void force_target(const std::string& name);

}  // namespace ecoeff::simd
