#include "ecoeff/study/role_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "ecoeff/base/error.hpp"
#include "ecoeff/data/intake/cell_words.hpp"
#include "ecoeff/data/intake/keys.hpp"
#include "ecoeff/data/odd/column_words.hpp"
#include "ecoeff/data/read.hpp"

namespace ecoeff {
namespace {

struct Line {
  std::string_view words;  // separated by blanks
  ColumnRole role;
  std::string_view name;
};

constexpr std::array kLines{
    Line{"从业 就业 劳动 职工人数 labor labour employ", ColumnRole::input, "labor"},
    Line{"资本存量 资本 capital", ColumnRole::input, "capital"},
    Line{"固定资产投资 固定资产 固定资本形成 invest", ColumnRole::input, "invest"},
    Line{"能源消费 化石能源 能源 标准煤 energy fossil", ColumnRole::input, "energy"},
    Line{"用电 电力消费 electricity", ColumnRole::input, "electricity"},
    Line{"用水 water", ColumnRole::input, "water"},
    Line{"土地 建设用地 播种面积 land", ColumnRole::input, "land"},
    Line{"地区生产总值 国内生产总值 生产总值 gdp", ColumnRole::output, "gdp"},
    Line{"产值 output", ColumnRole::output, "output"},
    Line{"增加值 value_added", ColumnRole::output, "value_added"},
    Line{"二氧化碳 碳排放 co2 carbon", ColumnRole::undesirable, "co2"},
    Line{"二氧化硫 so2", ColumnRole::undesirable, "so2"},
    Line{"废水 wastewater", ColumnRole::undesirable, "wastewater"},
    Line{"废气 烟尘 粉尘 emission pollut", ColumnRole::undesirable, "emissions"},
    Line{"pm2.5 pm25", ColumnRole::undesirable, "pm25"},
    Line{"价格指数 价格 平减 price deflator cpi ppi", ColumnRole::price, "price"},
    Line{"人口 population", ColumnRole::control, "pop"},
    Line{"城镇化 城市化 城镇人口比重 urban urban_population", ColumnRole::control, "urban"},
    Line{"人均gdp 人均地区生产总值 gdp_per_capita", ColumnRole::control, "gdp_pc"},
    Line{"进出口 对外贸易 trade", ColumnRole::control, "trade"},
    Line{"外商直接投资 外资 fdi", ColumnRole::control, "fdi"},
    Line{"财政支出 预算支出 fiscal", ColumnRole::control, "fiscal"},
    Line{"环保支出 环境保护支出 节能环保支出", ColumnRole::control, "env"},
    Line{"教育支出 教育投入 education", ColumnRole::control, "edu"},
    Line{"科学技术支出 科技支出", ColumnRole::control, "science"},
    Line{"r&d 研发 科研投入 rd_ research", ColumnRole::control, "rd"},
    Line{"专利 patent", ColumnRole::control, "patents"},
    Line{"绿色专利", ColumnRole::control, "green_patents"},
    Line{"第一产业", ColumnRole::control, "ind1"},
    Line{"第二产业", ColumnRole::control, "ind2"},
    Line{"第三产业", ColumnRole::control, "ind3"},
    Line{"数字经济 digital", ColumnRole::control, "digital"},
    Line{"试点 示范区 pilot dummy 虚拟变量", ColumnRole::control, "pilot"},
    Line{"碳排放权交易 碳排放交易 碳交易 碳市场 emissions_trading carbon_market", ColumnRole::control, "ets"},
    Line{"低碳城市 低碳试点 low_carbon", ColumnRole::control, "low_carbon"},
    Line{"宽带中国", ColumnRole::control, "broadband"},
    Line{"互联网 宽带 internet broadband", ColumnRole::control, "net"},
    Line{"工资 wage", ColumnRole::control, "wage"},
    Line{"公路 道路 road", ColumnRole::control, "roads"},
    Line{"绿地 绿化", ColumnRole::control, "green"},
    Line{"金融 贷款 finance loan", ColumnRole::control, "finance"},
    Line{"在校生 student", ColumnRole::control, "students"},
    Line{"机器人 robot", ColumnRole::control, "robots"},
    Line{"新创企业 创业", ColumnRole::control, "startups"},
    Line{"人工智能", ColumnRole::control, "ai"}};

constexpr std::array kRoles{ColumnRole::input,   ColumnRole::output, ColumnRole::undesirable,
                            ColumnRole::control, ColumnRole::price,  ColumnRole::code};

// Short words stand at the begin of a word only: "land" is not in "Finland".
bool holds(const std::string& head, const std::string& word) {
  for (std::size_t at = head.find(word); at != std::string::npos; at = head.find(word, at + 1)) {
    const bool inside = at > 0 && std::isalpha(static_cast<unsigned char>(head[at - 1])) != 0 &&
                        std::isalpha(static_cast<unsigned char>(word.front())) != 0;
    if (!inside) return true;
  }
  return false;
}

// A dummy of a policy on something is not that thing: 碳排放试点, 节能减排示范城市.
bool speaks_of_policy(const std::string& head) {
  static constexpr std::array<std::string_view, 8> kWords{"试点", "示范",  "政策",   "虚拟",
                                                          "是否", "pilot", "policy", "dummy"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return head.find(word) != std::string::npos; });
}

const RoleWord* longest(const std::vector<RoleWord>& words, const std::string& head, bool prices) {
  const RoleWord* best = nullptr;
  const std::string joined = replace_all(head, " ", "_");  // "urban population"
  for (const RoleWord& one : words) {
    if ((one.role == ColumnRole::price) != prices || !(holds(head, one.word) || holds(joined, one.word))) continue;
    const bool longer = best == nullptr || one.word.size() > best->word.size();
    const bool first =
        best != nullptr && one.word.size() == best->word.size() && joined.find(one.word) < joined.find(best->word);
    if (longer || first) best = &one;
  }
  return best;
}

}  // namespace

