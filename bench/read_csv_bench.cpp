// How fast a csv of a million rows becomes a table, on one thread. Written to a temporary folder first (a city, a year,
// six numbers and a basin a row; about 60 MB), then read five times; the best and the median are printed, by
// the clock on the wall and by processor time (which a busy machine disturbs less).
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/read.hpp"

namespace {

constexpr int kRows = 1'000'000;

std::string million_rows() {
  std::mt19937_64 random(1);
  const auto uniform = [&] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
  std::string text = "城市,年份,地区生产总值,能源,就业,排放,专利,价格,流域\n";
  constexpr const char* kBasins[] = {"上游", "中游", "下游"};
  for (int i = 0; i < kRows; ++i) {
    fmt::format_to(std::back_inserter(text), "城市{},{},{:.4f},{:.3f},{:.6g},{},{:.2f},{},{}\n", i / 14, 2010 + i % 14,
                   uniform() * 1e4, uniform() * 100, uniform(), random() % 1000000, uniform() * 50, uniform(),
                   kBasins[i % 3]);
  }
  return text;
}

}  // namespace

int main() {
  const auto path = std::filesystem::temp_directory_path() / fmt::format("ecoeff-read-csv-{}.csv", ::getpid());
  ecoeff::write_file(path, million_rows());
  const auto megabytes = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
  std::vector<double> seconds;
  std::vector<double> processor;
  std::size_t rows = 0;
  for (int run = 0; run < 5; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t began = std::clock();
    rows = ecoeff::read_table(path).table.rows();
    processor.push_back(static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::filesystem::remove(path);
  std::sort(seconds.begin(), seconds.end());
  std::sort(processor.begin(), processor.end());
  std::puts(fmt::format("{} rows, {:.1f} MB", rows, megabytes).c_str());
  const auto line = [&](const char* clock, const std::vector<double>& of) {
    std::puts(
        fmt::format("{}: best {:.0f} MB/s, median {:.0f} MB/s", clock, megabytes / of[0], megabytes / of[2]).c_str());
  };
  line("wall", seconds);
  line("processor", processor);
}
