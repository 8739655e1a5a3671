#include "ecoeff/data/odd/odd_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "ecoeff/base/number.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/keys.hpp"

namespace ecoeff::odd {
namespace {

constexpr double kLeastValues = 12;                // of a column
constexpr double kLeastScale = 0.005;              // of a growth: half a per cent
constexpr std::size_t kLeastUnits = 5;             // for the median of a year
constexpr double kFarJump = 8, kFarSpike = 8;      // z that is far off
constexpr double kTailJump = 2.5, kTailSpike = 2;  // times the 98th and 99th percentile of the z of the column
constexpr double kAlike = 4;  // the way back is at most so many times the way there, or the other way round
constexpr int kMostDecimals = 8;
constexpr double kWrittenShare = 0.7, kWrittenRest = 0.95;  // of a year finer than so many of the year before

int decimals_of(double value) {
  double scaled = std::abs(value);
  for (int d = 0; d <= kMostDecimals; ++d, scaled *= 10) {
    if (std::abs(scaled - std::round(scaled)) <= 1e-9 * std::max(1.0, scaled)) return d;
  }
  return kMostDecimals;
}

double smallest_step(const std::vector<double>& values) {
  std::vector<double> decimals;
  for (const double v : values) {
    if (!is_missing(v)) decimals.push_back(decimals_of(v));
  }
  return std::pow(10.0, -quantile(std::move(decimals), 0.95));
}

bool is_amount(const Panel& panel, const Column& column, const OddOptions& options) {
  if (column.is_text || column.numbers.empty() || !column.of_file) return false;
  if (column.name == panel.unit_column() || column.name == panel.time_column() || is_code_word(column.name))
    return false;
  if (std::find(options.skip.begin(), options.skip.end(), column.name) != options.skip.end()) return false;
  std::set<double> distinct;
  double values = 0;
  for (const double v : column.numbers) {
    if (is_missing(v)) continue;
    ++values;
    if (distinct.size() < 4) distinct.insert(v);
  }
  return values >= kLeastValues && distinct.size() == 4;
}

void set_levels(Series& s) {
  double largest = 0;
  for (const double v : s.value) largest = is_missing(v) ? largest : std::max(largest, std::abs(v));
  std::vector<double> sizes;
  std::size_t negative = 0;
  for (double& v : s.value) {
    if (std::abs(v) < 1e-12 * largest) v = 0;
    if (is_missing(v) || v == 0) continue;
    sizes.push_back(std::abs(v));
    negative += v < 0 ? 1 : 0;
  }
  // A single minus among thousands is itself odd, not a sign that the column is one of balances.
  s.logged = static_cast<double>(negative) <= 0.005 * static_cast<double>(sizes.size());
  const double middle = median(sizes);
  s.level.assign(s.value.size(), kMissing);
  for (std::size_t i = 0; i < s.value.size(); ++i) {
    if (is_missing(s.value[i])) continue;
    if (!s.logged) s.level[i] = std::asinh(s.value[i] / middle);
    if (s.logged && s.value[i] > 0) s.level[i] = std::log(s.value[i]);
  }
}

void set_neighbours(const Sheet& sheet, Series& s) {
  s.before.assign(sheet.places(), kNoPlace);
  s.after.assign(sheet.places(), kNoPlace);
  for (std::size_t u = 0; u < sheet.units(); ++u) {
    std::size_t last = kNoPlace;
    for (std::size_t i = sheet.begin[u]; i < sheet.begin[u + 1]; ++i) {
      if (is_missing(s.level[i])) continue;
      s.before[i] = last;
      if (last != kNoPlace) s.after[last] = i;
      last = i;
    }
  }
}

// Growth to each year from the year before, less its median over the units; over a gap, less the medians of its years.
void set_growth(const Sheet& sheet, Series& s) {
  std::map<std::int32_t, std::vector<double>> by_year;
  std::vector<double> all;
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    const std::size_t b = s.before[i];
    if (b == kNoPlace) continue;
    const int years = sheet.time[i] - sheet.time[b];
    all.push_back((s.level[i] - s.level[b]) / years);
    if (years == 1) by_year[sheet.time[i]].push_back(all.back());
  }
  const double usual = all.empty() ? 0 : median(all);
  for (auto& [year, growths] : by_year) {
    if (growths.size() >= kLeastUnits) s.year_growth[year] = median(std::move(growths));
  }
  s.growth.assign(sheet.places(), kMissing);
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    const std::size_t b = s.before[i];
    if (b == kNoPlace) continue;
    double expected = 0;
    for (std::int32_t year = sheet.time[b] + 1; year <= sheet.time[i]; ++year) {
      const auto known = s.year_growth.find(year);
      expected += known == s.year_growth.end() ? usual : known->second;
    }
    s.growth[i] = s.level[i] - s.level[b] - expected;
  }
}

