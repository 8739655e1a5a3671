#include "ecoeff/base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void throw_unwritable(const fs::path& path, int reason) {
  throw Error(
      Fault::usage, "R101",
      {fmt::format("cannot write: {}", std::strerror(reason)), fmt::format("无法写入：{}", std::strerror(reason))},
      {.file = path.string()},
      {"check that the folder exists, that you may write there and that the disk is not full",
       "请检查文件夹是否存在、是否有写权限、磁盘是否已满"});
}

void write_bytes(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) throw_unwritable(path, errno);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      const int reason = errno;
      ::close(file);
      throw_unwritable(path, reason);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0) throw_unwritable(path, errno);
}

fs::path temporary_beside(const fs::path& path) {
  static std::atomic<unsigned> counter{0};
  const fs::path absolute = fs::absolute(path).lexically_normal();
  return absolute.parent_path() / fmt::format(".{}.ecoeff-{}-{}", absolute.filename().string(), ::getpid(), counter++);
}

// Not empty and without a manifest.
bool is_of_others(const fs::path& folder) {
  std::error_code code;
  return fs::exists(folder, code) && !fs::is_empty(folder, code) && !fs::exists(folder / "manifest.json", code);
}

[[noreturn]] void throw_of_others(const fs::path& folder) {
  throw Error(Fault::usage, "R103",
              {"the output folder is not empty and was not written by ecoeff", "输出文件夹非空，且不是 ecoeff 写出的"},
              {.file = folder.string()}, {"choose another folder with -o", "请用 -o 另选文件夹"});
}

// Removes the temporary folders of runs that were killed: their process is gone and nobody holds their lock.
void remove_leftovers(const fs::path& place) {
  const std::string start = fmt::format(".{}.ecoeff-", place.filename().string());
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(place.parent_path(), ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(start) || !entry.is_directory(ignored)) continue;
    const long process = std::atol(name.c_str() + start.size());
    if (process <= 0 || ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH) continue;
    const int lock = ::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock < 0) continue;
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
    ::close(lock);
  }
}

}  // namespace

std::string read_file(const fs::path& path) {
  const auto fail = [&](const char* code, Text message) {
    throw Error(Fault::data, code, std::move(message), {.file = path.string()});
  };
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) fail("D102", {"this is a folder, not a file", "这是文件夹，不是文件"});
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) fail("D101", {"there is no such file", "文件不存在"});
  if (file < 0)
    fail("D103",
         {fmt::format("cannot read: {}", std::strerror(errno)), fmt::format("无法读取：{}", std::strerror(errno))});
  std::string bytes;
  struct stat facts {};
  const bool known = ::fstat(file, &facts) == 0;
  const auto fail_open = [&](const char* code, Text message) {
    ::close(file);
    fail(code, std::move(message));
  };
  // A device such as /dev/zero never ends; a terminal or a pipe does.
  if (known && (S_ISBLK(facts.st_mode) || (S_ISCHR(facts.st_mode) && ::isatty(file) == 0)))
    fail_open("D103", {"this is a device, not a file", "这是设备，不是文件"});
  const Text too_large{"the file is larger than 4 GiB", "文件大于 4 GiB"};
  if (known && static_cast<std::uintmax_t>(facts.st_size) > kLargestFile) fail_open("D140", too_large);
  if (known && facts.st_size > 0) bytes.reserve(static_cast<std::size_t>(facts.st_size) + 1);
  std::size_t used = 0;
  for (;;) {
    if (used > kLargestFile) fail_open("D140", too_large);
    if (bytes.size() == used) bytes.resize(std::max<std::size_t>(bytes.capacity(), used + 65536));
    const ssize_t got = ::read(file, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const int reason = errno;
      ::close(file);
      fail("D103",
           {fmt::format("cannot read: {}", std::strerror(reason)), fmt::format("无法读取：{}", std::strerror(reason))});
    }
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  ::close(file);
  bytes.resize(used);
  return bytes;
}

namespace {

// An open file that is no folder and no device.
class OpenFile {
 public:
  explicit OpenFile(const fs::path& path) : path_(path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) fail("D102", {"this is a folder, not a file", "这是文件夹，不是文件"});
    file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file_ < 0 && errno == ENOENT) fail("D101", {"there is no such file", "文件不存在"});
    if (file_ < 0) fail_reading(errno);
    if (!fs::is_regular_file(path, ignored)) {
      ::close(file_);
      fail("D103", {"this is a device, not a file", "这是设备，不是文件"});
    }
  }
  ~OpenFile() { ::close(file_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] std::uint64_t size() const {
    struct stat facts {};
    if (::fstat(file_, &facts) != 0) fail_reading(errno);
    return static_cast<std::uint64_t>(facts.st_size);
  }

  // Fewer bytes than `bytes` holds at the end of the file.
  [[nodiscard]] std::size_t read(std::uint64_t from, std::string& bytes) const {
    std::size_t used = 0;
    while (used < bytes.size()) {
      const ssize_t got = ::pread(file_, bytes.data() + used, bytes.size() - used, static_cast<off_t>(from + used));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail_reading(errno);
      if (got == 0) break;
      used += static_cast<std::size_t>(got);
    }
    return used;
  }

 private:
  [[noreturn]] void fail(const char* code, Text message) const {
    throw Error(Fault::data, code, std::move(message), {.file = path_.string()});
  }
  [[noreturn]] void fail_reading(int reason) const {
    fail("D103",
         {fmt::format("cannot read: {}", std::strerror(reason)), fmt::format("无法读取：{}", std::strerror(reason))});
  }

  fs::path path_;
  int file_ = -1;
};

}  // namespace

