#include "ecoeff/stata/hypothesis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ecoeff/numeric/decompose.hpp"
#include "ecoeff/numeric/distributions.hpp"
#include "ecoeff/stata/line.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {
namespace {

struct Linear {
  Vector weights;
  double constant = 0;
};

std::size_t find_coefficient(const Estimate& e, const std::string& word, std::string_view line) {
  std::string name = word;
  if (name.starts_with("_b[") && name.ends_with(']')) name = name.substr(3, name.size() - 4);
  const std::size_t at = e.index_of(name);
  if (at < e.names.size()) return at;
  if (std::find(e.omitted.begin(), e.omitted.end(), name) != e.omitted.end())
    refuse("T714", name, line, {"this variable was omitted from the last estimates", "该变量已从上次估计中剔除"});
  refuse("T714", name, line, {"the last estimates have no such coefficient", "上次估计中没有这个系数"},
         nearest(name, e.names));
}

// Cuts "x1 - 2*x2 + 1" into signed parts.
std::vector<std::pair<double, std::string>> parts_of(std::string_view text, std::string_view line) {
  std::vector<std::pair<double, std::string>> parts;
  double sign = 1;
  std::string word;
  int depth = 0;
  bool open = true;  // a part must follow
  const auto finish = [&] {
    const std::string_view part = trim(word);
    if (part.empty()) refuse("T705", text, line, {"a term is missing", "缺少一项"});
    parts.emplace_back(sign, std::string(part));
    word.clear();
  };
  for (const char c : text) {
    if (c == '[') ++depth;
    if (c == ']') --depth;
    const bool exponent = !word.empty() && (word.back() == 'e' || word.back() == 'E') && word.size() > 1 &&
                          parse_number(word.substr(0, word.size() - 1)).has_value();
    if (depth == 0 && (c == '+' || c == '-') && !exponent) {
      if (trim(word).empty() && open) {
        sign = c == '-' ? -sign : sign;
        continue;
      }
      finish();
      sign = c == '-' ? -1 : 1;
      open = true;
      continue;
    }
    if (c == '(' || c == ')')
      refuse("T716", text, line, {"parentheses inside a hypothesis are not followed here", "假设内部不支持括号"});
    word += c;
    open = open && trim(word).empty();
  }
  finish();
  return parts;
}

Linear read_side(const Estimate& e, std::string_view text, std::string_view line) {
  Linear side{.weights = Vector::Zero(static_cast<Eigen::Index>(e.names.size()))};
  for (const auto& [sign, part] : parts_of(text, line)) {
    double factor = sign;
    std::string name;
    for (const std::string& piece : split(part, '*')) {
      const std::string word(trim(piece));
      if (const std::optional<double> number = parse_number(word)) {
        factor *= *number;
      } else if (name.empty()) {
        name = word;
      } else {
        refuse("T716", part, line, {"a product of coefficients is not linear", "系数的乘积不是线性的"});
      }
    }
    if (name.empty()) {
      side.constant += factor;
    } else {
      side.weights(static_cast<Eigen::Index>(find_coefficient(e, name, line))) += factor;
    }
  }
  return side;
}

std::vector<Hypothesis> read_equation(const Estimate& e, std::string_view text, std::string_view line) {
  const std::vector<std::string> sides = split(replace_all(std::string(text), "==", "="), '=');
  std::vector<Hypothesis> out;
  const Linear last = read_side(e, sides.back(), line);
  for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
    const Linear side = read_side(e, sides[i], line);
    Hypothesis h{.weights = side.weights - last.weights, .value = last.constant - side.constant};
    if (h.weights.isZero(0))
      refuse("T716", text, line, {"this says nothing about a coefficient", "该假设未涉及任何系数"});
    h.text = std::string(trim(sides[i])) + " = " + std::string(trim(sides.back()));
    out.push_back(std::move(h));
  }
  return out;
}

}  // namespace

Hypothesis zero_hypothesis(const Estimate& estimate, const std::string& name, std::string_view line) {
  Hypothesis h{.weights = Vector::Zero(static_cast<Eigen::Index>(estimate.names.size())), .text = name + " = 0"};
  h.weights(static_cast<Eigen::Index>(find_coefficient(estimate, name, line))) = 1;
  return h;
}

std::vector<Hypothesis> parse_hypotheses(const Estimate& estimate, std::string_view text, std::string_view line) {
  const std::string_view body = trim(text);
  std::vector<std::string> equations;
  if (body.starts_with('(')) {
    for (const std::string& word : words_of(replace_all(std::string(body), ")(", ") ("))) {
      if (!word.starts_with('(') || !word.ends_with(')'))
        refuse("T705", word, line, {"every hypothesis stands in parentheses", "每个假设都应放在括号内"});
      equations.push_back(word.substr(1, word.size() - 2));
    }
  } else if (body.find('=') != std::string_view::npos) {
    equations.emplace_back(body);
  } else {
    equations = words_of(body);
  }
  if (equations.empty()) refuse("T705", body, line, {"a hypothesis is missing", "缺少假设"});
  std::vector<Hypothesis> out;
  for (const std::string& equation : equations) {
    if (equation.find('=') == std::string::npos) {
      for (const std::string& word : words_of(equation)) out.push_back(zero_hypothesis(estimate, word, line));
    } else {
      for (Hypothesis& h : read_equation(estimate, equation, line)) out.push_back(std::move(h));
    }
  }
  return out;
}

TestResult wald_test(const Estimate& estimate, const std::vector<Hypothesis>& hypotheses) {
  const auto q = static_cast<Eigen::Index>(hypotheses.size());
  Matrix r(q, estimate.coefficients.size());
  Vector gap(q);
  for (Eigen::Index i = 0; i < q; ++i) {
    const Hypothesis& h = hypotheses[static_cast<std::size_t>(i)];
    r.row(i) = h.weights.transpose();
    gap(i) = h.weights.dot(estimate.coefficients) - h.value;
  }
  Matrix v = r * estimate.covariance * r.transpose();
  // To a unit diagonal, so that units of measurement do not decide the rank.
  for (Eigen::Index i = 0; i < q; ++i) {
    const double scale = v(i, i) > 0 ? 1 / std::sqrt(v(i, i)) : 0;
    v.row(i) *= scale;
    v.col(i) *= scale;
    gap(i) *= scale;
  }
  int rank = 0;
  const Matrix inverse = symmetric_pseudo_inverse(v, 1e-10, &rank);
  TestResult test;
  test.df = rank;
  if (rank == 0) return test;
  const double wald = gap.dot(inverse * gap);
  if (std::isinf(estimate.df_r)) {
    test.statistic = wald;
    test.p = chi2_upper_p(wald, test.df);
  } else {
    test.statistic = wald / test.df;
    test.df2 = estimate.df_r;
    test.p = f_upper_p(test.statistic, test.df, test.df2);
  }
  return test;
}

}  // namespace ecoeff::stata
