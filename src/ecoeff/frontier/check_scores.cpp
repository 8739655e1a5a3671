#include "ecoeff/frontier/check_scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/number.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/solver/tolerances.hpp"

namespace ecoeff {
namespace {

// "a:0.5; b:0.25", by name: names may hold colons.
std::map<std::string, double> peers_in(const std::string& text) {
  std::map<std::string, double> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("; ", begin), text.size());
    const std::string entry = text.substr(begin, end - begin);
    const std::size_t colon = entry.rfind(':');
    if (colon != std::string::npos) out[entry.substr(0, colon)] += std::strtod(entry.c_str() + colon + 1, nullptr);
    begin = end + 2;
  }
  return out;
}

// Where distances have wide bounds, parts of an index may be as far off as that many times the bounds of the index.
constexpr double kPartsOfIndex = 100 / frontier::kSamePrinted;

bool near(double a, double b, double size) {
  if (is_missing(a) || is_missing(b)) return is_missing(a) && is_missing(b);
  return a == b || std::abs(a - b) <= frontier::kSamePrinted * size;
}

bool same_peers(const std::string& a, const std::string& b) {
  const auto one = peers_in(a);
  auto two = peers_in(b);
  for (const auto& [name, intensity] : one) {
    if (!near(intensity, std::exchange(two[name], 0.0), std::max(1.0, intensity))) return false;
  }
  return std::all_of(two.begin(), two.end(), [](const auto& peer) { return near(peer.second, 0, 1); });
}

// How a column is looked at.
enum class Look { nothing, score, lower, upper, peers, words, flag, margin, slack, target, multiplier, number };

Look look_of(const Column& column) {
  static constexpr std::pair<std::string_view, Look> kColumns[] = {
      {"reason", Look::nothing}, {"settled", Look::nothing}, {"score", Look::score},
      {"index", Look::score},    {"lower", Look::lower},     {"upper", Look::upper},
      {"peers", Look::peers},    {"efficient", Look::flag},  {"margin", Look::margin}};
  static constexpr std::pair<std::string_view, Look> kFamilies[] = {
      {"slack_", Look::slack}, {"target_", Look::target}, {"multiplier_", Look::multiplier}};
  for (const auto& [name, look] : kColumns) {
    if (column.name == name) return look;
  }
  for (const auto& [begin, look] : kFamilies) {
    if (column.name.starts_with(begin)) return look;
  }
  return column.is_text ? Look::words : Look::number;
}

class Comparison {
 public:
  // `data`: the panel's table, whose rows are those of scores.
  Comparison(const Table& printed, const Table& proved, const Table& data, std::size_t keys)
      : printed_(printed), proved_(proved), data_(data), keys_(keys) {}

  ScoreCheck run() {
    refuse_other_tables();
    out_.rows = printed_.rows();
    for (const Column& column : proved_.columns()) look_at(column.name);
    std::stable_sort(out_.wrong.begin(), out_.wrong.end(),
                     [](const Disproof& a, const Disproof& b) { return a.row < b.row; });
    return std::move(out_);
  }

 private:
  [[noreturn]] static void refuse(Text message) {
    throw Error(Fault::data, "F475", std::move(message), {},
                {"give the table that --certify wrote, and the data that it was computed from",
                 "请给出 --certify 写出的表格，以及它所用的数据"});
  }

  void refuse_other_tables() const {
    for (const Column& column : proved_.columns()) {
      if (!printed_.has(column.name))
        refuse({fmt::format("the table has no column {}", column.name), fmt::format("表中没有列 {}", column.name)});
    }
    if (printed_.columns().size() != proved_.columns().size())
      refuse({"the table has columns that its question does not give", "表中有该命令不会给出的列"});
    if (printed_.rows() != proved_.rows())
      refuse({fmt::format("the table has {} rows, the data give {}", printed_.rows(), proved_.rows()),
              fmt::format("表有 {} 行，数据应得 {} 行", printed_.rows(), proved_.rows())});
    for (std::size_t k = 0; k < keys_; ++k) {
      const std::string& name = proved_.columns()[k].name;
      const auto printed = printed_.texts(name);
      const auto proved = proved_.texts(name);
      for (std::size_t row = 0; row < printed.size(); ++row) {
        if (printed[row] != proved[row])
          refuse({fmt::format("row {} of the table is of {} {}, that of the data of {}", row + 1, name, printed[row],
                              proved[row]),
                  fmt::format("表的第 {} 行的 {} 为 {}，数据中为 {}", row + 1, name, printed[row], proved[row])});
      }
    }
  }

  void look_at(const std::string& name) {
    const Column& proved = proved_.column(name);
    switch (look_of(proved)) {
      case Look::nothing: return;
      case Look::score: return look_at_score(name);
      case Look::lower: return look_at_bound(name, true);
      case Look::upper: return look_at_bound(name, false);
      case Look::peers: return look_at_texts(name, same_peers);
      case Look::words: return look_at_texts(name, std::equal_to<std::string>());
      case Look::flag:
      case Look::margin:
      case Look::slack:
      case Look::target:
      case Look::multiplier:
      case Look::number: return look_at_numbers(name, look_of(proved));
    }
  }

  template <class Same>
  void look_at_texts(const std::string& name, Same same) {
    const auto printed = printed_.texts(name);
    const auto proved = proved_.texts(name);
    for (std::size_t row = 0; row < printed.size(); ++row) {
      if (!same(printed[row], proved[row])) add(row, name, printed[row], proved[row]);
    }
  }

