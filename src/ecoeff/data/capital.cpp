#include "ecoeff/data/capital.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace ecoeff {
namespace {

class CapitalBuilder {
 public:
  CapitalBuilder(const Panel& panel, const std::vector<double>& investment, const CapitalOptions& options)
      : panel_(panel),
        options_(options),
        base_(options.base == 0 ? panel.periods().front() : options.base),
        real_(investment) {
    if (!options.price.empty()) price_ = panel.table.numbers(options.price);
    if (const auto* start = std::get_if<InitialColumn>(&options.initial)) start_ = panel.table.numbers(start->column);
  }

  std::vector<double> build(Notes& notes) {
    std::vector<double> stock(panel_.rows(), kMissing);
    for (std::size_t unit = 0; unit < panel_.units(); ++unit) build_unit(static_cast<std::int32_t>(unit), stock);
    if (!broken_.empty()) {
      const std::string list = join(broken_, ", ");
      notes.push_back({Severity::warning,
                       "D205",
                       {"the capital stock breaks off where investment or its price is missing: " + list,
                        "投资或其价格缺失，资本存量自此中断：" + list},
                       {.file = panel_.table.file, .sheet = panel_.table.sheet}});
    }
    return stock;
  }

 private:
  void build_unit(std::int32_t unit, std::vector<double>& stock) {
    const auto& order = panel_.by_unit_and_time();
    const std::span<const std::size_t> rows(order.data() + panel_.begin(unit),
                                            panel_.begin(unit + 1) - panel_.begin(unit));
    const std::size_t base_row = panel_.row_of(unit, base_);
    if (base_row == kNoRow) refuse_base(unit, rows.front(), {"has no row in", "没有该年的数据："});
    if (!price_.empty()) deflate(unit, rows, base_row);
    stock[base_row] = initial_stock(unit, rows, base_row);
    double last = stock[base_row];
    std::int32_t year = base_;
    for (const std::size_t row : rows) {
      if (panel_.time()[row] <= base_) continue;
      if (panel_.time()[row] != year + 1 || is_missing(real_[row])) {
        broken_.push_back(fmt::format("{} {}", name(unit), year + 1));
        return;
      }
      last = (1 - options_.depreciation) * last + real_[row];
      stock[row] = last;
      ++year;
    }
  }

  void deflate(std::int32_t unit, std::span<const std::size_t> rows, std::size_t base_row) {
    const double base_price = price_[base_row];
    if (!(base_price > 0)) refuse_base(unit, base_row, {"has no positive price index in", "缺少该年的正价格指数："});
    for (const std::size_t row : rows)
      real_[row] = price_[row] > 0 ? real_[row] / (price_[row] / base_price) : kMissing;
  }

  double initial_stock(std::int32_t unit, std::span<const std::size_t> rows, std::size_t base_row) const {
    if (!start_.empty()) {
      if (!(start_[base_row] > 0))
        refuse_base(unit, base_row, {"has no positive initial stock in", "缺少该年的正初始存量："});
      return start_[base_row];
    }
    const double first = real_[base_row];
    if (!(first > 0)) refuse_base(unit, base_row, {"has no positive investment in", "缺少该年的正投资额："});
    if (std::holds_alternative<InitialSteady>(options_.initial)) {
      if (options_.depreciation == 0) refuse_growth(unit, base_row, 0);
      return first / options_.depreciation;
    }
    if (const auto* number = std::get_if<InitialDivisor>(&options_.initial)) return first / number->divisor;
    const double growth = mean_growth(rows);
    if (!(growth + options_.depreciation > 0)) refuse_growth(unit, base_row, growth);
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

  [[noreturn]] void refuse_base(std::int32_t unit, std::size_t row, const Text& what) const {
    throw Error(Fault::data, "D211",
                {fmt::format("{} {} the base year {} of the capital stock", name(unit), what.en, base_),
                 fmt::format("{} {}{}（资本存量的基年）", name(unit), what.zh, base_)},
                place(unit, row), {"choose another base year or fill the cell", "请另选基年或补全该单元格"});
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
  std::int32_t base_;
  std::vector<double> real_;
  std::span<const double> price_;
  std::span<const double> start_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<double> capital_stock(const Panel& panel, const std::vector<double>& investment,
                                  const CapitalOptions& options, Notes& notes) {
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
  return CapitalBuilder(panel, investment, options).build(notes);
}

}  // namespace ecoeff
