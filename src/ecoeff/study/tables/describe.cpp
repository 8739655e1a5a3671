// Descriptive statistics of columns.
#include "ecoeff/study/prepare.hpp"
#include "ecoeff/study/tables/table_kind.hpp"
#include "ecoeff/study/tables/table_kinds.hpp"

namespace ecoeff {
namespace {

constexpr TableKey kKeys[] = {
    {"columns",
     {"what is described", "所描述的列"},
     {"none", "无"},
     [](Section& s, const std::string& key, TableSpec& t, const Vocabulary&) { t.describe_columns = s.texts(key); }}};

void visit(TableSpec& t, const std::string&, const NameWalk& walk) {
  walk.each(t.describe_columns, NameRole::number, t.at);
}

void compute(const StudyResult& so_far, unsigned, TableResult& table) {
  at_place(so_far.study, table.spec.at,
           [&] { table.descriptions = describe_columns(so_far.panel.table, table.spec.describe_columns); });
}

}  // namespace

constinit const TableKind kDescribeTable{
    .id = "describe",
    .shows = {"N, mean, spread and range of columns", "各列的样本量、均值、标准差与取值范围"},
    .keys = kKeys,
    .visit = visit,
    .compute = compute};

}  // namespace ecoeff
