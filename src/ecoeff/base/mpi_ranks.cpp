// The only file that knows MPI.
#include "ecoeff/base/ranks.hpp"

#ifdef ECOEFF_MPI
#include <mpi.h>

#include <algorithm>
#include <exception>
#endif

namespace ecoeff {
namespace {

class OneRank : public Ranks {
 public:
  [[nodiscard]] std::size_t rank() const override { return 0; }
  [[nodiscard]] std::size_t size() const override { return 1; }
  void send(std::size_t, std::string_view) override {}
  [[nodiscard]] std::string receive(std::size_t) override { return {}; }
  [[nodiscard]] std::string swap(std::size_t, std::string_view, std::size_t) override { return {}; }
};

#ifdef ECOEFF_MPI

// A length, then pieces that MPI's int counts can hold. Errors inside MPI end the whole run, which is MPI's default.
class MpiRanks : public Ranks {
 public:
  MpiRanks() {
    int level = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &size_);
  }
  // A rank that leaves alone would let the others wait for ever.
  ~MpiRanks() override {
    if (std::uncaught_exceptions() > 0 && !agreed) MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Finalize();
  }

  [[nodiscard]] std::size_t rank() const override { return static_cast<std::size_t>(rank_); }
  [[nodiscard]] std::size_t size() const override { return static_cast<std::size_t>(size_); }

  void send(std::size_t to, std::string_view bytes) override {
    const std::uint64_t length = bytes.size();
    MPI_Send(&length, 1, MPI_UINT64_T, static_cast<int>(to), 0, MPI_COMM_WORLD);
    for (std::size_t at = 0; at < bytes.size(); at += kPiece)
      MPI_Send(bytes.data() + at, piece(bytes.size() - at), MPI_CHAR, static_cast<int>(to), 0, MPI_COMM_WORLD);
  }

  [[nodiscard]] std::string receive(std::size_t from) override {
    std::uint64_t length = 0;
    MPI_Recv(&length, 1, MPI_UINT64_T, static_cast<int>(from), 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    std::string bytes(length, '\0');
    for (std::size_t at = 0; at < bytes.size(); at += kPiece)
      MPI_Recv(bytes.data() + at, piece(bytes.size() - at), MPI_CHAR, static_cast<int>(from), 0, MPI_COMM_WORLD,
               MPI_STATUS_IGNORE);
    return bytes;
  }

  [[nodiscard]] std::string swap(std::size_t to, std::string_view bytes, std::size_t from) override {
    const std::uint64_t out = bytes.size();
    std::uint64_t in = 0;
    MPI_Sendrecv(&out, 1, MPI_UINT64_T, static_cast<int>(to), 0, &in, 1, MPI_UINT64_T, static_cast<int>(from), 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    std::string received(in, '\0');
    std::vector<MPI_Request> open;
    for (std::size_t at = 0; at < received.size(); at += kPiece)
      MPI_Irecv(received.data() + at, piece(received.size() - at), MPI_CHAR, static_cast<int>(from), 0, MPI_COMM_WORLD,
                &open.emplace_back());
    for (std::size_t at = 0; at < bytes.size(); at += kPiece)
      MPI_Isend(bytes.data() + at, piece(bytes.size() - at), MPI_CHAR, static_cast<int>(to), 0, MPI_COMM_WORLD,
                &open.emplace_back());
    MPI_Waitall(static_cast<int>(open.size()), open.data(), MPI_STATUSES_IGNORE);
    return received;
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 30U;
  static int piece(std::size_t left) { return static_cast<int>(std::min(left, kPiece)); }

  int rank_ = 0;
  int size_ = 1;
};

#endif

}  // namespace

#ifdef ECOEFF_MPI
bool knows_ranks() { return true; }
std::unique_ptr<Ranks> start_ranks() {
  if (launched().size > 1) return std::make_unique<MpiRanks>();
  return std::make_unique<OneRank>();
}
#else
bool knows_ranks() { return false; }
std::unique_ptr<Ranks> start_ranks() { return std::make_unique<OneRank>(); }
#endif

}  // namespace ecoeff
