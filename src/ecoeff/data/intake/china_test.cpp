#include "ecoeff/data/intake/china.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "ecoeff/data/intake/places.hpp"

namespace ecoeff {
namespace {

std::string name_of(std::optional<std::size_t> place) { return place ? china_places()[*place].name : ""; }

TEST(ChinaPlaces, TheTableIsWhole) {
  std::map<std::string, std::size_t> levels;
  std::set<std::string> codes, names;
  for (const ChinaPlace& place : china_places()) {
    ++levels[place.level];
    EXPECT_TRUE(codes.insert(place.code).second) << place.code;
    EXPECT_TRUE(names.insert(place.name).second) << place.name;
    EXPECT_EQ(place.code.size(), 6U);
    EXPECT_TRUE(place.name.starts_with(place.brief)) << place.name;
    EXPECT_FALSE(place.latin.front().empty());
    if (place.level != "county") {
      EXPECT_EQ(place_form(place.name).stem, place.brief) << place.name;
    }
  }
  EXPECT_EQ(levels["province"], 34U);
  EXPECT_EQ(levels["prefecture"], 333U);
  for (const ChinaChange& change : china_changes()) {
    EXPECT_FALSE(china_by_name(change.name)) << change.name;
    for (const std::string& now : change.now) EXPECT_TRUE(names.contains(now)) << now;
    EXPECT_GT(change.year, 1980);
  }
}

TEST(ChinaPlaces, AreFoundByNameCodeAndPinyin) {
  EXPECT_EQ(name_of(china_by_name("恩施州")), "恩施土家族苗族自治州");
  EXPECT_EQ(name_of(china_by_code("42")), "湖北省");
  EXPECT_EQ(name_of(china_by_code("420100")), "武汉市");
  EXPECT_FALSE(china_by_code("421"));
  for (const auto& [text, name] :
       std::map<std::string, std::string>{{"Shaanxi", "陕西省"},
                                          {"shanxi province", "山西省"},
                                          {"Inner Mongolia", "内蒙古自治区"},
                                          {"Guangxi Zhuang Autonomous Region", "广西壮族自治区"},
                                          {"Xi'an", "西安市"},
                                          {"xi an shi", "西安市"},
                                          {"Huangshi", "黄石市"},
                                          {"Urumqi City", "乌鲁木齐市"}}) {
    ASSERT_EQ(china_by_latin(text).size(), 1U) << text;
    EXPECT_EQ(name_of(china_by_latin(text).front()), name);
  }
  EXPECT_EQ(china_by_latin("Suzhou").size(), 2U);
  EXPECT_TRUE(china_by_latin("GDP").empty());
  EXPECT_EQ(china_change("襄樊")->now.front(), "襄阳市");
  EXPECT_EQ(china_change("莱芜市")->kind, ChinaChange::Kind::merged);
  EXPECT_EQ(china_change("武汉市"), nullptr);
}

TEST(ChinaPlaces, AreFoundInTitlesAndNames) {
  EXPECT_EQ(china_place_in("湖北省武汉市主要指标", false), "武汉市");
  EXPECT_EQ(china_place_in("北京历年主要指标", false), "北京");
  EXPECT_EQ(china_place_in("各省历年主要指标", false), "");
  EXPECT_EQ(china_place_in("分省年度数据-内蒙古", true), "内蒙古");
  EXPECT_EQ(china_place_in("分省年度数据-内蒙古", false), "");
  EXPECT_EQ(china_place_in("湖北与湖南", true), "");
}

std::vector<std::size_t> groups(const std::vector<std::string>& names, std::size_t questions = 0) {
  std::vector<PlaceQuestion> asked;
  const std::vector<std::string> keys = china_keys(names, asked);
  EXPECT_EQ(asked.size(), questions);
  std::map<std::string, std::size_t> known;
  std::vector<std::size_t> out;
  for (const std::string& key : keys) out.push_back(known.try_emplace(key, known.size()).first->second);
  return out;
}

using Groups = std::vector<std::size_t>;

TEST(ChinaPlaces, SpellingsOfOnePlaceHaveOneKey) {
  EXPECT_EQ(groups({"湖北省", "湖北", "Hubei", "420000", "42", "hubei province"}), (Groups{0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(groups({"襄樊", "襄阳市", "襄樊市", "襄阳", "Xiangyang"}), (Groups{0, 0, 0, 0, 0}));
  EXPECT_EQ(groups({"思茅地区", "思茅", "普洱市", "毕节地区", "毕节", "毕节市"}), (Groups{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(groups({"莱芜市", "莱芜", "济南市", "巢湖市", "合肥"}), (Groups{0, 0, 1, 2, 3}));
  EXPECT_EQ(groups({"吉林省", "吉林市"}), (Groups{0, 1}));
  EXPECT_EQ(groups({"吉林", "辽宁", "吉林省", "Jilin"}), (Groups{0, 1, 0, 0}));
  EXPECT_EQ(groups({"#", "#x", "#1", "北京", "#0", "#999999"}), (Groups{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(groups({"甲乙县", "甲乙", "丙丁"}), (Groups{0, 0, 1}));
  EXPECT_EQ(groups({"苏州市", "Suzhou"}), (Groups{0, 0}));
  EXPECT_EQ(groups({"Suzhou", "suzhou"}).size(), 2U);
}

TEST(ChinaPlaces, WhatFitsTwoIsAsked) {
  EXPECT_EQ(groups({"吉林省", "吉林市", "吉林"}, 1), (Groups{0, 1, 2}));
  EXPECT_EQ(groups({"苏州市", "宿州", "Suzhou"}, 1), (Groups{0, 1, 2}));
  EXPECT_EQ(groups({"襄阳市", "襄阳县", "襄阳"}, 1), (Groups{0, 1, 2}));
}

}  // namespace
}  // namespace ecoeff
