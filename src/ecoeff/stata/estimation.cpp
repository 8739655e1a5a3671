#include "ecoeff/stata/estimation.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {

ModelWords split_model(const std::string& body, const Line& line) {
  ModelWords out;
  for (const std::string& word : words_of(body)) {
    if (word.starts_with('(') && word.find('=') != std::string::npos) {
      const std::size_t equal = word.find('=');
      if (!out.endogenous.empty() || !word.ends_with(')'))
        refuse("T705", word, line.text,
               {"one (endogenous = instruments) is needed", "只能有一个（内生变量 = 工具变量）"});
      out.endogenous = std::string(trim(word.substr(1, equal - 1)));
      out.instruments = std::string(trim(word.substr(equal + 1, word.size() - equal - 2)));
      if (out.endogenous.empty() || out.instruments.empty())
        refuse("T705", word, line.text, {"both sides of the = need a variable", "等号两边都需要变量"});
    } else if (out.outcome.empty()) {
      out.outcome = word;
    } else {
      out.exogenous += (out.exogenous.empty() ? "" : " ") + word;
    }
  }
  if (out.outcome.empty()) refuse("T705", line.command, line.text, {"an outcome is missing", "缺少被解释变量"});
  return out;
}

std::vector<std::string> read_absorb(const std::string& inside, const Line& line) {
  std::vector<std::string> effects;
  for (const std::string& word : words_of(inside)) {
    // a##c.t: levels and slopes.
    const std::size_t both = word.find("##c.");
    if (both != std::string::npos) effects.push_back(word.substr(0, both));
    effects.push_back(replace_all(word, "##c.", "#c."));
  }
  for (const std::string& effect : effects) {
    if (effect.find('=') != std::string::npos)
      refuse("T704", effect, line.text, {"effects are not saved here", "这里不保存固定效应"});
  }
  return effects;
}

Outcome fit_line(Session& session, const Line& line, ModelLine model) {
  const std::vector<std::string>& known = model_names();
  if (std::find(known.begin(), known.end(), model.options.model) == known.end())
    refuse("T717", model.command, line.text, {"this estimator is not available", "尚不提供该估计方法"});
  if (line.weight && line.weight->kind.starts_with("i"))
    refuse("T717", "[" + line.weight->kind + "=" + line.weight->expression + "]", line.text,
           {"importance weights are not available", "不提供重要性权重"});
  // Without a cluster Stata draws rows, which are units only where no panel is set.
  if (model.vce.kind == "bootstrap" && model.vce.groups.empty() && !session.unit.empty()) {
    if (!model.command.starts_with("xt"))
      refuse("T704", model.vce.text, line.text,
             {"say which clusters are drawn: vce(bootstrap, cluster(variable))",
              "请指明抽样的聚类：vce(bootstrap, cluster(变量))"});
    model.vce.groups = {session.unit};
  }
  std::vector<std::string> groups = model.effects;
  groups.insert(groups.end(), model.vce.groups.begin(), model.vce.groups.end());
  const ModelWords& words = model.words;
  const Frame frame = make_frame(
      session, line,
      {.outcome = words.outcome, .lists = {words.endogenous, words.exogenous, words.instruments}, .groups = groups});
  const auto split = frame.groups.begin() + static_cast<std::ptrdiff_t>(frame.groups.size() - model.vce.groups.size());
  const Formula formula{.outcome = frame.outcome,
                        .regressors = frame.lists[1],
                        .effects = {frame.groups.begin(), split},
                        .endogenous = frame.lists[0],
                        .instruments = frame.lists[2],
                        .text = line.text};
  model.options.linear.vce = vce_text(model.vce, {split, frame.groups.end()});
  if (model.vce.kind == "bootstrap") {
    model.options.linear.replications = static_cast<std::size_t>(model.vce.replications);
    if (model.vce.seed) model.options.linear.seed = static_cast<std::uint64_t>(*model.vce.seed);
  }
  if (line.weight) model.options.linear.weights = line.weight->kind + "=" + frame.weight;
  Estimate estimate = fit_model(*frame.panel, formula, model.options);
  if (model.adjust) model.adjust(*frame.panel, formula, estimate);
  estimate.notes.insert(estimate.notes.begin(), model.notes.begin(), model.notes.end());
  const Fitted kept{.command = model.command, .formula = formula, .options = model.options};
  return finish_estimation(session, line, kept, frame, std::move(estimate));
}

Outcome finish_estimation(Session& session, const Line& line, Fitted kept, const Frame& frame, Estimate estimate) {
  restore_names(frame, estimate);
  kept.line = line.text;
  kept.panel = frame.panel;
  for (const std::vector<std::string>& list : frame.lists) {
    for (const std::string& name : list) {
      const std::string shown = user_name(frame, name);
      const bool known = estimate.index_of(shown) < estimate.names.size() ||
                         std::find(estimate.omitted.begin(), estimate.omitted.end(), shown) != estimate.omitted.end();
      if (known && std::find(kept.order.begin(), kept.order.end(), shown) == kept.order.end())
        kept.order.push_back(shown);
    }
  }
  const auto add = [&](const std::vector<std::string>& names) {  // "_cons", and what the estimator adds
    for (const std::string& name : names) {
      if (std::find(kept.order.begin(), kept.order.end(), name) == kept.order.end()) kept.order.push_back(name);
    }
  };
  add(estimate.names);
  add(estimate.omitted);
  kept.estimate = std::move(estimate);
  Outcome outcome{.line = line.text, .quiet = line.quiet};
  outcome.fitted = std::make_shared<const Fitted>(std::move(kept));
  outcome.output = {print_fit(*outcome.fitted, Language::en), print_fit(*outcome.fitted, Language::zh)};
  session.last = outcome.fitted;
  session.sample.assign(frame.rows.empty() ? 0 : session.panel.rows(), false);
  if (!session.sample.empty()) {
    for (const std::size_t row : outcome.fitted->estimate.rows) session.sample[frame.rows[row]] = true;
  }
  if (line.store) {
    const std::string name = line.store->empty() ? "est" + std::to_string(session.stored.size() + 1) : *line.store;
    session.stored[name] = outcome.fitted;
  }
  return outcome;
}

}  // namespace ecoeff::stata
