// What there is to know about one kind of table. Each kind ends its file with such a constant, table_kinds.hpp lists
// them, and reading, checking and running a study ask the list. How it is printed is said by the report, by the same
// id.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ecoeff/study/result.hpp"
#include "ecoeff/study/toml_section.hpp"
#include "ecoeff/study/visit_names.hpp"
#include "ecoeff/study/vocabulary.hpp"
#include "ecoeff/study/words.hpp"

namespace ecoeff {

// A key of [[table]] that the kind takes beside id, kind, of and title. Keys are read in the order of the list.
struct TableKey {
  std::string_view name;
  Words help;
  Words otherwise;  // what holds where it is left out
  void (*read)(Section& s, const std::string& key, TableSpec& table, const Vocabulary& vocabulary);
};

struct TableKind {
  std::string_view id;  // its word in `kind`
  Words shows;          // one line
  Words of;             // what the key `of` names; empty: nothing
  std::span<const TableKey> keys;
  // The columns that the table names; `key` is its path in study.toml. nullptr: none.
  void (*visit)(TableSpec& table, const std::string& key, const NameWalk& walk) = nullptr;
  // Holds the table against the study it stands in. Errors S105, S107. nullptr: nothing can be wrong.
  void (*check)(const Study& study, const TableSpec& table) = nullptr;
  // Tries on the real columns, before a run, what the names alone do not show.
  void (*try_on)(const Study& study, const Panel& panel, const TableSpec& table) = nullptr;
  // Fills the result from what the run has computed so far; nullptr: the report prints what is there.
  void (*compute)(const StudyResult& so_far, unsigned threads, TableResult& table) = nullptr;
};

// Error of the study at the table's line.
[[noreturn]] void refuse_table(const Study& study, const TableSpec& table, const char* code, Text message);

}  // namespace ecoeff
