// esttab (Ben Jann): stored estimates side by side, as text. What it writes to a file elsewhere is only shown here.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/number_format.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/stored.hpp"

namespace ecoeff::stata {
namespace {

struct Style {
  int digits = 3;           // of the coefficient
  std::string below = "t";  // t, se or p
  int below_digits = 2;
  std::vector<std::pair<double, std::string>> stars{{0.05, "*"}, {0.01, "**"}, {0.001, "***"}};
  std::vector<std::string> keep;
  std::vector<std::string> r2;  // r2, ar2, pr2
};

struct Measure {
  const char* option;
  std::size_t least;
  const char* key;
  const char* name;
};
constexpr Measure kMeasures[] = {
    {"r2", 2, "r2", "R-sq"}, {"ar2", 3, "adjusted", "adj. R-sq"}, {"pr2", 3, "pseudo", "pseudo R-sq"}};

// "* 0.1 ** 0.05 *** 0.01"
std::vector<std::pair<double, std::string>> stars_of(const std::string& text, const Line& line) {
  std::vector<std::pair<double, std::string>> out;
  const std::vector<std::string> words = words_of(text);
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    const std::optional<double> level = parse_number(words[i + 1]);
    if (!level) refuse("T704", words[i + 1], line.text, {"a number is needed", "需要一个数"});
    out.emplace_back(*level, words[i]);
  }
  if (words.size() % 2 != 0 || out.empty())
    refuse("T704", "star(" + text + ")", line.text, {"a sign and a level each", "应为符号与显著性水平成对出现"});
  return out;
}

Style read_style(OptionReader& options, const Line& line) {
  Style style;
  if (const auto b = options.value("b", 1)) style.digits = digits_of_format(*b, line);
  for (const char* below : {"t", "se", "p"}) {
    const Option* asked = options.option(below, std::string_view(below).size());
    if (asked == nullptr) continue;
    style.below = below;
    style.below_digits = asked->value ? digits_of_format(*asked->value, line) : style.below == "t" ? 2 : 3;
  }
  if (options.flag("nostar", 6)) style.stars.clear();
  if (const auto stars = options.value("star", 4)) style.stars = stars_of(*stars, line);
  if (const auto keep = options.value("keep", 4)) style.keep = words_of(*keep);
  for (const Measure& measure : kMeasures) {
    if (options.flag(measure.option, measure.least)) style.r2.emplace_back(measure.option);
  }
  (void)options.flag("replace", 3);
  (void)options.flag("nogaps", 5);
  (void)options.flag("compress", 4);
  options.finish();
  return style;
}

using Kept = std::vector<std::shared_ptr<const Fitted>>;

// The stored estimates whose names fit a word, in the order of their names (t4c2 before t4c10).
std::vector<std::string> stored_names(const Session& session, const std::string& word, const Line& line) {
  if (!word.ends_with('*')) {
    (void)find_stored(session, word, line);
    return {word};
  }
  std::vector<std::string> names;
  for (const auto& [name, fitted] : session.stored) {
    if (name.starts_with(word.substr(0, word.size() - 1))) names.push_back(name);
  }
  if (names.empty())
    refuse("T713", word, line.text, {"no estimates of this name are stored", "没有以此名称存储的估计结果"});
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return names;
}

std::string stars_at(const Style& style, double p) {
  std::string out;
  for (const auto& [level, sign] : style.stars) {
    if (p < level && sign.size() > out.size()) out = sign;
  }
  return out;
}

std::string cell(const Estimate& e, const std::string& name, const Style& style, bool below) {
  if (e.index_of(name) >= e.names.size()) return "";
  if (!below) return stata_fixed(e.coefficient(name), style.digits) + stars_at(style, e.p(name));
  const double value = style.below == "se" ? e.se(name) : style.below == "p" ? e.p(name) : e.statistic(name);
  return (style.below == "p" ? "[" : "(") + stata_fixed(value, style.below_digits) + (style.below == "p" ? "]" : ")");
}

std::string paint(const Kept& kept, const Style& style) {
  std::vector<std::string> rows;
  for (const auto& fitted : kept) {
    for (const std::string& name : fitted->order) {
      const bool wanted =
          style.keep.empty() || std::find(style.keep.begin(), style.keep.end(), name) != style.keep.end();
      if (wanted && std::find(rows.begin(), rows.end(), name) == rows.end()) rows.push_back(name);
    }
  }
  // The constant comes last however many columns have other variables.
  std::stable_partition(rows.begin(), rows.end(), [](const std::string& name) { return name != "_cons"; });
  std::size_t width = 14;
  for (const std::string& name : rows) width = std::max(width, display_width(name) + 1);
  const auto row = [&](const std::string& title, const auto& of) {
    std::string out = pad_right(title, width);
    for (std::size_t i = 0; i < kept.size(); ++i) out += pad_left(of(i), 14);
    return out + "\n";
  };
  const std::string rule = std::string(width + 14 * kept.size(), '-') + "\n";
  std::string out = rule + row("", [](std::size_t i) { return fmt::format("({})", i + 1); });
  out += row("", [&](std::size_t i) { return kept[i]->estimate.outcome; }) + rule;
  for (const std::string& name : rows) {
    out += row(name, [&](std::size_t i) { return cell(kept[i]->estimate, name, style, false); });
    out += row("", [&](std::size_t i) { return cell(kept[i]->estimate, name, style, true); });
  }
  out += rule + row("N", [&](std::size_t i) { return std::to_string(kept[i]->estimate.n); });
  for (const Measure& measure : kMeasures) {
    if (std::find(style.r2.begin(), style.r2.end(), measure.option) == style.r2.end()) continue;
    out += row(measure.name, [&](std::size_t i) {
      const auto at = kept[i]->estimate.r2.find(measure.key);
      return at == kept[i]->estimate.r2.end() ? std::string() : stata_fixed(at->second, 3);
    });
  }
  return out + rule;
}

}  // namespace

Outcome run_esttab(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  OptionReader options(line);
  const Style style = read_style(options, line);
  std::vector<std::string> words = words_of(line.body);
  Outcome outcome{.line = line.text, .quiet = line.quiet};
  if (const auto with = std::find(words.begin(), words.end(), "using"); with != words.end()) {
    const std::string file = with + 1 == words.end() ? "" : *(with + 1);
    outcome.notes.push_back({Severity::info,
                             "T793",
                             {fmt::format("esttab shows the table; {} is not written", file),
                              fmt::format("esttab 只显示表格，不写出 {}", file)}});
    words.erase(with, words.end());
  }
  Kept kept;
  for (const std::string& word : words) {
    for (const std::string& name : stored_names(session, word, line)) kept.push_back(find_stored(session, name, line));
  }
  if (kept.empty()) kept.push_back(session.last);
  (void)last_fit(session, line);
  outcome.output = both(paint(kept, style));
  return outcome;
}

}  // namespace ecoeff::stata
