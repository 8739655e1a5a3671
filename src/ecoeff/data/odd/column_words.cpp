#include "ecoeff/data/odd/column_words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "ecoeff/base/text.hpp"

namespace ecoeff::odd {
namespace {

using Word = std::string_view;

constexpr std::array kShare{Word("占比"),    Word("比重"),       Word("份额"),    Word("城镇化率"),  Word("城市化率"),
                            Word("覆盖率"),  Word("普及率"),     Word("share"),   Word("urban_pct"), Word("_pct"),
                            Word("percent"), Word("proportion"), Word("coverage")};
constexpr std::array kNoShare{Word("增长"),      Word("增速"),      Word("指数"), Word("growth"),  Word("index"),
                              Word("intensity"), Word("强度"),      Word("gdp"),  Word("per_100"), Word("price"),
                              Word("deflator"),  Word("inflation"), Word("税率"), Word("利率"),    Word("汇率")};
constexpr std::array kRate{
    Word("人均"),    Word("占比"),        Word("比重"),       Word("率"),         Word("强度"),     Word("密度"),
    Word("指数"),    Word("价格"),        Word("增速"),       Word("增长"),       Word("单位gdp"),  Word("每"),
    Word("平均"),    Word("per_"),        Word("_per"),       Word("share"),      Word("rate"),     Word("pct"),
    Word("percent"), Word("ratio"),       Word("intensity"),  Word("index"),      Word("price"),    Word("deflator"),
    Word("growth"),  Word("sufficiency"), Word("efficiency"), Word("per capita"), Word("_capita_"), Word("percapita"),
    Word("density"), Word("lag"),         Word("log"),        Word("ln_")};

// One amount at two prices is no part of itself.
constexpr std::array kValuations{Word("nominal"), Word("real"),   Word("constant"),
                                 Word("不变价"),  Word("可比价"), Word("当年价")};

// Words that make no other thing of a name: what remains is what is measured.
constexpr std::array kEmpty{Word("总量"), Word("总额"), Word("总计"),   Word("合计"), Word("总数"), Word("总值"),
                            Word("总"),   Word("年末"), Word("全社会"), Word("全市"), Word("全省"), Word("地方"),
                            Word("一般"), Word("公共"), Word("预算"),   Word("内部"), Word("经费")};
constexpr std::array kEmptyAscii{Word("total"),   Word("sum"),      Word("all"),     Word("amount"), Word("mt"),
                                 Word("kt"),      Word("t"),        Word("yuan"),    Word("usd"),    Word("gwh"),
                                 Word("twh"),     Word("kwh"),      Word("tce"),     Word("mil"),    Word("million"),
                                 Word("billion"), Word("thousand"), Word("persons"), Word("of"),     Word("the"),
                                 Word("value"),   Word("added"),    Word("number")};

constexpr std::array kShareMeasures{Word("%"), Word("比例"), Word("百分比")};
constexpr std::array kRateMeasures{Word("%"), Word("‰")};
// Names of things that end with a digit; in others a digit counts the unit of measurement.
constexpr std::array kWithDigits{Word("co2"), Word("so2"), Word("pm25"), Word("no2"), Word("ch4")};

struct Family {
  std::vector<Word> totals, parts;
};

// Totals and parts of yearbooks that share no word.
const std::vector<Family>& families() {
  static const std::vector<Family> kFamilies{
      {{"生产总值", "国内生产总值", "地区生产总值", "gdp"},
       {"第一产业", "第二产业", "第三产业", "工业增加值", "农业增加值", "建筑业增加值", "服务业增加值", "primary",
        "secondary", "tertiary", "industry_value", "agriculture_value", "services_value"}},
      {{"总人口", "年末人口", "常住人口", "population"},
       {"城镇人口", "城市人口", "乡村人口", "农村人口", "urban_pop", "rural_pop", "population_urban",
        "population_rural"}},
      {{"进出口", "trade_total", "total_trade", "foreign_trade"},
       {"出口额", "进口额", "出口总额", "进口总额", "exports", "imports"}},
      {{"财政支出", "预算支出", "fiscal"},
       {"教育支出", "科学技术支出", "科技支出", "环境保护支出", "节能环保支出", "医疗支出"}},
      {{"能源消费", "energy_consumption", "energy_total"},
       {"煤炭消费", "石油消费", "天然气消费", "coal", "oil", "gas"}},
      {{"从业人", "就业人", "employment"}, {"第一产业从业", "第二产业从业", "第三产业从业", "工业从业"}},
      {{"固定资产投资"}, {"房地产开发投资", "工业投资", "基础设施投资"}},
      {{"专利授权"}, {"发明专利授权"}},
      {{"专利申请"}, {"发明专利申请"}},
      {{"用电量", "全社会用电"}, {"工业用电", "居民用电", "生活用电"}}};
  return kFamilies;
}

template <class Words>
bool any_in(const std::string& text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](Word word) { return text.find(word) != std::string::npos; });
}

template <class Words>
bool is_among(std::string_view text, const Words& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string plain(std::string_view head) { return lower_ascii(std::string(trim(head))); }

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::set<std::string> tokens(const std::string& name) {
  std::set<std::string> out;
  std::string token;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const bool letter = i < name.size() && std::isalnum(static_cast<unsigned char>(name[i])) != 0;
    if (letter) {
      token += name[i];
      continue;
    }
    const bool counted = std::any_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
                         !is_among(token, kWithDigits);
    const bool empty = std::find(kEmptyAscii.begin(), kEmptyAscii.end(), token) != kEmptyAscii.end();
    if (!token.empty() && !counted && !empty) out.insert(token);
    token.clear();
  }
  return out;
}

std::string kernel(std::string name) {
  for (const Word word : kEmpty) name = replace_all(std::move(name), word, "");
  return name;
}

}  // namespace

bool speaks_of_share(std::string_view head, std::string_view measure) {
  const std::string name = plain(head);
  if (any_in(name, kNoShare)) return false;
  return any_in(name, kShare) || is_among(measure, kShareMeasures);
}

bool speaks_of_rate(std::string_view head, std::string_view measure) {
  return any_in(plain(head), kRate) || is_among(measure, kRateMeasures) || measure.find('/') != std::string_view::npos;
}

bool names_part(std::string_view part, std::string_view total) {
  const std::string a = plain(part);
  const std::string b = plain(total);
  if (a == b || any_in(a, kValuations) || any_in(b, kValuations)) return false;
  for (const Family& family : families()) {
    if (any_in(b, family.totals) && !any_in(b, family.parts) && any_in(a, family.parts) && !any_in(a, family.totals))
      return true;
  }
  if (is_ascii(a) && is_ascii(b)) {
    const std::set<std::string> of_part = tokens(a);
    const std::set<std::string> of_total = tokens(b);
    return !of_total.empty() && of_part.size() > of_total.size() &&
           std::includes(of_part.begin(), of_part.end(), of_total.begin(), of_total.end());
  }
  const std::string core = kernel(b);
  const std::string whole = kernel(a);
  return core.size() >= 6 && whole.size() > core.size() && whole.find(core) != std::string::npos;
}

}  // namespace ecoeff::odd
