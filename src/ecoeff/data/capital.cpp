#include "ecoeff/data/capital.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "ecoeff/base/counted.hpp"

namespace ecoeff {
namespace {

class CapitalBuilder {
 public:
  CapitalBuilder(const Panel& panel, const std::vector<double>& investment, const CapitalOptions& options,
                 const std::vector<bool>& chosen)
      : panel_(panel),
        options_(options),
        chosen_(chosen),
        start_year_(options.start != 0  ? options.start
                    : options.base != 0 ? options.base
                                        : panel.periods().front()),
        base_(options.base == 0 ? start_year_ : options.base),
        real_(investment) {
    if (!options.price.empty()) price_ = panel.table.numbers(options.price);
    if (const auto* start = std::get_if<InitialColumn>(&options.initial)) start_ = panel.table.numbers(start->column);
  }

  std::vector<double> build(Notes& notes) {
    std::vector<double> stock(panel_.rows(), kMissing);
    for (std::size_t unit = 0; unit < panel_.units(); ++unit) build_unit(static_cast<std::int32_t>(unit), stock);
    report(notes);
    return stock;
  }

 private:
  void build_unit(std::int32_t unit, std::vector<double>& stock) {
    const auto& order = panel_.by_unit_and_time();
    const std::span<const std::size_t> rows(order.data() + panel_.begin(unit),
                                            panel_.begin(unit + 1) - panel_.begin(unit));
    const std::size_t first_row = start_row(unit, rows);
    if (!price_.empty()) deflate(unit, rows);
    const std::int32_t first = panel_.time()[first_row];
    count_earlier(rows, first);
    stock[first_row] = initial_stock(unit, rows, first_row);
    double last = stock[first_row];
    std::int32_t year = first;
    for (const std::size_t row : rows) {
      if (panel_.time()[row] <= first) continue;
      if (panel_.time()[row] != year + 1 || is_missing(real_[row])) {
        if (any_chosen_from(rows, year + 1)) broken_.push_back(fmt::format("{} {}", name(unit), year + 1));
        return;
      }
      last = (1 - options_.depreciation) * last + real_[row];
      stock[row] = last;
      ++year;
    }
  }

  // The row of the first stock: that of `start`, or of the first investment after it where `start` was asked for and
  // the unit has none until then.
  std::size_t start_row(std::int32_t unit, std::span<const std::size_t> rows) {
    const std::size_t row = panel_.row_of(unit, start_year_);
    if (options_.start != 0 && (row == kNoRow || is_missing(real_[row]))) {
      const auto first = std::find_if(rows.begin(), rows.end(), [&](std::size_t r) { return !is_missing(real_[r]); });
      if (first != rows.end() && panel_.time()[*first] > start_year_) {
        late_.push_back(fmt::format("{} {}", name(unit), panel_.time()[*first]));
        return *first;
      }
    }
    if (row == kNoRow) refuse_start(unit, rows.front(), start_year_, {"has no row in", "没有该年的数据："});
    return row;
  }

  void count_earlier(std::span<const std::size_t> rows, std::int32_t first) {
    for (const std::size_t row : rows) {
      if (panel_.time()[row] >= first) continue;
      if (is_chosen(row)) ++before_;
      if (!is_missing(real_[row])) earliest_ = std::min(earliest_, panel_.time()[row]);
    }
  }

  [[nodiscard]] bool is_chosen(std::size_t row) const { return chosen_.empty() || chosen_[row]; }

  [[nodiscard]] bool any_chosen_from(std::span<const std::size_t> rows, std::int32_t year) const {
    return std::any_of(rows.begin(), rows.end(),
                       [&](std::size_t row) { return panel_.time()[row] >= year && is_chosen(row); });
  }

  void report(Notes& notes) const {
    const auto say = [&](Severity severity, const char* code, Text message) {
      notes.push_back({severity, code, std::move(message), {.file = panel_.table.file, .sheet = panel_.table.sheet}});
    };
    if (!broken_.empty()) {
      const std::string list = join(broken_, ", ");
      say(Severity::warning, "D205",
          {"the capital stock breaks off where investment or its price is missing: " + list,
           "投资或其价格缺失，资本存量自此中断：" + list});
    }
    if (!late_.empty()) {
      say(Severity::warning, "D232",
          {fmt::format("investment begins after {}, and the first stock is that of the year named: {}", start_year_,
                       join(late_, ", ")),
           fmt::format("投资晚于 {} 年才有数据，首年存量按所列年份推算：{}", start_year_, join(late_, "、"))});
    }
    if (before_ > 0) {
      say(Severity::warning, "D233",
          {fmt::format("{} {} before the first stock ({}) and {} none", counted(before_, "row"),
                       agree(before_, "lies", "lie"), start_year_, agree(before_, "has", "have")),
           fmt::format("{} 行早于存量的起始年（{}），没有存量", before_, start_year_)});
    }
    if (earliest_ < start_year_) {
      say(Severity::info, "D234",
          {fmt::format("investment is known from {} on, but the stock begins in {}: start = {} would use it", earliest_,
                       start_year_, earliest_),
           fmt::format("投资自 {} 年起即有数据，而存量始于 {} 年：写 start = {} 即可用上", earliest_, start_year_,
                       earliest_)});
    }
  }

