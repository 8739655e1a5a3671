#include "ecoeff/stata/functions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

using Row = std::vector<double>;  // the arguments in one row

struct Function {
  std::size_t least = 1;
  std::size_t most = 1;
  std::function<double(const Row&)> of;
  bool sees_missing = false;  // else a missing argument gives missing
};

double extreme(const Row& a, bool largest) {
  double out = kMissing;
  for (const double x : a) {
    if (is_missing(x)) continue;
    if (is_missing(out) || (largest ? x > out : x < out)) out = x;
  }
  return out;
}

double in_range(const Row& a) {
  if (is_missing(a[0])) return 0;
  return (is_missing(a[1]) || a[0] >= a[1]) && (is_missing(a[2]) || a[0] <= a[2]) ? 1 : 0;
}

double modulus(double x, double y) { return y > 0 ? x - y * std::floor(x / y) : kMissing; }

double rounded(double x, double unit) { return unit == 0 ? x : std::floor(x / unit + 0.5) * unit; }

constexpr std::size_t kAny = 255;

const std::map<std::string, Function>& functions() {
  static const std::map<std::string, Function> kFunctions{
      {"abs", {1, 1, [](const Row& a) { return std::abs(a[0]); }}},
      {"ceil", {1, 1, [](const Row& a) { return std::ceil(a[0]); }}},
      {"floor", {1, 1, [](const Row& a) { return std::floor(a[0]); }}},
      {"int", {1, 1, [](const Row& a) { return std::trunc(a[0]); }}},
      {"trunc", {1, 1, [](const Row& a) { return std::trunc(a[0]); }}},
      {"round", {1, 2, [](const Row& a) { return rounded(a[0], a.size() > 1 ? a[1] : 1); }}},
      {"sqrt", {1, 1, [](const Row& a) { return std::sqrt(a[0]); }}},
      {"exp", {1, 1, [](const Row& a) { return std::exp(a[0]); }}},
      {"ln", {1, 1, [](const Row& a) { return a[0] > 0 ? std::log(a[0]) : kMissing; }}},
      {"log", {1, 1, [](const Row& a) { return a[0] > 0 ? std::log(a[0]) : kMissing; }}},
      {"log10", {1, 1, [](const Row& a) { return a[0] > 0 ? std::log10(a[0]) : kMissing; }}},
      {"ln1p", {1, 1, [](const Row& a) { return a[0] > -1 ? std::log1p(a[0]) : kMissing; }}},
      {"log1p", {1, 1, [](const Row& a) { return a[0] > -1 ? std::log1p(a[0]) : kMissing; }}},
      {"sign", {1, 1, [](const Row& a) { return a[0] > 0   ? 1.0
                                                : a[0] < 0 ? -1.0
                                                           : 0.0; }}},
      {"mod", {2, 2, [](const Row& a) { return modulus(a[0], a[1]); }}},
      {"normal", {1, 1, [](const Row& a) { return normal_cdf(a[0]); }}},
      {"normalden", {1, 1, [](const Row& a) { return normal_density(a[0]); }}},
      {"invnormal", {1, 1, [](const Row& a) { return a[0] > 0 && a[0] < 1 ? normal_quantile(a[0]) : kMissing; }}},
      {"max", {1, kAny, [](const Row& a) { return extreme(a, true); }, true}},
      {"min", {1, kAny, [](const Row& a) { return extreme(a, false); }, true}},
      {"inrange", {3, 3, in_range, true}},
  };
  return kFunctions;
}

std::vector<std::string> names_of_functions() {
  std::vector<std::string> names{"missing", "mi", "cond", "inlist", "strlen", "substr", "upper", "lower", "real"};
  for (const auto& [name, function] : functions()) names.push_back(name);
  return names;
}

void require_arguments(const std::string& name, const std::vector<Values>& a, std::size_t least, std::size_t most,
                       std::string_view expression) {
  if (a.size() >= least && a.size() <= most) return;
  refuse("T710", name + "()", expression,
         {fmt::format("{} argument(s) given", a.size()), fmt::format("给出了 {} 个参数", a.size())});
}

void require_kind(const std::string& name, const Values& a, bool text, std::string_view expression) {
  if (a.is_text == text) return;
  refuse("T710", name + "()", expression,
         text ? Text{"this argument must be text", "该参数应为文本"}
              : Text{"this argument must be a number, not text", "该参数应为数值，而不是文本"});
}

std::size_t rows_of(const Values& a) { return a.is_text ? a.texts.size() : a.numbers.size(); }

Values call_missing(const std::vector<Values>& a) {
  Values out{.numbers = Row(rows_of(a.front()), 0)};
  for (const Values& one : a) {
    for (std::size_t i = 0; i < out.numbers.size(); ++i) {
      if (one.is_text ? one.texts[i].empty() : is_missing(one.numbers[i])) out.numbers[i] = 1;
    }
  }
  return out;
}

