#include "ecoeff/data/slice_csv.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "ecoeff/base/file.hpp"
#include "ecoeff/base/pack.hpp"
#include "ecoeff/data/csv.hpp"
#include "ecoeff/data/csv_records.hpp"
#include "ecoeff/data/dta.hpp"
#include "ecoeff/data/encoding.hpp"

namespace ecoeff {
namespace {

constexpr std::uint64_t kNowhere = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kHead = std::uint64_t{1} << 20U;  // bytes in which header and separator are looked for
constexpr std::string_view kMark = "\xEF\xBB\xBF";

// What CsvRecords is in the middle of: before a cell, in a plain one, in a quoted one, behind a quote inside a quoted
// one (which ends it unless another follows).
enum State : std::uint8_t { kCell, kPlain, kQuoted, kQuote };
constexpr std::size_t kStates = 4;
using States = std::array<std::uint8_t, kStates>;

class Machine {
 public:
  explicit Machine(char separator) {
    for (std::size_t c = 0; c < 256; ++c) {
      const auto byte = static_cast<char>(static_cast<unsigned char>(c));
      const bool stop = byte == separator || byte == '\n' || byte == '\r';
      const bool quote = byte == '"';
      next_[c] = {static_cast<std::uint8_t>(quote  ? kQuoted
                                            : stop ? kCell
                                                   : kPlain),
                  static_cast<std::uint8_t>(stop ? kCell : kPlain), static_cast<std::uint8_t>(quote ? kQuote : kQuoted),
                  static_cast<std::uint8_t>(quote  ? kQuoted
                                            : stop ? kCell
                                                   : kPlain)};
    }
  }
  [[nodiscard]] std::uint8_t step(std::uint8_t state, char byte) const {
    return next_[static_cast<unsigned char>(byte)][state];
  }
  // The state behind `bytes` for each state before them.
  [[nodiscard]] States follow(std::string_view bytes) const {
    States all{kCell, kPlain, kQuoted, kQuote};
    for (const char byte : bytes) {
      const States& next = next_[static_cast<unsigned char>(byte)];
      for (std::uint8_t& state : all) state = next[state];
    }
    return all;
  }

 private:
  std::array<States, 256> next_{};
};

// Whether a line ends with bytes[i]; `after` is the byte behind all of them, '\0' at the end of the file.
bool ends_line(std::string_view bytes, std::size_t i, char after) {
  if (bytes[i] == '\n') return true;
  const char next = i + 1 < bytes.size() ? bytes[i + 1] : after;
  return bytes[i] == '\r' && next != '\n';
}

std::uint64_t count_lines(std::string_view bytes, char after) {
  std::uint64_t lines = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) lines += ends_line(bytes, i, after) ? 1 : 0;
  return lines;
}

// The place behind the first record that ends in `bytes`, or npos.
std::size_t behind_record(const Machine& machine, std::uint8_t state, std::string_view bytes, char after) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    state = machine.step(state, bytes[i]);
    if (state == kCell && ends_line(bytes, i, after)) return i + 1;
  }
  return std::string_view::npos;
}

struct Head {
  char separator = ',';
  std::string text;       // the bytes up to the end of the header, without a byte order mark
  std::size_t begin = 0;  // of the first record, behind the mark
};

Head read_head(const std::filesystem::path& path) {
  const std::string bytes = read_bytes(path, 0, kHead);
  const std::string file = path.string();
  if (bytes.empty()) throw Error(Fault::data, "D104", {"the file is empty", "文件是空的"}, {.file = file});
  Head head;
  std::string_view rest = bytes;
  if (rest.starts_with(kMark)) rest.remove_prefix(head.begin = kMark.size());
  head.separator = detect_separator(rest, file);
  const Machine machine(head.separator);
  const bool declared = declared_separator(rest).has_value();
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t length = behind_record(machine, kCell, rest.substr(at), '\0');
    const std::size_t end = length == std::string_view::npos ? rest.size() : at + length;
    CsvRecords records(rest.substr(at, end - at), head.separator, file);
    std::vector<std::string_view> cells;
    const bool above = declared && at == 0;
    const bool blank =
        above || !records.next(cells) ||
        std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return trim(cell).empty(); });
    at = end;
    head.text = rest.substr(0, at);
    if (!blank) break;
  }
  return head;
}

class SliceReader {
 public:
  SliceReader(Ranks& ranks, const std::filesystem::path& path, const std::string& encoding,
              const std::vector<std::string>& keys)
      : ranks_(ranks), path_(path), file_(path.string()), encoding_(encoding), keys_(keys) {}

  Slice read() {
    together(ranks_, [&] { read_part(); });
    find_cuts();
    together(ranks_, [&] { read_to_cut(); });
    agree_on_encoding();
    together(ranks_, [&] { parse({}); });
    agree_on_rows();
    agree_on_keys();
    gather_notes();
    return std::move(slice_);
  }

