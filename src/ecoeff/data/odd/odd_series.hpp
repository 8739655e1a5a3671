// The columns of a panel as series that the rules for odd values read. A place is a position in the order of unit and
// then time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ecoeff/data/odd/odd_values.hpp"

namespace ecoeff::odd {

inline constexpr std::size_t kNoPlace = static_cast<std::size_t>(-1);

struct Series {
  std::string name;
  std::string head;                 // as the file has it, without its unit of measurement
  std::string measure;              // "" where it is not known
  std::vector<double> value;        // by place; noise of arithmetic around zero is zero
  std::vector<double> level;        // log or asinh; missing where there is no value, and for zeros of a logged column
  std::vector<std::size_t> before;  // the place of the level before in the unit, or kNoPlace
  std::vector<std::size_t> after;   // likewise
  std::vector<double> growth;       // from the level before, less the median of the year; missing where there is none
  std::vector<double> scale;        // of a growth, by unit
  std::map<std::int32_t, double> year_growth;  // the median growth of the units to that year
  double spread = 0;                           // robust scale of growth over the column
  double step = 0;                             // the smallest decimal step of its values
  double jump_bound = 0;                       // z from which a growth is far off
  double spike_bound = 0;                      // z from which a single cell is
  bool logged = true;
};

struct Sheet {
  const Panel& panel;
  std::vector<Series> columns;
  std::vector<std::int32_t> unit, time;  // by place
  std::vector<std::size_t> begin;        // places begin[u] .. begin[u + 1] - 1 are unit u
  bool timed = false;                    // more than one period

  [[nodiscard]] std::size_t places() const { return unit.size(); }
  [[nodiscard]] std::size_t units() const { return begin.size() - 1; }
  // "黑龙江 2013".
  [[nodiscard]] std::string name(std::size_t place) const;
};

[[nodiscard]] Sheet sheet_of(const Panel& panel, const OddOptions& options);

// Of what is not missing; missing where nothing is. Takes its argument to pieces.
[[nodiscard]] double median(std::vector<double> values);
[[nodiscard]] double quantile(std::vector<double> values, double share);
// 1.4826 times the median of absolute values, the standard deviation of a normal variable around 0.
[[nodiscard]] double robust_scale(const std::vector<double>& values);

// A value as its column writes it.
[[nodiscard]] std::string written(const Series& series, std::size_t place);
// The places of a unit that have a level, in time.
[[nodiscard]] std::vector<std::size_t> places_of(const Sheet& sheet, const Series& series, std::size_t unit);

// A growth in scales of its unit, to which the rounding of the two values is added. The place has a growth.
[[nodiscard]] double jump_size(const Sheet& sheet, const Series& series, std::size_t place);
// How far a value lies off the mean of its neighbours, growth to it less growth from it, in the scales of such a
// difference; 0 unless the two have opposite signs and differ by at most a factor of 4. It has neighbours on both sides.
[[nodiscard]] double spike_size(const Sheet& sheet, const Series& series, std::size_t place);

// The largest growth of the unit of these places, in absolute value, but for those to the places listed.
[[nodiscard]] double largest_other_growth(const Sheet& sheet, const Series& series,
                                          const std::vector<std::size_t>& places);

// Years in which nearly all values are written with more decimals than those of the year before, or with fewer: they
// come from another source, or were computed.
[[nodiscard]] std::set<std::int32_t> years_of_other_decimals(const Sheet& sheet, const Series& series);

// Whether a place has no growth from the year before.
[[nodiscard]] bool is_gap(const Sheet& sheet, const Series& series, std::size_t place);

}  // namespace ecoeff::odd
