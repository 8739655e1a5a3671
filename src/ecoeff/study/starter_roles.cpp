#include "ecoeff/study/starter_roles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "ecoeff/base/text.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/study/starter_parts.hpp"

namespace ecoeff {
namespace {

using Words = std::vector<std::string>;
using Roles = StarterRoles;

const Words kUnit{"城市", "地级市",   "地区",      "省份",    "省",   "县",   "企业", "国家",
                  "city", "province", "region_id", "country", "iso3", "firm", "unit", "id"};
const Words kTime{"年份", "年度", "年", "时间", "year", "time", "period"};
const std::string kMainOutput = "gdp";
const Words kOverGdp{"trade", "fdi", "fiscal"};  // whose ratios to it are usual
const Words kReal{"不变价", "可比价", "实际", "年价", "real", "constant", "2010", "2015", "2017", "2005", "2000"};

bool speaks_of(const std::string& name, const Words& words) {
  const std::string low = lower_ascii(name);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return low.find(word) != std::string::npos; });
}

// An exact name first ("id" must not win over "城市" because of "grid").
std::optional<std::string> find_key(const Table& table, const Words& words) {
  for (const std::string& word : words) {
    for (const Column& c : table.columns()) {
      if (lower_ascii(c.name) == word) return c.name;
    }
  }
  for (const Column& c : table.columns()) {
    if (speaks_of(c.name, Words(words.begin(), words.end() - 1))) return c.name;
  }
  return std::nullopt;
}

// Nine of ten rows: a note below the table leaves its year empty.
bool looks_like_years(const Column& column) {
  if (column.is_text) return false;
  const auto years = std::count_if(column.numbers.begin(), column.numbers.end(),
                                   [](double v) { return std::floor(v) == v && v >= 1800 && v <= 2200; });
  const bool others = std::any_of(column.numbers.begin(), column.numbers.end(), [](double v) {
    return !is_missing(v) && !(std::floor(v) == v && v >= 1800 && v <= 2200);
  });
  return years > 0 && !others && static_cast<std::size_t>(years) * 10 >= column.numbers.size() * 9;
}

// A name that no column of the data has.
std::string free_name(const Table& table, std::string name) {
  while (table.has(name)) name += "_";
  return name;
}

// Text columns with few values are groups to split by.
bool is_group(const Column& column) {
  return column.has_names() && column.text.levels.size() >= 2 && column.text.levels.size() <= 8;
}

// `unit` and `time` where they are known already.
void guess_keys(const Table& table, Roles& r) {
  if (r.unit.empty()) r.unit = find_key(table, kUnit).value_or("");
  for (const Column& c : table.columns()) {
    if (r.time.empty() && c.name != r.unit && speaks_of(c.name, kTime) && (c.is_text || looks_like_years(c)))
      r.time = c.name;
  }
  for (const Column& c : table.columns()) {
    if (r.time.empty() && c.name != r.unit && looks_like_years(c)) r.time = c.name;
  }
  for (const Column& c : table.columns()) {
    const bool names_units = c.is_text || (c.has_names() && !is_group(c));
    if (r.unit.empty() && names_units && c.name != r.time) r.unit = c.name;
  }
}

// What the numbers of a column say beside its name.
struct Content {
  std::size_t missing = 0, zeros = 0, negative = 0, distinct = 0;
  bool dummy = false, id = false, varies = false, skewed = false;
};

Content shape_of(const Table& table, const Column& c, const Roles& r) {
  Content out;
  std::set<double> values;
  std::vector<double> sizes;
  std::map<std::string, std::set<double>> of_unit;
  const std::vector<std::string> units = r.unit.empty() ? std::vector<std::string>() : table.texts(r.unit);
  bool whole = true;
  for (std::size_t i = 0; i < c.numbers.size(); ++i) {
    const double v = c.numbers[i];
    if (is_missing(v)) {
      ++out.missing;
      continue;
    }
    out.zeros += v == 0 ? 1 : 0;
    out.negative += v < 0 ? 1 : 0;
    whole = whole && std::floor(v) == v;
    values.insert(v);
    sizes.push_back(v);
    if (!units.empty()) of_unit[units[i]].insert(v);
  }
  out.distinct = values.size();
  out.dummy = values == std::set<double>{0, 1};
  for (const auto& [unit, own] : of_unit) out.varies = out.varies || own.size() > 1;
  out.varies = out.varies || r.time.empty();
  // A number of its own for each unit, or for each row.
  const bool several_rows = sizes.size() >= 2 * of_unit.size();
  out.varies = out.varies || !several_rows;
  const bool for_units = several_rows && !out.varies && whole && values.size() == of_unit.size() && of_unit.size() > 2;
  const bool for_rows = whole && values.size() == sizes.size() && sizes.size() > 8 && !values.empty() &&
                        *values.rbegin() - *values.begin() + 1 == static_cast<double>(sizes.size());
  out.id = for_units || for_rows;
  if (!sizes.empty()) {
    std::sort(sizes.begin(), sizes.end());
    out.skewed = sizes.back() > 5 * sizes[sizes.size() / 2] && sizes.front() > 0;
  }
  return out;
}

