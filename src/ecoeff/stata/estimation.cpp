#include "ecoeff/stata/estimation.hpp"

#include <algorithm>
#include <utility>

#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"

namespace ecoeff::stata {

ModelWords split_outcome(const Line& line) {
  const std::vector<std::string> words = words_of(line.body);
  if (words.empty()) refuse("T705", line.command, line.text, {"an outcome is missing", "缺少被解释变量"});
  return {words.front(), join({words.begin() + 1, words.end()}, " ")};
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
  if (line.store) {
    const std::string name = line.store->empty() ? "est" + std::to_string(session.stored.size() + 1) : *line.store;
    session.stored[name] = outcome.fitted;
  }
  return outcome;
}

}  // namespace ecoeff::stata