void set_scales(const Sheet& sheet, Series& s) {
  s.spread = std::max(robust_scale(s.growth), kLeastScale);
  s.scale.assign(sheet.units(), s.spread);
  std::vector<double> jumps;
  std::vector<std::size_t> later;  // with growth to and from them
  for (std::size_t u = 0; u < sheet.units(); ++u) {
    std::vector<double> own;
    std::vector<double> rounding;
    for (std::size_t i = sheet.begin[u]; i < sheet.begin[u + 1]; ++i) {
      if (is_missing(s.growth[i])) continue;
      own.push_back(s.growth[i]);
      rounding.push_back(s.logged ? s.step / std::abs(s.value[i]) : 0);
    }
    const double scale = own.size() < 4 ? s.spread : robust_scale(own);
    s.scale[u] = std::max({scale, s.spread / 2, kLeastScale, own.empty() ? 0 : median(rounding)});
    for (std::size_t i = sheet.begin[u]; i < sheet.begin[u + 1]; ++i) {
      if (is_missing(s.growth[i])) continue;
      jumps.push_back(jump_size(sheet, s, i));
      if (s.after[i] != kNoPlace) later.push_back(i);
    }
  }
  std::vector<double> spikes;
  for (const std::size_t i : later) spikes.push_back(spike_size(sheet, s, i));
  s.jump_bound = std::max(kFarJump, jumps.empty() ? 0 : kTailJump * quantile(std::move(jumps), 0.98));
  s.spike_bound = std::max(kFarSpike, spikes.empty() ? 0 : kTailSpike * quantile(std::move(spikes), 0.99));
}

}  // namespace

double jump_size(const Sheet& sheet, const Series& series, std::size_t place) {
  const double scale = series.scale[static_cast<std::size_t>(sheet.unit[place])];
  if (!series.logged) return std::abs(series.growth[place]) / scale;
  const double middle = std::sqrt(series.value[place] * series.value[series.before[place]]);
  return std::abs(series.growth[place]) / std::hypot(scale, series.step / middle);
}

double spike_size(const Sheet& sheet, const Series& series, std::size_t place) {
  const std::size_t next = series.after[place];
  const double out = series.growth[place];
  const double back = series.growth[next];
  const double larger = std::max(std::abs(out), std::abs(back));
  const double smaller = std::min(std::abs(out), std::abs(back));
  if (out * back >= 0 || larger > kAlike * smaller) return 0;
  const double z_out = jump_size(sheet, series, place);
  const double z_back = jump_size(sheet, series, next);
  return (z_out + z_back) / std::sqrt(2.0);
}

double largest_other_growth(const Sheet& sheet, const Series& series, const std::vector<std::size_t>& places) {
  const auto unit = static_cast<std::size_t>(sheet.unit[places.front()]);
  double largest = 0;
  for (std::size_t i = sheet.begin[unit]; i < sheet.begin[unit + 1]; ++i) {
    if (is_missing(series.growth[i]) || std::find(places.begin(), places.end(), i) != places.end()) continue;
    largest = std::max(largest, std::abs(series.growth[i]));
  }
  return largest;
}

