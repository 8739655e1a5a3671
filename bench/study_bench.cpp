// The main job: the embedded study from the xlsx file to the last output, one thread. Prints the wall time of each part
// and the peak memory of the process; first without the pictures as PDF, PNG and in Word, then everything.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>

#include "ecoeff/base/file.hpp"
#include "ecoeff/data/write.hpp"
#include "ecoeff/report/vocabulary.hpp"
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
  double before = 0;
  const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
  for (const bool pictures : {false, true}) {
    for (int run = 0; run < kRuns; ++run) {
      const auto start = Clock::now();
      Study study = read_study(folder / "study.toml", report_vocabulary());
      if (!pictures) study.report.formats = {"html", "xlsx", "tex", "md", "rtf"};
      const StudyResult result = run_study(study, {.threads = 1});
      const auto computed = Clock::now();
      OutputFolder out(folder / "out");
      const std::size_t files = write_outputs(result, out).size();
      out.commit();
      const auto written = Clock::now();
      fmt::print("{} run {}: {} rows, compute {:.3f} s, write {} files {:.3f} s, total {:.3f} s\n",
                 pictures ? "everything" : "no pictures", run + 1, result.panel.rows(), seconds(start, computed), files,
                 seconds(computed, written), seconds(start, written));
    }
    struct rusage so_far {};
    getrusage(RUSAGE_SELF, &so_far);
    fmt::print(
        "peak memory {:.0f} MB, CPU {:.3f} s a run\n", static_cast<double>(so_far.ru_maxrss) / 1024,
        (static_cast<double>(so_far.ru_utime.tv_sec) + static_cast<double>(so_far.ru_utime.tv_usec) * 1e-6 - before) /
            kRuns);
    before = static_cast<double>(so_far.ru_utime.tv_sec) + static_cast<double>(so_far.ru_utime.tv_usec) * 1e-6;
  }
  fs::remove_all(folder);
  return 0;
}
