#include "ecoeff/study/read_data.hpp"

#include <utility>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/intake/join.hpp"
#include "ecoeff/data/intake/places.hpp"
#include "ecoeff/data/read.hpp"
#include "ecoeff/study/prepare.hpp"

namespace ecoeff {
namespace {

std::filesystem::path data_path(const Study& study, const RunOptions& options) {
  if (options.data) return *options.data;
  if (study.data.file.empty()) {
    throw Error(Fault::study, "S105",
                {"the key data.file is missing and no --data was given", "缺少 data.file，也没有给出 --data"},
                {.file = study.path.string()});
  }
  const std::filesystem::path named = study.data.file;
  return named.is_absolute() ? named : study.path.parent_path() / named;
}

std::vector<PartSpec> asked_parts(const Study& study, const RunOptions& options) {
  std::vector<PartSpec> parts = study.data.parts;
  if (!options.data) return parts;
  if (parts.size() > 1) {
    throw Error(Fault::usage, "S243",
                {"--data replaces the file of a study, and this one is joined from several parts",
                 "--data 替换研究的数据文件，而本研究由多个部分合并而成"},
                {.file = study.path.string()}, {"change `file` in the part", "请改 part 中的 file"});
  }
  parts.front().file = std::filesystem::absolute(*options.data).string();
  return parts;
}

// A panel that falls apart because one place has two spellings, in a table that is read as it is.
void notice_twins(const Study& study, const Table& table, Notes& notes) {
  constexpr std::size_t kMostUnits = 20'000;
  std::string head = study.data.unit;
  for (const auto& [name, header] : study.columns) head = name == head && !table.has(head) ? header : head;
  const Column* unit = table.find(head);
  if (unit == nullptr || !unit->is_text || unit->text.levels.size() > kMostUnits) return;
  say_twins(unit->text.levels, table.file, notes);
}

}  // namespace

StudyData read_data(const Study& study, const RunOptions& options) {
  StudyData out;
  if (study.data.parts.empty()) {
    ReadResult read =
        read_table(data_path(study, options),
                   {.sheet = study.data.sheet, .encoding = study.data.encoding, .marks = study.data.marks});
    out.table = std::move(read.table);
    out.sha256 = std::move(read.sha256);
    out.notes = std::move(read.notes);
    notice_twins(study, out.table, out.notes);
    return out;
  }
  PartsRead parts = ecoeff::read_parts(asked_parts(study, options), study.path.parent_path(),
                                       {.marks = study.data.marks, .decimal = study.data.decimal});
  const Position at = position_of(study, "data.rows");
  Joined joined = join_parts(parts, {.unit = study.data.unit,
                                     .time = study.data.time,
                                     .rows = study.data.rows,
                                     .names = study.data.names,
                                     .marks = study.data.marks,
                                     .at = {.file = study.path.string(), .row = at.line}});
  out.table = std::move(joined.table);
  std::string hashes;
  for (const auto& [file, hash] : parts.hashes) hashes += hash + "\n";
  out.sha256 = parts.hashes.size() == 1 ? parts.hashes.front().second : sha256(hashes);
  out.names = std::move(joined.names);
  out.losses = std::move(joined.losses);
  out.measures = std::move(joined.measures);
  out.place_of = std::move(joined.place_of);
  out.notes = std::move(parts.notes);
  append(out.notes, joined.notes);
  return out;
}

}  // namespace ecoeff
