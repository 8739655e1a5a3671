#include "ecoeff/report/replicate/script_head.hpp"

#include <fmt/format.h>

#include "ecoeff/base/text.hpp"
#include "ecoeff/base/version.hpp"
#include "ecoeff/report/tables/table_papers.hpp"

namespace ecoeff {
namespace {

// A comment is one line whatever the title holds.
std::string one_line(const std::string& text) { return replace_all(replace_all(text, "\r", " "), "\n", " "); }

}  // namespace

std::string script_head(const StudyResult& result, const std::string& comment) {
  std::string out = fmt::format(
      "{0} {1}\n{0} Made by ecoeff {2}; scores, indices and derived columns are read from panel.csv beside this "
      "file.\n",
      comment, one_line(result.study.title.in(Language::en)), kVersion);
  if (!result.study.data.source.empty())
    out += fmt::format("{} {}\n", comment, one_line(result.study.data.source.in(Language::en)));
  return out;
}

std::string table_aside(const TableResult& table) {
  const std::string_view why = table_paper(table.spec.kind).no_script;
  return fmt::format("Table {} has no line: {}", table.number,
                     why.empty() ? "no column of it could be estimated" : why);
}

}  // namespace ecoeff
