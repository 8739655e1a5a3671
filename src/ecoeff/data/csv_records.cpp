#include "ecoeff/data/csv_records.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "ecoeff/base/error.hpp"

namespace ecoeff {

CsvRecords::CsvRecords(std::string_view text, char separator, std::string file)
    : at_(text.data()), end_(text.data() + text.size()), separator_(separator), file_(std::move(file)) {
  for (const char c : {separator, '\n', '\r'}) stops_[static_cast<unsigned char>(c)] = true;
}

std::string_view CsvRecords::plain_rest(const char* start) {
  while (at_ != end_ && !stops_[static_cast<unsigned char>(*at_)]) ++at_;
  return {start, static_cast<std::size_t>(at_ - start)};
}

std::string_view CsvRecords::quoted_cell() {
  const std::size_t first_line = line_;
  const char* start = ++at_;
  std::string* copy = nullptr;
  for (;; ++at_) {
    if (at_ == end_) {
      throw Error(Fault::data, "D104", {"a quoted cell that begins here never ends", "此处开始的引号没有结束"},
                  {.file = file_, .row = first_line},
                  {"close the quote, or check whether the file is complete", "请补上引号，或检查文件是否完整"});
    }
    if (*at_ == '\n' || (*at_ == '\r' && (at_ + 1 == end_ || at_[1] != '\n'))) ++line_;
    if (*at_ != '"') continue;
    if (at_ + 1 == end_ || at_[1] != '"') break;
    if (copy == nullptr) copy = &unescaped_.emplace_back();
    copy->append(start, at_ + 1);
    start = at_ + 2;
    ++at_;
  }
  const std::string_view tail(start, static_cast<std::size_t>(at_ - start));
  ++at_;
  const bool ended = at_ == end_ || stops_[static_cast<unsigned char>(*at_)];
  if (copy == nullptr && ended) return tail;
  if (copy == nullptr) copy = &unescaped_.emplace_back();
  copy->append(tail);
  if (!ended) copy->append(plain_rest(at_));
  return *copy;
}

void CsvRecords::end_line() {
  if (at_ == end_) return;
  if (*at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n') ++at_;
  ++at_;
  ++line_;
}

bool CsvRecords::next(std::vector<std::string_view>& cells) {
  cells.clear();
  unescaped_.clear();
  if (at_ == end_) return false;
  record_line_ = line_;
  for (;;) {
    cells.push_back(at_ != end_ && *at_ == '"' ? quoted_cell() : plain_rest(at_));
    if (at_ == end_ || *at_ != separator_) break;
    ++at_;
  }
  end_line();
  return true;
}

std::optional<char> declared_separator(std::string_view text) {
  std::string_view line = text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
  if (line.size() == 7 && line.front() == '"' && line.back() == '"') line = line.substr(1, 5);
  if (line.size() < 5 || lower_ascii(line.substr(0, 4)) != "sep=" || line[4] == '"') return std::nullopt;
  // A spreadsheet that saved the file again may have appended separators.
  if (line.find_first_not_of(line[4], 5) != std::string_view::npos) return std::nullopt;
  return line[4];
}

// Where the first line is a title: the separator that most records have.
static char separator_of_most(const std::vector<std::pair<char, std::size_t>>& cut, std::size_t seen) {
  const auto most =
      std::max_element(cut.begin(), cut.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->second * 2 > seen ? most->first : ',';
}

char detect_separator(std::string_view text, const std::string& file) {
  if (const auto declared = declared_separator(text)) return *declared;
  std::vector<std::pair<char, std::size_t>> cut;
  std::size_t records_seen = 0;
  char best = ',';
  std::pair<double, std::size_t> best_score{0, 0};
  // The first kilobytes hold enough records; a cut inside a quoted cell only ends the sample.
  const std::string_view sample = text.substr(0, 65536);
  for (const char candidate : {',', ';', '\t'}) {
    CsvRecords records(sample, candidate, file);
    std::vector<std::string_view> cells;
    std::size_t header = 0;
    std::size_t equal = 0;
    std::size_t seen = 0;
    std::size_t several = 0;
    try {
      while (seen < 50 && records.next(cells)) {
        if (cells.size() == 1 && cells[0].empty()) continue;
        if (header == 0) header = cells.size();
        ++seen;
        several += cells.size() > 1 ? 1U : 0U;
        equal += cells.size() == header ? 1U : 0U;
      }
    } catch (const Error&) {
      if (seen == 0) continue;
    }
    cut.emplace_back(candidate, several);
    records_seen = std::max(records_seen, seen);
    if (header < 2) continue;
    const std::pair score{static_cast<double>(equal) / static_cast<double>(seen), header};
    if (score > best_score) {
      best_score = score;
      best = candidate;
    }
  }
  return best_score.second == 0 && !cut.empty() ? separator_of_most(cut, records_seen) : best;
}

}  // namespace ecoeff
