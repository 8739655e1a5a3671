#include "ecoeff/data/expression_functions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>

#include "ecoeff/data/capital.hpp"
#include "ecoeff/data/clean.hpp"

namespace ecoeff {
namespace {

using Numbers = std::vector<double>;
using Kind = Expression::Kind;

struct Function {
  std::size_t least = 1;  // arguments by position
  std::size_t most = 1;
  std::vector<std::string> names;  // arguments by name
  Numbers (*run)(Evaluation&, const Expression&) = nullptr;
};

[[noreturn]] void throw_arguments(const Evaluation& e, const Expression& call, const std::string& en,
                                  const std::string& zh) {
  throw Error(Fault::study, "S212",
              {fmt::format("{}: {} (in \"{}\")", call.name, en, e.source),
               fmt::format("{}：{}（“{}”）", call.name, zh, e.source)});
}

double constant(const Evaluation& e, const Expression& call, const Expression& argument) {
  if (argument.kind == Kind::number) return argument.number;
  if (argument.kind == Kind::unary && argument.name == "-" && argument.arguments[0].kind == Kind::number) {
    return -argument.arguments[0].number;
  }
  throw_arguments(e, call, "a plain number is needed here", "此处需要一个数字");
}

int whole(const Evaluation& e, const Expression& call, const Expression& argument) {
  const double value = constant(e, call, argument);
  if (value != std::floor(value) || std::abs(value) > 1e6)
    throw_arguments(e, call, "a whole number is needed here", "此处需要整数");
  return static_cast<int>(value);
}

const Expression* named(const Expression& call, std::string_view name) {
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (call.argument_names[i] == name) return &call.arguments[i];
  }
  return nullptr;
}

// A function of one number; `valid` says where it is defined.
Numbers pointwise(Evaluation& e, const Expression& call, double (*f)(double), bool (*valid)(double), const char* en,
                  const char* zh) {
  Numbers x = e.numbers(call.arguments[0]);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!is_missing(x[i])) x[i] = valid(x[i]) && std::isfinite(f(x[i])) ? f(x[i]) : e.undefined.at(en, zh, i);
  }
  return x;
}

Numbers log_of(Evaluation& e, const Expression& call) {
  return pointwise(
      e, call, [](double x) { return std::log(x); }, [](double x) { return x > 0; },
      "log of a number that is not positive", "对非正数取对数");
}
Numbers exp_of(Evaluation& e, const Expression& call) {
  return pointwise(
      e, call, [](double x) { return std::exp(x); }, [](double) { return true; }, "exp beyond the largest number",
      "exp 溢出");
}
Numbers sqrt_of(Evaluation& e, const Expression& call) {
  return pointwise(
      e, call, [](double x) { return std::sqrt(x); }, [](double x) { return x >= 0; },
      "square root of a negative number", "对负数开平方");
}
Numbers abs_of(Evaluation& e, const Expression& call) {
  return pointwise(
      e, call, [](double x) { return std::abs(x); }, [](double) { return true; }, "", "");
}

Numbers divided(Evaluation& e, Numbers a, const Numbers& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (b[i] == 0 && !is_missing(a[i])) {
      a[i] = e.undefined.at("division by zero", "除数为零", i);
    } else {
      a[i] /= b[i];
    }
  }
  return a;
}

Numbers ratio(Evaluation& e, const Expression& call) {
  return divided(e, e.numbers(call.arguments[0]), e.numbers(call.arguments[1]));
}

Numbers extreme(Evaluation& e, const Expression& call, bool largest) {
  Numbers out = e.numbers(call.arguments[0]);
  for (std::size_t k = 1; k < call.arguments.size(); ++k) {
    const Numbers other = e.numbers(call.arguments[k]);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (is_missing(other[i]) || (!is_missing(out[i]) && (largest ? other[i] > out[i] : other[i] < out[i])))
        out[i] = other[i];
    }
  }
  return out;
}
Numbers min_of(Evaluation& e, const Expression& call) { return extreme(e, call, false); }
Numbers max_of(Evaluation& e, const Expression& call) { return extreme(e, call, true); }

int periods(Evaluation& e, const Expression& call) {
  return call.arguments.size() > 1 ? whole(e, call, call.arguments[1]) : 1;
}
Numbers lag_of(Evaluation& e, const Expression& call) {
  return lagged(e.panel, e.numbers(call.arguments[0]), periods(e, call));
}
Numbers lead_of(Evaluation& e, const Expression& call) {
  return lagged(e.panel, e.numbers(call.arguments[0]), -periods(e, call));
}

Numbers diff_of(Evaluation& e, const Expression& call) {
  Numbers x = e.numbers(call.arguments[0]);
  const Numbers before = lagged(e.panel, x, 1);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] -= before[i];
  return x;
}

Numbers growth_of(Evaluation& e, const Expression& call) {
  const Numbers x = e.numbers(call.arguments[0]);
  Numbers out = divided(e, x, lagged(e.panel, x, 1));
  for (double& value : out) value -= 1;
  return out;
}

