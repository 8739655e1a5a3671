#include "ecoeff/panel/plain_vce.hpp"

#include <fmt/format.h>

#include "ecoeff/base/error.hpp"

namespace ecoeff {

Vce parse_plain_vce(const std::string& typed, const std::string& model) {
  Vce vce = parse_vce(typed);
  const bool plain = vce.kind == Vce::Kind::iid || vce.kind == Vce::Kind::robust || vce.kind == Vce::Kind::cluster;
  if (plain && vce.clusters.size() <= 1) return vce;
  throw Error(Fault::usage, "P603",
              {fmt::format("the model {} has the errors iid, robust and cluster(column), not {}", model, vce.text),
               fmt::format("模型 {} 的标准误可选 iid、robust 与 cluster(列名)，不支持 {}", model, vce.text)},
              {.value = vce.text});
}

Matrix plain_meat(const Vce& vce, const EstimationSample& sample, const Matrix& influence, const Vector& e) {
  return vce.kind == Vce::Kind::cluster ? cluster_meat(influence, e, sample.clusters.front())
                                        : robust_meat(influence, e);
}

}  // namespace ecoeff
