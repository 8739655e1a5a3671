// Every case of tests/reference/frontier: exact rational arithmetic, 12 digits.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ecoeff/data/read.hpp"
#include "ecoeff/frontier/productivity.hpp"
#include "ecoeff/frontier/score.hpp"
#include "tolerance.hpp"

namespace ecoeff {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path kCases = fs::path(ECOEFF_SOURCE_DIR) / "tests" / "reference" / "frontier";

std::vector<fs::path> cases() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (fs::exists(entry.path() / "case.json")) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

json read_json(const fs::path& file) {
  std::ifstream in(file);
  return json::parse(in);
}

bool is_score_case(const json& about) {
  const std::string model = about.at("model");
  return model == "sbm" || model == "super-sbm" || model == "radial" || model == "ddf";
}

Returns returns_of(const std::string& name) {
  if (name == "vrs") return Returns::vrs;
  if (name == "nirs") return Returns::nirs;
  return name == "ndrs" ? Returns::ndrs : Returns::crs;
}

void read_reference(const json& about, ScoreOptions& options) {
  const std::string kind = about.at("reference");
  if (kind.starts_with("contemporaneous")) options.reference = ReferenceKind::contemporaneous;
  if (kind.starts_with("sequential")) options.reference = ReferenceKind::sequential;
  if (kind.starts_with("window")) options.reference = ReferenceKind::window;
}

ScoreOptions options_of(const json& about) {
  ScoreOptions options{
      .model = about.at("model"), .inputs = about.at("inputs"), .good = about.at("good"), .bad = about.at("bad")};
  if (about.at("model") == "radial" && about.at("super")) options.model = "super-radial";
  options.returns = returns_of(about.at("rts"));
  const std::string orientation = about.value("orientation", "none");
  if (orientation.starts_with("in")) options.orientation = Orientation::input;
  if (orientation.starts_with("out")) options.orientation = Orientation::output;
  if (about.value("variant", "") == "badin") options.bad_as = BadAs::input;
  if (about.contains("bad_disposability"))
    options.disposability = about.at("bad_disposability") == "weak" ? Disposability::weak : Disposability::strong;
  read_reference(about, options);
  return options;
}

void expect_column(const fs::path& folder, const Table& expected, const char* column,
                   const std::vector<double>& found) {
  if (!expected.has(column)) return;
  const auto wanted = expected.numbers(column);
  ASSERT_EQ(wanted.size(), found.size());
  for (std::size_t row = 0; row < wanted.size(); ++row) {
    const std::string where = folder.filename().string() + ", " + column + ", row " + std::to_string(row);
    EXPECT_EQ(is_missing(wanted[row]), is_missing(found[row])) << where;
    if (is_missing(wanted[row])) continue;
    EXPECT_NEAR(found[row], wanted[row], tolerance::kScore * std::max(1.0, std::abs(wanted[row]))) << where;
  }
}

void run_case(const fs::path& folder, const json& about) {
  const Table expected = read_table(folder / "expected.csv").table;
  Table input = read_table(folder / "input.csv").table;
  const std::string time = input.has("year") ? "year" : "";
  const Panel panel(std::move(input), "id", time);
  const ScoreOptions options = options_of(about);
  const ScoreResult result = score(panel, options);
  const auto column = [&](auto get) {
    std::vector<double> out;
    for (const RowScore& row : result.rows) out.push_back(get(row));
    return out;
  };
  expect_column(folder, expected, "score", column([](const RowScore& r) { return r.score; }));
  const bool radial = options.model.ends_with("radial") || options.model == "ddf";
  if (!radial) expect_column(folder, expected, "rho", column([](const RowScore& r) { return r.rho; }));
  if (options.model == "super-sbm")
    expect_column(folder, expected, "delta", column([](const RowScore& r) { return r.delta; }));
  if (!radial)
    expect_column(folder, expected, "efficient", column([](const RowScore& r) { return r.efficient ? 1.0 : 0.0; }));
  const auto status = expected.texts("status");
  for (std::size_t row = 0; row < status.size(); ++row) {
    EXPECT_EQ(word(result.rows[row].status), status[row]) << folder.filename() << " row " << row;
    if (status[row] != "optimal") continue;
    EXPECT_NE(result.rows[row].settled, Settled::no);
    EXPECT_LE(result.rows[row].lower, result.rows[row].score);
    EXPECT_GE(result.rows[row].upper, result.rows[row].score);
    EXPECT_LE(result.rows[row].upper - result.rows[row].lower, tolerance::kSolver);
  }
}

TEST(FrontierReference, EveryScoreCaseAgreesWithExactArithmetic) {
  std::size_t run = 0;
  for (const fs::path& folder : cases()) {
    const json about = read_json(folder / "case.json");
    if (!is_score_case(about)) continue;
    run_case(folder, about);
    ++run;
  }
  EXPECT_GE(run, 48U) << "the reference cases are not all there";
}

TEST(FrontierReference, EveryProductivityCaseAgreesWithExactArithmetic) {
  std::size_t run = 0;
  for (const fs::path& folder : cases()) {
    const json about = read_json(folder / "case.json");
    const std::string model = about.at("model");
    if (!model.ends_with("malmquist-luenberger")) continue;
    ++run;
    ScoreOptions options = options_of(about);
    options.model = model.starts_with("global") ? "global-ml" : model;
    options.reference = model.starts_with("global") ? ReferenceKind::pooled : ReferenceKind::contemporaneous;
    const Panel panel(read_table(folder / "input.csv").table, "id", "year");
    const Table expected = read_table(folder / "expected.csv").table;
    const Table found = productivity_table(panel, productivity(panel, options));
    ASSERT_EQ(found.rows(), expected.rows());
    for (const char* key : {"from", "to", "index", "ec", "tc"}) {
      expect_column(folder, expected, key, {found.numbers(key).begin(), found.numbers(key).end()});
    }
    EXPECT_EQ(found.texts("id"), expected.texts("id"));
    EXPECT_EQ(found.texts("status"), expected.texts("status"));
  }
  EXPECT_GE(run, 2U) << "the reference cases are not all there";
}

}  // namespace
}  // namespace ecoeff
