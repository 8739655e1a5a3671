#include "ecoeff/report/tables/correlation_paper.hpp"

#include <fmt/format.h>

#include "ecoeff/report/tables/table_cells.hpp"

namespace ecoeff {
namespace {

ModelSpec model_of(const StudyResult& result) { return result.study.model ? *result.study.model : ModelSpec{}; }

Cell starred(double value, double p, const ModelSpec& model) {
  Cell cell = number_cell(value, model.digits);
  for (const double level : model.stars) cell.stars += p < level ? "*" : "";
  return cell;
}

}  // namespace

PaperTable correlation_paper(const StudyResult& result, const TableResult& table) {
  PaperTable out;
  if (!table.values) return out;
  const std::vector<std::string>& names = table.spec.describe_columns;
  const ModelSpec model = model_of(result);
  const Table& pairs = *table.values;
  const bool spearman = pairs.has("rho");
  TableRow head;
  head.cells.push_back(center_cell({"Variable", "变量"}));
  for (const std::string& name : names) head.cells.push_back(center_cell(both(name)));
  out.head.push_back(std::move(head));
  const auto pair = [](std::size_t i, std::size_t j) { return i * (i - 1) / 2 + j; };  // of the lower triangle
  for (std::size_t i = 0; i < names.size(); ++i) {
    TableRow row;
    row.cells.push_back(label_cell(both(names[i])));
    for (std::size_t j = 0; j < names.size(); ++j) {
      if (j < i) {
        row.cells.push_back(starred(pairs.numbers("r")[pair(i, j)], pairs.numbers("p")[pair(i, j)], model));
      } else if (j == i) {
        row.cells.push_back(number_cell(1, model.digits));
      } else {
        row.cells.push_back(
            spearman ? starred(pairs.numbers("rho")[pair(j, i)], pairs.numbers("rho_p")[pair(j, i)], model) : Cell{});
      }
    }
    out.body.push_back(std::move(row));
  }
  return out;
}

std::vector<Text> correlation_notes(const StudyResult& result, const TableResult& table) {
  const bool spearman = table.values && table.values->has("rho");
  Text note = spearman ? Text{"Pearson's correlations below the diagonal, Spearman's above it",
                              "对角线以下为 Pearson 相关系数，以上为 Spearman 秩相关系数"}
                       : Text{"Pearson's correlations", "Pearson 相关系数"};
  note.en += ", each over the rows in which both variables are known";
  note.zh += "，每对变量取二者均有值的样本";
  std::string stars;
  for (const double level : model_of(result).stars) {
    stars += "*";
    note.en += fmt::format("{} {} p < {:g}", stars.size() == 1 ? ";" : ",", stars, level);
    note.zh += fmt::format("{}{} 表示 p < {:g}", stars.size() == 1 ? "；" : "，", stars, level);
  }
  return {{note.en + ".", note.zh + "。"}};
}

}  // namespace ecoeff