Values call_inlist(const std::vector<Values>& a, std::string_view expression) {
  Values out{.numbers = Row(rows_of(a.front()), 0)};
  for (std::size_t k = 1; k < a.size(); ++k) {
    require_kind("inlist", a[k], a[0].is_text, expression);
    for (std::size_t i = 0; i < out.numbers.size(); ++i) {
      const bool same = a[0].is_text ? a[0].texts[i] == a[k].texts[i] : compare(a[0].numbers[i], a[k].numbers[i]) == 0;
      if (same) out.numbers[i] = 1;
    }
  }
  return out;
}

Values call_cond(const std::vector<Values>& a, std::string_view expression) {
  require_kind("cond", a[0], false, expression);
  require_kind("cond", a[2], a[1].is_text, expression);
  Values out = a[1];
  for (std::size_t i = 0; i < a[0].numbers.size(); ++i) {
    if (a[0].numbers[i] != 0) continue;  // missing counts as true
    if (out.is_text) {
      out.texts[i] = a[2].texts[i];
    } else {
      out.numbers[i] = a[2].numbers[i];
    }
  }
  return out;
}

std::string substring(const std::string& text, double from, double length) {
  const std::u32string points = to_code_points(text);
  const auto size = static_cast<double>(points.size());
  const double first = from < 0 ? size + from : from - 1;
  if (is_missing(from) || first < 0 || first >= size) return {};
  const auto begin = static_cast<std::size_t>(first);
  return from_code_points(std::u32string_view(points).substr(
      begin, is_missing(length) || length >= size ? points.size() : static_cast<std::size_t>(std::max(0.0, length))));
}

// Functions of text; nothing when the name is none of them.
bool call_text_function(const std::string& name, const std::vector<Values>& a, std::string_view expression,
                        Values& out) {
  const bool part = name == "substr" || name == "usubstr";
  if (!part && name != "strlen" && name != "upper" && name != "lower" && name != "real") return false;
  require_arguments(name, a, part ? 3 : 1, part ? 3 : 1, expression);
  require_kind(name, a[0], true, expression);
  if (part) {
    require_kind(name, a[1], false, expression);
    require_kind(name, a[2], false, expression);
  }
  out.is_text = name != "strlen" && name != "real";
  for (std::size_t i = 0; i < a[0].texts.size(); ++i) {
    const std::string& text = a[0].texts[i];
    if (name == "strlen") out.numbers.push_back(static_cast<double>(text.size()));
    if (name == "real") out.numbers.push_back(parse_number(text).value_or(kMissing));
    if (name == "lower") out.texts.push_back(lower_ascii(text));
    if (part) out.texts.push_back(substring(text, a[1].numbers[i], a[2].numbers[i]));
    if (name == "upper") {
      std::string upper = text;
      for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      out.texts.push_back(std::move(upper));
    }
  }
  return true;
}

}  // namespace

int compare(double a, double b) {
  if (is_missing(a) || is_missing(b)) return (is_missing(a) ? 1 : 0) - (is_missing(b) ? 1 : 0);
  return a < b ? -1 : a > b ? 1 : 0;
}

Values call_function(const std::string& name, const std::vector<Values>& arguments, std::string_view expression) {
  Values out;
  if (name == "missing" || name == "mi") {
    require_arguments(name, arguments, 1, kAny, expression);
    return call_missing(arguments);
  }
  if (name == "inlist") {
    require_arguments(name, arguments, 2, kAny, expression);
    return call_inlist(arguments, expression);
  }
  if (name == "cond") {
    require_arguments(name, arguments, 3, 3, expression);
    return call_cond(arguments, expression);
  }
  if (call_text_function(name, arguments, expression, out)) return out;
  const auto found = functions().find(name);
  if (found == functions().end()) {
    refuse("T709", name + "()", expression, {"this function is not known here", "这里没有这个函数"},
           nearest(name, names_of_functions()));
  }
  const Function& function = found->second;
  require_arguments(name, arguments, function.least, function.most, expression);
  for (const Values& a : arguments) require_kind(name, a, false, expression);
  out.numbers.resize(arguments.front().numbers.size());
  Row row(arguments.size());
  for (std::size_t i = 0; i < out.numbers.size(); ++i) {
    bool missing = false;
    for (std::size_t k = 0; k < row.size(); ++k) {
      row[k] = arguments[k].numbers[i];
      missing = missing || is_missing(row[k]);
    }
    const double value = missing && !function.sees_missing ? kMissing : function.of(row);
    out.numbers[i] = std::isfinite(value) ? value : kMissing;
  }
  return out;
}

}  // namespace ecoeff::stata
