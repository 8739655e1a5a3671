#include "ecoeff/frontier/proof_book.hpp"

#include <utility>

namespace ecoeff {

solver::Witnesses* ProofBook::part(const std::string& name, std::size_t rows) {
  const std::lock_guard lock(guard_);
  std::vector<solver::Witnesses>& all = parts_[name];
  if (all.empty()) all.assign(rows, solver::Witnesses(reading_));
  return all.data();
}

std::vector<double> ProofBook::given(const std::string& part, const std::string& name, std::vector<double> numbers) {
  const std::lock_guard lock(guard_);
  const auto [at, fresh] = given_.try_emplace({part, name}, std::move(numbers));
  return at->second;
}

bool ProofBook::has(const std::string& part, const std::string& name) const { return given_.contains({part, name}); }

void ProofBook::set_given(const std::string& part, const std::string& name, std::vector<double> numbers) {
  given_[{part, name}] = std::move(numbers);
}

namespace frontier {

solver::Witnesses* witnesses_of(const ScoreOptions& options, std::size_t rows) {
  return options.proofs == nullptr ? nullptr : options.proofs->part(options.part, rows);
}

const char* part_of(Returns returns) {
  switch (returns) {
    case Returns::crs: return "crs";
    case Returns::vrs: return "vrs";
    case Returns::nirs: return "nirs";
    case Returns::ndrs: return "ndrs";
  }
  return "";
}

bool reads_proofs(const ScoreOptions& options) { return options.proofs != nullptr && options.proofs->reading(); }

}  // namespace frontier
}  // namespace ecoeff
