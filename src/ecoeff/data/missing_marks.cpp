#include "ecoeff/data/missing_marks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/counted.hpp"

namespace ecoeff {

void MarksSeen::remember(std::string_view mark) {
  if (marks_.size() < 5 && std::find(marks_.begin(), marks_.end(), mark) == marks_.end()) marks_.emplace_back(mark);
}

void MarksSeen::add(std::string_view mark, std::size_t row) {
  if (cells_++ == 0) first_row_ = row;
  remember(mark);
}

void MarksSeen::merge(const MarksSeen& column, const Where& first) {
  if (cells_ == 0) first_ = first;
  cells_ += column.cells_;
  for (const std::string& mark : column.marks_) remember(mark);
}

void MarksSeen::say(Notes& notes) const {
  if (cells_ == 0) return;
  notes.push_back({Severity::info,
                   "D149",
                   {fmt::format("{} {} a mark for missing ({}) and {} read as missing", counted(cells_, "cell"),
                                agree(cells_, "holds", "hold"), join(marks_, ", "), agree(cells_, "was", "were")),
                    fmt::format("{} 个单元格为缺失标记（{}），按缺失处理", cells_, join(marks_, "、"))},
                   first_});
}

std::optional<NearlyNumeric> nearly_numeric(const Column& column) {
  if (column.has_numbers()) return std::nullopt;
  enum class Is : std::uint8_t { number, missing, other };
  std::vector<Is> of_level;
  for (const std::string& level : column.text.levels) {
    const auto number = parse_number(level);
    of_level.push_back(number && !loses_digits(level, *number) ? Is::number
                       : means_missing(level)                  ? Is::missing
                                                               : Is::other);
  }
  NearlyNumeric found;
  for (std::size_t i = 0; i < column.text.codes.size(); ++i) {
    const std::int32_t code = column.text.codes[i];
    if (code < 0) continue;
    const Is is = of_level[static_cast<std::size_t>(code)];
    if (is == Is::number) ++found.numbers;
    if (is == Is::other && found.others++ == 0) found.first_row = i;
  }
  if (found.numbers < 2 || found.numbers <= found.others || found.others == 0) return std::nullopt;
  for (std::size_t i = 0; i < of_level.size(); ++i) {
    if (of_level[i] == Is::other) found.words.push_back(column.text.levels[i]);
  }
  return found;
}

void say_nearly_numeric(const Table& table, Notes& notes) {
  for (const Column& column : table.columns()) {
    const auto found = nearly_numeric(column);
    if (!found) continue;
    notes.push_back(
        {Severity::warning,
         "D148",
         {fmt::format("the column is text: {} cells are numbers and {} are not, of which this is the first",
                      found->numbers, found->others),
          fmt::format("该列是文本列：{} 个单元格是数字，{} 个不是，此处为第一个", found->numbers, found->others)},
         table.where(found->first_row, column.name)});
  }
}

}  // namespace ecoeff
