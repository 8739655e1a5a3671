#include "ecoeff/study/column.hpp"

#include <gtest/gtest.h>

namespace ecoeff {
namespace {

TEST(SwapInTerm, ReplacesWholeNamesOnly) {
  EXPECT_EQ(swap_in_term("NQP", "NQP", "NQP_PCA"), "NQP_PCA");
  EXPECT_EQ(swap_in_term("L.NQP", "NQP", "Z"), "L.Z");
  EXPECT_EQ(swap_in_term("log(NQP):NQP", "NQP", "Z"), "log(Z):Z");
  EXPECT_EQ(swap_in_term("NQP2", "NQP", "Z"), "NQP2");
  EXPECT_EQ(swap_in_term("xNQP", "NQP", "Z"), "xNQP");
  EXPECT_EQ(swap_in_term("新质", "质", "Z"), "新质");
}

TEST(ColumnModel, IsTheBaseModelWithOneChange) {
  ModelSpec model;
  model.formula = "CEE ~ NQP + OPEN + POP | unit + time";
  model.focus = "NQP";
  EXPECT_EQ(column_model(model, {}).controls, (std::vector<std::string>{"OPEN", "POP"}));
  EXPECT_TRUE(column_model(model, {.controls = false}).controls.empty());
  const ColumnModel swapped = column_model(model, {.swap = {{"NQP", "NQP_PCA"}}});
  EXPECT_EQ(swapped.focus, "NQP_PCA");
  EXPECT_EQ(swapped.formula.regressors.front(), "NQP_PCA");
  EXPECT_EQ(column_model(model, {.outcome = "UIS"}).formula.outcome, "UIS");
}

TEST(ColumnModel, RefusesAFocusThatIsNotInTheFormula) {
  ModelSpec model;
  model.formula = "CEE ~ OPEN | unit";
  model.focus = "NQP";
  EXPECT_THROW((void)column_model(model, {}), Error);
}

}  // namespace
}  // namespace ecoeff
