#include "ecoeff/study/visit_names.hpp"

#include <fmt/format.h>

#include <cctype>

#include "ecoeff/base/error.hpp"
#include "ecoeff/data/expression.hpp"
#include "ecoeff/panel/formula.hpp"
#include "ecoeff/panel/vce.hpp"
#include "ecoeff/panel/weights.hpp"

namespace ecoeff {
namespace {

class Walk {
 public:
  Walk(Study& study, const NameVisitor& visit) : study_(study), visit_(visit) {}

  void all() {
    one(study_.data.unit, NameRole::key, place("data.unit"));
    one(study_.data.time, NameRole::key, place("data.time"));
    one(study_.data.keep, NameRole::condition, place("data.keep"));
    for (auto& [name, expression] : study_.derive) one(expression, NameRole::expression, place("derive." + name));
    for (ScoreSpec& s : study_.scores) score(s);
    for (IndexSpec& i : study_.indexes) {
      for (Indicator& indicator : i.indicators) one(indicator.column, NameRole::number, i.at);
    }
    if (study_.model) model(*study_.model);
    for (std::size_t t = 0; t < study_.tables.size(); ++t) table(study_.tables[t], fmt::format("table[{}]", t + 1));
  }

 private:
  [[nodiscard]] Position place(const std::string& key, const Position& otherwise = {}) const {
    const auto at = study_.positions.find(key);
    return at == study_.positions.end() ? otherwise : at->second;
  }
  void one(std::string& text, NameRole role, const Position& at) {
    if (!text.empty()) visit_(text, role, at);
  }
  void each(std::vector<std::string>& texts, NameRole role, const Position& at) {
    for (std::string& text : texts) one(text, role, at);
  }

  void score(ScoreSpec& s) {
    ScoreOptions& o = s.options;
    for (auto* list : {&o.inputs, &o.good, &o.bad}) each(*list, NameRole::number, s.at);
    one(o.group, NameRole::group, s.at);
    for (auto& [column, weight] : o.weights) one(column, NameRole::mention, s.at);
    for (TermSpec& term : s.terms) one(term.column, NameRole::mention, s.at);
  }

  void model(ModelSpec& m) {
    one(m.formula, NameRole::formula, place("model.formula", m.at));
    one(m.focus, NameRole::mention, place("model.focus", m.at));
    one(m.weights, NameRole::weights, place("model.weights", m.at));
    one(m.vce, NameRole::vce, place("model.vce", m.at));
  }

  void table(TableSpec& t, const std::string& key) {
    each(t.describe_columns, NameRole::number, t.at);
    for (ColumnSpec& c : t.columns) column(c);
    if (t.split) one(t.split->by, NameRole::group, t.at);
    if (t.mechanism) one(t.mechanism->mediator, NameRole::term, place(key + ".mechanism.mediator", t.at));
    if (t.moderation) one(t.moderation->by, NameRole::term, place(key + ".moderation.by", t.at));
  }

  void column(ColumnSpec& c) {
    if (c.winsor) each(c.winsor->columns, NameRole::number, c.at);
    for (auto& [from, to] : c.swap) {
      one(from, NameRole::mention, c.at);
      one(to, NameRole::number, c.at);
    }
    one(c.outcome, NameRole::term, c.at);
    one(c.formula, NameRole::formula, c.at);
    one(c.weights, NameRole::weights, c.at);
    one(c.vce, NameRole::vce, c.at);
    for (auto* terms : {&c.gmm.endogenous, &c.gmm.predetermined}) each(*terms, NameRole::term, c.at);
    one(c.keep, NameRole::condition, c.at);
  }

  Study& study_;
  const NameVisitor& visit_;
};

// "L.x", "log(x)", "x:z", "i.year", "i(year)".
void add_term(const std::string& term, std::vector<std::string>& names) {
  for (std::string part : split(term, ':')) {
    if (part.starts_with("i.")) part.erase(0, 2);
    if (part.starts_with("i(") && part.ends_with(')')) part = part.substr(2, part.size() - 3);
    for (std::string& name : columns_used(part)) names.push_back(std::move(name));
  }
}

NamesRead names_of_formula(const std::string& text) {
  NamesRead names;
  const Formula f = parse_formula(text);
  for (const auto* terms : {&f.regressors, &f.endogenous, &f.instruments}) {
    for (const std::string& term : *terms) add_term(term, names.numbers);
  }
  add_term(f.outcome, names.numbers);
  for (const std::string& effect : f.effects) {
    const std::size_t colon = effect.find(':');  // unit:trend, a slope for every unit
    for (const std::string& part : split(effect.substr(0, colon), '^')) names.groups.emplace_back(trim(part));
    if (colon != std::string::npos) add_term(std::string(trim(effect.substr(colon + 1))), names.numbers);
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

std::string with_names(std::string_view text, const std::map<std::string, std::string>& to) {
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
    const auto known = called || operates || word == "unit" || word == "time" ? to.end() : to.find(word);
    out += known == to.end() ? word : is_plain(known->second) ? known->second : "`" + known->second + "`";
    at = end;
  }
  return out;
}

}  // namespace

void visit_names(Study& study, const NameVisitor& visit) { Walk(study, visit).all(); }

void read_names(const Study& study, const NameReader& read) {
  Study copy = study;
  visit_names(copy, [&](std::string& text, NameRole role, const Position& at) { read(text, role, at); });
}

NamesRead names_in(const std::string& text, NameRole role) {
  NamesRead names;
  switch (role) {
    case NameRole::key:
    case NameRole::mention: break;
    case NameRole::number: names.numbers = {text}; break;
    case NameRole::group: names.groups = {text}; break;
    case NameRole::term: add_term(text, names.numbers); break;
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
  return text.substr(0, from) + with_names(text.substr(from), to);
}

}  // namespace ecoeff
