#include "ecoeff/base/file.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "ecoeff/base/error.hpp"

namespace ecoeff {
namespace {
namespace fs = std::filesystem;

// A folder of its own for each test, removed at the end.
class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::string name = (fs::temp_directory_path() / "ecoeff-test-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~FileTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(folder_)) all.push_back(entry.path().filename().string());
    return all;
  }
  fs::path folder_;
};

template <class Action>
std::string code_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code;
  }
  return "none";
}

TEST_F(FileTest, WritesAndReadsBytes) {
  std::string bytes("a\0\r\n城", 7);
  bytes.resize(200'000, 'x');
  write_file(folder_ / "a", bytes);
  EXPECT_EQ(read_file(folder_ / "a"), bytes);
  write_file(folder_ / "a", "");
  EXPECT_EQ(read_file(folder_ / "a"), "");
  EXPECT_EQ(names(), std::vector<std::string>{"a"});
}

TEST_F(FileTest, ReadingSaysWhatIsWrong) {
  EXPECT_EQ(code_of([&] { (void)read_file(folder_ / "gone"); }), "D101");
  EXPECT_EQ(code_of([&] { (void)read_file(folder_); }), "D102");
  write_file(folder_ / "a", "x");
  EXPECT_EQ(code_of([&] { (void)read_file(folder_ / "a" / "b"); }), "D103");
}

TEST_F(FileTest, WritingNamesTheFileThatCannotBeWritten) {
  try {
    write_file(folder_ / "no" / "such" / "a", "x");
    FAIL() << "did not throw";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, "R101");
    EXPECT_EQ(error.where.file, (folder_ / "no" / "such" / "a").string());
  }
  fs::create_directory(folder_ / "b");
  EXPECT_EQ(code_of([&] { write_file(folder_ / "b", "x"); }), "R101");
  EXPECT_EQ(names(), std::vector<std::string>{"b"});
}

// In a process of its own whose files may not grow beyond 1000 bytes, which fails as a full disk does: in the middle.
TEST_F(FileTest, AWriteThatFailsInTheMiddleLeavesTheOldFile) {
  write_file(folder_ / "a", "old");
  const auto limited = [&] {
    const rlimit limit{1000, 1000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0 || std::signal(SIGXFSZ, SIG_IGN) == SIG_ERR) ::_exit(2);
    if (code_of([&] { write_file(folder_ / "a", std::string(5000, 'x')); }) != "R101") ::_exit(3);
    OutputFolder out(folder_ / "out");
    if (code_of([&] { out.write("b", std::string(5000, 'x')); }) != "R101") ::_exit(4);
    ::_exit(read_file(folder_ / "a") == "old" ? 0 : 5);
  };
  EXPECT_EXIT(limited(), testing::ExitedWithCode(0), "");
}

TEST(Sha256, KnownDigests) {  // FIPS 180-2, appendix B
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_F(FileTest, AFolderAppearsWholeOnCommit) {
  {
    OutputFolder out(folder_ / "out");
    out.write("manifest.json", "{}");
    out.write("tables/table1.md", "one");
    EXPECT_FALSE(fs::exists(folder_ / "out"));
    out.commit();
  }
  EXPECT_EQ(read_file(folder_ / "out" / "tables" / "table1.md"), "one");
  EXPECT_EQ(names(), std::vector<std::string>{"out"});
}

TEST_F(FileTest, WithoutCommitNothingChanges) {
  {
    OutputFolder first(folder_ / "out");
    first.write("manifest.json", "first");
    first.commit();
  }
  {
    OutputFolder second(folder_ / "out");
    second.write("manifest.json", "second");
  }
  EXPECT_EQ(read_file(folder_ / "out" / "manifest.json"), "first");
  EXPECT_EQ(names(), std::vector<std::string>{"out"});
}

TEST_F(FileTest, ASecondRunReplacesTheFirst) {
  for (const char* text : {"first", "second"}) {
    OutputFolder out(folder_ / "out");
    out.write("manifest.json", text);
    out.write(std::string(text) + ".txt", text);
    out.commit();
  }
  EXPECT_EQ(read_file(folder_ / "out" / "manifest.json"), "second");
  EXPECT_FALSE(fs::exists(folder_ / "out" / "first.txt"));
  EXPECT_EQ(names(), std::vector<std::string>{"out"});
}

TEST_F(FileTest, ATrailingSlashAndMissingParentsAreFine) {
  OutputFolder out((folder_ / "a" / "b").string() + "/");
  out.write("manifest.json", "{}");
  out.commit();
  EXPECT_EQ(out.final_place(), folder_ / "a" / "b");
  EXPECT_TRUE(fs::exists(folder_ / "a" / "b" / "manifest.json"));
}

TEST_F(FileTest, AnEmptyFolderIsTakenOver) {
  fs::create_directory(folder_ / "out");
  OutputFolder out(folder_ / "out");
  out.write("manifest.json", "{}");
  out.commit();
  EXPECT_TRUE(fs::exists(folder_ / "out" / "manifest.json"));
}

TEST_F(FileTest, WhatAKilledRunLeftIsRemovedAndWhatARunningOneWritesIsNot) {
  fs::create_directories(folder_ / ".out.ecoeff-999999999-0" / "tables");
  OutputFolder running(folder_ / "out");
  OutputFolder next(folder_ / "out");
  running.write("manifest.json", "{}");
  running.commit();
  next.write("manifest.json", "{}");
  next.commit();
  EXPECT_EQ(names(), std::vector<std::string>{"out"});
}

TEST_F(FileTest, AFolderThatSomebodyMadeMeanwhileIsNotReplaced) {
  OutputFolder out(folder_ / "out");
  out.write("manifest.json", "{}");
  write_file(folder_ / "x", "x");
  fs::create_directory(folder_ / "out");
  fs::rename(folder_ / "x", folder_ / "out" / "x");
  EXPECT_EQ(code_of([&] { out.commit(); }), "R103");
  EXPECT_EQ(read_file(folder_ / "out" / "x"), "x");
}

TEST_F(FileTest, ADeviceIsNoFile) {
  EXPECT_EQ(code_of([] { (void)read_file("/dev/zero"); }), "D103");
}

TEST_F(FileTest, AFolderOfSomebodyElseIsRefused) {
  fs::create_directory(folder_ / "photos");
  write_file(folder_ / "photos" / "a.jpg", "x");
  EXPECT_EQ(code_of([&] { OutputFolder out(folder_ / "photos"); }), "R103");
  EXPECT_EQ(read_file(folder_ / "photos" / "a.jpg"), "x");
}

TEST_F(FileTest, AFileInTheWayIsRefused) {
  write_file(folder_ / "out", "x");
  EXPECT_EQ(code_of([&] { OutputFolder out(folder_ / "out"); }), "R102");
  EXPECT_EQ(code_of([&] { OutputFolder out(folder_ / "out" / "deeper"); }), "R101");
}

TEST_F(FileTest, AnUnwritablePlaceIsRefusedAtOnce) {
  EXPECT_EQ(code_of([] { OutputFolder out("/proc/ecoeff-out"); }), "R101");
}

TEST_F(FileTest, NamesMustNotLeaveTheFolder) {
  OutputFolder out(folder_ / "out");
  for (const char* name : {"../x", "a/../../x", "/tmp/x", ""}) {
    EXPECT_EQ(code_of([&] { out.write(name, "x"); }), "R104") << name;
  }
  EXPECT_EQ(out.place("figures/fig1.svg").filename(), "fig1.svg");
  EXPECT_TRUE(fs::is_directory(out.place("figures/fig1.svg").parent_path()));
}

}  // namespace
}  // namespace ecoeff
