#include "ecoeff/study/visit_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>

#include "ecoeff/base/error.hpp"
#include "ecoeff/data/expression.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/vce.hpp"
#include "ecoeff/panel/weights.hpp"
#include "ecoeff/study/tables/table_kind.hpp"

namespace ecoeff {
namespace {

void visit_score(ScoreSpec& s, const NameWalk& walk) {
  ScoreOptions& o = s.options;
  for (auto* list : {&o.inputs, &o.good, &o.bad}) walk.each(*list, NameRole::number, s.at);
  walk.one(o.group, NameRole::group, s.at);
  for (auto& [column, weight] : o.weights) walk.one(column, NameRole::mention, s.at);
  walk.one(o.price_of, NameRole::mention, s.at);
  for (TermSpec& term : s.terms) walk.one(term.column, NameRole::mention, s.at);
}

void visit_model(ModelSpec& m, const NameWalk& walk) {
  walk.one(m.formula, NameRole::formula, walk.place("model.formula", m.at));
  walk.one(m.focus, NameRole::focus, walk.place("model.focus", m.at));
  walk.each(m.more_focus, NameRole::focus, walk.place("model.focus", m.at));
  walk.one(m.weights, NameRole::weights, walk.place("model.weights", m.at));
  walk.one(m.vce, NameRole::vce, walk.place("model.vce", m.at));
}

// "L.x", "log(x)", "x:z", "x^2", "i.year": a column of dummies may be text, as groups are.
void add_term(const std::string& term, NamesRead& names) {
  std::vector<std::string>& list = term.starts_with("i.") ? names.groups : names.numbers;
  for (const std::string& leaf : term_leaves(term)) {
    for (std::string& name : columns_used(leaf)) list.push_back(std::move(name));
  }
}

NamesRead names_of_formula(const std::string& text) {
  NamesRead names;
  const Formula f = parse_formula(text);
  for (const auto* terms : {&f.regressors, &f.endogenous, &f.instruments}) {
    for (const std::string& term : *terms) add_term(term, names);
  }
  add_term(f.outcome, names);
  for (const std::string& effect : f.effects) {
    const std::size_t colon = effect.find(':');  // unit:trend, a slope for every unit
    for (const std::string& part : split(effect.substr(0, colon), '^')) names.groups.emplace_back(trim(part));
    if (colon != std::string::npos) add_term(std::string(trim(effect.substr(colon + 1))), names);
  }
  return names;
}

std::vector<std::string> clusters_of(const std::string& vce) {
  try {
    return parse_vce(vce).clusters;
  } catch (const Error&) {
    return {};
  }
}

bool is_name_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool is_plain(const std::string& name) {
  for (const char c : name) {
    if (!is_name_byte(c)) return false;
  }
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0;
}

// "L", "F2", "D", "i", "c" before a point.
bool is_operator(std::string_view word) {
  if (word == "i" || word == "c") return true;
  return std::string_view("LFDlfd").find(word[0]) != std::string_view::npos &&
         word.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

// `and`, `or`, `not`, `in` of an expression; in a formula they are names like others.
bool is_word_of_expressions(std::string_view word) {
  static constexpr std::string_view kWords[] = {"and", "or", "not", "in"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

std::string with_names(std::string_view text, NameRole role, const std::map<std::string, std::string>& to) {
  const bool expression = role == NameRole::condition || role == NameRole::expression;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\'' || c == '"' || c == '`') {
      const std::size_t end = std::min(text.find(c, at + 1), text.size());
      const auto known = to.find(std::string(text.substr(at + 1, end - at - 1)));
      const bool is_name = c == '`' && known != to.end();
      out += is_name ? "`" + known->second + "`" : std::string(text.substr(at, end + 1 - at));
      at = end + 1;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string word(text.substr(at, end - at));
    const std::size_t next = text.find_first_not_of(" \t", end);
    const bool called = next != std::string_view::npos && text[next] == '(';
    const bool operates = end < text.size() && text[end] == '.' && is_operator(word);
    const bool own =
        called || operates || word == "unit" || word == "time" || (expression && is_word_of_expressions(word));
    const auto known = own ? to.end() : to.find(word);
    out += known == to.end() ? word : is_plain(known->second) ? known->second : "`" + known->second + "`";
    at = end;
  }
  return out;
}

}  // namespace

Position NameWalk::place(const std::string& key, const Position& otherwise) const {
  const auto at = study_.positions.find(key);
  return at == study_.positions.end() ? otherwise : at->second;
}

void NameWalk::one(std::string& text, NameRole role, const Position& at) const {
  if (!text.empty()) visit_(text, role, at);
}

void NameWalk::each(std::vector<std::string>& texts, NameRole role, const Position& at) const {
  for (std::string& text : texts) one(text, role, at);
}

void visit_names(Study& study, const NameVisitor& visit, const TableKinds& kinds) {
  const NameWalk walk(study, visit);
  walk.one(study.data.unit, NameRole::key, walk.place("data.unit"));
  walk.one(study.data.time, NameRole::key, walk.place("data.time"));
  walk.one(study.data.keep, NameRole::condition, walk.place("data.keep"));
  walk.each(study.data.zero_missing.columns, NameRole::mention, walk.place("data.zero_missing"));
  for (auto& [name, expression] : study.derive)
    walk.one(expression, NameRole::expression, walk.place("derive." + name));
  for (ScoreSpec& s : study.scores) visit_score(s, walk);
  for (IndexSpec& i : study.indexes) {
    for (Indicator& indicator : i.indicators) walk.one(indicator.column, NameRole::number, i.at);
  }
  if (study.model) visit_model(*study.model, walk);
  for (std::size_t t = 0; t < study.tables.size(); ++t) {
    const TableKind& kind = table_kind(study.tables[t].kind, kinds);
    if (kind.visit != nullptr) kind.visit(study.tables[t], fmt::format("table[{}]", t + 1), walk);
  }
}

void read_names(const Study& study, const NameReader& read, const TableKinds& kinds) {
  Study copy = study;
  visit_names(
      copy, [&](std::string& text, NameRole role, const Position& at) { read(text, role, at); }, kinds);
}

NamesRead names_in(const std::string& text, NameRole role) {
  NamesRead names;
  switch (role) {
    case NameRole::key:
    case NameRole::mention:
    case NameRole::focus: break;
    case NameRole::number: names.numbers = {text}; break;
    case NameRole::group: names.groups = {text}; break;
    case NameRole::term: add_term(read_term(text), names); break;
    case NameRole::formula: return names_of_formula(text);
    case NameRole::condition: names.groups = columns_used(text); break;
    case NameRole::expression: names.numbers = columns_used(text); break;
    case NameRole::weights:
      if (text != "none") names.groups = {parse_weights(text).column};
      break;
    case NameRole::vce: names.groups = clusters_of(text); break;
  }
  return names;
}

std::string renamed(const std::string& text, NameRole role, const std::map<std::string, std::string>& to) {
  if (const auto at = to.find(text); at != to.end()) return at->second;
  if (role == NameRole::key || role == NameRole::number || role == NameRole::group) return text;
  std::size_t from = 0;
  if (role == NameRole::weights) from = text.find('=');
  if (role == NameRole::vce) from = text.find_first_of("( ");
  if (from == std::string::npos) return text;
  return text.substr(0, from) + with_names(text.substr(from), role, to);
}

}  // namespace ecoeff
