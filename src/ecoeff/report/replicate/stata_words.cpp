#include "ecoeff/report/replicate/stata_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/base/number.hpp"
#include "ecoeff/base/text.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/report/replicate/expression_words.hpp"
#include "ecoeff/report/replicate/term_tree.hpp"

namespace ecoeff {
namespace {

using Kind = Expression::Kind;

// Of a factor variable, whose levels are whole numbers from 0.
constexpr double kLargestLevel = 32740;

// What made variables hold, beside expressions.
constexpr const char* kFixed = "fixed ";
constexpr const char* kGroup = "group of ";

}  // namespace

StataWords::StataWords(const Panel& panel) : panel_(panel) {
  for (const Column& column : panel.table.columns()) {
    if (is_stata_name(column.name)) taken_.insert(column.name);
  }
  for (const Column& column : panel.table.columns())
    names_[column.name] = is_stata_name(column.name) ? column.name : fresh(column.name);
  unit_ = fresh("unit_id");
  const std::string& time = panel.time_column();
  if (!time.empty()) time_ = panel.table.column(time).has_numbers() ? names_.at(time) : fresh("time_id");
}

std::string StataWords::fresh(const std::string& wanted) {
  const std::string stem = as_stata_name(wanted);
  std::string name = stem;
  for (int i = 2; !taken_.insert(name).second; ++i) name = as_stata_name(stem, fmt::format("_{}", i));
  return name;
}

std::string StataWords::name(const std::string& column) const {
  const Expression word{.kind = Kind::column, .name = column};
  const bool known = panel_.table.has(column);
  if (column == panel_.unit_column() || (!known && means_unit(word))) return unit_;
  if (column == panel_.time_column() || (!known && means_time(word))) return time_;
  const auto at = names_.find(column);
  return at == names_.end() ? column : at->second;
}

std::vector<std::string> StataWords::names() const {
  std::vector<std::string> out;
  for (const Column& column : panel_.table.columns()) out.push_back(names_.at(column.name));
  return out;
}

bool StataWords::renames() const {
  return std::any_of(names_.begin(), names_.end(), [](const auto& pair) { return pair.first != pair.second; });
}

std::string StataWords::quoted(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '$' || c == '`') out += '\\';
    out += c;
  }
  return text.find('"') == std::string::npos ? "\"" + out + "\"" : "`\"" + out + "\"'";
}

std::string StataWords::made(const std::string& what, const std::string& wanted, const std::string& command) {
  const auto known = made_.find(what);
  if (known != made_.end()) return known->second;
  const auto stale = stale_.find(what);
  const std::string variable = stale == stale_.end() ? fresh(wanted) : stale->second;
  if (stale != stale_.end()) lines_ += "drop " + variable + "\n";
  lines_ += replace_all(command, "{}", variable) + "\n";
  made_[what] = variable;
  return variable;
}

std::string StataWords::generated(const std::string& wanted, const std::string& expression) {
  return made(expression, wanted, "generate double {} = " + expression);
}

std::string StataWords::take_lines() { return std::exchange(lines_, {}); }

// --- Terms of formulas

std::string StataWords::term(const std::string& term) {
  const std::vector<std::string> all = factors(term);
  if (all.size() == 1) return all.front();
  return generated(replace_all(term, ":", "_x_"), join(all, " * "));
}

std::string StataWords::regressor(const std::string& term) {
  const std::vector<std::string> all = factors(term);
  if (all.size() == 1) return all.front();
  std::vector<std::string> continuous;
  for (const std::string& one : all) continuous.push_back((is_stata_name(one) ? "c." : "c") + one);
  return join(continuous, "#");
}

void StataWords::fix(const std::string& term) {
  if (panel_.table.has(term) || !looks_elsewhere(term)) return;
  const std::string variable = this->term(term);
  made_[kFixed + term] = is_stata_name(variable) ? variable : generated(term, variable);
}

void StataWords::forget() {
  stale_ = made_;
  std::erase_if(made_, [](const auto& pair) { return !pair.first.starts_with(kGroup); });
}

void StataWords::back_to(const Mark& mark) {
  made_ = mark;
  stale_.clear();
}

std::vector<std::string> StataWords::factors(const std::string& term) {
  if (panel_.table.has(term)) return {name(term)};
  if (const auto fixed = made_.find(kFixed + term); fixed != made_.end()) return {fixed->second};
  std::vector<std::string> out;
  for (const std::string& one : term_factors(term)) out.push_back(factor(one));
  return out;
}

std::string StataWords::variable_of(const std::string& term) {
  const std::string spelled = this->term(term);
  return is_stata_name(spelled) ? spelled : generated(term, spelled);
}

std::string StataWords::factor(const std::string& text) {
  if (panel_.table.has(text)) return name(text);
  if (const auto fixed = made_.find(kFixed + text); fixed != made_.end()) return fixed->second;
  const TermPart part = term_part(text);
  switch (part.kind) {
    case TermPart::Kind::column: return name(part.inside);
    case TermPart::Kind::wrapped: return term(part.inside);
    case TermPart::Kind::dummies: return "i." + levels(part.inside);
    case TermPart::Kind::shift:
      return fmt::format("{}{}.{}", part.letter, part.steps == 1 ? "" : std::to_string(part.steps),
                         variable_of(part.inside));
    case TermPart::Kind::function: break;
  }
  const std::string wanted = part.function + "_" + part.inside;
  if (part.over_rows) {
    const std::string variable = variable_of(part.inside);
    return made("standardized " + variable, wanted,
                fmt::format("quietly summarize {0}\ngenerate double {{}} = ({0} - r(mean)) / r(sd)", variable));
  }
  return generated(
      wanted, (part.function.starts_with("l") ? "ln" : part.function) + "(" + join(factors(part.inside), " * ") + ")");
}

std::string StataWords::group(const std::string& group) {
  const std::size_t colon = group.find(':');
  const bool one = panel_.table.has(group);
  if (colon != std::string::npos && !one)
    return this->group(std::string(trim(group.substr(0, colon)))) + "#c." +
           term(std::string(trim(group.substr(colon + 1))));
  std::string out;
  for (const std::string& part : one ? std::vector<std::string>{group} : split(group, '^')) {
    const std::string column(trim(part));
    std::string number = name(column);
    if (number != unit_ && number != time_ && panel_.table.has(column) && panel_.table.column(column).is_text)
      number = made(kGroup + number, number + "_id", "egen {} = group(" + number + ")");
    out += (out.empty() ? "" : "#") + number;
  }
  return out;
}

std::string StataWords::levels(const std::string& column) {
  const std::string number = group(column);
  const Column* found = panel_.table.find(column);
  if (found == nullptr || found->is_text || number == unit_ || number == time_) return number;
  const bool fit = std::all_of(found->numbers.begin(), found->numbers.end(), [](double value) {
    return is_missing(value) || (value >= 0 && value <= kLargestLevel && value == std::floor(value));
  });
  return fit ? number : made(kGroup + number, number + "_id", "egen {} = group(" + number + ")");
}

}  // namespace ecoeff
