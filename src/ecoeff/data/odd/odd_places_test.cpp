#include "ecoeff/data/odd/odd_places.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ecoeff/data/intake/join.hpp"
#include "ecoeff/data/intake/test_sheets.hpp"

namespace ecoeff {
namespace {

// Twelve units; u7 has a value of a thousand times the others' in 2008, of the second file.
std::string half(int first, int last) {
  std::string text = "city|year|gdp|energy";
  for (int i = 0; i < 12; ++i) {
    for (int year = first; year <= last; ++year) {
      const double gdp = std::round(100 * (500 + 90 * i) * std::pow(1.08, year - 2001)) / 100;
      text += "\nu" + std::to_string(i) + "|" + std::to_string(year) + "|" +
              format_shortest(i == 7 && year == 2008 ? gdp * 1000 : gdp) + "|" + std::to_string(i + 1);
    }
  }
  return text;
}

TEST(OddPlaces, ACellOfAJoinedPartIsFoundInItsOwnFile) {
  PartsRead parts;
  std::size_t number = 0;
  for (const auto& [file, text] : {std::pair{"a.xlsx", half(2001, 2006)}, std::pair{"b.xlsx", half(2007, 2014)}}) {
    SheetGrid grid = testing::sheet(text, "S", {}, file);
    const std::vector<Block> blocks = find_blocks(grid);
    ASSERT_EQ(blocks.size(), 1U);
    parts.tables.push_back(
        part_table(std::make_shared<const SheetGrid>(std::move(grid)), blocks[0], {}, number++, true));
  }
  Joined joined = join_parts(parts, {});
  const PlaceOfCell place_of = joined.place_of;
  const Panel panel(std::move(joined.table), "unit", "year");
  OddValues odd = find_odd_values(panel);
  const auto of = [&](std::size_t row, const std::string& column) { return place_of(row, column); };
  ASSERT_FALSE(odd.findings.empty());
  set_places(odd.notes, odd.findings, of);
  const Table table = odd_table(panel, odd.findings, of);
  // u7 2008: the second of eight rows of the eighth unit.
  EXPECT_EQ(table.texts("unit")[0], "u7");
  EXPECT_EQ(table.texts("file")[0], "b.xlsx");
  EXPECT_EQ(table.texts("sheet")[0], "S");
  EXPECT_EQ(table.numbers("row")[0], 2 + 7 * 8 + 1);
  EXPECT_EQ(table.texts("cell")[0], "C59");
  EXPECT_EQ(odd.notes[0].where.file, "b.xlsx");
  EXPECT_EQ(odd.notes[0].where.row, 59U);
  EXPECT_TRUE(place_of(100000, "gdp").file.empty());
  EXPECT_TRUE(place_of(0, "none").file.empty());
}

}  // namespace
}  // namespace ecoeff
