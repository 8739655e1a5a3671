#include "ecoeff/data/read.hpp"

#include <utility>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/dta.hpp"
#include "ecoeff/data/encoding.hpp"
#include "ecoeff/data/missing_marks.hpp"
#include "ecoeff/data/other_formats.hpp"
#include "ecoeff/data/spss.hpp"
#include "ecoeff/data/xls/xls.hpp"
#include "ecoeff/data/xlsx.hpp"

namespace ecoeff {
ReadResult read_table(const std::filesystem::path& path, const ReadOptions& options) {
  std::string bytes = read_file(path);
  const std::string file = path.string();
  if (bytes.empty()) throw Error(Fault::data, "D104", {"the file is empty", "文件是空的"}, {.file = file});
  ReadResult result;
  result.sha256 = sha256(bytes);
  const std::string_view content = bytes;
  if (content.starts_with("PK\x03\x04")) {
    result.table = parse_xlsx(content, file, options.sheet, result.notes, options.marks);
    result.table.elsewhere = [path, sheet = result.table.sheet](std::string_view header) -> std::vector<std::string> {
      try {
        return sheets_with_header(read_file(path), path.string(), sheet, header);
      } catch (const Error&) {
        return {};  // the file is gone or another sheet is broken, which is not what went wrong
      }
    };
  } else if (looks_like_xls(content)) {
    result.table = parse_xls(content, file, options.sheet, options.encoding, result.notes, options.marks);
  } else if (looks_like_spss(content)) {
    result.table = parse_spss(content, file, options.encoding, result.notes);
  } else if (looks_like_dta(content)) {
    result.table = parse_dta(content, file, options.encoding, result.notes);
  } else {
    refuse_other_formats(content, file);
    refuse_broken(lower_ascii(path.extension().string()), file);
    const std::string text = decode_file(std::move(bytes), options.encoding, file, result.notes);
    refuse_other_formats(text, file);  // a web page in UTF-16
    result.table = parse_csv(text, file, result.notes, {.marks = options.marks});
  }
  say_nearly_numeric(result.table, result.notes);
  return result;
}

}  // namespace ecoeff
