// One computation on several processes ("ranks"), which share nothing and send each other bytes. The processes are
// started by mpirun when the program is built with Open MPI (ECOEFF_MPI); otherwise there is one.
//
// All functions below are called by every rank in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/base/note.hpp"

namespace ecoeff {

class Ranks {
 public:
  Ranks() = default;
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;
  virtual ~Ranks() = default;

  [[nodiscard]] virtual std::size_t rank() const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  virtual void send(std::size_t to, std::string_view bytes) = 0;
  [[nodiscard]] virtual std::string receive(std::size_t from) = 0;
  // Sends to one rank while receiving from another.
  [[nodiscard]] virtual std::string swap(std::size_t to, std::string_view bytes, std::size_t from) = 0;

  [[nodiscard]] bool first() const { return rank() == 0; }

  bool agreed = false;  // every rank is leaving with the same error (set by together())
};

// The ranks of this run. Starts Open MPI where it is built in and a launcher started the program; ends it when
// destroyed. One rank where the program does not know of the other processes that the launcher started.
[[nodiscard]] std::unique_ptr<Ranks> start_ranks();

// Whether the program was built with Open MPI.
[[nodiscard]] bool knows_ranks();

// What the launcher says in the environment, known before anything is started: 0 of 1 without a launcher. Without Open
// MPI only mpirun counts: other launchers often start programs that have nothing to do with each other.
struct Launched {
  std::size_t rank = 0;
  std::size_t size = 1;
};
[[nodiscard]] Launched launched();

// What every rank sent to this one; `out` has one entry a rank.
[[nodiscard]] std::vector<std::string> exchange(Ranks& ranks, std::vector<std::string> out);
// What every rank gave, on every rank.
[[nodiscard]] std::vector<std::string> gather_all(Ranks& ranks, const std::string& mine);
[[nodiscard]] std::vector<std::uint64_t> gather_all(Ranks& ranks, std::uint64_t mine);
[[nodiscard]] std::vector<Notes> gather_all(Ranks& ranks, const Notes& mine);
// What the first rank gave, on every rank.
[[nodiscard]] std::string broadcast(Ranks& ranks, std::string bytes);
// Up a binary tree to the first rank: `merge` makes one of its own bytes and those of another rank. Only the first rank
// gets the result, the others nothing.
[[nodiscard]] std::string reduce(Ranks& ranks, std::string mine,
                                 const std::function<std::string(std::string, std::string)>& merge);

// Runs `body`, which must not talk to other ranks, and meets: when it threw on some rank, every rank throws the error
// of the lowest one. What is no Error becomes U200 (U201 where memory ran out).
void together(Ranks& ranks, const std::function<void()>& body);

}  // namespace ecoeff
