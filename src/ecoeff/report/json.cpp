// The only file of the room that includes nlohmann-json: tables, notes, estimates, results.json and manifest.json.
#include "ecoeff/report/json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "ecoeff/base/version.hpp"
#include "ecoeff/report/estimate_json.hpp"
#include "ecoeff/report/verify.hpp"
#include "ecoeff/report/write.hpp"

namespace ecoeff {
namespace {

using Json = nlohmann::ordered_json;

// JSON knows neither missing nor infinite numbers.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::string printed(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json both_languages(const Text& text) { return {{"en", text.in(Language::en)}, {"zh", text.in(Language::zh)}}; }

Json test(const TestResult& t) {
  Json out{{"statistic", number(t.statistic)}, {"df", number(t.df)}};
  if (!is_missing(t.df2)) out["df2"] = number(t.df2);
  out["p"] = number(t.p);
  return out;
}

void add_place(Json& out, const Where& where) {
  if (!where.file.empty()) out["file"] = where.file;
  if (!where.sheet.empty()) out["sheet"] = where.sheet;
  if (where.row > 0) out["row"] = where.row;
  if (!where.column.empty()) out["column"] = where.column;
  if (!where.value.empty()) out["value"] = where.value;
}

const char* word(Severity severity) { return severity == Severity::warning ? "warning" : "info"; }

Json notes(const Notes& list) {
  Json out = Json::array();
  for (const Note& note : list) {
    Json one{{"severity", word(note.severity)}, {"code", note.code}, {"message", both_languages(note.message)}};
    add_place(one, note.where);
    out.push_back(std::move(one));
  }
  return out;
}

void add_gmm(Json& out, const GmmReport& gmm) {
  out["instruments"] = gmm.instruments;
  out["sargan"] = test(gmm.sargan);
  out["hansen"] = test(gmm.hansen);
  out["difference_in_hansen"] = Json::array();
  for (const DifferenceInHansen& d : gmm.difference_in_hansen) {
    out["difference_in_hansen"].push_back(
        {{"group", d.group}, {"excluding", test(d.excluding)}, {"difference", test(d.difference)}});
  }
  out["ar"] = Json::array();
  for (const ArTest& ar : gmm.ar) out["ar"].push_back({{"order", ar.order}, {"z", number(ar.z)}, {"p", number(ar.p)}});
}

Json estimate(const Estimate& e) {
  Json out{{"model", e.model}, {"outcome", e.outcome}};
  for (const char* key : {"coef", "se", "statistic", "p", "ci"}) out[key] = Json::object();
  for (const std::string& name : e.names) {
    out["coef"][name] = number(e.coefficient(name));
    out["se"][name] = number(e.se(name));
    out["statistic"][name] = number(e.statistic(name));
    out["p"][name] = number(e.p(name));
    const auto [low, high] = e.interval(name);
    out["ci"][name] = {number(low), number(high)};
  }
  out["N"] = e.n;
  out["N_groups"] = e.groups;
  out["df_r"] = number(e.df_r);
  for (std::size_t i = 0; i < static_cast<std::size_t>(e.df.size()); ++i)
    out["df"][e.names[i]] = number(e.df(static_cast<Eigen::Index>(i)));
  out["df_a"] = number(e.df_a);
  for (const auto& [kind, value] : e.r2) out[kind == "r2" ? "r2" : "r2_" + kind] = number(value);
  out["rss"] = number(e.rss);
  out["rmse"] = number(e.rmse);
  if (e.f) out["F"] = test(*e.f);
  out["vce"] = e.vce;
  if (e.lower) out["ll"] = number(*e.lower);
  if (e.upper) out["ul"] = number(*e.upper);
  if (!e.endogenous.empty()) out["endogenous"] = e.endogenous;
  if (!e.instruments.empty()) out["instruments"] = e.instruments;
  if (!e.weights.empty()) out["weights"] = e.weights;
  if (e.clusters > 0) out["N_clusters"] = e.clusters;
  for (const WildTest& w : e.wild) {
    out["wild"][w.name] = {{"statistic", number(w.statistic)},
                           {"p", number(w.p)},
                           {"ci", {number(w.low), number(w.high)}},
                           {"replications", w.replications},
                           {"enumerated", w.enumerated}};
  }
  out["absorbed"] = e.absorbed;
  out["singletons_dropped"] = e.singletons_dropped;
  out["omitted"] = e.omitted;
  out["condition"] = number(e.condition);
  for (const auto& [name, value] : e.parameters) out[name] = number(value);
  if (!e.tests.empty()) {
    out["tests"] = Json::object();
    for (const NamedTest& one : e.tests) out["tests"][one.name] = test(one.result);
  }
  for (const RegressorCheck& check : e.regressors) {
    out["regressors"][check.name] = {{"vif", number(check.vif)},
                                     {"vif_within", number(check.vif_within)},
                                     {"within", number(check.within)},
                                     {"sd", number(check.sd)},
                                     {"sd_within", number(check.sd_within)}};
  }
  if (e.gmm) add_gmm(out, *e.gmm);
  out["notes"] = notes(e.notes);
  return out;
}

Json column(const ColumnResult& c) {
  Json out{{"head", both_languages(c.head)}, {"formula", c.formula}, {"outcome", c.outcome}, {"focus", c.focus}};
  if (c.shown.size() > 1) out["shown"] = c.shown;
  if (!c.group.empty()) out["group"] = c.group;
  if (c.estimate) out["estimate"] = estimate(*c.estimate);
  if (c.refused) out["refused"] = {{"code", c.refused->code}, {"message", both_languages(c.refused->message)}};
  return out;
}

Json comparison(const GroupComparison& c) {
  Json out{{"focus", c.focus}, {"groups", c.groups}, {"equal", test(c.equal)}, {"pairs", Json::array()}};
  for (const PairDifference& p : c.pairs) {
    out["pairs"].push_back({{"first", p.first},
                            {"second", p.second},
                            {"difference", number(p.difference)},
                            {"z", number(p.z)},
                            {"p", number(p.p)}});
    const ResampledDifference& r = p.resampled;
    if (!is_missing(r.permutation_p))
      out["pairs"].back()["permutation"] = {{"p", number(r.permutation_p)}, {"replications", r.permutations}};
    if (!is_missing(r.bootstrap_se))
      out["pairs"].back()["bootstrap"] = {{"se", number(r.bootstrap_se)},
                                          {"p", number(r.bootstrap_p)},
                                          {"ci", {number(r.low), number(r.high)}},
                                          {"replications", r.bootstraps}};
  }
  return out;
}

Json mechanism(const Mechanism& m) {
  Json out{{"focus", m.focus}, {"mediator", m.mediator}};
  if (!m.indirect) return out;
  const IndirectEffect& i = *m.indirect;
  out["indirect"] = {{"a", number(i.a)},           {"b", number(i.b)},         {"effect", number(i.effect)},
                     {"direct", number(i.direct)}, {"total", number(i.total)}, {"share", number(i.share)},
                     {"sobel", test(i.sobel)},     {"aroian", test(i.aroian)}, {"goodman", test(i.goodman)}};
  if (is_missing(i.bootstrap_se)) return out;
  out["indirect"]["bootstrap"] = {{"se", number(i.bootstrap_se)},
                                  {"p", number(i.bootstrap_p)},
                                  {"ci", {number(i.low), number(i.high)}},
                                  {"ci_bias_corrected", {number(i.low_corrected), number(i.high_corrected)}},
                                  {"replications", i.replications}};
  return out;
}

Json moderation(const Moderation& m) {
  Json out{{"focus", m.focus}, {"moderator", m.moderator}, {"mean", number(m.mean)}, {"sd", number(m.sd)}};
  out["effects"] = Json::array();
  for (const MarginalEffect& e : m.effects) {
    out["effects"].push_back({{"at", number(e.at)},
                              {"effect", number(e.effect)},
                              {"se", number(e.se)},
                              {"t", number(e.statistic)},
                              {"p", number(e.p)},
                              {"ci", {number(e.low), number(e.high)}}});
  }
  return out;
}

Json description(const Description& d) {
  return {{"column", d.column},   {"n", d.n},
          {"missing", d.missing}, {"mean", number(d.mean)},
          {"sd", number(d.sd)},   {"min", number(d.minimum)},
          {"p25", number(d.p25)}, {"median", number(d.median)},
          {"p75", number(d.p75)}, {"max", number(d.maximum)}};
}

Json rows_of(const Table& source) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < source.rows(); ++i) {
    Json row = Json::object();
    for (const Column& c : source.columns()) row[c.name] = c.is_text ? Json(c.text.at(i)) : number(c.numbers[i]);
    rows.push_back(std::move(row));
  }
  return rows;
}