Numbers share_of(Evaluation& e, const Expression& call) {
  Numbers x = e.numbers(call.arguments[0]);
  std::unordered_map<std::int32_t, double> totals;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!is_missing(x[i]) && e.is_chosen(i)) totals[e.panel.time()[i]] += x[i];
  }
  Numbers total(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) total[i] = totals[e.panel.time()[i]];
  return divided(e, std::move(x), total);
}

struct Moments {
  double mean = kMissing;
  double deviation = kMissing;  // with n - 1
};

Moments moments(const Evaluation& e, Numbers x) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = e.is_chosen(i) ? x[i] : kMissing;
  double sum = 0;
  double n = 0;
  for (const double v : x) {
    if (is_missing(v)) continue;
    sum += v;
    ++n;
  }
  Moments out{.mean = n > 0 ? sum / n : kMissing};
  double squares = 0;
  for (const double v : x) squares += is_missing(v) ? 0 : (v - out.mean) * (v - out.mean);
  if (n > 1) out.deviation = std::sqrt(squares / (n - 1));
  return out;
}

Numbers mean_of(Evaluation& e, const Expression& call) {
  const Numbers x = e.numbers(call.arguments[0]);
  return Numbers(x.size(), moments(e, x).mean);
}
Numbers std_of(Evaluation& e, const Expression& call) {
  const Numbers x = e.numbers(call.arguments[0]);
  return Numbers(x.size(), moments(e, x).deviation);
}

Numbers missing_of(Evaluation& e, const Expression& call) { return e.missing(call.arguments[0]); }

Numbers winsor_of(Evaluation& e, const Expression& call) {
  const Numbers x = e.numbers(call.arguments[0]);
  const double low = constant(e, call, call.arguments[1]);
  const double high = constant(e, call, call.arguments[2]);
  if (!(low >= 0 && low < high && high <= 100) || high <= 1) {
    throw_arguments(e, call, "winsor takes two percentiles from 0 to 100, as winsor(x, 1, 99)",
                    "winsor 需要两个 0 到 100 的百分位数，例如 winsor(x, 1, 99)");
  }
  return winsorize(x, low, high, e.chosen).values;
}

Numbers deflate_of(Evaluation& e, const Expression& call) {
  Numbers x = e.numbers(call.arguments[0]);
  const Numbers price = e.numbers(call.arguments[1]);
  const Expression* named_base = named(call, "base");
  const int base = named_base != nullptr ? whole(e, call, *named_base) : e.first_period();
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t base_row = e.panel.row_of(e.panel.unit()[i], base);
    const bool known = base_row != kNoRow && price[base_row] > 0 && price[i] > 0;
    if (!known && !is_missing(x[i])) {
      x[i] = e.undefined.at("no positive price index in this or the base year", "本年或基年没有正的价格指数", i);
    } else if (known) {
      x[i] /= price[i] / price[base_row];
    }
  }
  return x;
}

// The option that is a year, by its name.
int* year_option(CapitalOptions& options, std::string_view name) {
  const std::array<std::pair<std::string_view, int*>, 2> years{{{"start", &options.start}, {"base", &options.base}}};
  const auto known = std::find_if(years.begin(), years.end(), [&](const auto& one) { return one.first == name; });
  return known == years.end() ? nullptr : known->second;
}

Numbers pim_of(Evaluation& e, const Expression& call) {
  CapitalOptions options;
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const std::string& name = call.argument_names[i];
    const Expression& argument = call.arguments[i];
    if (name == "depreciation") {
      options.depreciation = constant(e, call, argument);
    } else if (int* year = year_option(options, name)) {
      *year = whole(e, call, argument);
    } else if (const std::string column = pim_column(call, i); name == "price") {
      if (column.empty()) throw_arguments(e, call, "price must name a column", "price 必须是列名");
      options.price = column;
    } else if (!column.empty()) {
      options.initial = InitialColumn{column};
    } else if (argument.kind == Kind::text) {
      if (argument.name == "steady") options.initial = InitialSteady{};
    } else {
      options.initial = InitialDivisor{constant(e, call, argument)};
    }
  }
  if (!options.price.empty() && options.base == 0) {
    options.start = options.start == 0 ? e.panel.periods().front() : options.start;
    options.base = e.first_period();
  }
  return capital_stock(e.panel, e.numbers(call.arguments[0]), options, e.notes, e.chosen);
}

const std::map<std::string, Function, std::less<>>& functions() {
  static const std::map<std::string, Function, std::less<>> kFunctions{
      {"log", {1, 1, {}, log_of}},
      {"exp", {1, 1, {}, exp_of}},
      {"sqrt", {1, 1, {}, sqrt_of}},
      {"abs", {1, 1, {}, abs_of}},
      {"min", {2, 50, {}, min_of}},
      {"max", {2, 50, {}, max_of}},
      {"ratio", {2, 2, {}, ratio}},
      {"lag", {1, 2, {}, lag_of}},
      {"lead", {1, 2, {}, lead_of}},
      {"diff", {1, 1, {}, diff_of}},
      {"growth", {1, 1, {}, growth_of}},
      {"share", {1, 1, {}, share_of}},
      {"mean", {1, 1, {}, mean_of}},
      {"std", {1, 1, {}, std_of}},
      {"missing", {1, 1, {}, missing_of}},
      {"winsor", {3, 3, {}, winsor_of}},
      {"deflate", {2, 2, {"base"}, deflate_of}},
      {"pim", {1, 1, {"depreciation", "start", "base", "initial", "price"}, pim_of}},
  };
  return kFunctions;
}