  void deflate(std::int32_t unit, std::span<const std::size_t> rows) {
    const std::size_t base_row = panel_.row_of(unit, base_);
    if (base_row == kNoRow)
      refuse_start(unit, rows.front(), base_, {"has no row in the price year", "没有价格基年的数据："});
    const double base_price = price_[base_row];
    if (!(base_price > 0))
      refuse_start(unit, base_row, base_, {"has no positive price index in", "缺少该年的正价格指数："});
    for (const std::size_t row : rows)
      real_[row] = price_[row] > 0 ? real_[row] / (price_[row] / base_price) : kMissing;
  }

  double initial_stock(std::int32_t unit, std::span<const std::size_t> rows, std::size_t first_row) const {
    const std::int32_t year = panel_.time()[first_row];
    if (!start_.empty()) {
      if (!(start_[first_row] > 0))
        refuse_start(unit, first_row, year, {"has no positive initial stock in", "缺少该年的正初始存量："});
      return start_[first_row];
    }
    const double first = real_[first_row];
    if (!(first > 0)) refuse_start(unit, first_row, year, {"has no positive investment in", "缺少该年的正投资额："});
    if (std::holds_alternative<InitialSteady>(options_.initial)) {
      if (options_.depreciation == 0) refuse_growth(unit, first_row, 0);
      return first / options_.depreciation;
    }
    if (const auto* number = std::get_if<InitialDivisor>(&options_.initial)) return first / number->divisor;
    const double growth = mean_growth(rows);
    if (!(growth + options_.depreciation > 0)) refuse_growth(unit, first_row, growth);
    return first / (growth + options_.depreciation);
  }

  // (last / first)^(1 / years) - 1 over the observed years of the unit.
  double mean_growth(std::span<const std::size_t> rows) const {
    const auto observed = [&](std::size_t row) { return !is_missing(real_[row]); };
    const auto first = std::find_if(rows.begin(), rows.end(), observed);
    const auto last = std::find_if(rows.rbegin(), rows.rend(), observed);
    const int years = panel_.time()[*last] - panel_.time()[*first];
    return years == 0 ? kMissing : std::pow(real_[*last] / real_[*first], 1.0 / years) - 1;
  }

  [[nodiscard]] const std::string& name(std::int32_t unit) const {
    return panel_.unit_names()[static_cast<std::size_t>(unit)];
  }

  [[nodiscard]] Where place(std::int32_t unit, std::size_t row) const {
    Where where = panel_.table.where(row, panel_.unit_column());
    where.value = name(unit);
    return where;
  }

  [[noreturn]] void refuse_start(std::int32_t unit, std::size_t row, std::int32_t year, const Text& what) const {
    throw Error(Fault::data, "D211",
                {fmt::format("{} {} {}, which the capital stock needs", name(unit), what.en, year),
                 fmt::format("{} {}{}（资本存量需要）", name(unit), what.zh, year)},
                place(unit, row),
                {"fill the cell, or give another year with start = YEAR or base = YEAR",
                 "补全该单元格，或用 start = 年份、base = 年份 另选年份"});
  }

  [[noreturn]] void refuse_growth(std::int32_t unit, std::size_t row, double growth) const {
    const std::string rate = is_missing(growth) ? "unknown (one year only)" : fmt::format("{:.4f}", growth);
    const std::string rate_zh = is_missing(growth) ? "未知（只有一年数据）" : fmt::format("{:.4f}", growth);
    throw Error(Fault::data, "D210",
                {fmt::format("{}: investment growth {} plus depreciation {} is not positive", name(unit), rate,
                             options_.depreciation),
                 fmt::format("{}：投资增长率 {} 加折旧率 {} 不为正", name(unit), rate_zh, options_.depreciation)},
                place(unit, row), {"take initial = 0.10 or another rule", "可改用 initial = 0.10 或其他规则"});
  }

  const Panel& panel_;
  const CapitalOptions& options_;
  const std::vector<bool>& chosen_;
  std::int32_t start_year_;
  std::int32_t base_;
  std::vector<double> real_;
  std::span<const double> price_;
  std::span<const double> start_;
  std::vector<std::string> broken_;
  std::vector<std::string> late_;
  std::size_t before_ = 0;
  std::int32_t earliest_ = std::numeric_limits<std::int32_t>::max();
};

}  // namespace

std::vector<double> capital_stock(const Panel& panel, const std::vector<double>& investment,
                                  const CapitalOptions& options, Notes& notes, const std::vector<bool>& chosen) {
  if (!(options.depreciation >= 0 && options.depreciation < 1)) {
    throw Error(Fault::study, "S212",
                {fmt::format("depreciation {} is outside [0, 1)", options.depreciation),
                 fmt::format("折旧率 {} 不在 [0, 1) 内", options.depreciation)},
                {}, {"write 9.6 % as 0.096", "9.6 % 应写作 0.096"});
  }
  if (const auto* number = std::get_if<InitialDivisor>(&options.initial); number != nullptr && !(number->divisor > 0)) {
    throw Error(Fault::study, "S212",
                {"the initial stock is investment divided by this number, which must be positive",
                 "初始存量等于投资除以该数，该数必须为正"});
  }
  return CapitalBuilder(panel, investment, options, chosen).build(notes);
}

}  // namespace ecoeff
