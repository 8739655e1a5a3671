// The main job: the embedded study from the xlsx file to the last output, one thread. Prints the wall time of each part
// and the peak memory of the process.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/report/write.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"
#include "ecoeff/study/yellow_river.hpp"

int main() {
  using namespace ecoeff;
  using Clock = std::chrono::steady_clock;
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "ecoeff-study-bench";
  fs::remove_all(folder);
  fs::create_directories(folder);
  write_file(folder / "yellow_river.xlsx", to_xlsx(yellow_river_table(), "模拟数据"));
  write_file(folder / "study.toml", yellow_river_study_toml());

  constexpr int kRuns = 5;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = Clock::now();
    const StudyResult result = run_study(read_study(folder / "study.toml"), {.threads = 1});
    const auto computed = Clock::now();
    OutputFolder out(folder / "out");
    const std::size_t files = write_outputs(result, out).size();
    out.commit();
    const auto written = Clock::now();
    const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
    fmt::print("run {}: {} rows, compute {:.3f} s, write {} files {:.3f} s, total {:.3f} s\n", run + 1,
               result.panel.rows(), seconds(start, computed), files, seconds(computed, written),
               seconds(start, written));
  }
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("peak memory {:.0f} MB\n", static_cast<double>(usage.ru_maxrss) / 1024);
  fs::remove_all(folder);
  return 0;
}