std::string nearest_function(const std::string& name) {
  static const std::map<std::string, std::string, std::less<>> kOtherNames{
      {"ln", "log"},           {"pow", "^"},          {"sd", "std"},      {"avg", "mean"},
      {"winsorize", "winsor"}, {"winsor2", "winsor"}, {"isna", "missing"}};
  if (const auto other = kOtherNames.find(name); other != kOtherNames.end()) return other->second;
  std::vector<std::string> names;
  for (const auto& [known, function] : functions()) names.push_back(known);
  return did_you_mean(name, names);
}

void check_arguments(const Evaluation& e, const Expression& call, const Function& function) {
  std::size_t positional = 0;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const std::string& name = call.argument_names[i];
    if (name.empty()) {
      if (positional++ != i) throw_arguments(e, call, "arguments with a name come last", "带名称的参数应放在最后");
    } else if (std::find(function.names.begin(), function.names.end(), name) == function.names.end()) {
      const std::string known = function.names.empty() ? "-" : join(function.names, ", ");
      throw_arguments(e, call, fmt::format("there is no argument \"{}\"; known: {}", name, known),
                      fmt::format("没有名为“{}”的参数；可用：{}", name, known));
    } else if (named(call, name) != &call.arguments[i]) {
      throw_arguments(e, call, fmt::format("the argument \"{}\" is given twice", name),
                      fmt::format("参数“{}”重复", name));
    }
  }
  if (positional >= function.least && positional <= function.most) return;
  const std::string count = function.least == function.most ? fmt::format("{}", function.least)
                                                            : fmt::format("{}-{}", function.least, function.most);
  throw_arguments(e, call, fmt::format("{} arguments are needed, {} are given", count, positional),
                  fmt::format("需要 {} 个参数，给出了 {} 个", count, positional));
}

}  // namespace

int Evaluation::first_period() const {
  if (chosen.empty()) return panel.periods().front();
  int first = panel.periods().back();
  for (std::size_t i = 0; i < panel.rows(); ++i) {
    if (chosen[i]) first = std::min(first, static_cast<int>(panel.time()[i]));
  }
  return first;
}

double Undefined::at(const char* en, const char* zh, std::size_t row) {
  Reasons& reasons = chosen_.empty() || chosen_[row] ? inside_ : outside_;
  ++reasons.try_emplace(en, Reason{zh, 0, row}).first->second.rows;
  return kMissing;
}

void Undefined::report(const Panel& panel, std::string_view expression, const std::vector<double>& result,
                       Notes& notes) const {
  bool gap = false;
  for (std::size_t i = 0; i < chosen_.size(); ++i) gap = gap || (chosen_[i] && is_missing(result[i]));
  const Reasons& reasons = inside_.empty() && gap ? outside_ : inside_;
  for (const auto& [en, reason] : reasons) {
    Where where = panel.table.where(reason.first, "");
    notes.push_back(
        {Severity::warning,
         "D204",
         {fmt::format("{} in {} rows of \"{}\" gives missing (the first row is named)", en, reason.rows, expression),
          fmt::format("“{}”有 {} 行{}，结果为缺失（已指出首行）", expression, reason.rows, reason.zh)},
         std::move(where)});
  }
}

void require_function(const Expression& call, std::string_view source) {
  if (functions().contains(call.name)) return;
  const std::string near = nearest_function(call.name);
  Text hint;
  if (!near.empty()) hint = {fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要找“{}”？", near)};
  throw Error(Fault::study, "S211",
              {fmt::format("there is no function \"{}\" (in \"{}\")", call.name, source),
               fmt::format("没有函数“{}”（“{}”）", call.name, source)},
              {}, hint);
}

Numbers call_function(Evaluation& evaluation, const Expression& call) {
  require_function(call, evaluation.source);
  const Function& function = functions().find(call.name)->second;
  check_arguments(evaluation, call, function);
  return function.run(evaluation, call);
}

Numbers lagged(const Panel& panel, const Numbers& x, int k) {
  Numbers out(x.size(), kMissing);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (const std::size_t row = panel.lag(i, k); row != kNoRow) out[i] = x[row];
  }
  return out;
}

std::string pim_column(const Expression& call, std::size_t argument) {
  const std::string& name = call.argument_names[argument];
  const Expression& value = call.arguments[argument];
  if (call.name != "pim" || (name != "price" && name != "initial")) return {};
  const bool is_rule = name == "initial" && (value.name == "growth" || value.name == "steady");
  if (value.kind == Kind::text) return is_rule ? std::string() : value.name;
  return value.kind == Kind::column || value.kind == Kind::quoted_column ? value.name : std::string();
}

}  // namespace ecoeff
