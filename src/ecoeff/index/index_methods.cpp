#include <fmt/format.h>

#include "ecoeff/base/error.hpp"
#include "ecoeff/index/critic.hpp"
#include "ecoeff/index/entropy.hpp"
#include "ecoeff/index/index_method.hpp"
#include "ecoeff/index/pca.hpp"

namespace ecoeff {

MethodList<IndexMethod>& index_methods() {
  static MethodList<IndexMethod> methods({"index method", "指数方法"},
                                         {&kEntropyWeights, &kPrincipalComponents, &kCriticWeights});
  return methods;
}

const IndexMethod& index_method(const std::string& name) {
  if (const IndexMethod* method = index_methods().find(name)) return *method;
  const std::string near = did_you_mean(name, index_methods().words());
  throw Error(
      Fault::usage, "X300",
      {fmt::format("there is no index method \"{}\"; it is one of {}", name, join(index_methods().names(), ", ")),
       fmt::format("没有名为“{}”的指数方法；可选：{}", name, join(index_methods().names(), "、"))},
      {.value = name},
      near.empty() ? Text{} : Text{fmt::format("did you mean \"{}\"?", near), fmt::format("您是不是要写“{}”？", near)});
}

IndexResult compute_index(const Panel& panel, const std::vector<Indicator>& indicators, const std::string& name,
                          const OptionValues& options) {
  const IndexMethod& method = index_method(name);
  IndexResult result = method.compute(panel, indicators, options);
  result.method = method.about.name;
  return result;
}

std::string r_flag(const OptionValues& options, const std::string& key) { return options.flag(key) ? "TRUE" : "FALSE"; }

WeightColumn weight_column(const IndexResult& result, Text head, double IndicatorWeight::*member) {
  WeightColumn column{std::move(head), {}};
  for (const IndicatorWeight& line : result.weights) column.values.push_back(line.*member);
  return column;
}

}  // namespace ecoeff
