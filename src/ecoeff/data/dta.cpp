#include "ecoeff/data/dta.hpp"

#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/raw_columns.hpp"
#include "ecoeff/data/readstat_file.hpp"

namespace ecoeff {

bool looks_like_dta(std::string_view bytes) {
  if (bytes.starts_with("<stata_dta>")) return true;
  return bytes.size() > 3 && bytes[0] >= 104 && bytes[0] <= 115 && (bytes[1] == 1 || bytes[1] == 2) && bytes[2] == 1;
}

Table parse_dta(std::string_view bytes, const std::string& file, const std::string& encoding, Notes& notes) {
  ReadStatColumns read = read_by_readstat(bytes, StatisticsFile::dta, file);
  decode_texts(read.raw, read.version >= 118 ? Encoding::utf8 : named_encoding(encoding), file, notes);
  return table_of(std::move(read.raw), file, notes);
}

}  // namespace ecoeff