 private:
  void read_part() {
    head_ = read_head(path_);
    const std::uint64_t size = size_of_file(path_);
    const std::uint64_t share = (size + ranks_.size() - 1) / ranks_.size();
    from_ = std::clamp<std::uint64_t>(share * ranks_.rank(), head_.begin, std::max<std::uint64_t>(size, head_.begin));
    to_ = std::clamp<std::uint64_t>(share * (ranks_.rank() + 1), from_, std::max<std::uint64_t>(size, from_));
    // One byte before, to see whether a record begins at `from_`, and one behind, to tell \r\n from \r.
    const std::uint64_t before = from_ > head_.begin ? 1 : 0;
    bytes_ = read_bytes(path_, from_ - before, to_ + 1);
    before_ = before == 1 ? bytes_[0] : '\n';
    bytes_.erase(0, before);
    after_ = bytes_.size() > to_ - from_ ? bytes_.back() : '\0';
    bytes_.resize(std::min<std::size_t>(bytes_.size(), to_ - from_));
  }

  // The first record that begins in this part, and where the one behind the last ends.
  void find_cuts() {
    const Machine machine(head_.separator);
    Packer out;
    out.put(machine.follow(bytes_));
    out.put(count_lines(bytes_, after_));
    const std::vector<std::string> all = gather_all(ranks_, out.take());
    std::uint8_t state = kCell;
    for (std::size_t r = 0; r < ranks_.rank(); ++r) {
      Unpacker in(all[r]);
      state = in.get<States>()[state];
      lines_before_ += in.get<std::uint64_t>();
    }
    std::uint64_t begin = kNowhere;
    const bool first_byte_begins = before_ == '\n' || (before_ == '\r' && (bytes_.empty() || bytes_[0] != '\n'));
    if (state == kCell && first_byte_begins && !bytes_.empty()) {
      begin = from_;
    } else if (const std::size_t at = behind_record(machine, state, bytes_, after_); at < bytes_.size()) {
      begin = from_ + at;
    }
    const std::uint64_t behind_head = head_.begin + head_.text.size();  // a record that begins before is part of it
    if (begin > head_.begin && begin < behind_head) begin = behind_head < to_ ? behind_head : kNowhere;
    const std::vector<std::uint64_t> begins = gather_all(ranks_, begin);
    begin_ = begin;
    end_ = kNowhere;
    for (std::size_t r = ranks_.rank() + 1; r < begins.size() && end_ == kNowhere; ++r) end_ = begins[r];
  }

  void read_to_cut() {
    if (begin_ == kNowhere) {
      bytes_.clear();
      return;
    }
    const std::size_t skipped = begin_ - from_;
    lines_before_ += count_lines(std::string_view(bytes_).substr(0, skipped), skipped < bytes_.size() ? '\0' : after_);
    bytes_.erase(0, skipped);
    bytes_ += read_bytes(path_, to_, end_);
  }

  // As for the whole file: valid UTF-8, or else GB18030, or line by line where both occur.
  void agree_on_encoding() {
    const bool marked = head_.begin > 0;
    const LineEncodings head = line_encodings(head_.text);
    const LineEncodings mine = line_encodings(bytes_);
    Packer out;
    out.put<std::uint8_t>(mine.gb18030 ? 1 : 0);
    out.put<std::uint8_t>(mine.utf8 ? 1 : 0);
    out.put(mine.first.value_or(Encoding::windows1252));
    out.put(mine.last.value_or(Encoding::windows1252));
    bool gb18030 = head.gb18030;
    bool utf8 = head.utf8;
    std::optional<Encoding> first = head.first;
    before_part_ = head.last;
    const std::vector<std::string> all = gather_all(ranks_, out.take());
    for (std::size_t r = 0; r < all.size(); ++r) {
      Unpacker in(all[r]);
      gb18030 = in.get<std::uint8_t>() != 0 || gb18030;
      utf8 = in.get<std::uint8_t>() != 0 || utf8;
      const auto one = in.get<Encoding>();
      const auto last = in.get<Encoding>();
      if (one == Encoding::windows1252) continue;  // its lines say nothing
      if (!first) first = one;
      if (r < ranks_.rank()) before_part_ = last;
    }
    if (!gb18030 || (!encoding_.empty() && !marked)) return;
    mixed_ = utf8 || marked;
    before_head_ = marked ? Encoding::utf8 : *first;
    if (!before_part_) before_part_ = before_head_;
    if (mixed_) return;
    encoding_ = "gb18030";
    if (ranks_.first()) slice_.notes.push_back(gb18030_note(file_));
  }