std::string Sheet::name(std::size_t place) const {
  const std::string& unit_name = panel.unit_names()[static_cast<std::size_t>(unit[place])];
  return panel.time_column().empty() ? unit_name : fmt::format("{} {}", unit_name, time[place]);
}

double quantile(std::vector<double> values, double share) {
  std::erase_if(values, is_missing);
  if (values.empty()) return kMissing;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

double robust_scale(const std::vector<double>& values) {
  std::vector<double> sizes;
  for (const double v : values) {
    if (!is_missing(v)) sizes.push_back(std::abs(v));
  }
  return sizes.empty() ? 0 : 1.4826 * median(std::move(sizes));
}

std::string written(const Series& series, std::size_t place) { return format_shortest(series.value[place]); }

std::set<std::int32_t> years_of_other_decimals(const Sheet& sheet, const Series& series) {
  std::map<std::int32_t, std::vector<double>> decimals;
  for (std::size_t i = 0; i < sheet.places(); ++i) {
    if (!is_missing(series.value[i]) && series.value[i] != 0)
      decimals[sheet.time[i]].push_back(decimals_of(series.value[i]));
  }
  const auto above = [](const std::vector<double>& fine, const std::vector<double>& coarse) {
    return quantile(fine, 1 - kWrittenShare) > quantile(coarse, kWrittenRest);
  };
  std::set<std::int32_t> years;
  for (const auto& [year, here] : decimals) {
    const auto before = decimals.find(year - 1);
    if (before == decimals.end() || std::min(here.size(), before->second.size()) < kLeastUnits) continue;
    if (above(here, before->second) || above(before->second, here)) years.insert(year);
  }
  return years;
}

std::vector<std::size_t> places_of(const Sheet& sheet, const Series& series, std::size_t unit) {
  std::vector<std::size_t> out;
  for (std::size_t i = sheet.begin[unit]; i < sheet.begin[unit + 1]; ++i) {
    if (!is_missing(series.level[i])) out.push_back(i);
  }
  return out;
}

bool is_gap(const Sheet& sheet, const Series& series, std::size_t place) {
  const std::size_t b = series.before[place];
  return b == kNoPlace || sheet.time[b] + 1 != sheet.time[place];
}

Sheet sheet_of(const Panel& panel, const OddOptions& options) {
  Sheet sheet{.panel = panel, .columns = {}, .unit = {}, .time = {}, .begin = {}, .timed = panel.periods().size() > 1};
  const auto& order = panel.by_unit_and_time();
  for (const std::size_t row : order) {
    sheet.unit.push_back(panel.unit()[row]);
    sheet.time.push_back(panel.time()[row]);
  }
  for (std::size_t u = 0; u <= panel.units(); ++u) sheet.begin.push_back(panel.begin(static_cast<std::int32_t>(u)));
  const auto known = [](const std::map<std::string, std::string>& all, const std::string& name) {
    const auto at = all.find(name);
    return at == all.end() ? std::string() : at->second;
  };
  for (const Column& column : panel.table.columns()) {
    if (!is_amount(panel, column, options)) continue;
    Series s;
    s.name = column.name;
    const std::string head = known(options.heads, column.name);
    const NameAndMeasure parts = split_measure(head.empty() ? column.name : head);
    s.head = parts.name;
    s.measure = known(options.measures, column.name);
    if (s.measure.empty()) s.measure = parts.measure;
    for (const std::size_t row : order) s.value.push_back(column.numbers[row]);
    s.step = smallest_step(s.value);
    set_levels(s);
    set_neighbours(sheet, s);
    set_growth(sheet, s);
    set_scales(sheet, s);
    sheet.columns.push_back(std::move(s));
  }
  return sheet;
}

}  // namespace ecoeff::odd
