#include "ecoeff/report/figures/palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace ecoeff {
namespace {

struct Rgb {
  int red, green, blue;
};
// viridis at 0, 1/16, ... 1.
constexpr std::array<Rgb, 17> kViridis{{{68, 1, 84},
                                        {72, 24, 106},
                                        {71, 45, 123},
                                        {66, 64, 134},
                                        {59, 82, 139},
                                        {51, 99, 141},
                                        {44, 114, 142},
                                        {38, 130, 142},
                                        {33, 145, 140},
                                        {31, 160, 136},
                                        {40, 174, 128},
                                        {63, 188, 115},
                                        {94, 201, 98},
                                        {132, 212, 75},
                                        {173, 220, 48},
                                        {216, 226, 25},
                                        {253, 231, 37}}};

}  // namespace

std::string viridis(double at) {
  const double place = std::clamp(std::isnan(at) ? 0.0 : at, 0.0, 1.0) * (kViridis.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), kViridis.size() - 2);
  const double part = place - static_cast<double>(below);
  const auto mix = [&](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * part)); };
  const Rgb& a = kViridis[below];
  const Rgb& b = kViridis[below + 1];
  return fmt::format("#{:02x}{:02x}{:02x}", mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue));
}

std::string_view text_on(std::string_view color) {
  const auto channel = [&](std::size_t at) {
    const double value = static_cast<double>(std::strtol(std::string(color.substr(at, 2)).c_str(), nullptr, 16)) / 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  const double luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.179 ? "#1a1a1a" : "#ffffff";  // equal contrast with black and with white
}

std::string_view group_color(std::size_t index) {
  static constexpr std::array<std::string_view, kGroupColors> kColors{"#1f3b63", "#c4572e", "#2f8f83", "#c79321",
                                                                      "#6d3f8c", "#7a9cc6", "#7d7d7d", "#a8b545"};
  return kColors[index % kGroupColors];
}

}  // namespace ecoeff
