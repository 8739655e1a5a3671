#include "ecoeff/numeric/simd.hpp"

#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "ecoeff/numeric/simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ecoeff::simd::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

double affine_kernel(const double* base, const std::uint32_t* offsets, const double* weights, std::size_t terms,
                     double constant, std::size_t count, double* out) {
  // At most 8 lanes, so that 16 items are always whole pairs of vectors.
  const hn::CappedTag<double, 8> d;
  const std::size_t lanes = hn::Lanes(d);
  auto most_a = hn::Set(d, constant);
  auto most_b = most_a;
  bool first = true;
  for (std::size_t i = 0; i < count; i += 2 * lanes) {
    auto a = hn::Set(d, constant);
    auto b = a;
    for (std::size_t k = 0; k < terms; ++k) {
      const double* z = base + offsets[k] + i;
      const auto w = hn::Set(d, weights[k]);
      a = hn::Add(a, hn::Mul(w, hn::LoadU(d, z)));
      b = hn::Add(b, hn::Mul(w, hn::LoadU(d, z + lanes)));
    }
    hn::StoreU(a, d, out + i);
    hn::StoreU(b, d, out + i + lanes);
    most_a = first ? a : hn::Max(most_a, a);
    most_b = first ? b : hn::Max(most_b, b);
    first = false;
  }
  return hn::GetLane(hn::MaxOfLanes(d, hn::Max(most_a, most_b)));
}

float largest_affine_kernel(const float* base, std::size_t count, const float* weights, std::size_t terms,
                            float constant) {
  const hn::CappedTag<float, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  auto most = hn::Set(d, -std::numeric_limits<float>::infinity());
  for (std::size_t i = 0; i < count; i += 2 * lanes) {
    auto a = hn::Set(d, constant);
    auto b = a;
    for (std::size_t k = 0; k < terms; ++k) {
      const float* z = base + k * count + i;
      const auto w = hn::Set(d, weights[k]);
      a = hn::Add(a, hn::Mul(w, hn::LoadU(d, z)));
      b = hn::Add(b, hn::Mul(w, hn::LoadU(d, z + lanes)));
    }
    most = hn::Max(most, hn::Max(a, b));
  }
  return hn::GetLane(hn::MaxOfLanes(d, most));
}

Largest largest_ratio_kernel(const double* values, const double* base, std::size_t stride, const double* scales,
                             std::size_t terms, std::size_t count) {
  const hn::CappedTag<double, 8> d;
  const std::size_t lanes = hn::Lanes(d);
  double ratios[64];
  const auto one = hn::Set(d, 1.0);
  auto most = hn::Set(d, -std::numeric_limits<double>::infinity());
  for (std::size_t i = 0; i < count; i += lanes) {
    auto size = one;
    for (std::size_t k = 0; k < terms; ++k)
      size = hn::Max(size, hn::Mul(hn::Set(d, std::abs(scales[k])), hn::LoadU(d, base + k * stride + i)));
    const auto ratio = hn::Div(hn::LoadU(d, values + i), size);
    hn::StoreU(ratio, d, ratios + i);
    most = hn::Max(most, ratio);
  }
  const double largest = hn::GetLane(hn::MaxOfLanes(d, most));
  const auto wanted = hn::Set(d, largest);
  for (std::size_t i = 0; i < count; i += lanes) {
    const std::intptr_t at = hn::FindFirstTrue(d, hn::Eq(hn::LoadU(d, ratios + i), wanted));
    if (at >= 0) return {i + static_cast<std::size_t>(at), largest};
  }
  return {0, largest};
}

double slab_bounds_kernel(const double* boxes, const double* slabs, const double* weights, std::size_t terms,
                          double constant, double* out) {
  constexpr std::size_t kSets = 16;
  const hn::CappedTag<double, 8> d;
  const std::size_t lanes = hn::Lanes(d);
  const double* ends = slabs + 2 * terms * kSets;
  auto most = hn::Set(d, -std::numeric_limits<double>::infinity());
  for (std::size_t i = 0; i < kSets; i += lanes) {
    auto a = hn::Zero(d);
    for (std::size_t k = 0; k < terms; ++k)
      a = hn::Add(a, hn::Mul(hn::Set(d, weights[k]), hn::LoadU(d, slabs + (2 * k + 1) * kSets + i)));
    auto value = hn::Max(hn::Mul(a, hn::LoadU(d, ends + i)), hn::Mul(a, hn::LoadU(d, ends + kSets + i)));
    auto size = hn::Mul(hn::Abs(a), hn::LoadU(d, ends + 2 * kSets + i));
    for (std::size_t k = 0; k < terms; ++k) {
      const auto w = hn::Set(d, weights[k]);
      const auto high = hn::LoadU(d, boxes + (2 * k + 1) * kSets + i);
      const auto rest = hn::Sub(w, hn::Mul(a, hn::LoadU(d, slabs + 2 * k * kSets + i)));
      value = hn::Add(value, hn::Max(hn::Mul(rest, hn::LoadU(d, boxes + 2 * k * kSets + i)), hn::Mul(rest, high)));
      size = hn::Add(size, hn::Mul(hn::Abs(w), high));
    }
    size = hn::Add(size, hn::Set(d, std::abs(constant)));
    value = hn::Add(hn::Add(value, hn::Set(d, constant)), hn::Mul(hn::Set(d, 1e-14), size));
    // A bound that is no number is none.
    const auto before = hn::LoadU(d, out + i);
    const auto bound = hn::IfThenElse(hn::Lt(value, before), value, before);
    hn::StoreU(bound, d, out + i);
    most = hn::Max(most, bound);
  }
  return hn::GetLane(hn::MaxOfLanes(d, most));
}

}  // namespace ecoeff::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ecoeff::simd {

HWY_EXPORT(affine_kernel);
HWY_EXPORT(largest_affine_kernel);
HWY_EXPORT(largest_ratio_kernel);
HWY_EXPORT(slab_bounds_kernel);

double affine(const double* base, const std::uint32_t* offsets, const double* weights, std::size_t terms,
              double constant, std::size_t count, double* out) {
  return HWY_DYNAMIC_DISPATCH(affine_kernel)(base, offsets, weights, terms, constant, count, out);
}

float largest_affine(const float* base, std::size_t count, const float* weights, std::size_t terms, float constant) {
  return HWY_DYNAMIC_DISPATCH(largest_affine_kernel)(base, count, weights, terms, constant);
}

Largest largest_ratio(const double* values, const double* base, std::size_t stride, const double* scales,
                      std::size_t terms, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(largest_ratio_kernel)(values, base, stride, scales, terms, count);
}

double slab_bounds(const double* boxes, const double* slabs, const double* weights, std::size_t terms, double constant,
                   double* out) {
  return HWY_DYNAMIC_DISPATCH(slab_bounds_kernel)(boxes, slabs, weights, terms, constant, out);
}

std::vector<std::string> targets() {
  hwy::SetSupportedTargetsForTest(0);
  std::vector<std::string> names;
  for (const auto target : hwy::SupportedAndGeneratedTargets()) names.emplace_back(hwy::TargetName(target));
  return names;
}

void force_target(const std::string& name) {
  hwy::SetSupportedTargetsForTest(0);
  for (const auto target : hwy::SupportedAndGeneratedTargets()) {
    if (name == hwy::TargetName(target)) hwy::SetSupportedTargetsForTest(target);
  }
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace ecoeff::simd
#endif
