// estimates store, restore and replay.
#include "ecoeff/stata/commands.hpp"
#include "ecoeff/stata/options.hpp"
#include "ecoeff/stata/print.hpp"
#include "ecoeff/stata/refuse.hpp"
#include "ecoeff/stata/stored.hpp"

namespace ecoeff::stata {

const std::shared_ptr<const Fitted>& find_stored(const Session& session, const std::string& name, const Line& line) {
  const auto at = session.stored.find(name);
  if (at != session.stored.end()) return at->second;
  std::vector<std::string> names;
  for (const auto& [stored, fitted] : session.stored) names.push_back(stored);
  refuse("T713", name, line.text, {"no estimates of this name are stored", "没有以此名称存储的估计结果"},
         nearest(name, names));
}

Outcome run_estimates(Session& session, const Line& line) {
  refuse_rows(line);
  refuse_weight(line);
  refuse_options(line);
  const std::vector<std::string> words = words_of(line.body);
  const std::string what = words.empty() ? "" : words.front();
  Outcome outcome{.line = line.text, .quiet = line.quiet};
  const bool store = abbreviates(what, "store", 3);
  if (!store && !abbreviates(what, "restore", 3) && !abbreviates(what, "replay", 1))
    refuse("T704", what, line.text,
           {"estimates can store, restore and replay here", "这里的 estimates 支持 store、restore、replay"});
  if (words.size() > 2 || (words.size() < 2 && !abbreviates(what, "replay", 1)))
    refuse("T705", line.body, line.text, {"one name is needed", "需要一个名称"});
  if (store) {
    (void)last_fit(session, line);
    session.stored[words[1]] = session.last;
    return outcome;
  }
  const bool named = words.size() == 2;
  if (!named) (void)last_fit(session, line);
  const std::shared_ptr<const Fitted> fitted = named ? find_stored(session, words[1], line) : session.last;
  if (abbreviates(what, "replay", 3) || !named) {
    outcome.output = {print_fit(*fitted, Language::en), print_fit(*fitted, Language::zh)};
  } else {
    session.last = fitted;
  }
  return outcome;
}

}  // namespace ecoeff::stata
