// Scores against exact fractions, without end: draws instances by number, checks each and counts.
//
//   exact_scores --rows 100000 --seed 1 --state FILE [--model NAME] [--save FOLDER] [--by proofs]
//   exact_scores --seed 1 --instance 345 [--save FOLDER]
//
// The first goes on from FILE, where it also keeps its counts, until so many rows (or pairs of years) were checked; every
// disagreement is printed with the number of its instance, which the second repeats. --save keeps wrong instances as
// seeds. With --by proofs the answers are not solved in fractions once more, but the proofs that come with them are
// checked in fractions, which is many times faster. Exit 1 when there was a disagreement.
#include <fmt/format.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "exact/check.hpp"
#include "exact/counts.hpp"
#include "exact/proof_check.hpp"

namespace {

using namespace ecoeff::exact;

struct Asked {
  std::uint64_t seed = 1;
  std::size_t rows = 1000;
  std::optional<std::uint64_t> instance;
  std::string model, state, save;
  bool by_proofs = false;

  [[nodiscard]] Checked check(const Instance& one) const {
    return by_proofs ? check_by_proof(one) : ecoeff::exact::check(one);
  }
};

bool read(int argc, char** argv, Asked& out) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    const std::string value = argv[i + 1];
    if (flag == "--seed")
      out.seed = std::stoull(value);
    else if (flag == "--rows")
      out.rows = std::stoull(value);
    else if (flag == "--instance")
      out.instance = std::stoull(value);
    else if (flag == "--model")
      out.model = value;
    else if (flag == "--state")
      out.state = value;
    else if (flag == "--save")
      out.save = value;
    else if (flag == "--by" && value == "proofs")
      out.by_proofs = true;
    else
      return false;
  }
  return argc % 2 == 1;
}

// Prints what is wrong with the instance, and keeps it.
void tell(const Asked& asked, std::uint64_t number, const Instance& instance, const Checked& checked) {
  for (const Disagreement& one : checked.disagreements)
    fmt::print("--seed {} --instance {} {} {}: {}\n", asked.seed, number, instance.options.model, one.kind, one.text);
  if (!checked.disagreements.empty() && !asked.save.empty())
    save(instance, asked.save, fmt::format("{}-{}-{}", instance.options.model, asked.seed, number));
}

int repeat(const Asked& asked) {
  const Instance instance = draw(asked.seed, *asked.instance);
  const Checked checked = asked.check(instance);
  fmt::print("{} rows, {} unknown, worst {:.1e}: {}\n", checked.rows, checked.unknown, checked.worst,
             command_of(instance));
  tell(asked, *asked.instance, instance, checked);
  return checked.disagreements.empty() ? 0 : 1;
}

int go_on(const Asked& asked) {
  Counts counts(asked.seed, asked.model);
  if (!asked.state.empty() && !counts.read(asked.state)) {
    fmt::print(stderr, "{} is of another seed or model\n", asked.state);
    return 2;
  }
  std::size_t since = 0;
  while (counts.rows() < asked.rows) {
    const std::uint64_t number = counts.next();
    const Instance instance = draw(asked.seed, number);
    if (!asked.model.empty() && instance.options.model != asked.model) {
      counts.skip();
      continue;
    }
    const Checked checked = asked.check(instance);
    tell(asked, number, instance, checked);
    counts.add(instance.options.model, checked);
    if (++since % 50 == 0 && !asked.state.empty()) counts.write(asked.state);
  }
  if (!asked.state.empty()) counts.write(asked.state);
  fmt::print("{}", counts.table());
  return counts.disagreements() == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Asked asked;
  if (!read(argc, argv, asked)) {
    fmt::print(stderr,
               "exact_scores --rows N --seed S [--state FILE] [--model NAME] [--save FOLDER] [--by proofs]\n"
               "exact_scores --seed S --instance K [--save FOLDER] [--by proofs]\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 1 << 16);
  return asked.instance ? repeat(asked) : go_on(asked);
}
