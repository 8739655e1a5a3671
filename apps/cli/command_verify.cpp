#include <fmt/format.h>
#include <stdlib.h>

#include "commands.hpp"
#include "ecoeff/base/file.hpp"
#include "ecoeff/base/version.hpp"
#include "ecoeff/report/verify.hpp"
#include "ecoeff/report/vocabulary.hpp"
#include "ecoeff/report/write.hpp"
#include "ecoeff/study/read.hpp"
#include "ecoeff/study/run.hpp"

namespace ecoeff::cli {
namespace {

namespace fs = std::filesystem;

// A new folder of its own for the second run; removed with everything in it.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "ecoeff-verify-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw Error(Fault::usage, "R101", {"cannot make a folder there", "无法在该处建立文件夹"}, {.file = name});
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// The study at `path`; says how to name another when it was only looked for beside the folder.
Study study_that_made(const fs::path& path, bool named) {
  try {
    return read_study(path, report_vocabulary());
  } catch (Error& error) {
    if (!named && error.code == "D101" && !fs::exists(path)) {
      error.hint = {"the study was looked for beside the folder; name it: ecoeff verify OUT STUDY.toml",
                    "默认在输出文件夹旁查找研究文件；请指明其位置：ecoeff verify 输出文件夹 研究文件.toml"};
    }
    throw;
  }
}

void same_source(const std::string& was, const std::string& is, const Text& what, const std::string& file) {
  if (was == is) return;
  throw Error(
      Fault::study, "R132",
      {"this " + what.en + " is not the one that made the folder: its SHA-256 is " + is + ", the manifest says " + was,
       "该" + what.zh + "不是生成此文件夹时所用的：其 SHA-256 为 " + is + "，清单记录为 " + was},
      {.file = file});
}

std::string listed(const Verification& v, Language language) {
  const bool zh = language == Language::zh;
  std::string out;
  const auto add = [&](const char* en, const char* chinese, const std::vector<std::string>& names) {
    if (!names.empty()) out += fmt::format("{}{}\n", zh ? chinese : en, join(names, ", "));
  };
  add("edited after the run: ", "运行之后被改动：", v.edited);
  add("missing: ", "缺少：", v.missing);
  add("a new run makes them otherwise: ", "重新运行结果不同：", v.differ);
  add("a new run makes them too: ", "重新运行另外生成：", v.added);
  add("not ecoeff's: ", "并非 ecoeff 所写：", v.unknown);
  return out;
}

}  // namespace

int run_command(const VerifyArguments& arguments, const Console& console) {
  const fs::path folder = arguments.folder;
  const std::string file = (folder / "manifest.json").string();
  const Manifest manifest = read_manifest(read_file(file), file);
  const fs::path study_path = arguments.study ? *arguments.study : folder.parent_path() / manifest.study_file;
  Study study = study_that_made(study_path, arguments.study.has_value());
  same_source(manifest.study_sha256, study.sha256, {"study file", "研究文件"}, study_path.string());
  study.path = study_path.parent_path() / manifest.study_file;  // the outputs name it; another copy has another name
  const Progress progress = console.progress();
  StudyResult result =
      run_study(study, {.data = arguments.data, .threads = console.flags().threads, .seed = manifest.seed}, progress);
  same_source(manifest.data_sha256, result.data_sha256, {"data file", "数据文件"}, result.data_file);
  result.data_file = (fs::path(result.data_file).parent_path() / manifest.data_file).string();
  const ScratchFolder scratch;
  OutputFolder again(scratch.path() / "out");
  (void)write_outputs(result, again, progress);
  report_step(progress, {{"", ""}, 0, 0});
  const Verification found =
      verify_folder(folder, manifest, read_manifest(read_file(again.place("manifest.json")), "manifest.json"));
  if (console.flags().json) print_result(verification_json(found) + "\n");
  if (found.good()) {
    if (!console.flags().json) {
      print_result(listed({.unknown = found.unknown}, console.flags().language) +
                   console.say({fmt::format("{} files are as made, and made again alike\n", found.files),
                                fmt::format("{} 个文件均未改动，重新运行逐字节一致\n", found.files)}));
    }
    return 0;
  }
  Text hint;
  if (manifest.version != kVersion) {
    hint = {fmt::format("the folder was made by ecoeff {}, this is {}", manifest.version, kVersion),
            fmt::format("该文件夹由 ecoeff {} 生成，当前版本为 {}", manifest.version, kVersion)};
  }
  throw Error(Fault::data, "R131",
              {"the folder is not what its manifest and its study say\n" + listed(found, Language::en),
               "文件夹与其清单或研究不符\n" + listed(found, Language::zh)},
              {.file = folder.string()}, hint);
}

}  // namespace ecoeff::cli
