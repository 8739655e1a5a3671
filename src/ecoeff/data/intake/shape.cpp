#include "ecoeff/data/intake/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/crossed_heads.hpp"
#include "ecoeff/data/intake/heads.hpp"
#include "ecoeff/data/intake/keys.hpp"
#include "ecoeff/data/intake/row_words.hpp"

namespace ecoeff {
namespace {

class BlockFinder {
 public:
  BlockFinder(SheetGrid& grid, const ShapeHints& hints) : grid_(grid), hints_(hints), words_(grid, hints.marks) {}

  std::vector<Block> find() {
    std::vector<Block> out;
    std::vector<std::size_t> titles;
    for (std::size_t r = 0; r < grid_.rows();) {
      std::vector<std::size_t> header = header_at(r);
      if (header.empty()) {
        titles.push_back(r++);
        continue;
      }
      std::erase_if(titles, [&](std::size_t row) { return row >= header.front(); });
      Block block;
      block.titles = std::exchange(titles, {});
      block.header = std::move(header);
      r = read_block(block, titles);
      if (block.data.empty()) continue;
      if (!out.empty() && goes_on(out.back(), block))
        block.titles.insert(block.titles.begin(), out.back().titles.begin(), out.back().titles.end());
      out.push_back(std::move(block));
    }
    if (!out.empty()) out.back().notes.insert(out.back().notes.end(), titles.begin(), titles.end());
    return out;
  }

 private:
  [[nodiscard]] std::vector<std::size_t> header_at(std::size_t row) const {
    if (hints_.header.empty())
      return words_.is_header(row) ? rows_of_header(grid_, words_, row) : std::vector<std::size_t>{};
    if (grid_.row_number(row) != hints_.header.front()) return {};
    std::vector<std::size_t> out;
    for (std::size_t r = row; r < grid_.rows() && out.size() < hints_.header.size(); ++r) {
      if (grid_.row_number(r) == hints_.header[out.size()]) out.push_back(r);
    }
    return out;
  }

  // Whether a block is the rest of the one before: no title of its own, and other years.
  [[nodiscard]] bool goes_on(const Block& before, const Block& block) const {
    for (const std::size_t r : block.titles) {
      const std::string text = grid_.text(r, words_.count(r).first);
      if (!continues_table(text) && !measure_in(text) && !stated(text, "单位")) return false;
    }
    std::set<int> years;
    for (const HeadColumn& head : before.columns) years.insert(head.year.value_or(0));
    std::size_t own = 0;
    for (const HeadColumn& head : block.columns) {
      if (!head.year) continue;
      if (years.contains(*head.year)) return false;
      ++own;
    }
    return own > 0;
  }

  // Reads the block under a header and returns the row behind it; the titles of the next block go to `next_titles`.
  std::size_t read_block(Block& block, std::vector<std::size_t>& next_titles) {
    std::size_t r = block.header.back() + 1;
    if (r < grid_.rows() && words_.is_unit_row(r)) block.unit_row = r++;
    std::vector<std::size_t> single;  // rows of a single text, which wait for what follows
    std::size_t behind = r;
    for (; r < grid_.rows(); ++r) {
      if (starts_next(block, r, !single.empty())) break;
      if (same_as_header(block, r)) {
        block.skipped.push_back(r);
      } else if (begins_note(grid_.text(r, words_.count(r).first))) {
        block.notes.push_back(r);
      } else if (is_single_text(r)) {
        single.push_back(r);
        continue;
      } else {
        keep_single(block, single);
        block.data.push_back(r);
      }
      behind = r + 1;
    }
    const bool at_end = r == grid_.rows();
    for (const std::size_t row : single) (at_end ? block.notes : next_titles).push_back(row);
    block.columns = read_heads(grid_, words_, block.header, block.unit_row, behind);
    cross_heads(grid_, words_, hints_, block);
    refuse_twice(block);
    find_keys(grid_, hints_, block);
    refuse_years_twice(block);
    drop_subtotals(block);
    return r;
  }

  [[nodiscard]] bool is_single_text(std::size_t r) const {
    const RowCount& n = words_.count(r);
    return n.filled == 1 && n.texts == 1;
  }

  // Single texts that rows of data follow: a place without values, or a heading between places.
  void keep_single(Block& block, std::vector<std::size_t>& single) const {
    for (const std::size_t row : single) {
      const std::string text = grid_.text(row, words_.count(row).first);
      const bool heading = text.ends_with("：") || text.ends_with(":") || text.find("、") != std::string::npos ||
                           words_.count(row).first > 0 || words_.gap_before(row);
      (heading ? block.skipped : block.data).push_back(row);
    }
    single.clear();
  }

