#include "ecoeff/data/spss.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/data/child/answer.hpp"

namespace ecoeff {
namespace {

bool looks_like_sav(std::string_view bytes) { return bytes.starts_with("$FL2") || bytes.starts_with("$FL3"); }

// 200 bytes of titles, 256 of a table of characters and the mark, in lines of 80.
bool looks_like_por(std::string_view bytes) {
  std::string start(bytes.substr(0, 500));
  std::erase_if(start, [](char c) { return c == '\r' || c == '\n'; });
  return start.size() >= 464 &&
         (start.compare(456, 8, "SPSSPORT") == 0 || start.substr(0, 200).find("SPSS PORT FILE") != std::string::npos);
}

// The table of characters says which byte stands for which. PSPP gives the bytes of digits to superscripts, too, which
// would take their place: only the first place of a byte counts, '0' marks characters that the file does not have.
std::string with_each_byte_once(std::string_view bytes) {
  std::string out(bytes);
  std::array<bool, 256> seen{};
  std::size_t place = 0;
  for (std::size_t i = 0; i < out.size() && place < 456; ++i) {
    if (out[i] == '\r' || out[i] == '\n') continue;
    if (place++ < 200) continue;
    bool& before = seen[static_cast<unsigned char>(out[i])];
    if (before) out[i] = '0';
    before = true;
  }
  return out;
}

// The format knows ASCII and a few signs; what stands for other texts depends on the machine that wrote them.
void refuse_other_texts(std::string_view bytes, const std::string& file) {
  if (std::none_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return;
  throw Error(
      Fault::data, "D105",
      {"a portable file cannot say in which encoding its Chinese texts are", "por 文件无法说明其中文文本的编码"},
      {.file = file}, {"save it from SPSS as .sav", "请在 SPSS 中另存为 .sav"});
}

// Nothing where the file leaves it open.
std::optional<Encoding> declared(const std::string& name, const std::string& file) {
  constexpr std::array<std::string_view, 7> kChinese{"gb18030", "gbk",    "gb2312",     "cp936",
                                                     "936",     "euc-cn", "windows-936"};
  constexpr std::array<std::string_view, 4> kWestern{"windows-1252", "cp1252", "1252", "iso-8859-1"};
  const std::string low = lower_ascii(name);
  const auto among = [&](const auto& words) { return std::find(words.begin(), words.end(), low) != words.end(); };
  // Those that are no UTF-8 although the file says so come from programs that copied the word.
  constexpr std::array<std::string_view, 4> kOpen{"us-ascii", "ascii", "utf-8", "utf8"};
  if (low.empty() || among(kOpen)) return std::nullopt;
  if (among(kChinese)) return Encoding::gb18030;
  if (among(kWestern)) return Encoding::windows1252;
  throw Error(Fault::data, "D105", {"the file says that its texts are in " + name, "文件声明其文本编码为 " + name},
              {.file = file},
              {"save it from SPSS in Unicode, or name the encoding: utf-8, gb18030 or windows-1252",
               "请在 SPSS 中以 Unicode 保存，或指明编码：utf-8、gb18030 或 windows-1252"});
}

bool all_utf8(const RawColumns& raw) {
  return std::all_of(raw.columns.begin(), raw.columns.end(), [](const RawColumn& column) {
    return is_utf8(column.name) && is_utf8(column.label) &&
           std::all_of(column.text.levels.begin(), column.text.levels.end(), [](const auto& t) { return is_utf8(t); });
  });
}

}  // namespace

bool looks_like_spss(std::string_view bytes) { return looks_like_sav(bytes) || looks_like_por(bytes); }

Table parse_spss(std::string_view bytes, const std::string& file, const std::string& encoding, Notes& notes) {
  std::optional<Encoding> wanted = named_encoding(encoding);
  const StatisticsFile kind = looks_like_sav(bytes) ? StatisticsFile::sav : StatisticsFile::por;
  if (kind == StatisticsFile::por) refuse_other_texts(bytes, file);
  const std::string sound = kind == StatisticsFile::por ? with_each_byte_once(bytes) : std::string();
  const std::string_view content = kind == StatisticsFile::por ? std::string_view(sound) : bytes;
  const std::string answer =
      ask_child([&](const Say& say) { say_columns(read_by_readstat(content, kind, file), say); }, bytes.size(), file);
  ReadStatColumns read = hear_columns(answer, file);
  if (!wanted && !(read.encoding.empty() || all_utf8(read.raw))) wanted = declared(read.encoding, file);
  decode_texts(read.raw, wanted, file, notes);
  if (read.user_missing > 0) {
    notes.push_back({Severity::info,
                     "D214",
                     {fmt::format("{} {} values that SPSS was told to count as missing",
                                  counted(read.user_missing, "cell"), agree(read.user_missing, "holds", "hold")),
                      fmt::format("{} 个单元格的取值在 SPSS 中被定义为缺失值", read.user_missing)},
                     {.file = file}});
  }
  return table_of(std::move(read.raw), file, notes);
}

}  // namespace ecoeff