Text role_text(ColumnRole role) {
  switch (role) {
    case ColumnRole::input: return {"input", "投入"};
    case ColumnRole::output: return {"output", "产出"};
    case ColumnRole::undesirable: return {"undesirable", "非期望产出"};
    case ColumnRole::control: return {"control", "控制变量"};
    case ColumnRole::price: return {"price", "价格"};
    case ColumnRole::code: return {"code", "代码"};
    case ColumnRole::none: break;
  }
  return {"-", "-"};
}

bool is_short_name(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kTaken{"unit", "time", "and", "or", "not", "in",
                                                           "log",  "exp",  "L",   "F",  "D",   "std"};
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) return false;
  if (std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end()) return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; });
}

RoleWords::RoleWords() {
  for (const Line& line : kLines) {
    for (const std::string& word : split(line.words, ' '))
      built_in_.push_back({.word = word, .role = line.role, .name = std::string(line.name)});
  }
}

void RoleWords::add(const std::filesystem::path& file) {
  const Table table = read_table(file).table;
  const auto words = table.texts("word"), roles = table.texts("role"), names = table.texts("name");
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const auto role = std::find_if(kRoles.begin(), kRoles.end(),
                                   [&](ColumnRole one) { return role_text(one).en == lower_ascii(roles[i]); });
    if (role == kRoles.end() || words[i].empty() || (!names[i].empty() && !is_short_name(names[i]))) {
      throw Error(
          Fault::study, "S264",
          {fmt::format("\"{}, {}, {}\" is no line of a dictionary", words[i], roles[i], names[i]),
           fmt::format("“{}, {}, {}”不是词典的一行", words[i], roles[i], names[i])},
          table.where(i, "role"),
          {"word,role,name; the roles are input, output, undesirable, control, price and code; a name has letters, "
           "digits and _",
           "word,role,name；role 为 input、output、undesirable、control、price 或 code；name 由字母、数字和 _ 组成"});
    }
    own_.push_back({.word = lower_ascii(words[i]), .role = *role, .name = names[i]});
  }
}

RoleWords::Guess RoleWords::guess(std::string_view head, std::string_view measure) const {
  const std::string low = lower_ascii(without_inner_blanks(head));
  const bool rate = odd::speaks_of_rate(low, measure);
  for (const auto* words : {&own_, &built_in_}) {
    if (words == &built_in_ && is_code_word(head)) return {.role = ColumnRole::code, .name = {}, .rate = false};
    if (const RoleWord* price = longest(*words, low, true)) return {price->role, price->name, true};
    const RoleWord* best = longest(*words, low, false);
    if (best == nullptr) continue;
    const bool policy = words == &built_in_ && best->role != ColumnRole::control && speaks_of_policy(low);
    if (policy) return {.role = ColumnRole::control, .name = best->name + "_policy", .rate = rate};
    const bool amount = best->role == ColumnRole::control || best->role == ColumnRole::code;
    const bool of_user = words == &own_;
    return {.role = rate && !amount && !of_user ? ColumnRole::control : best->role,
            .name = rate && !amount && !of_user ? best->name + "_rate" : best->name,
            .rate = rate};
  }
  return {.role = ColumnRole::none, .name = {}, .rate = rate};
}

}  // namespace ecoeff