  // The printed bound is proved where that of the proofs is no further out.
  void look_at_bound(const std::string& name, bool lower) {
    const auto printed = printed_.numbers(name);
    const auto proved = proved_.numbers(name);
    const auto score = proved_.numbers(proved_.has("score") ? "score" : "index");
    for (std::size_t row = 0; row < printed.size(); ++row) {
      const bool holds = is_missing(printed[row]) ? is_missing(proved[row]) || is_missing(score[row])
                         : lower                  ? printed[row] <= proved[row]
                                                  : printed[row] >= proved[row];
      if (!holds) add(row, name, format_shortest(printed[row]), lower ? at_least(proved[row]) : at_most(proved[row]));
    }
  }

  void look_at_score(const std::string& name) {
    const auto printed = printed_.numbers(name);
    const auto proved = proved_.numbers(name);
    const auto lower = printed_.numbers("lower");
    const auto upper = printed_.numbers("upper");
    const auto low = proved_.numbers("lower");
    const auto high = proved_.numbers("upper");
    for (std::size_t row = 0; row < printed.size(); ++row) {
      if (is_missing(printed[row]) && is_missing(proved[row])) continue;
      const double room = (high[row] - low[row]) + 8 * std::numeric_limits<double>::epsilon() * std::abs(proved[row]);
      const bool bounded = lower[row] <= printed[row] && printed[row] <= upper[row];
      const bool holds = bounded && low[row] - room <= printed[row] && printed[row] <= high[row] + room;
      if (!holds) add(row, name, format_shortest(printed[row]), format_shortest(proved[row]));
      if (!is_missing(proved[row])) out_.widest = std::max(out_.widest, upper[row] - lower[row]);
    }
  }

  static double largest_of(std::span<const double> numbers) {
    double out = 0;
    for (const double x : numbers) out = is_missing(x) ? out : std::max(out, std::abs(x));
    return out;
  }

  // Slacks and targets are measured by the row's own value (where data have values below zero, which are moved before
  // programs are built, by the largest), parts of an index also by the width of its bounds, multipliers by the largest
  // of the column. The margin of efficient rows is known where the distance to the others was asked, which a proof need
  // not.
  void look_at_numbers(const std::string& name, Look look) {
    const auto printed = printed_.numbers(name);
    const auto proved = proved_.numbers(name);
    const bool moves = look == Look::slack || look == Look::target;
    const std::string feature = moves ? name.substr(name.find('_') + 1) : "";
    const auto proved_slack = moves ? proved_.numbers("slack_" + feature) : proved;
    const auto own = moves ? data_.numbers(feature) : proved;
    const auto efficient = look == Look::margin ? proved_.numbers("efficient") : proved;
    const double largest = largest_of(proved);
    const bool is_moved = moves && std::any_of(own.begin(), own.end(), [](double x) { return x < 0; });
    const double moved_by = is_moved ? largest_of(own) : 0;
    const bool part_of_index = proved_.has("index");
    const auto lower = part_of_index ? proved_.numbers("lower") : proved;
    const auto upper = part_of_index ? proved_.numbers("upper") : proved;
    for (std::size_t row = 0; row < printed.size(); ++row) {
      if (look == Look::multiplier && is_missing(proved[row])) continue;  // of a program that the proof does without
      if (look == Look::margin && efficient[row] == 1) continue;
      double size = std::max({1.0, std::abs(proved[row]), std::abs(printed[row])});
      if (look == Look::multiplier) size = largest;
      if (moves) size = std::abs(proved_slack[row]) + std::abs(own[row]) + moved_by;
      const double width = upper[row] - lower[row];
      if (part_of_index && width > 0) size += kPartsOfIndex * width;
      if (look == Look::flag || look == Look::margin) size = 0;
      if (!near(printed[row], proved[row], size))
        add(row, name, format_shortest(printed[row]), format_shortest(proved[row]));
    }
  }

  static std::string at_least(double x) { return is_missing(x) ? "" : ">= " + format_shortest(x); }
  static std::string at_most(double x) { return is_missing(x) ? "" : "<= " + format_shortest(x); }

  void add(std::size_t row, const std::string& column, std::string printed, std::string proved) {
    std::string name;
    for (std::size_t k = 0; k < keys_; ++k)
      name += (k == 0 ? "" : k == 1 ? "@" : "-") + proved_.texts(proved_.columns()[k].name)[row];
    out_.wrong.push_back({row, std::move(name), column, std::move(printed), std::move(proved)});
  }

  const Table& printed_;
  const Table& proved_;
  const Table& data_;
  std::size_t keys_;
  ScoreCheck out_;
};

}  // namespace

std::size_t ScoreCheck::wrong_rows() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < wrong.size(); ++i) count += i == 0 || wrong[i].row != wrong[i - 1].row ? 1 : 0;
  return count;
}

ScoreCheck check_scores(const Panel& panel, const ScoreOptions& options, const Table& printed) {
  ScoreOptions asked = options;
  asked.certify = true;
  if (is_productivity(options.model))
    return Comparison(printed, productivity_table(panel, productivity(panel, asked)), panel.table, 3).run();
  return Comparison(printed, score_table(panel, score(panel, asked)), panel.table, panel.time_column().empty() ? 1 : 2)
      .run();
}

}  // namespace ecoeff
