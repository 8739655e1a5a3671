#include "ecoeff/method/about.hpp"
#include "ecoeff/method/list.hpp"
#include "ecoeff/method/option.hpp"
#include "ecoeff/method/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ecoeff {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Tool {
  About about;
};
const Tool kSaw{{.name = "saw", .aliases = {"cutter"}}};
const Tool kDrill{{.name = "drill"}};
const Tool kGuest{{.name = "plane"}};

TEST(MethodList, FindsByNameAndAlias) {
  const MethodList<Tool> list({"tool", "工具"}, {&kSaw, &kDrill});
  EXPECT_EQ(list.find("saw"), &kSaw);
  EXPECT_EQ(list.find("cutter"), &kSaw);
  EXPECT_EQ(list.find("hammer"), nullptr);
  EXPECT_THAT(list.names(), ElementsAre("saw", "drill"));
  EXPECT_THAT(list.words(), ElementsAre("saw", "cutter", "drill"));
}

TEST(MethodList, AGuestIsThereWhileItLives) {
  MethodList<Tool> list({"tool", "工具"}, {&kSaw});
  {
    const MethodList<Tool>::Guest guest(list, kGuest);
    EXPECT_EQ(list.find("plane"), &kGuest);
  }
  EXPECT_EQ(list.find("plane"), nullptr);
}

const Options kOptions{{.key = "shift", .type = Option::Type::number, .otherwise = "0.0001", .least = 0},
                       {.key = "per_year"},
                       {.key = "scores", .type = Option::Type::word, .otherwise = "stata", .words = {"stata", "unit"}},
                       {.key = "lags", .type = Option::Type::whole, .otherwise = "1", .least = 1, .most = 20},
                       {.key = "limit", .type = Option::Type::number},
                       {.key = "columns", .type = Option::Type::texts}};

TEST(Option, DefaultsAreThere) {
  const OptionValues values(kOptions);
  EXPECT_EQ(values.number("shift"), 0.0001);
  EXPECT_FALSE(values.flag("per_year"));
  EXPECT_EQ(values.word("scores"), "stata");
  EXPECT_EQ(values.whole("lags"), 1);
  EXPECT_FALSE(values.number_if("limit").has_value());
  EXPECT_TRUE(values.texts("columns").empty());
}

TEST(Option, ValuesAreReadAndPrinted) {
  OptionValues values(kOptions);
  values.set("columns", *read_value(kOptions[5], "a, b"));
  EXPECT_THAT(values.texts("columns"), ElementsAre("a", "b"));
  EXPECT_EQ(printed(*read_value(kOptions[0], "0.25")), "0.25");
  EXPECT_EQ(printed(*read_value(kOptions[1], "true")), "true");
  EXPECT_FALSE(read_value(kOptions[0], "much").has_value());
  EXPECT_FALSE(read_value(kOptions[1], "perhaps").has_value());
}

TEST(Option, RefusesWhatIsOutsideItsRange) {
  EXPECT_FALSE(refusal(kOptions[0], OptionValue(0.0)).has_value());
  EXPECT_THAT(refusal(kOptions[0], OptionValue(-1.0))->en, HasSubstr("at least 0"));
  EXPECT_THAT(refusal(kOptions[3], OptionValue(1.5))->zh, HasSubstr("整数"));
  EXPECT_TRUE(refusal(kOptions[3], OptionValue(21.0)).has_value());
  EXPECT_THAT(refusal(kOptions[2], OptionValue(std::string("spss")))->en, HasSubstr("stata, unit"));
  EXPECT_TRUE(refusal(kOptions[0], OptionValue(std::numeric_limits<double>::quiet_NaN())).has_value());
}

TEST(Option, AWordMayHoldANumberAndPairsAreNamesWithNumbers) {
  const Option reference{.key = "reference", .type = Option::Type::word, .words = {"pooled", "window:K"}};
  for (const char* good : {"pooled", "window:1", "window:1000"}) EXPECT_TRUE(reference.admits(good)) << good;
  for (const char* bad :
       {"window", "window:", "window:0", "window:1.5", "window:x", "window:1001", "window:K", "pool"}) {
    EXPECT_FALSE(reference.admits(bad)) << bad;
    EXPECT_TRUE(refusal(reference, OptionValue(std::string(bad))).has_value()) << bad;
  }
  const Option weights{.key = "weights", .type = Option::Type::pairs};
  const auto value = read_value(weights, "energy=2, a=b=0.5");
  ASSERT_TRUE(value.has_value());
  EXPECT_THAT(std::get<std::vector<std::string>>(*value), ElementsAre("energy=2", "a=b=0.5"));
  EXPECT_FALSE(refusal(weights, *value).has_value());
  for (const char* bad : {"energy", "=2", "energy=", "energy=inf", "energy=two"})
    EXPECT_TRUE(refusal(weights, *read_value(weights, bad)).has_value()) << bad;
}

TEST(Option, SaysItsFlagAndRange) {
  EXPECT_EQ(kOptions[1].flag(), "--per-year");
  EXPECT_EQ(kOptions[2].range().en, "stata | unit");
  EXPECT_EQ(kOptions[3].range().zh, "1 至 20");
}

TEST(MethodText, AppendsBlocksAndCitesOnce) {
  MethodText text;
  text.paragraph(both("a"));
  cite(text.sources, Source{"B 2000", "B."});
  MethodText more;
  more.formula("x");
  cite(more.sources, {Source{"A 1999", "A."}, Source{"B 2000", "B."}});
  text.append(more);
  EXPECT_EQ(text.blocks.size(), 2U);
  ASSERT_EQ(sorted(text.sources).size(), 2U);
  EXPECT_EQ(sorted(text.sources).front().key, "A 1999");
}

}  // namespace
}  // namespace ecoeff
