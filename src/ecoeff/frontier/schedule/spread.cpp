#include "ecoeff/frontier/schedule/spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <unordered_map>

#include "ecoeff/base/pack.hpp"
#include "ecoeff/frontier/answer.hpp"
#include "ecoeff/frontier/model_words.hpp"
#include "ecoeff/frontier/notes.hpp"
#include "ecoeff/frontier/prepare.hpp"
#include "ecoeff/frontier/programs.hpp"
#include "ecoeff/frontier/schedule/passes.hpp"

namespace ecoeff::frontier {
namespace {

using RowId = std::uint64_t;  // a row of all ranks together, in the order of the input

// Rows on their way from rank to rank.
struct RowSet {
  std::vector<RowId> id;
  std::vector<double> value;  // row by row

  void add(RowId row, const double* z, std::size_t features) {
    id.push_back(row);
    value.insert(value.end(), z, z + features);
  }
  [[nodiscard]] std::string packed() const {
    Packer out;
    out.put_all(id);
    out.put_all(value);
    return out.take();
  }
};

RowSet row_set(Unpacker& in) {
  RowSet set;
  set.id = in.get_all<RowId>();
  set.value = in.get_all<double>();
  return set;
}

std::vector<std::size_t> iota(std::size_t n) {
  std::vector<std::size_t> all(n);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

// The rows of both sets that carry both together.
std::string merge(std::string a, std::string b, const Model& test, unsigned threads, const Beat& beat) {
  Unpacker first(a);
  RowSet both = row_set(first);
  Unpacker second(b);
  const RowSet more = row_set(second);
  both.id.insert(both.id.end(), more.id.begin(), more.id.end());
  both.value.insert(both.value.end(), more.value.begin(), more.value.end());
  const Data data{.features = test.features.size(), .value = std::move(both.value), .unit = {}};
  RowSet out;
  const std::vector<std::size_t> ordered = near_order(data, iota(both.id.size()), threads);
  for (const std::size_t row : find_frontier(data, test, ordered, threads, beat))
    out.add(both.id[row], data.row(row), data.features);
  return out.packed();
}

// One rank's part of the work.
class Part {
 public:
  Part(Ranks& ranks, const Panel* panel, const ScoreOptions& options, const Progress& progress)
      : ranks_(ranks),
        panel_(panel),
        options_(options),
        own_(panel == nullptr ? 0 : panel->rows()),
        counter_(progress, own_),
        job_{prepared_, options_, counter_, scores_.result.rows} {}

  SpreadScores run() {
    together(ranks_, [&] { prepare_own(); });
    number_rows();
    refuse_duplicates();
    find_carriers();
    std::vector<Leaning> leaning;
    together(ranks_, [&] { leaning = score_rest(); });
    if (asks_without()) leaning = bring_home(leaning);
    together(ranks_, [&] {
      score_carriers(job_, {.frontier = frontier_, .all = {}}, carriers_, evaluated_,
                     asks_without() ? Behind(leaning, prepared_.data.rows()) : Behind());
    });
    name_peers();
    finish_rows(std::move(prepared_), scores_.result.rows);
    sum_up();
    return std::move(scores_);
  }

 private:
  void prepare_own() {
    check_spread(options_);
    scores_.result.options = options_;
    if (panel_ == nullptr) {
      model_of_nothing();
      return;
    }
    prepared_ = prepare(*panel_, options_);
    scores_.result.rows = rows_for(prepared_, own_, options_);
    for (std::size_t row = 0; row < own_; ++row) {
      if (prepared_.usable[row] != 0) usable_.push_back(row);
    }
  }

  // A rank without rows still merges frontiers, so it knows the model.
  void model_of_nothing() {
    Table table;
    table.set_numbers("ecoeff_unit", {1});
    for (const auto* list : {&options_.inputs, &options_.good, &options_.bad}) {
      for (const std::string& name : *list) {
        if (!table.has(name)) table.set_numbers(name, {1});
      }
    }
    prepared_ = prepare(Panel(std::move(table), "ecoeff_unit", ""), options_);
    prepared_.data.value.clear();
    prepared_.data.unit.clear();
    prepared_.usable.clear();
    prepared_.problem.clear();
  }

  void number_rows() {
    for (const std::uint64_t rows : gather_all(ranks_, std::uint64_t{own_})) first_.push_back(first_.back() + rows);
    scores_.first_row = first_[ranks_.rank()];
    ids_.resize(own_);
    std::iota(ids_.begin(), ids_.end(), scores_.first_row);
  }

  [[nodiscard]] std::size_t home_of(RowId id) const {
    return static_cast<std::size_t>(std::upper_bound(first_.begin(), first_.end(), id) - first_.begin()) - 1;
  }

  // Where a row stands here, other ranks' rows behind the own ones; it joins them when it is new.
  std::size_t place_of(RowId id, const double* z) {
    if (home_of(id) == ranks_.rank()) return id - scores_.first_row;
    const auto [at, added] = places_.try_emplace(id, ids_.size());
    if (added) {
      ids_.push_back(id);
      prepared_.data.value.insert(prepared_.data.value.end(), z, z + prepared_.data.features);
    }
    return at->second;
  }

  // Each rank looks after the names whose hash falls to it. Two hashes of 64 bits are taken for the name.
  struct Key {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    RowId id = 0;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  [[nodiscard]] Key key_of(std::size_t row) const {
    Key key{0xcbf29ce484222325ULL, 0x9e3779b97f4a7c15ULL, ids_[row]};
    for (const char c : row_name(*panel_, row)) {
      key.a = (key.a ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
      key.b = (key.b + static_cast<unsigned char>(c) + 1) * 0xff51afd7ed558ccdULL;
      key.b ^= key.b >> 29U;
    }
    return key;
  }

  void refuse_duplicates() {
    std::vector<std::vector<Key>> keys(ranks_.size());
    for (std::size_t row = 0; row < own_; ++row) {
      const Key key = key_of(row);
      keys[key.b % ranks_.size()].push_back(key);
    }
    std::vector<std::string> out;
    for (const auto& list : keys) {
      Packer packer;
      packer.put_all(list);
      out.push_back(packer.take());
    }
    std::vector<Key> mine;
    for (const std::string& bytes : exchange(ranks_, std::move(out))) {
      const std::vector<Key> list = Unpacker(bytes).get_all<Key>();
      mine.insert(mine.end(), list.begin(), list.end());
    }
    std::sort(mine.begin(), mine.end());
    constexpr RowId kNever = std::numeric_limits<RowId>::max();
    std::pair<RowId, RowId> twins{kNever, kNever};  // the later row first
    for (std::size_t i = 1; i < mine.size(); ++i) {
      if (mine[i].a == mine[i - 1].a && mine[i].b == mine[i - 1].b)
        twins = std::min(twins, {mine[i].id, mine[i - 1].id});
    }
    Packer packer;
    packer.put(twins.first);
    packer.put(twins.second);
    for (const std::string& bytes : gather_all(ranks_, packer.take())) {
      Unpacker in(bytes);
      const auto later = in.get<RowId>();
      twins = std::min(twins, {later, in.get<RowId>()});
    }
    if (twins.first == kNever) return;
    const std::vector<std::uint64_t> lines = gather_all(ranks_, line_of(twins.second));
    together(ranks_, [&] {
      if (home_of(twins.first) == ranks_.rank()) refuse_twins(twins.first, lines[home_of(twins.second)]);
    });
  }

  [[nodiscard]] std::uint64_t line_of(RowId id) const {
    if (home_of(id) != ranks_.rank()) return 0;
    const std::size_t row = id - scores_.first_row;
    return row < panel_->table.source.size() ? panel_->table.source[row] : row + 1;
  }

  [[noreturn]] void refuse_twins(RowId later, std::uint64_t other_line) const {
    const std::size_t row = later - scores_.first_row;
    const std::string name = row_name(*panel_, row);
    throw Error(Fault::data, "D120",
                {fmt::format("rows {} and {} are both {}", other_line, line_of(later), name),
                 fmt::format("第 {} 行与第 {} 行重复：{}", other_line, line_of(later), name)},
                panel_->table.where(row, panel_->unit_column()),
                {"every unit may appear once in a period; delete or rename one of the two rows",
                 "同一单元在同一时期只能出现一次；请删除或改名其中一行"});
  }

  // Steps 1 and 2.
  void find_carriers() {
    const Model test = membership(prepared_.model);
    const unsigned threads = options_.threads;
    const Beat beat = [this] { counter_.add(0); };
    RowSet mine;
    together(ranks_, [&] {
      ordered_ = near_order(prepared_.data, usable_, threads);
      if (usable_.empty()) return;
      for (const std::size_t row : find_frontier(prepared_.data, test, ordered_, threads, beat))
        mine.add(ids_[row], prepared_.data.row(row), prepared_.data.features);
    });
    std::exception_ptr failure;
    const auto merged = [&](std::string a, std::string b) {
      if (failure) return a;
      try {
        return merge(std::move(a), std::move(b), test, threads, beat);
      } catch (...) {
        failure = std::current_exception();
        return std::string();
      }
    };
    std::string all = reduce(ranks_, mine.packed(), merged);
    together(ranks_, [&] {
      if (failure) std::rethrow_exception(failure);
    });
    all = broadcast(ranks_, std::move(all));
    Unpacker in(all);
    const RowSet set = row_set(in);
    together(ranks_, [&] { take_frontier(set); });
  }

  void take_frontier(const RowSet& set) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < set.id.size(); ++i)
      places.push_back(place_of(set.id[i], set.value.data() + i * prepared_.data.features));
    evaluated_.assign(prepared_.data.rows(), 0);
    for (const std::size_t row : usable_) evaluated_[row] = 1;
    std::vector<char> carries(prepared_.data.rows(), 0);
    for (const std::size_t place : places) {
      carries[place] = 1;
      if (place < own_) carriers_.push_back(place);
    }
    for (const std::size_t row : ordered_) {
      if (carries[row] == 0) rest_.push_back(row);
    }
    frontier_.assign(prepared_.data, places);
  }

  // Rows are compared with all others but themselves: slacks-based models decide so who is on the frontier.
  [[nodiscard]] bool asks_without() const { return prepared_.is_super || prepared_.model.kind == Kind::slacks; }

  // Step 3. The pairs are of places on this rank.
  std::vector<Leaning> score_rest() {
    const bool slacks = prepared_.model.kind == Kind::slacks;
    std::vector<Leaning> leaning = score_behind(job_, {.frontier = frontier_, .all = {}}, rest_, evaluated_, slacks);
    if (slacks || !prepared_.is_super) return leaning;
    return find_leaning(prepared_.data, membership(prepared_.model), frontier_, rest_, options_.threads,
                        [this] { counter_.add(0); });
  }

  // Sends every pair to the home of its peer, with the row; the pairs that came, of places on this rank.
  std::vector<Leaning> bring_home(const std::vector<Leaning>& leaning) {
    struct Letter {
      RowSet rows;
      std::unordered_map<std::uint32_t, std::uint32_t> place;
      std::vector<RowId> peer;
      std::vector<std::uint32_t> row;
    };
    std::vector<std::string> out(ranks_.size());
    together(ranks_, [&] {
      std::vector<Letter> letters(ranks_.size());
      for (const auto& [peer, row] : leaning) {
        Letter& letter = letters[home_of(ids_[peer])];
        const auto [at, added] = letter.place.try_emplace(row, static_cast<std::uint32_t>(letter.rows.id.size()));
        if (added) letter.rows.add(ids_[row], prepared_.data.row(row), prepared_.data.features);
        letter.peer.push_back(ids_[peer]);
        letter.row.push_back(at->second);
      }
      for (std::size_t to = 0; to < ranks_.size(); ++to) {
        Packer packer;
        packer.put_all(letters[to].rows.id);
        packer.put_all(letters[to].rows.value);
        packer.put_all(letters[to].peer);
        packer.put_all(letters[to].row);
        out[to] = packer.take();
        letters[to] = {};
      }
    });
    const std::vector<std::string> in = exchange(ranks_, std::move(out));
    std::vector<Leaning> home;
    together(ranks_, [&] {
      for (const std::string& bytes : in) {
        Unpacker letter(bytes);
        const RowSet rows = row_set(letter);
        const auto peer = letter.get_all<RowId>();
        const auto row = letter.get_all<std::uint32_t>();
        std::vector<std::uint32_t> places;
        for (std::size_t i = 0; i < rows.id.size(); ++i)
          places.push_back(
              static_cast<std::uint32_t>(place_of(rows.id[i], rows.value.data() + i * prepared_.data.features)));
        for (std::size_t i = 0; i < peer.size(); ++i)
          home.emplace_back(static_cast<std::uint32_t>(peer[i] - scores_.first_row), places[row[i]]);
      }
    });
    return home;
  }

  // Asks the home of every peer that is not a row of this rank for its name.
  void name_peers() {
    std::vector<char> is_peer(ids_.size(), 0);
    for (std::size_t row = 0; row < own_; ++row) {
      for (const std::uint32_t peer : scores_.result.rows.peer_rows(row)) is_peer[peer] = 1;
    }
    std::vector<std::vector<RowId>> asked(ranks_.size());
    for (std::size_t place = own_; place < ids_.size(); ++place) {
      if (is_peer[place] != 0) asked[home_of(ids_[place])].push_back(ids_[place]);
    }
    std::vector<std::string> out;
    for (const auto& list : asked) {
      Packer packer;
      packer.put_all(list);
      out.push_back(packer.take());
    }
    std::vector<std::string> answers;
    for (const std::string& bytes : exchange(ranks_, std::move(out))) {
      Packer packer;
      for (const RowId id : Unpacker(bytes).get_all<RowId>())
        packer.put_text(row_name(*panel_, id - scores_.first_row));
      answers.push_back(packer.take());
    }
    scores_.names.resize(ids_.size() - own_);
    const std::vector<std::string> in = exchange(ranks_, std::move(answers));
    for (std::size_t r = 0; r < in.size(); ++r) {
      Unpacker names(in[r]);
      for (const RowId id : asked[r]) scores_.names[places_.at(id) - own_] = names.get_text();
    }
  }

  [[nodiscard]] std::string name_of(std::size_t place) const {
    return place < own_ ? row_name(*panel_, place) : scores_.names[place - own_];
  }

  void sum_up() {
    Tally tally;
    if (panel_ != nullptr) tally = tally_of(*panel_, scores_.result);
    tally.unusable = own_ - usable_.size();
    std::vector<std::size_t> times(ids_.size(), 0);
    for (std::size_t row = 0; row < own_; ++row) {
      for (const std::uint32_t peer : scores_.result.rows.peer_rows(row)) times[peer] += peer == row ? 0 : 1;
    }
    Packer out;
    for (const std::size_t count : {tally.rows, tally.unusable, tally.efficient, tally.infeasible, tally.uncertified,
                                    tally.saturated, tally.zeros, tally.unbounded, tally.marginal}) {
      out.put<std::uint64_t>(count);
    }
    for (const auto* names : {&tally.infeasible_names, &tally.uncertified_names, &tally.unbounded_names}) {
      out.put<std::uint64_t>(names->size());
      for (const std::string& name : *names) out.put_text(name);
    }
    for (std::size_t place = 0; place < times.size(); ++place) {
      if (times[place] == 0) continue;
      out.put(ids_[place]);
      out.put<std::uint64_t>(times[place]);
      out.put_text(name_of(place));
    }
    Tally all;
    std::map<RowId, Use> uses;
    for (const std::string& bytes : gather_all(ranks_, out.take())) {
      Unpacker in(bytes);
      Tally its;
      for (std::size_t* count : {&its.rows, &its.unusable, &its.efficient, &its.infeasible, &its.uncertified,
                                 &its.saturated, &its.zeros, &its.unbounded, &its.marginal}) {
        *count = in.get<std::uint64_t>();
      }
      for (auto* names : {&its.infeasible_names, &its.uncertified_names, &its.unbounded_names}) {
        names->resize(in.get<std::uint64_t>());
        for (std::string& name : *names) name = in.get_text();
      }
      add(its, all);
      while (!in.at_end()) {
        Use& use = uses[in.get<RowId>()];
        use.times += in.get<std::uint64_t>();
        use.name = in.get_text();
      }
    }
    scores_.uncertified = all.uncertified > 0;
    if (!ranks_.first()) return;
    std::vector<Use> list;
    for (auto& [id, use] : uses) list.push_back(std::move(use));
    scores_.notes = unusable_notes(all.unusable, all.rows);
    append(scores_.notes, notes_of(options_, all, std::move(list)));
  }

  Ranks& ranks_;
  const Panel* panel_;
  const ScoreOptions& options_;
  std::size_t own_;
  Counter counter_;
  Prepared prepared_;  // its data hold the own rows first, then those of other ranks
  SpreadScores scores_;
  Job job_;
  std::vector<std::uint64_t> first_{0};  // how many rows stand before each rank
  std::vector<RowId> ids_;               // of all rows of the data
  std::unordered_map<RowId, std::size_t> places_;
  std::vector<std::size_t> usable_;
  std::vector<std::size_t> ordered_;
  ColumnStore frontier_;
  std::vector<std::size_t> carriers_;
  std::vector<std::size_t> rest_;
  std::vector<char> evaluated_;
};

}  // namespace

void check_spread(const ScoreOptions& options) {
  const auto refuse = [](Text message) {
    throw Error(Fault::usage, "F501", std::move(message), {},
                {"several ranks score sbm, super-sbm, radial and super-radial over all rows; run this in one process",
                 "多进程只支持 sbm、super-sbm、radial、super-radial，且以全部行为参考集；请改用单个进程"});
  };
  if (!score_model(options.model).traits.ranks) {
    refuse({fmt::format("the model {} cannot be shared by several ranks", options.model),
            fmt::format("模型 {} 不能由多个进程分担", options.model)});
  }
  const auto refuse_option = [&](const char* option) {
    refuse({fmt::format("{} cannot be shared by several ranks", option), fmt::format("{} 不能由多个进程分担", option)});
  };
  if (options.reference != ReferenceKind::pooled) refuse_option("a --reference other than pooled");
  if (!options.group.empty()) refuse_option("--group");
  if (options.leave_out == LeaveOut::unit) refuse_option("--leave-out unit");
  if (options.scale) refuse_option("--scale");
  if (options.certify) refuse_option("--certify");
  if (!options.price_of.empty()) refuse_option("--price-of");
}

SpreadScores spread_score(Ranks& ranks, const Panel* panel, const ScoreOptions& options, const Progress& progress) {
  return Part(ranks, panel, options, progress).run();
}

}  // namespace ecoeff::frontier
