#include "ecoeff/stata/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ecoeff/stata/expression.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/term_columns.hpp"
#include "ecoeff/stata/variables.hpp"

namespace ecoeff::stata {
namespace {

class Builder {
 public:
  Builder(const Session& session, const Line& line) : session_(session), line_(line) {
    rows_ = chosen_rows(session, line);
    columns_.file = session.table().file;
    columns_.sheet = session.table().sheet;
    columns_.source = session.table().source;
  }

  Frame build(const FrameRequest& request) {
    read(request);
    find_complete_rows();
    Frame frame;
    copy(session_.panel.unit_column());
    if (!session_.panel.time_column().empty()) copy(session_.panel.time_column());
    frame.outcome = add_terms({outcome_}).front();
    for (const std::vector<Term>& list : lists_) frame.lists.push_back(add_terms(list));
    for (const Term& group : groups_) frame.groups.push_back(add_group(group));
    if (line_.weight) {
      frame.weight = std::string(kHidden) + "weight";
      columns_.set_numbers(frame.weight, weight_);
    }
    frame.aliases = aliases_;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i]) kept.push_back(i);
    }
    if (kept.empty()) refuse("T715", line_.condition + line_.range, line_.text, {"no observations", "没有观测值"});
    frame.rows = kept;
    const Panel& panel = session_.panel;
    const Table chosen = kept.size() == rows_.size() ? std::move(columns_) : columns_.select(kept);
    frame.panel = std::make_shared<const Panel>(chosen, panel.unit_column(), panel.time_column());
    return frame;
  }

 private:
  void read(const FrameRequest& request) {
    const std::vector<Term> outcome = parse_terms(session_.table(), request.outcome, line_.text);
    if (outcome.size() != 1 || outcome[0].size() != 1 || outcome[0][0].dummies)
      refuse("T705", request.outcome, line_.text, {"the outcome must be one variable", "被解释变量应为一个变量"});
    outcome_ = outcome.front();
    for (const std::string& list : request.lists) {
      lists_.push_back(parse_terms(session_.table(), list, line_.text));
      model_.insert(model_.end(), lists_.back().begin(), lists_.back().end());
    }
    for (const std::string& group : request.groups) {
      std::vector<Term> terms = parse_terms(session_.table(), group, line_.text);
      for (Term& term : terms) {
        for (const Factor& factor : term) {
          const bool second_number = term.size() > 1 && !factor.dummies && &factor != &term.back();
          if (second_number || factor.lag != 0 || factor.difference != 0 || !factor.levels.empty())
            refuse("T718", group, line_.text,
                   {"a group is a variable or a product of variables", "分组应为变量或变量的交乘"});
        }
        groups_.push_back(std::move(term));
      }
    }
    if (line_.weight) weight_ = evaluate_numbers(session_.panel, session_.has_time(), line_.weight->expression);
  }

  // Rows that are chosen and have every variable: their levels count.
  void find_complete_rows() {
    complete_ = rows_;
    const auto without = [&](const std::vector<double>& values) {
      for (std::size_t i = 0; i < complete_.size(); ++i) {
        if (is_missing(values[i])) complete_[i] = false;
      }
    };
    const auto check = [&](const Factor& factor) {
      const Column& column = session_.table().column(factor.variable);
      if (column.is_text && factor.lag == 0 && factor.difference == 0) {
        for (std::size_t i = 0; i < complete_.size(); ++i) {
          if (column.text.codes[i] < 0) complete_[i] = false;
        }
      } else {
        without(factor_values(session_.panel, session_.has_time(), factor, line_.text));
      }
    };
    for (const Factor& factor : outcome_) check(factor);
    for (const Term& term : model_) {
      for (const Factor& factor : term) check(factor);
    }
    for (const Term& term : groups_) {
      for (const Factor& factor : term) check(factor);
    }
    if (line_.weight) without(weight_);
  }

  // The role words of formulas may be names of variables here.
  std::string allowed(const std::string& name) {
    const Panel& panel = session_.panel;
    const bool role = name == panel.unit_column() || name == panel.time_column();
    if ((name != "unit" && name != "time") || role) return name;
    const std::string alias = std::string(kHidden) + "named_" + name;
    aliases_[alias] = name;
    return alias;
  }

  void copy(const std::string& name) {
    Column column = session_.table().column(name);
    column.name = allowed(name);
    columns_.set(std::move(column));
  }

  std::vector<std::string> add_terms(const std::vector<Term>& terms) {
    std::vector<std::string> names;
    for (const Term& term : terms) {
      const Factor& first = term.front();
      if (term.size() == 1 && !first.dummies && first.lag == 0 && first.difference == 0) {
        (void)session_.table().numbers(first.variable);  // D111
        copy(first.variable);
        names.push_back(allowed(first.variable));
        continue;
      }
      for (TermColumn& column :
           term_columns(session_.panel, session_.has_time(), term, model_, complete_, line_.text)) {
        names.push_back(column.name);
        columns_.set_numbers(column.name, std::move(column.values));
      }
    }
    return names;
  }

  std::string add_group(const Term& term) {
    std::vector<std::string> parts;
    for (const Factor& factor : term) {
      copy(factor.variable);
      parts.push_back(allowed(factor.variable));
    }
    // id#c.trend: a slope for each level.
    if (parts.size() > 1 && !term.back().dummies) {
      const std::string slope = parts.back();
      parts.pop_back();
      return join(parts, "^") + ":" + slope;
    }
    return join(parts, "^");
  }

  const Session& session_;
  const Line& line_;
  std::vector<bool> rows_;
  std::vector<bool> complete_;
  Term outcome_;
  std::vector<std::vector<Term>> lists_;
  std::vector<Term> model_;
  std::vector<Term> groups_;
  std::vector<double> weight_;
  Table columns_;
  std::map<std::string, std::string> aliases_;
};

}  // namespace

Frame make_frame(const Session& session, const Line& line, const FrameRequest& request) {
  return Builder(session, line).build(request);
}

std::string user_name(const Frame& frame, const std::string& name) {
  std::string out = name;
  for (const auto& [alias, real] : frame.aliases) out = replace_all(out, alias, real);
  return out;
}

void restore_names(const Frame& frame, Estimate& estimate) {
  for (std::string& name : estimate.names) name = user_name(frame, name);
  for (std::string& name : estimate.omitted) name = user_name(frame, name);
  for (std::string& name : estimate.absorbed) name = user_name(frame, name);
  estimate.outcome = user_name(frame, estimate.outcome);
  estimate.vce = user_name(frame, estimate.vce);
}

}  // namespace ecoeff::stata
