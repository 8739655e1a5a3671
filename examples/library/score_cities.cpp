// Scores an array with the installed library: prints the super-SBM score of five cities, one a line.
#include <cstdio>

#include "ecoeff/frontier.hpp"

int main() {
  ecoeff::Table table;
  table.set_text("city", {"A", "B", "C", "D", "E"});
  table.set_numbers("labour", {2, 4, 3, 5, 6});
  table.set_numbers("gdp", {2, 3, 3, 2, 7});
  table.set_numbers("co2", {1, 2, 1, 3, 5});
  const ecoeff::Panel cities{std::move(table), "city", ""};
  const ecoeff::ScoreOptions options{.inputs = {"labour"}, .good = {"gdp"}, .bad = {"co2"}};
  for (const auto& row : ecoeff::score(cities, options).rows) std::printf("%.17g\n", row.score);
}
