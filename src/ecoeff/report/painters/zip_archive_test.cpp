#include "ecoeff/report/painters/zip_archive.hpp"

#include <gtest/gtest.h>

#include "ecoeff/report/tables/paper_table_samples.hpp"

namespace ecoeff {
namespace {

TEST(ZipArchive, GivesBackWhatWentIn) {
  const std::string large(100000, 'x');
  const std::string bytes = zip_bytes({{"a.xml", "<a/>"}, {"目录/b.txt", large}, {"empty", ""}});
  EXPECT_LT(bytes.size(), 2000U);
  EXPECT_EQ(table_samples::unzip(bytes),
            (std::map<std::string, std::string>{{"a.xml", "<a/>"}, {"目录/b.txt", large}, {"empty", ""}}));
}

TEST(ZipArchive, BytesDependOnContentsAlone) {
  // Two calls could share a second of the clock, so the date itself is looked at: 1980-01-01 00:00 in both headers.
  const std::string bytes = zip_bytes({{"a", "b"}});
  ASSERT_GT(bytes.size(), 14U);
  EXPECT_EQ(bytes.substr(10, 4), std::string("\x00\x00\x21\x00", 4));
}

}  // namespace
}  // namespace ecoeff