struct Candidate {
  std::string head, name;
  Content shape;
  std::size_t order = 0;
  bool real = false;  // at constant prices
  bool rate = false;
  bool spare = false;  // an amount that found no place in the score
};

// Of several columns for one thing: the one with fewest gaps, at constant prices, with the shortest name.
bool better(const Candidate& a, const Candidate& b, std::size_t rows) {
  const auto gaps = [&](const Candidate& c) { return c.shape.missing * 20 / std::max<std::size_t>(1, rows); };
  if (gaps(a) != gaps(b)) return gaps(a) < gaps(b);
  if (a.real != b.real) return a.real;
  if (a.shape.zeros != b.shape.zeros) return a.shape.zeros < b.shape.zeros;
  return a.head.size() != b.head.size() ? a.head.size() < b.head.size() : a.order < b.order;
}

class Guesser {
 public:
  Guesser(const Table& table, const RoleWords& words, Roles& r) : table_(table), words_(words), r_(r) {}

  void guess() {
    if (!r_.unit.empty()) {
      const std::vector<std::string> units = table_.texts(r_.unit);
      r_.units = std::set<std::string>(units.begin(), units.end()).size();
    }
    for (const Column& c : table_.columns()) look_at(c);
    if (by_role_[ColumnRole::input].contains("capital")) by_role_[ColumnRole::input].erase("invest");
    take(ColumnRole::input, r_.inputs, 4);
    take(ColumnRole::output, r_.good, 1);
    take(ColumnRole::undesirable, r_.bad, 2);
    order_numbers();
    propose();
    r_.score = free_name(table_, "score");
  }

 private:
  void look_at(const Column& c) {
    if (c.name == r_.unit || c.name == r_.time) return;
    if (is_group(c)) r_.groups.push_back(c.name);
    if (c.is_text || c.numbers.empty()) return;
    const NameAndMeasure head = split_measure(c.name);
    const RoleWords::Guess guess = words_.guess(head.name, head.measure);
    const Content shape = shape_of(table_, c, r_);
    if (guess.role == ColumnRole::code || shape.id) return;
    if (guess.role == ColumnRole::price) {
      if (price_.empty()) price_ = c.name;
      return;
    }
    Candidate one{c.name, guess.name, shape, order_++, speaks_of(c.name, kReal), guess.rate};
    const std::size_t rows = table_.rows();
    const bool amount =
        guess.role == ColumnRole::input || guess.role == ColumnRole::output || guess.role == ColumnRole::undesirable;
    const bool fits = shape.negative == 0 && shape.zeros * 20 <= rows && shape.missing * 2 <= rows && !shape.dummy;
    if (!amount || !fits) {
      one.spare = amount;
      if (shape.distinct > 1) controls_.push_back(one);
      return;
    }
    auto& best = by_role_[guess.role];
    const auto known = best.find(guess.name);
    if (known == best.end() || better(one, known->second, rows)) best[guess.name] = one;
  }

