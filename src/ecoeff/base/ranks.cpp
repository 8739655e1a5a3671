#include "ecoeff/base/ranks.hpp"

#include <cstdlib>
#include <new>
#include <optional>

#include "ecoeff/base/error.hpp"
#include "ecoeff/base/pack.hpp"

namespace ecoeff {
namespace {

std::optional<std::size_t> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  if (text == nullptr || *text == '\0') return std::nullopt;
  return std::strtoul(text, nullptr, 10);
}

void pack(Packer& out, const Text& text) {
  out.put_text(text.en);
  out.put_text(text.zh);
}

void pack(Packer& out, const Where& where) {
  for (const std::string* text : {&where.file, &where.sheet, &where.column, &where.value}) out.put_text(*text);
  out.put<std::uint64_t>(where.row);
}

Text text_from(Unpacker& in) {
  Text text;
  text.en = in.get_text();
  text.zh = in.get_text();
  return text;
}

Where where_from(Unpacker& in) {
  Where where;
  for (std::string* text : {&where.file, &where.sheet, &where.column, &where.value}) *text = in.get_text();
  where.row = in.get<std::uint64_t>();
  return where;
}

std::string packed(const std::optional<Error>& error) {
  if (!error) return {};
  Packer out;
  out.put(error->fault);
  out.put_text(error->code);
  pack(out, error->message);
  pack(out, error->hint);
  pack(out, error->where);
  return out.take();
}

Error unpacked(const std::string& bytes) {
  Unpacker in(bytes);
  const auto fault = in.get<Fault>();
  std::string code = in.get_text();
  Text message = text_from(in);
  Text hint = text_from(in);
  return {fault, std::move(code), std::move(message), where_from(in), std::move(hint)};
}

}  // namespace

Launched launched() {
  struct Variables {
    const char* rank;
    const char* size;
  };
  constexpr Variables kMpirun{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"};
  constexpr Variables kOthers[] = {{"PMI_RANK", "PMI_SIZE"}, {"PMIX_RANK", "SLURM_NTASKS"}};
  std::vector<Variables> all{kMpirun};
  if (knows_ranks()) all.insert(all.end(), std::begin(kOthers), std::end(kOthers));
  for (const Variables& names : all) {
    const auto rank = number_in(names.rank);
    const auto size = number_in(names.size);
    if (rank && size && *size > 0) return {*rank, *size};
  }
  return {};
}

std::vector<std::string> exchange(Ranks& ranks, std::vector<std::string> out) {
  const std::size_t size = ranks.size();
  std::vector<std::string> in(size);
  in[ranks.rank()] = std::move(out[ranks.rank()]);
  for (std::size_t step = 1; step < size; ++step) {
    const std::size_t to = (ranks.rank() + step) % size;
    const std::size_t from = (ranks.rank() + size - step) % size;
    in[from] = ranks.swap(to, out[to], from);
    out[to] = {};
  }
  return in;
}

std::vector<std::string> gather_all(Ranks& ranks, const std::string& mine) {
  return exchange(ranks, std::vector<std::string>(ranks.size(), mine));
}

std::vector<std::uint64_t> gather_all(Ranks& ranks, std::uint64_t mine) {
  Packer out;
  out.put(mine);
  std::vector<std::uint64_t> all;
  for (const std::string& bytes : gather_all(ranks, out.take())) all.push_back(Unpacker(bytes).get<std::uint64_t>());
  return all;
}

std::vector<Notes> gather_all(Ranks& ranks, const Notes& mine) {
  Packer out;
  for (const Note& note : mine) {
    out.put(note.severity);
    out.put_text(note.code);
    pack(out, note.message);
    pack(out, note.where);
  }
  std::vector<Notes> all;
  for (const std::string& bytes : gather_all(ranks, out.take())) {
    Notes& notes = all.emplace_back();
    for (Unpacker in(bytes); !in.at_end();) {
      Note& note = notes.emplace_back();
      note.severity = in.get<Severity>();
      note.code = in.get_text();
      note.message = text_from(in);
      note.where = where_from(in);
    }
  }
  return all;
}

std::string broadcast(Ranks& ranks, std::string bytes) {
  std::size_t reach = 1;
  while (reach < ranks.size()) reach *= 2;
  for (reach /= 2; reach > 0; reach /= 2) {
    const std::size_t place = ranks.rank() % (2 * reach);
    if (place == 0 && ranks.rank() + reach < ranks.size()) ranks.send(ranks.rank() + reach, bytes);
    if (place == reach) bytes = ranks.receive(ranks.rank() - reach);
  }
  return bytes;
}

std::string reduce(Ranks& ranks, std::string mine, const std::function<std::string(std::string, std::string)>& merge) {
  for (std::size_t reach = 1; reach < ranks.size(); reach *= 2) {
    if (ranks.rank() % (2 * reach) == reach) {
      ranks.send(ranks.rank() - reach, mine);
      return {};
    }
    if (ranks.rank() + reach < ranks.size()) mine = merge(std::move(mine), ranks.receive(ranks.rank() + reach));
  }
  return mine;
}

void together(Ranks& ranks, const std::function<void()>& body) {
  std::optional<Error> error;
  try {
    body();
  } catch (const Error& its) {
    error.emplace(its);
  } catch (const std::bad_alloc&) {
    error.emplace(Fault::internal, "U201", Text{"not enough memory", "内存不足"});
  } catch (const std::exception& its) {
    error.emplace(
        Fault::internal, "U200",
        Text{std::string("a fault in ecoeff itself: ") + its.what(), std::string("ecoeff 内部错误：") + its.what()});
  }
  if (ranks.size() == 1) {
    if (error) throw Error(*error);
    return;
  }
  for (const std::string& bytes : gather_all(ranks, packed(error))) {
    if (bytes.empty()) continue;
    ranks.agreed = true;
    throw unpacked(bytes);
  }
}

}  // namespace ecoeff
