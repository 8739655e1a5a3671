#include "ecoeff/stata/vce_option.hpp"

#include <algorithm>
#include <cmath>

#include "ecoeff/base/number.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

const std::vector<std::string> kKinds{"ols", "unadjusted", "conventional", "robust",    "cluster",
                                      "hc2", "hc3",        "dkraay",       "jackknife", "bootstrap"};

[[noreturn]] void refuse_vce(const std::string& text, const Line& line) {
  refuse("T704", text, line.text, {"this kind of standard error is not known here", "这里不支持这种标准误"},
         {"known here: " + join(kKinds, ", "), "可用：" + join(kKinds, "、")});
}

// "bootstrap, cluster(id) reps(999) seed(7)": what follows the word is cut like a line of its own.
VceOption read_bootstrap(const std::string& inside, const Line& line) {
  Line inner = parse_line("vce " + inside.substr(std::min(inside.find(','), inside.size())));
  inner.text = line.text;
  OptionReader options(inner);
  VceOption vce{.kind = "bootstrap", .text = "vce(" + inside + ")"};
  if (const auto groups = options.value("cluster", 2)) vce.groups = words_of(*groups);
  vce.replications = options.whole("reps", 3, 2, 1'000'000).value_or(vce.replications);
  vce.seed = options.whole("seed", 2, 0, 2'147'483'647);
  (void)options.flag("nodots", 3);
  options.finish();
  if (vce.groups.size() > 1 || !inner.body.empty())
    refuse("T704", vce.text, line.text,
           {"the bootstrap draws the clusters of one variable", "自助法按一个变量的聚类抽样"});
  return vce;
}

// "jackknife, cluster(id) mse": the clusters left out one by one, squares around the estimate.
VceOption read_jackknife(const std::string& inside, const Line& line) {
  Line inner = parse_line("vce " + inside.substr(std::min(inside.find(','), inside.size())));
  inner.text = line.text;
  OptionReader options(inner);
  VceOption vce{.kind = "cr3", .text = "vce(" + inside + ")"};
  vce.groups = words_of(options.value("cluster", 2).value_or(""));
  const bool around_estimate = options.flag("mse", 3);
  (void)options.flag("nodots", 3);
  options.finish();
  if (vce.groups.size() != 1 || !around_estimate)
    refuse("T704", vce.text, line.text,
           {"the jackknife is vce(jackknife, cluster(variable) mse) here",
            "此处的刀切法应写作 vce(jackknife, cluster(变量) mse)"});
  return vce;
}

VceOption read_words(const std::string& inside, const Line& line) {
  const std::string first(trim(std::string_view(inside).substr(0, inside.find(','))));
  if (abbreviates(lower_ascii(first), "bootstrap", 4)) return read_bootstrap(inside, line);
  if (abbreviates(lower_ascii(first), "jackknife", 4)) return read_jackknife(inside, line);
  VceOption vce{.text = "vce(" + inside + ")"};
  std::vector<std::string> words = words_of(inside);
  if (words.empty()) refuse_vce(vce.text, line);
  const std::string kind = lower_ascii(words.front());
  words.erase(words.begin());
  if (abbreviates(kind, "cluster", 2)) {
    vce.kind = "cluster";
    vce.groups = std::move(words);
    if (vce.groups.empty()) refuse("T704", vce.text, line.text, {"a cluster variable is missing", "缺少聚类变量"});
    return vce;
  }
  if (kind == "dkraay" || kind == "dk") {  // reghdfe counts the bandwidth, lag + 1
    const std::optional<double> width = words.size() == 1 ? parse_number(words.front()) : std::nullopt;
    if (!width || *width != std::floor(*width) || *width < 1 || *width > 1000)
      refuse("T704", vce.text, line.text, {"dkraay takes a bandwidth of at least 1", "dkraay 需要不小于 1 的带宽"});
    vce.kind = "dk";
    vce.lag = static_cast<int>(*width) - 1;
    return vce;
  }
  if (kind == "hc2" && words.size() == 1) return {.kind = "cr2", .groups = words, .text = vce.text};
  if (!words.empty()) refuse("T704", vce.text, line.text, {"a word too many", "多余的词"});
  if (abbreviates(kind, "robust", 1)) {
    vce.kind = "robust";
  } else if (kind == "hc1") {
    vce.kind = "robust";
  } else if (kind == "hc2" || kind == "hc3") {
    vce.kind = kind;
  } else if (kind == "ols" || kind == "iid" || abbreviates(kind, "unadjusted", 2) ||
             abbreviates(kind, "conventional", 4)) {
    vce.kind = "iid";
  } else {
    refuse_vce(vce.text, line);
  }
  return vce;
}

}  // namespace

VceOption read_vce(OptionReader& options, const Line& line) {
  std::vector<VceOption> asked;
  if (const auto inside = options.value("vce", 3)) asked.push_back(read_words(*inside, line));
  if (const auto groups = options.value("cluster", 2))
    asked.push_back({.kind = "cluster", .groups = words_of(*groups), .text = "cluster(" + *groups + ")"});
  const bool robust = options.flag("robust", 1);
  if (robust && (asked.empty() || asked.front().kind != "cluster"))
    asked.push_back({.kind = "robust", .text = "robust"});
  if (asked.size() > 1)
    refuse("T704", asked.back().text, line.text, {"two kinds of standard errors", "指定了两种标准误"});
  return asked.empty() ? VceOption{} : asked.front();
}

std::string vce_text(const VceOption& vce, const std::vector<std::string>& columns) {
  if (vce.kind.empty()) return "iid";
  if (vce.kind == "cluster") return "cluster(" + join(columns, ",") + ")";
  if (vce.kind == "bootstrap") return "bootstrap(" + (columns.empty() ? "unit" : columns.front()) + ")";
  if (vce.kind == "cr2" || vce.kind == "cr3") return vce.kind + "(" + columns.front() + ")";
  if (vce.kind == "dk" || vce.kind == "nw") return vce.kind + "(" + std::to_string(vce.lag) + ")";
  return vce.kind;
}

}  // namespace ecoeff::stata
