#include "ecoeff/study/short_names.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/study/prepare.hpp"

namespace ecoeff {
namespace {

// Several columns differ from the head in their units of measurement alone.
void refuse_several(const Table& table, const std::string& name, const std::string& header) {
  if (table.has(header)) return;
  std::vector<std::string> fit;
  for (const Column& column : table.columns()) {
    if (split_measure(column.name).name == header) fit.push_back(column.name);
  }
  if (fit.size() < 2) return;
  throw Error(Fault::data, "D152",
              {fmt::format("\"{}\" and \"{}\" both claim the column {}", fit[0], fit[1], name),
               fmt::format("“{}”与“{}”都对应列 {}", fit[0], fit[1], name)},
              {.column = header},
              {fmt::format("name the whole head in [columns]: {} = \"{}\"", name, fit[0]),
               fmt::format("请在 [columns] 中写出完整列名：{} = \"{}\"", name, fit[0])});
}

}  // namespace

void give_short_names(const Study& study, Table& table) {
  std::map<std::string, std::string> given;  // by head
  for (const auto& [name, header] : study.columns) {
    if (name == header) continue;
    at_place(study, position_of(study, "columns." + name), [&, &name = name, &header = header] {
      if (table.has(name)) {
        throw Error(Fault::study, "S106",
                    {fmt::format("\"{}\" is to be the short name of \"{}\", but the file has a column of that name",
                                 name, header),
                     fmt::format("“{}”要作为“{}”的简称，但数据文件里已有同名列", name, header)});
      }
      const auto [before, first] = given.try_emplace(header, name);
      if (!first) {
        throw Error(Fault::data, "D152",
                    {fmt::format("{} and {} both claim the column \"{}\"", before->second, name, header),
                     fmt::format("{} 与 {} 都对应列“{}”", before->second, name, header)},
                    {.column = header},
                    {fmt::format("delete this line and write {1} for {0}, or make it one of [derive]: {0} = \"{1}\"",
                                 name, before->second),
                     fmt::format("请删去此行，并把 {0} 改写为 {1}；或改为 [derive] 中的一行：{0} = \"{1}\"", name,
                                 before->second)});
      }
      refuse_several(table, name, header);
      table.rename(header, name);
    });
  }
}

}  // namespace ecoeff
