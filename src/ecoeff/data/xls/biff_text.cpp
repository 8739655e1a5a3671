#include "ecoeff/data/xls/biff_text.hpp"

#include <algorithm>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/xls/little_endian.hpp"

namespace ecoeff {
namespace {

constexpr std::uint32_t kWide = 0x01, kFarEast = 0x04, kRich = 0x08;

// UTF-16 units to characters; a NUL is left out.
std::u32string joined_surrogates(const std::u32string& units) {
  std::u32string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    char32_t point = units[i];
    const bool pair =
        point >= 0xD800 && point < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000;
    if (pair) {
      point = 0x10000 + ((point - 0xD800) << 10U) + (units[++i] - 0xDC00);
    } else if (point >= 0xD800 && point < 0xE000) {
      point = U'\uFFFD';
    }
    if (point != 0) out.push_back(point);
  }
  return out;
}

}  // namespace

bool ContinuedRecord::at_end() {
  while (piece_ < pieces_.size() && at_ >= pieces_[piece_].size()) {
    ++piece_;
    at_ = 0;
  }
  return piece_ >= pieces_.size();
}

bool ContinuedRecord::skip(std::size_t bytes) {
  while (bytes > 0) {
    if (at_end()) return false;
    const std::size_t here = std::min(bytes, pieces_[piece_].size() - at_);
    at_ += here;
    bytes -= here;
  }
  return true;
}

std::optional<std::uint32_t> ContinuedRecord::number(std::size_t bytes) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    if (at_end()) return std::nullopt;
    out |= static_cast<std::uint32_t>(byte_at(pieces_[piece_], at_++)) << (8U * i);
  }
  return out;
}

bool ContinuedRecord::characters(std::size_t count, bool wide, std::u32string& out) {
  while (count > 0) {
    const bool next = piece_ < pieces_.size() && at_ >= pieces_[piece_].size();
    if (at_end()) return false;
    if (next) {
      wide = (*number(1) & kWide) != 0;
      if (at_end()) return false;
    }
    const std::string_view piece = pieces_[piece_];
    const std::size_t width = wide ? 2 : 1;
    const std::size_t here = std::min(count, (piece.size() - at_) / width);
    if (here == 0) return false;
    for (std::size_t i = 0; i < here; ++i, at_ += width) out.push_back(wide ? u16_at(piece, at_) : byte_at(piece, at_));
    count -= here;
  }
  return true;
}

std::optional<std::string> ContinuedRecord::text(std::size_t length_bytes) {
  const auto length = number(length_bytes);
  const auto flags = number(1);
  if (!length || !flags) return std::nullopt;
  std::size_t behind = 0;
  if ((*flags & kRich) != 0) {
    const auto runs = number(2);
    if (!runs) return std::nullopt;
    behind += std::size_t{*runs} * 4;
  }
  if ((*flags & kFarEast) != 0) {
    const auto size = number(4);
    if (!size) return std::nullopt;
    behind += *size;
  }
  std::u32string units;
  if (!characters(*length, (*flags & kWide) != 0, units) || !skip(behind)) return std::nullopt;
  return from_code_points(joined_surrogates(units));
}

}  // namespace ecoeff
