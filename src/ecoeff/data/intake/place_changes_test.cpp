#include "ecoeff/data/intake/place_changes.hpp"

#include <gtest/gtest.h>

namespace ecoeff {
namespace {

std::string said(const char* name, const YearsOfPlace& years) {
  const ChinaChange* change = china_change(name);
  if (change == nullptr) return "no change";
  Notes notes;
  say_change(name, *change, years, {}, notes);
  return notes.front().code + (notes.front().severity == Severity::warning ? "!" : "");
}

TEST(PlaceChanges, AreSaidByTheYearsOfThePanel) {
  EXPECT_EQ(said("莱芜市", {.last = 2016, .panel_last = 2016}), "D216");  // before it was merged
  EXPECT_EQ(said("莱芜市", {.last = 2018, .panel_last = 2021}), "D216!");
  EXPECT_EQ(said("莱芜市", {.last = 2019, .panel_last = 2021}), "D216!");  // the year itself may be its last
  EXPECT_EQ(said("莱芜市", {.last = 2021, .panel_last = 2021}), "D251!");
  EXPECT_EQ(said("莱芜市", {}), "D216!");
  EXPECT_EQ(said("襄樊市", {.last = 2005, .panel_last = 2005}), "D215");
}

}  // namespace
}  // namespace ecoeff
