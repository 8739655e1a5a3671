#include "ecoeff/data/xls/compound_file.hpp"

#include <algorithm>
#include <cstdint>

#include "ecoeff/base/error.hpp"
#include "ecoeff/data/xls/little_endian.hpp"

namespace ecoeff {
namespace {

constexpr std::string_view kSignature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
constexpr std::size_t kHeader = 512;
constexpr std::size_t kEntry = 128;
constexpr std::size_t kInHeader = 109;  // places of table sectors that the header itself holds

class CompoundReader {
 public:
  CompoundReader(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {
    if (!looks_like_compound_file(bytes) || bytes.size() < kHeader) refuse();
    const unsigned shift = u16_at(bytes, 30);
    const unsigned small_shift = u16_at(bytes, 32);
    if (shift < 7 || shift > 16 || small_shift < 2 || small_shift > shift) refuse();
    sector_ = std::size_t{1} << shift;
    small_sector_ = std::size_t{1} << small_shift;
    smallest_ = u32_at(bytes, 56);
    read_table();
    directory_ = chain(u32_at(bytes, 48));
    small_table_ = chain(u32_at(bytes, 60));
  }

  CompoundFile read(const std::vector<std::string>& names) {
    CompoundFile out;
    for (std::size_t at = 0; at + kEntry <= directory_.size(); at += kEntry) {
      const std::string_view entry = std::string_view(directory_).substr(at, kEntry);
      if (byte_at(entry, 66) == 5) small_ = chain(u32_at(entry, 116));
    }
    for (std::size_t at = 0; at + kEntry <= directory_.size(); at += kEntry) {
      const std::string_view entry = std::string_view(directory_).substr(at, kEntry);
      if (byte_at(entry, 66) != 2) continue;
      const std::string name = name_of(entry);
      out.all.push_back(name);
      if (std::find(names.begin(), names.end(), name) != names.end()) out.found.push_back({name, stream(entry)});
    }
    return out;
  }

 private:
  [[noreturn]] void refuse() const {
    throw Error(Fault::data, "D104", {"the old workbook is cut off or broken", "旧版工作簿被截断或已损坏"},
                {.file = file_},
                {"open it in Excel or WPS and save it as xlsx", "请用 Excel 或 WPS 打开并另存为 xlsx"});
  }

  [[nodiscard]] std::string_view sector(std::uint32_t number) const {
    const std::size_t at = (std::size_t{number} + 1) * sector_;
    if (at >= bytes_.size()) refuse();
    return bytes_.substr(at, sector_);  // the last one may be short
  }

  // The table of sectors that follow each other.
  void read_table() {
    most_ = bytes_.size() / sector_ + 1;
    const auto add = [&](std::uint32_t number) {
      const std::string_view part = sector(number);
      for (std::size_t i = 0; i + 4 <= part.size(); i += 4) next_.push_back(u32_at(part, i));
    };
    const std::size_t count = u32_at(bytes_, 44);
    if (count > most_) refuse();
    std::size_t seen = 0;
    for (std::size_t i = 0; i < kInHeader && seen < count; ++i, ++seen) add(u32_at(bytes_, 76 + 4 * i));
    std::uint32_t more = u32_at(bytes_, 68);
    for (std::size_t steps = 0; seen < count; ++steps) {
      if (steps > most_ || more >= kEndOfChain) refuse();
      const std::string_view list = sector(more);
      if (list.size() < sector_) refuse();
      for (std::size_t i = 0; i + 8 <= list.size() && seen < count; i += 4, ++seen) add(u32_at(list, i));
      more = u32_at(list, sector_ - 4);
    }
  }

  [[nodiscard]] std::string chain(std::uint32_t first) const {
    std::string out;
    std::size_t steps = 0;
    for (std::uint32_t at = first; at < kEndOfChain; at = next_[at]) {
      if (at >= next_.size() || ++steps > most_) refuse();
      out += sector(at);
    }
    return out;
  }

  [[nodiscard]] static std::string name_of(std::string_view entry) {
    std::string out;
    const std::size_t length = std::min<std::size_t>(u16_at(entry, 64), 64);
    for (std::size_t i = 0; i + 2 < length; i += 2) {
      const std::uint16_t unit = u16_at(entry, i);
      out += unit >= 0x20 && unit < 0x7F ? static_cast<char>(unit) : '?';
    }
    return out;
  }

  [[nodiscard]] std::string stream(std::string_view entry) const {
    const std::uint32_t first = u32_at(entry, 116);
    const std::size_t size = u32_at(entry, 120);
    std::string out;
    if (size >= smallest_) {
      out = chain(first);
    } else {
      std::size_t steps = 0;
      for (std::uint32_t at = first; at < kEndOfChain; at = u32_at(small_table_, std::size_t{at} * 4)) {
        const std::size_t begin = std::size_t{at} * small_sector_;
        if ((std::size_t{at} + 1) * 4 > small_table_.size() || begin >= small_.size() ||
            ++steps > small_table_.size() / 4)
          refuse();
        out += std::string_view(small_).substr(begin, small_sector_);
      }
    }
    if (out.size() < size) refuse();
    out.resize(size);
    return out;
  }

  std::string_view bytes_;
  const std::string& file_;
  std::size_t sector_ = 0, small_sector_ = 0, smallest_ = 0;
  std::size_t most_ = 0;  // sectors that the file can hold
  std::vector<std::uint32_t> next_;
  std::string directory_, small_table_, small_;
};

}  // namespace

bool looks_like_compound_file(std::string_view bytes) { return bytes.starts_with(kSignature.substr(0, 4)); }

CompoundFile read_compound_file(std::string_view bytes, const std::string& file,
                                const std::vector<std::string>& names) {
  return CompoundReader(bytes, file).read(names);
}

}  // namespace ecoeff
