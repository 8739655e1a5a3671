// Files: reading whole ones, hashing, and an output folder that appears whole or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace ecoeff {

inline constexpr std::uintmax_t kLargestFile = std::uintmax_t{4} << 30U;  // bytes

// The bytes of a file. Errors: D101 missing, D102 a directory, D103 unreadable or a device, D140 too large.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

// The bytes [from, to) of a file, fewer where it ends before; its size in bytes. Errors as read_file, but any size.
[[nodiscard]] std::string read_bytes(const std::filesystem::path& path, std::uint64_t from, std::uint64_t to);
[[nodiscard]] std::uint64_t size_of_file(const std::filesystem::path& path);

// SHA-256 as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

// Writes to a temporary file beside `path`, then renames; a device or pipe is written directly. Error R101.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// A file written piece by piece under a temporary name beside its final place, and renamed by commit(); without
// commit() it is removed. A device or pipe is written directly. Error R101.
class OutputFile {
 public:
  explicit OutputFile(const std::filesystem::path& final_place);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void append(std::string_view bytes);
  void commit();

 private:
  std::filesystem::path final_;
  std::filesystem::path temporary_;  // the final place itself when that is a device or pipe
  int file_ = -1;
};

// A folder written under a temporary name beside its final place and renamed by commit(); without commit() it is
// removed and what stood there before is untouched. commit() replaces the files that were written, keeps nothing half
// written, and refuses (R103) to replace a folder that ecoeff did not write (no manifest.json inside and not empty).
// Old and new folder change places in one step, so that at every moment one of them stands there whole. What a killed
// run left beside the folder is removed by the next one.
class OutputFolder {
 public:
  explicit OutputFolder(const std::filesystem::path& final_place);  // R101, R102
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  // Writes a file below the folder, making sub-folders; the name must not leave the folder.
  void write(const std::string& relative_name, std::string_view bytes);
  // The place of a file for a library that writes by path; the sub-folder exists.
  [[nodiscard]] std::filesystem::path place(const std::string& relative_name);
  [[nodiscard]] const std::filesystem::path& final_place() const { return final_; }
  void commit();

 private:
  void commit_in_two_steps();

  std::filesystem::path final_;
  std::filesystem::path temporary_;
  int lock_ = -1;  // held while this run writes, so that another run knows the folder is not left over
  bool committed_ = false;
};

}  // namespace ecoeff
