#include "ecoeff/frontier/levels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ecoeff/base/counted.hpp"
#include "ecoeff/frontier/notes.hpp"

namespace ecoeff::frontier {
namespace {

constexpr std::size_t kNamedBreaks = 5;  // in the note

class Chains {
 public:
  Chains(const Panel& panel, std::span<const ProductivityRow> pairs, bool differences, std::optional<int> base)
      : panel_(panel), differences_(differences), base_(base), change_(panel.rows(), kMissing) {
    for (const ProductivityRow& pair : pairs) change_[pair.to] = pair.index;
    out_.level.assign(panel.rows(), kMissing);
  }

  // The usable rows of one unit, by year.
  void add(const std::vector<std::size_t>& rows) {
    const auto start =
        base_ ? std::find_if(rows.begin(), rows.end(), [&](std::size_t row) { return panel_.time()[row] == *base_; })
              : rows.begin();
    if (start == rows.end()) {
      ++without_base_;
      lost_ += rows.size();
      return;
    }
    const auto at = static_cast<std::size_t>(start - rows.begin());
    out_.level[rows[at]] = differences_ ? 0 : 1;
    for (std::size_t i = at + 1; i < rows.size(); ++i) {
      if (breaks(rows[i - 1], rows[i], rows.size() - i)) break;
      const double before = out_.level[rows[i - 1]];
      out_.level[rows[i]] = differences_ ? before + change_[rows[i]] : before * change_[rows[i]];
    }
    for (std::size_t i = at; i > 0; --i) {
      if (breaks(rows[i - 1], rows[i], i)) break;
      const double after = out_.level[rows[i]];
      out_.level[rows[i - 1]] = differences_ ? after - change_[rows[i]] : after / change_[rows[i]];
    }
  }

  Levels finish() {
    if (lost_ > 0) out_.notes.push_back(note());
    return std::move(out_);
  }

 private:
  // Whether nothing leads from one row to the next; then `beyond` rows have no level.
  bool breaks(std::size_t from, std::size_t to, std::size_t beyond) {
    const bool gap = period_of(to) - period_of(from) > 1;
    if (!gap && !is_missing(change_[to])) return false;
    ++(gap ? gaps_ : missing_);
    lost_ += beyond;
    if (places_.size() < kNamedBreaks)
      places_.push_back(fmt::format("{}–{}", row_name(panel_, from), panel_.time()[to]));
    return true;
  }

  [[nodiscard]] std::ptrdiff_t period_of(std::size_t row) const {
    const auto& periods = panel_.periods();
    return std::lower_bound(periods.begin(), periods.end(), panel_.time()[row]) - periods.begin();
  }

  [[nodiscard]] Note note() const {
    std::vector<std::string> en;
    std::vector<std::string> zh;
    if (gaps_ > 0) {
      en.push_back(fmt::format("{} at a year that the unit lacks", counted(gaps_, "chain breaks", "chains break")));
      zh.push_back(fmt::format("{} 处因单元缺少年份而中断", gaps_));
    }
    if (missing_ > 0) {
      en.push_back(fmt::format("{} at a pair without an index", counted(missing_, "chain breaks", "chains break")));
      zh.push_back(fmt::format("{} 处因年份对没有指数而中断", missing_));
    }
    if (without_base_ > 0) {
      en.push_back(fmt::format("{} not there in {}", counted(without_base_, "unit is", "units are"), *base_));
      zh.push_back(fmt::format("{} 个单元没有 {} 年的数据", without_base_, *base_));
    }
    const std::size_t breaks = gaps_ + missing_;
    const std::string more = breaks > places_.size() ? ", ..." : "";
    const std::string list = places_.empty() ? "" : ": " + join(places_, ", ") + more;
    const std::string list_zh = places_.empty() ? "" : "：" + join(places_, "、") + more;
    return {Severity::info,
            "F470",
            {fmt::format("{} no level of productivity ({}){}", counted(lost_, "row has", "rows have"), join(en, ", "),
                         list),
             fmt::format("{} 行没有生产率水平（{}）{}", lost_, join(zh, "，"), list_zh)},
            {}};
  }

  const Panel& panel_;
  bool differences_;
  std::optional<int> base_;
  std::vector<double> change_;  // up to the row
  std::size_t lost_ = 0;
  std::size_t gaps_ = 0;
  std::size_t missing_ = 0;
  std::size_t without_base_ = 0;
  std::vector<std::string> places_;
  Levels out_;
};

}  // namespace

Levels cumulate(const Panel& panel, const std::vector<char>& usable, std::span<const ProductivityRow> pairs,
                bool differences, std::optional<int> base) {
  Chains chains(panel, pairs, differences, base);
  std::vector<std::size_t> rows;
  for (const std::size_t row : panel.by_unit_and_time()) {
    if (usable[row] == 0) continue;
    if (!rows.empty() && panel.unit()[rows.back()] != panel.unit()[row]) {
      chains.add(rows);
      rows.clear();
    }
    rows.push_back(row);
  }
  if (!rows.empty()) chains.add(rows);
  return chains.finish();
}

}  // namespace ecoeff::frontier