  // The part with the header in front, as UTF-8.
  std::string decoded(bool holds_header, Notes& notes) const {
    if (!mixed_) {
      return decode_file(holds_header ? bytes_ : head_.text + bytes_, head_.begin > 0 ? "utf-8" : encoding_, file_,
                         notes);
    }
    if (holds_header) return decode_lines(bytes_, before_head_, file_, notes);
    Notes of_header;
    const std::string head = decode_lines(head_.text, before_head_, file_, of_header);
    return head + decode_lines(bytes_, *before_part_, file_, notes, 1 + count_lines(head_.text, '\0'));
  }

  void parse(const std::vector<std::string>& text_columns) {
    const bool holds_header = begin_ == head_.begin;
    const std::uint64_t header_lines = holds_header ? 0 : count_lines(head_.text, '\0');
    const std::uint64_t shift = holds_header ? 0 : lines_before_;
    const auto whole = [&](std::size_t line) { return line > header_lines ? line + shift - header_lines : line; };
    Notes notes;
    try {
      const std::string text = decoded(holds_header, notes);
      slice_.table = parse_csv(text, file_, notes, {.separator = head_.separator, .text = text_columns});
    } catch (Error& error) {
      if (error.code != "D123") {
        error.where.row = whole(error.where.row);
        throw;
      }
      slice_.table.reset();
      return;
    }
    for (std::size_t& line : slice_.table->source) line = whole(line);
    if (!text_columns.empty()) return;
    for (Note& note : notes) {
      note.where.row = whole(note.where.row);
      slice_.notes.push_back(std::move(note));
    }
  }

  void agree_on_rows() {
    const std::vector<std::uint64_t> rows = gather_all(ranks_, std::uint64_t{slice_.table ? slice_.table->rows() : 0U});
    if (std::any_of(rows.begin(), rows.end(), [](std::uint64_t n) { return n > 0; })) return;
    together(ranks_, [&] {
      throw Error(Fault::data, "D123", {"there are no rows below the header", "标题行下没有数据"}, {.file = file_});
    });
  }

  void agree_on_keys() {
    Packer out;
    for (const std::string& key : keys_) {
      const Column* column = slice_.table ? slice_.table->find(key) : nullptr;
      out.put<std::uint8_t>(column != nullptr && column->has_names() ? 1 : 0);
    }
    std::vector<char> text(keys_.size(), 0);
    for (const std::string& other : gather_all(ranks_, out.take())) {
      Unpacker in(other);
      for (char& is : text) is = static_cast<char>(is | in.get<std::uint8_t>());
    }
    std::vector<std::string> again;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const Column* column = slice_.table ? slice_.table->find(keys_[i]) : nullptr;
      if (text[i] != 0 && column != nullptr && !column->has_names()) again.push_back(keys_[i]);
    }
    together(ranks_, [&] {
      if (!again.empty()) parse(again);
    });
  }

  // On the first rank those of all, each once; that a column is empty only when it is so everywhere.
  void gather_notes() {
    std::vector<std::pair<Note, std::size_t>> found;
    const std::vector<std::uint64_t> rows = gather_all(ranks_, std::uint64_t{slice_.table ? slice_.table->rows() : 0U});
    for (const Notes& notes : gather_all(ranks_, slice_.notes)) {
      for (const Note& note : notes) {
        const auto same = std::find_if(found.begin(), found.end(), [&](const auto& other) {
          return other.first.code == note.code && other.first.message == note.message &&
                 other.first.where.column == note.where.column;
        });
        if (same == found.end()) {
          found.emplace_back(note, 1);
        } else {
          ++same->second;
        }
      }
    }
    slice_.notes.clear();
    if (!ranks_.first()) return;
    const auto parts =
        static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](std::uint64_t n) { return n > 0; }));
    for (auto& [note, times] : found) {
      if (note.code != "D131" || note.where.column.empty() || times == parts) slice_.notes.push_back(std::move(note));
    }
  }

  Ranks& ranks_;
  const std::filesystem::path& path_;
  std::string file_;
  std::string encoding_;
  const std::vector<std::string>& keys_;
  Head head_;
  std::uint64_t from_ = 0;
  std::uint64_t to_ = 0;
  std::uint64_t begin_ = kNowhere;
  std::uint64_t end_ = kNowhere;
  std::uint64_t lines_before_ = 0;
  std::string bytes_;
  char before_ = '\n';
  bool mixed_ = false;  // encodings, line by line
  Encoding before_head_ = Encoding::utf8;
  std::optional<Encoding> before_part_;
  char after_ = '\0';
  Slice slice_;
};

}  // namespace

bool can_be_sliced(const std::filesystem::path& path) {
  const std::string bytes = read_bytes(path, 0, 64);
  const std::string_view view = bytes;
  const bool zip = view.starts_with("PK\x03\x04");
  const bool wide = view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF");
  return !zip && !wide && !looks_like_dta(view);
}

Slice read_slice(Ranks& ranks, const std::filesystem::path& path, const std::string& encoding,
                 const std::vector<std::string>& keys) {
  return SliceReader(ranks, path, encoding, keys).read();
}

}  // namespace ecoeff
