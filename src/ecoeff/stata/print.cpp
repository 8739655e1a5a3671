#include "ecoeff/stata/print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ecoeff::stata {
namespace {

class Printer {
 public:
  Printer(const Fitted& fitted, Language language)
      : fitted_(fitted), e_(fitted.estimate), language_(language), normal_(std::isinf(fitted.estimate.df_r)) {}

  std::string all() const { return head() + table() + parameters() + tests() + gmm(); }

 private:
  std::string say(const char* en, const char* zh) const { return language_ == Language::zh ? zh : en; }

  std::string fact(const std::string& name, const std::string& value) const { return name + " = " + value + "\n"; }

  std::string head() const {
    std::string out = fitted_.command + "\n";
    out += fact(say("Number of obs", "观测值数"), std::to_string(e_.n));
    if (e_.groups > 0 && e_.groups < e_.n) out += fact(say("Number of groups", "个体数"), std::to_string(e_.groups));
    if (!e_.absorbed.empty()) out += fact(say("Absorbed", "吸收的固定效应"), join(e_.absorbed, ", "));
    if (e_.f) {
      // A chi-square already, or an F with endless denominator degrees.
      const double chi2 = e_.f->statistic * (is_missing(e_.f->df2) ? 1 : e_.f->df);
      out += normal_ ? fact(fmt::format("Wald chi2({})", e_.f->df), two(chi2))
                     : fact(fmt::format("F({}, {})", e_.f->df, e_.f->df2), two(e_.f->statistic));
      out += fact(normal_ ? "Prob > chi2" : "Prob > F", stata_fixed(e_.f->p, 4));
    }
    for (const auto& [key, name] : kR2) {
      const auto at = e_.r2.find(key);
      if (at != e_.r2.end()) out += fact(name, stata_fixed(at->second, 4));
    }
    if (!is_missing(e_.rmse)) out += fact("Root MSE", stata_number(e_.rmse));
    out += fact(say("Std. err.", "标准误"), e_.vce);
    if (e_.clusters > 0) out += fact(say("Number of clusters", "聚类数"), std::to_string(e_.clusters));
    if (e_.singletons_dropped > 0)
      out += fact(say("Singletons dropped", "剔除的单例"), std::to_string(e_.singletons_dropped));
    return out;
  }

  std::size_t name_width() const {
    std::size_t width = std::max<std::size_t>(12, display_width(e_.outcome));
    for (const std::string& name : fitted_.order) width = std::max(width, display_width(name));
    return width;
  }

  std::string table() const {
    const std::size_t width = name_width();
    const std::string rule = std::string(width + 1, '-') + "+" + std::string(64, '-') + "\n";
    std::string out = rule + pad_left(e_.outcome, width) + " |" + pad_left(say("Coefficient", "系数"), 12) +
                      pad_left(say("Std. err.", "标准误"), 11) + pad_left(normal_ ? "z" : "t", 9) +
                      pad_left(normal_ ? "P>|z|" : "P>|t|", 8) +
                      pad_left(say("[95% conf. interval]", "[95% 置信区间]"), 24) + "\n" + rule;
    for (const std::string& name : fitted_.order) {
      out += pad_left(name, width) + " |";
      if (e_.index_of(name) >= e_.names.size()) {
        out += pad_left("0", 12) + "  " + say("(omitted)", "（剔除）") + "\n";
        continue;
      }
      const auto [low, high] = e_.interval(name);
      out += pad_left(stata_number(e_.coefficient(name)), 12) + pad_left(stata_number(e_.se(name)), 11) +
             pad_left(two(e_.statistic(name)), 9) + pad_left(three(e_.p(name)), 8) + pad_left(stata_number(low), 12) +
             pad_left(stata_number(high), 12) + "\n";
    }
    return out + rule;
  }

  static std::string two(double value) { return stata_fixed(value, 2); }
  static std::string three(double value) { return stata_fixed(value, 3); }

  static std::string test(const std::string& name, const TestResult& t) {
    if (is_missing(t.statistic)) return "";
    return fmt::format("{}: chi2({}) = {}  Prob > chi2 = {}\n", name, t.df, two(t.statistic), three(t.p));
  }

  std::string parameters() const {
    std::string out;
    for (const auto& [name, value] : e_.parameters) out += fact(name, stata_number(value));
    return out;
  }

  std::string tests() const {
    std::string out;
    for (const NamedTest& one : e_.tests) {
      const TestResult& t = one.result;
      const std::string df = is_missing(t.df)    ? "z"
                             : is_missing(t.df2) ? fmt::format("chi2({})", t.df)
                                                 : fmt::format("F({}, {})", t.df, t.df2);
      const std::string p = is_missing(t.p) ? "" : "  Prob = " + stata_fixed(t.p, 4);
      out += fmt::format("{}: {} = {}{}\n", one.label.in(language_), df, three(t.statistic), p);
    }
    return out;
  }

  std::string gmm() const {
    if (!e_.gmm) return "";
    const GmmReport& report = *e_.gmm;
    std::string out = fact(say("Number of instruments", "工具变量数"), std::to_string(report.instruments));
    for (const ArTest& ar : report.ar) {
      out += fmt::format("{} AR({}): z = {}  Pr > z = {}\n", say("Arellano-Bond test for", "Arellano-Bond 检验"),
                         ar.order, two(ar.z), three(ar.p));
    }
    out += test(say("Sargan test of overid. restrictions", "Sargan 过度识别检验"), report.sargan);
    out += test(say("Hansen test of overid. restrictions", "Hansen 过度识别检验"), report.hansen);
    for (const DifferenceInHansen& d : report.difference_in_hansen) {
      out += d.group + "\n";
      out += test(say("  Hansen test excluding group", "  剔除该组的 Hansen 检验"), d.excluding);
      out += test(say("  Difference (null H = exogenous)", "  差分（原假设：外生）"), d.difference);
    }
    return out;
  }

  static inline const std::vector<std::pair<std::string, std::string>> kR2{{"r2", "R-squared"},
                                                                           {"adjusted", "Adj R-squared"},
                                                                           {"within", "R-sq within"},
                                                                           {"between", "R-sq between"},
                                                                           {"overall", "R-sq overall"}};

  const Fitted& fitted_;
  const Estimate& e_;
  Language language_;
  bool normal_;
};

}  // namespace

std::string pad_left(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(used < width ? width - used : 1, ' ') + text;
}

std::string pad_right(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return text + std::string(used < width ? width - used : 1, ' ');
}

std::string stata_fixed(double value, int digits) {
  return is_missing(value) ? "." : fmt::format("{:.{}f}", value, digits);
}

std::string stata_number(double value, std::size_t width) {
  if (is_missing(value)) return ".";
  if (value == 0) return "0";
  if (std::abs(value) < 1e-5 || std::abs(value) >= 1e9) return fmt::format("{:.2e}", value);
  const int before = std::max(0, static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1);
  const int digits = std::max(0, std::min<int>(7, static_cast<int>(width) - 2 - (before > 0 ? before : 0)));
  std::string out = fmt::format("{:.{}f}", value, digits);
  if (out.find('.') != std::string::npos) {
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
  }
  if (out.starts_with("0.")) return out.substr(1);
  if (out.starts_with("-0.")) return "-" + out.substr(2);
  return out;
}

std::string print_fit(const Fitted& fitted, Language language) { return Printer(fitted, language).all(); }

}  // namespace ecoeff::stata
