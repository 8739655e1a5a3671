#include "ecoeff/solver/starts.hpp"

#include <gtest/gtest.h>

#include "ecoeff/solver/program_samples.hpp"

namespace ecoeff::solver {
namespace {

using Kind = Label::Kind;

TEST(Starts, TheRowItselfTakesTheReturnsRowOrTheFirstFeatureThatIsNotZero) {
  const Data data = data_of(3, {1, 2, 3, 4, 5, 6});
  const Reference reference{.data = &data, .own_row = 1};
  EXPECT_EQ(own_peer_row(slacks_program(data, 1, 2, false), reference), 0U);
  EXPECT_EQ(own_peer_row(slacks_program(data, 1, 2, true), reference), 3U);
}

TEST(Starts, TheRowItselfCannotStartWhereItIsNotComparedWithItself) {
  const Data data = data_of(3, {1, 2, 3, 4, 5, 6});
  const Program program = slacks_program(data, 1, 2);
  EXPECT_EQ(own_peer_row(program, {.data = &data}), kNone);
  EXPECT_EQ(own_peer_row(program, {.data = &data, .without_row = 1, .own_row = 1}), kNone);
  EXPECT_EQ(own_peer_row(program, {.data = &data, .own_row = 0}), kNone);  // t carries the values of row 1
  std::vector<Label> labels{{Kind::own, 0}};
  own_start(program, {.data = &data}, labels);
  EXPECT_TRUE(labels.empty());
}

TEST(Starts, TheRowItselfWithTheSlacksOfAllOtherFeatures) {
  const Data data = data_of(3, {1, 2, 3, 4, 5, 6});
  std::vector<Label> labels;
  own_start(slacks_program(data, 1, 2), {.data = &data, .own_row = 1}, labels);
  EXPECT_EQ(labels, (std::vector<Label>{{Kind::reference, 1}, {Kind::own, 2}, {Kind::own, 3}, {Kind::own, 0}}));
}

// Slacks of inputs are positive unit vectors; that of an output is negative and counts in the norm row.
TEST(Starts, AColdStartTakesPositiveUnitVectorsAndArtificialColumns) {
  const Data data = data_of(3, {1, 2, 3, 4, 5, 6});
  std::vector<Label> labels;
  cold_start(slacks_program(data, 1, 2), labels);
  EXPECT_EQ(labels, (std::vector<Label>{{Kind::own, 1}, {Kind::own, 2}, {Kind::artificial, 2}, {Kind::own, 0}}));
}

TEST(Starts, ABasisFromElsewhereMustBeOneOfThisProgram) {
  const Data data = data_of(3, {1, 2, 3, 4, 5, 6});
  const Program program = slacks_program(data, 1, 2);
  const Reference reference{.data = &data, .without_row = 0};
  const std::vector<Label> good{{Kind::reference, 1}, {Kind::own, 2}, {Kind::own, 3}, {Kind::own, 0}};
  EXPECT_TRUE(may_start_from(program, reference, good));
  const auto with = [&](std::size_t at, Label label) {
    std::vector<Label> labels = good;
    labels[at] = label;
    return labels;
  };
  EXPECT_FALSE(may_start_from(program, reference, with(0, {Kind::reference, 0})));   // left out
  EXPECT_FALSE(may_start_from(program, reference, with(0, {Kind::artificial, 0})));  // of phase 1
  EXPECT_FALSE(may_start_from(program, reference, with(1, {Kind::own, 4})));         // no such column
  EXPECT_FALSE(may_start_from(program, reference, {good.begin(), good.end() - 1}));  // of a smaller program
}

}  // namespace
}  // namespace ecoeff::solver