std::string read_bytes(const fs::path& path, std::uint64_t from, std::uint64_t to) {
  const OpenFile file(path);
  const std::uint64_t end = std::min(to, file.size());
  std::string bytes(from < end ? end - from : 0, '\0');
  bytes.resize(file.read(from, bytes));
  return bytes;
}

std::uint64_t size_of_file(const fs::path& path) { return OpenFile(path).size(); }

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

void write_file(const fs::path& path, std::string_view bytes) {
  OutputFile file(path);
  file.append(bytes);
  file.commit();
}

OutputFile::OutputFile(const fs::path& final_place) : final_(final_place) {
  std::error_code unknown;
  const bool special =
      fs::exists(final_, unknown) && !fs::is_regular_file(final_, unknown) && !fs::is_directory(final_, unknown);
  temporary_ = special ? final_ : temporary_beside(final_);  // a device or a pipe must not be replaced by a file
  file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file_ < 0) throw_unwritable(final_, errno);
}

OutputFile::~OutputFile() {
  if (file_ >= 0) ::close(file_);
  std::error_code ignored;
  if (!temporary_.empty() && temporary_ != final_) fs::remove(temporary_, ignored);
}

void OutputFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_unwritable(final_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void OutputFile::commit() {
  const int closed = ::close(file_);
  file_ = -1;
  if (closed != 0) throw_unwritable(final_, errno);
  if (temporary_ == final_) return;
  std::error_code failed;
  fs::rename(temporary_, final_, failed);
  if (failed) throw_unwritable(final_, failed.value());
  temporary_.clear();
}

OutputFolder::OutputFolder(const fs::path& final_place) : final_(fs::absolute(final_place).lexically_normal()) {
  if (!final_.has_filename()) final_ = final_.parent_path();
  std::error_code code;
  if (fs::exists(final_, code) && !fs::is_directory(final_, code)) {
    throw Error(Fault::usage, "R102",
                {"a file stands where the output folder should be", "输出文件夹的位置上已有同名文件"},
                {.file = final_.string()});
  }
  if (is_of_others(final_)) throw_of_others(final_);
  fs::create_directories(final_.parent_path(), code);
  temporary_ = temporary_beside(final_);
  remove_leftovers(final_);
  if (!fs::create_directory(temporary_, code)) throw_unwritable(final_, code ? code.value() : EEXIST);
  lock_ = ::open(temporary_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ >= 0) (void)::flock(lock_, LOCK_SH | LOCK_NB);
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!committed_) fs::remove_all(temporary_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

fs::path OutputFolder::place(const std::string& relative_name) {
  const fs::path name = fs::path(relative_name).lexically_normal();
  if (name.empty() || name.is_absolute() || *name.begin() == "..") {
    throw Error(Fault::internal, "R104", {"a file name leaves the output folder", "文件名超出了输出文件夹"},
                {.file = relative_name});
  }
  std::error_code failed;
  fs::create_directories((temporary_ / name).parent_path(), failed);
  if (failed) throw_unwritable(final_ / name, failed.value());
  return temporary_ / name;
}

void OutputFolder::write(const std::string& relative_name, std::string_view bytes) {
  const fs::path target = place(relative_name);
  try {
    write_bytes(target, bytes);
  } catch (Error& error) {
    error.where.file = (final_ / relative_name).string();
    throw;
  }
}

void OutputFolder::commit() {
  // Another run may put its folder there or take it away between our looks; a few tries find it standing still.
  for (int attempt = 0; attempt < 100; ++attempt) {
    if (is_of_others(final_)) throw_of_others(final_);
    committed_ = ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, final_.c_str(), RENAME_NOREPLACE) == 0;
    if (committed_) return;
    if (errno != EEXIST) break;
    // The new files reach the disk before they take the place of the old ones, or a power cut could leave neither.
    if (lock_ >= 0) (void)::syncfs(lock_);
    committed_ = ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, final_.c_str(), RENAME_EXCHANGE) == 0;
    if (committed_) {
      std::error_code ignored;
      fs::remove_all(temporary_, ignored);
      return;
    }
    if (errno != ENOENT) break;
  }
  if (errno != EINVAL && errno != ENOSYS) throw_unwritable(final_, errno);
  commit_in_two_steps();
}

// For file systems that cannot exchange two folders.
void OutputFolder::commit_in_two_steps() {
  const fs::path old = temporary_beside(final_);
  std::error_code failed;
  const bool replaces = fs::exists(final_);
  if (replaces) {
    if (lock_ >= 0) (void)::syncfs(lock_);
    fs::rename(final_, old, failed);
    if (failed) throw_unwritable(final_, failed.value());
  }
  fs::rename(temporary_, final_, failed);
  if (failed) {
    std::error_code ignored;
    if (replaces) fs::rename(old, final_, ignored);
    throw_unwritable(final_, failed.value());
  }
  committed_ = true;
  std::error_code ignored;
  if (replaces) fs::remove_all(old, ignored);
}

}  // namespace ecoeff