  [[nodiscard]] bool same_as_header(const Block& block, std::size_t r) const {
    for (std::size_t c = 0; c < grid_.columns(); ++c) {
      if (grid_.text(r, c) != grid_.text(block.header.back(), c)) return false;
    }
    return true;
  }

  // A row of data may look like a header ("北京, 2011, 1998"): years count as heads where they rise or fall under a
  // header of years, or where the first head stands there again; texts where no year is among them.
  [[nodiscard]] bool starts_next(const Block& block, std::size_t r, bool after_title) const {
    if (!hints_.header.empty() || !words_.is_header(r)) return false;
    const std::size_t first = words_.count(block.header.back()).first;
    const bool again = grid_.text(r, first) == grid_.text(block.header.back(), first) && !grid_.empty(r, first);
    const bool apart = after_title || words_.gap_before(r);
    if (words_.count(r).years == 0) return apart;
    if (words_.count(r).years < 2) return apart && again;
    if (again) return !same_as_header(block, r) || apart;
    return apart && words_.count(block.header.back()).years >= 2 && years_in_order(r);
  }

  [[nodiscard]] bool years_in_order(std::size_t r) const {
    std::vector<int> years;
    for (std::size_t c = 0; c < grid_.columns(); ++c) {
      if (const auto year = grid_.year_in(r, c)) years.push_back(*year);
    }
    return std::is_sorted(years.begin(), years.end()) || std::is_sorted(years.rbegin(), years.rend());
  }

  void refuse_twice(const Block& block) const {
    std::set<std::tuple<std::string, std::string, int>> seen;
    for (const HeadColumn& head : block.columns) {
      if (head.head.empty() && !head.year) continue;
      if (seen.emplace(head.place, head.head, head.year.value_or(0)).second) continue;
      const std::string name =
          head.place + (head.place.empty() ? "" : " ") + head.head + (head.year ? fmt::format(" {}", *head.year) : "");
      throw Error(Fault::data, "D152",
                  {fmt::format("two columns have the head \"{}\"", trim(name)),
                   fmt::format("有两列的列名都是“{}”", trim(name))},
                  grid_.where(block.header.back(), head.column),
                  {"rename one of the two in the file, or name both rows of the header: header = [ROW, ROW]",
                   "请在文件中改掉其中一个；若列名占两行，请写 header = [行号, 行号]"});
    }
  }

  void refuse_years_twice(const Block& block) const {
    if (block.shape == Shape::long_table || !block.turned) return;
    std::set<int> seen;
    for (const std::size_t r : block.data) {
      const auto year = grid_.year_in(r, block.columns[*block.time].column);
      if (!year || seen.insert(*year).second) continue;
      throw Error(Fault::data, "D152",
                  {fmt::format("the year {} stands twice", *year), fmt::format("年份 {} 出现两次", *year)},
                  grid_.where(r, block.columns[*block.time].column), {"delete one of the two rows", "请删去其中一行"});
    }
  }

  // "合计" and the like, unless every row is one; rows without a label or value are left out, too.
  void drop_subtotals(Block& block) const {
    const auto& key = block.shape == Shape::indicators ? block.indicator : block.unit;
    if (!key) return;
    const std::size_t c = block.columns[*key].column;
    const auto total = [&](std::size_t r) { return is_subtotal(grid_.text(r, c)); };
    if (block.shape == Shape::indicators || std::all_of(block.data.begin(), block.data.end(), total)) return;
    for (const std::size_t r : block.data) {
      if (total(r)) block.subtotals.push_back(r);
    }
    std::erase_if(block.data, total);
  }

  SheetGrid& grid_;
  const ShapeHints& hints_;
  RowWords words_;
};

}  // namespace

std::string shape_word(Shape shape) {
  return shape == Shape::wide ? "wide" : shape == Shape::indicators ? "indicators" : "long";
}

std::vector<Block> find_blocks(SheetGrid& grid, const ShapeHints& hints) {
  std::vector<Block> blocks = BlockFinder(grid, hints).find();
  if (blocks.empty() && !hints.header.empty()) {
    throw Error(Fault::data, "D151",
                {fmt::format("row {} cannot be a header: no row of data follows it", hints.header.front()),
                 fmt::format("第 {} 行不能作标题行：其下没有数据行", hints.header.front())},
                {.file = grid.file, .sheet = grid.sheet, .row = hints.header.front()},
                {"header = the row that holds the heads", "header 应写列名所在的行号"});
  }
  return blocks;
}

}  // namespace ecoeff
