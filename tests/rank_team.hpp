// Ranks that are threads of the test, so that what runs on several processes is tested without a launcher.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ecoeff/base/ranks.hpp"

namespace ecoeff::testing {

class Post {
 public:
  void put(std::size_t from, std::size_t to, std::string bytes) {
    const std::lock_guard lock(guard_);
    boxes_[{from, to}].push_back(std::move(bytes));
    news_.notify_all();
  }
  std::string take(std::size_t from, std::size_t to) {
    std::unique_lock lock(guard_);
    auto& box = boxes_[{from, to}];
    news_.wait(lock, [&] { return !box.empty(); });
    std::string bytes = std::move(box.front());
    box.pop_front();
    return bytes;
  }

 private:
  std::mutex guard_;
  std::condition_variable news_;
  std::map<std::pair<std::size_t, std::size_t>, std::deque<std::string>> boxes_;
};

class ThreadRank : public Ranks {
 public:
  ThreadRank(Post& post, std::size_t rank, std::size_t size) : post_(post), rank_(rank), size_(size) {}
  [[nodiscard]] std::size_t rank() const override { return rank_; }
  [[nodiscard]] std::size_t size() const override { return size_; }
  void send(std::size_t to, std::string_view bytes) override { post_.put(rank_, to, std::string(bytes)); }
  [[nodiscard]] std::string receive(std::size_t from) override { return post_.take(from, rank_); }
  [[nodiscard]] std::string swap(std::size_t to, std::string_view bytes, std::size_t from) override {
    send(to, bytes);
    return receive(from);
  }

 private:
  Post& post_;
  std::size_t rank_;
  std::size_t size_;
};

// Runs `body` on `size` ranks; what each threw, empty pointers where nothing.
inline std::vector<std::exception_ptr> run_ranks(std::size_t size, const std::function<void(Ranks&)>& body) {
  Post post;
  std::vector<std::exception_ptr> thrown(size);
  std::vector<std::jthread> team;
  for (std::size_t r = 0; r < size; ++r) {
    team.emplace_back([&, r] {
      ThreadRank rank(post, r, size);
      try {
        body(rank);
      } catch (...) {
        thrown[r] = std::current_exception();
      }
    });
  }
  team.clear();
  return thrown;
}

}  // namespace ecoeff::testing
