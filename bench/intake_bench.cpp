// How long a yearbook takes to become a panel: a workbook of 40 sheets, each a wide table of 300 cities and 20 years
// with a title, a unit of measurement and a note. Simulated, and written to a temporary folder first. Wall time of
// three runs and the most memory that the process had.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "ecoeff/data/intake/join.hpp"

namespace {

constexpr int kCities = 300;
constexpr int kYears = 20;
constexpr int kSheets = 40;

std::string city(int i) { return fmt::format("第{}市", i + 1); }

void write_wide(const std::string& path) {
  std::mt19937_64 random(1);
  lxw_workbook* book = workbook_new(path.c_str());
  for (int s = 0; s < kSheets; ++s) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, fmt::format("指标{}", s + 1).c_str());
    worksheet_write_string(sheet, 0, 0, fmt::format("表{} 指标{}（亿元）", s + 1, s + 1).c_str(), nullptr);
    worksheet_write_string(sheet, 2, 0, "城市", nullptr);
    for (int y = 0; y < kYears; ++y)
      worksheet_write_string(sheet, 2, static_cast<lxw_col_t>(y + 1), fmt::format("{}年", 2003 + y).c_str(), nullptr);
    for (int i = 0; i < kCities; ++i) {
      const auto row = static_cast<lxw_row_t>(3 + i);
      worksheet_write_string(sheet, row, 0, city(i).c_str(), nullptr);
      for (int y = 0; y < kYears; ++y)
        worksheet_write_number(sheet, row, static_cast<lxw_col_t>(y + 1), static_cast<double>(random() % 1000000) / 100,
                               nullptr);
    }
    worksheet_write_string(sheet, 4 + kCities, 0, "数据来源：模拟", nullptr);
  }
  workbook_close(book);
}

void read_and_say(const std::string& path, const char* what) {
  std::vector<double> seconds;
  std::size_t cells = 0;
  for (int run = 0; run < 3; ++run) {
    const auto start = std::chrono::steady_clock::now();
    ecoeff::PartSpec part;
    part.file = path;
    const ecoeff::PartsRead parts = ecoeff::read_parts({part}, {}, {});
    const ecoeff::Joined joined = ecoeff::join_parts(parts, {.unit = "城市", .time = "年份"});
    cells = joined.table.rows() * (joined.table.columns().size() - 2);
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(seconds.begin(), seconds.end());
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::puts(fmt::format("{}: {} cells, best {:.2f} s, median {:.2f} s; at most {} MiB so far", what, cells, seconds[0],
                        seconds[1], used.ru_maxrss / 1024)
                .c_str());
}

}  // namespace

int main() {
  const std::string path =
      (std::filesystem::temp_directory_path() / fmt::format("ecoeff-intake-{}.xlsx", ::getpid())).string();
  write_wide(path);
  read_and_say(path, "40 wide sheets of 300 cities and 20 years");
  std::filesystem::remove(path);
  return 0;
}