Json table(const TableResult& t) {
  Json out{{"number", t.number}, {"id", t.spec.id}, {"kind", t.spec.kind}, {"title", both_languages(t.spec.title)}};
  for (const ColumnResult& c : t.columns) out["columns"].push_back(column(c));
  if (t.comparison) out["equal_coefficients"] = comparison(*t.comparison);
  if (t.mechanism) out["mechanism"] = mechanism(*t.mechanism);
  if (t.moderation) out["moderation"] = moderation(*t.moderation);
  for (const Description& d : t.descriptions) out["descriptions"].push_back(description(d));
  if (t.values) out["values"] = rows_of(*t.values);
  return out;
}

Json score_summary(const ScoreOutcome& s) {
  std::size_t efficient = 0;
  std::size_t infeasible = 0;
  double width = 0;
  for (const Scores& r : s.result.rows.scores()) {
    efficient += r.efficient ? 1 : 0;
    infeasible += r.status == RowStatus::infeasible ? 1 : 0;
    if (r.upper - r.lower > width) width = r.upper - r.lower;
  }
  return {{"name", s.spec.name},    {"model", s.spec.options.model}, {"rows", s.result.rows.size()},
          {"efficient", efficient}, {"infeasible", infeasible},      {"widest_bounds", number(width)}};
}