  void take(ColumnRole role, Words& into, std::size_t most) {
    std::vector<Candidate> all;
    for (const auto& [name, one] : by_role_[role]) all.push_back(one);
    if (role == ColumnRole::output && all.size() > 1) {
      std::erase_if(all,
                    [&](const Candidate& c) { return c.name != kMainOutput && by_role_[role].contains(kMainOutput); });
    }
    std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.order < b.order; });
    for (const Candidate& one : all) {
      if (into.size() == most) break;
      into.push_back(one.head);
      if (one.shape.zeros > 0)
        r_.zeros.push_back(
            fmt::format("{}: {} zeros; where they stand for missing values, write zero_missing = {{ columns = {} "
                        "}} in [data]",
                        in_comment(one.head), one.shape.zeros, in_comment(toml_list({one.head}))));
    }
  }

  // A short name: the head itself, else that of the dictionary, else x1, x2, ...
  std::string short_name(const Candidate& c) {
    if (is_short_name(c.head)) return c.head;
    std::string name = c.name;
    for (int n = 2; !c.name.empty() && (taken_.contains(name) || table_.has(name)); ++n)
      name = fmt::format("{}{}", c.name, n);
    while (name.empty() || taken_.contains(name) || table_.has(name)) name = fmt::format("x{}", ++unnamed_);
    taken_.insert(name);
    return name;
  }

  void order_numbers() {
    const std::size_t rows = table_.rows();
    const auto rank = [&](const Candidate& c) {
      const bool gaps = c.shape.missing * 10 > rows * 3;
      const bool fits = c.shape.varies && !gaps && (c.shape.distinct > 2 || c.shape.dummy);
      const bool relative = c.rate || c.shape.dummy;
      return (fits ? 0 : 4) + (c.spare ? 3 : c.name.empty() ? 2 : relative ? 0 : 1);
    };
    std::stable_sort(controls_.begin(), controls_.end(),
                     [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
    for (const Candidate& c : controls_) {
      const std::string name = short_name(c);
      r_.numbers.push_back({c.head, name, c.shape.skewed ? "log(" + name + ")" : name});
      r_.usable += rank(c) < 4 ? 1 : 0;
    }
  }

  // In an expression: a name, or a head in back-ticks; "" where neither can stand.
  [[nodiscard]] std::string operand(const std::string& head) const {
    for (const Regressor& one : r_.numbers) {
      if (one.head == head) return one.name;
    }
    if (is_short_name(head)) return head;
    const bool plain = head.find_first_of("`\"\\\n\r\t") == std::string::npos && in_comment(head) == head;
    return plain ? "`" + head + "`" : "";
  }

  void propose() {
    const std::string gdp = r_.good.empty() ? "" : operand(r_.good.front());
    for (const Regressor& one : r_.numbers) {
      if (r_.ideas.size() >= 8 || !is_short_name(one.name)) break;
      const NameAndMeasure head = split_measure(one.head);
      const RoleWords::Guess guess = words_.guess(head.name, head.measure);
      if (guess.rate || guess.role != ColumnRole::control) continue;
      const bool money = head.measure.find("元") != std::string::npos ||
                         head.measure.find("yuan") != std::string::npos ||
                         std::find(kOverGdp.begin(), kOverGdp.end(), guess.name) != kOverGdp.end();
      if (money && !gdp.empty()) r_.ideas.push_back(fmt::format("{0}_gdp = \"{0} / {1}\"", one.name, gdp));
      if (one.term != one.name) r_.ideas.push_back(fmt::format("ln_{0} = \"log({0})\"", one.name));
    }
    const auto invest = by_role_[ColumnRole::input].find("invest");
    if (invest == by_role_[ColumnRole::input].end() || r_.time.empty()) return;
    const std::string flow = operand(invest->second.head);
    const std::string price = price_.empty() ? "" : operand(price_);
    if (flow.empty()) return;
    r_.ideas.push_back(fmt::format("capital = \"pim({}, depreciation = 0.096, initial = 'growth'{})\"", flow,
                                   price.empty() ? "" : ", price = " + price));
  }

  const Table& table_;
  const RoleWords& words_;
  Roles& r_;
  std::map<ColumnRole, std::map<std::string, Candidate>> by_role_;
  std::vector<Candidate> controls_;
  std::string price_;
  std::set<std::string> taken_;
  std::size_t order_ = 0;
  int unnamed_ = 0;
};

}  // namespace

std::string in_comment(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

StarterRoles guess_roles(const Table& table, const RoleWords& words, const std::string& unit, const std::string& time) {
  StarterRoles r;
  r.unit = unit;
  r.time = time;
  guess_keys(table, r);
  Guesser(table, words, r).guess();
  if (!r.inputs.empty() && !r.good.empty()) return r;
  std::vector<Regressor> all;
  for (Words* heads : {&r.good, &r.bad, &r.inputs}) {
    for (const std::string& head : *heads) {
      if (is_short_name(head)) {
        all.push_back({head, head, head});
        continue;
      }
      const NameAndMeasure parts = split_measure(head);
      std::string name = words.guess(parts.name, parts.measure).name;
      const auto taken = [&](const std::string& one) {
        return table.has(one) || std::any_of(r.numbers.begin(), r.numbers.end(),
                                             [&](const Regressor& other) { return other.name == one; });
      };
      while (name.empty() || taken(name)) name += "y";
      all.push_back({head, name, name});
    }
    heads->clear();
  }
  r.usable += all.size();
  r.numbers.insert(r.numbers.begin(), all.begin(), all.end());
  r.zeros.clear();
  r.score.clear();
  return r;
}

}  // namespace ecoeff
