#include "ecoeff/report/provenance.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "ecoeff/base/version.hpp"

namespace ecoeff {
namespace {

constexpr std::size_t kShortHash = 12;

std::string name_of_file(const std::filesystem::path& path) { return path.filename().string(); }

std::string column_options(const ColumnResult& column, std::size_t number) {
  std::string out = fmt::format("({}) {}", number, column.spec.estimator);
  if (!column.formula.empty()) out += " " + column.formula;
  if (column.estimate && !column.estimate->vce.empty()) out += " vce " + column.estimate->vce;
  if (!column.spec.keep.empty()) out += " keep " + column.spec.keep;
  if (!column.group.empty()) out += " group " + column.group;
  if (column.spec.winsor)
    out += fmt::format(" winsor {} {:g} {:g}", join(column.spec.winsor->columns, " "), column.spec.winsor->low,
                       column.spec.winsor->high);
  return out;
}

}  // namespace

Text made_from(const StudyResult& result) {
  const std::string data = name_of_file(result.data_file);
  const std::string data_hash = result.data_sha256.substr(0, kShortHash);
  const std::string study_hash = result.study.sha256.substr(0, kShortHash);
  return {fmt::format("Made by ecoeff {} from {} (SHA-256 {}…) and the study file (SHA-256 {}…).", kVersion, data,
                      data_hash, study_hash),
          fmt::format("由 ecoeff {} 生成，数据 {}（SHA-256 {}…），研究文件（SHA-256 {}…）。", kVersion, data, data_hash,
                      study_hash)};
}

std::string provenance(const StudyResult& result) {
  return fmt::format("ecoeff {}; data {} sha256 {}; study {} sha256 {}; seed {}", kVersion,
                     name_of_file(result.data_file), result.data_sha256,
                     result.study.path.empty() ? "-" : name_of_file(result.study.path), result.study.sha256,
                     result.study.seed);
}

std::string provenance(const StudyResult& result, const TableResult& table) {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) columns.push_back(column_options(table.columns[i], i + 1));
  return provenance(result) + fmt::format("; table {} {}", table.number, table.spec.id) +
         (columns.empty() ? "" : ": " + join(columns, "; "));
}

}  // namespace ecoeff