Json index_summary(const IndexOutcome& i) {
  Json out{
      {"name", i.spec.name}, {"method", i.spec.method}, {"rows_used", i.result.rows_used}, {"weights", Json::array()}};
  for (const IndicatorWeight& w : i.result.weights) {
    Json line{{"indicator", w.indicator.column},
              {"weight", number(w.weight)},
              {"entropy", number(w.entropy)},
              {"redundancy", number(w.redundancy)}};
    for (const auto& [key, value] : w.details) line[key] = number(value);
    out["weights"].push_back(std::move(line));
  }
  if (!i.result.components.eigenvalues.empty()) {
    const ComponentReport& c = i.result.components;
    out["components"] = {{"kept", c.kept},
                         {"eigenvalues", c.eigenvalues},
                         {"kmo", number(c.kmo)},
                         {"bartlett", number(c.bartlett)},
                         {"bartlett_p", number(c.bartlett_p)}};
  }
  return out;
}

}  // namespace

std::string table_json(const Table& source) { return printed(rows_of(source)); }

std::string score_check_json(const ScoreCheck& check, std::size_t programs) {
  Json out{{"rows", check.rows},
           {"proved", check.rows - check.wrong_rows()},
           {"programs", programs},
           {"widest", number(check.widest)},
           {"wrong", Json::array()}};
  for (const Disproof& d : check.wrong) {
    out["wrong"].push_back(
        {{"row", d.row + 1}, {"name", d.name}, {"column", d.column}, {"printed", d.printed}, {"proved", d.proved}});
  }
  return printed(out);
}

std::string notes_json(const Notes& list, Language language) {
  Json out = Json::array();
  for (const Note& note : list) {
    Json one{{"severity", word(note.severity)}, {"code", note.code}, {"message", note.message.in(language)}};
    add_place(one, note.where);
    out.push_back(std::move(one));
  }
  return printed(out);
}

std::string problems_json(const std::vector<Error>& errors, const Notes& notes, Language language) {
  Json out = Json::array();
  for (const Error& error : errors) {
    Json one{{"severity", "error"}, {"code", error.code}, {"message", error.message.in(language)}};
    if (!error.hint.empty()) one["hint"] = error.hint.in(language);
    add_place(one, error.where);
    out.push_back(std::move(one));
  }
  for (const Json& note : Json::parse(notes_json(notes, language))) out.push_back(note);
  return printed(out);
}

std::string estimate_json(const Estimate& source) { return printed(estimate(source)); }

std::string results_json(const StudyResult& result) {
  Json out{{"ecoeff", kVersion}, {"title", both_languages(result.study.title)}};
  out["data"] = {{"file", std::filesystem::path(result.data_file).filename().string()},
                 {"sha256", result.data_sha256},
                 {"rows", result.panel.rows()},
                 {"units", result.panel.units()},
                 {"periods", result.panel.periods()},
                 {"filled", result.filled.size()}};
  for (const ScoreOutcome& s : result.scores) out["scores"].push_back(score_summary(s));
  for (const IndexOutcome& i : result.indexes) out["indexes"].push_back(index_summary(i));
  for (const TableResult& t : result.tables) out["tables"].push_back(table(t));
  out["notes"] = notes(result.notes);
  return printed(out);
}

std::string manifest_json(const StudyResult& result,
                          const std::vector<std::pair<std::string, std::string>>& file_hashes) {
  Json out{{"ecoeff", kVersion}, {"seed", result.study.seed}};
  out["study"] = {{"file", result.study.path.filename().string()}, {"sha256", result.study.sha256}};
  out["data"] = {{"file", std::filesystem::path(result.data_file).filename().string()},
                 {"sheet", result.data_sheet},
                 {"sha256", result.data_sha256}};
  out["defaults"] = Json::object();
  for (const auto& [key, value] : result.study.defaults) out["defaults"][key] = value;
  out["files"] = Json::object();
  for (const auto& [name, hash] : file_hashes) out["files"][name] = hash;
  return printed(out);
}

Manifest read_manifest(const std::string& json, const std::string& file) {
  const Json read = Json::parse(json, nullptr, false);
  try {
    Manifest out{.version = read.at("ecoeff"),
                 .seed = read.at("seed"),
                 .study_file = read.at("study").at("file"),
                 .study_sha256 = read.at("study").at("sha256"),
                 .data_file = read.at("data").at("file"),
                 .data_sha256 = read.at("data").at("sha256")};
    for (const auto& [name, hash] : read.at("files").items()) out.files[name] = hash;
    return out;
  } catch (const Json::exception&) {
    throw Error(Fault::data, "R130", {"this is not a manifest that ecoeff wrote", "这不是 ecoeff 写出的 manifest.json"},
                {.file = file});
  }
}

std::string verification_json(const Verification& v) {
  return printed({{"good", v.good()},
                  {"files", v.files},
                  {"edited", v.edited},
                  {"missing", v.missing},
                  {"differ", v.differ},
                  {"added", v.added},
                  {"unknown", v.unknown}});
}

}  // namespace ecoeff
