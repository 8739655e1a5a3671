// The csv of scores in pieces of many rows, so that a million rows need not stand in memory as text.
#pragma once

#include <string>
#include <utility>

#include "ecoeff/data/write.hpp"
#include "ecoeff/frontier/score.hpp"

namespace ecoeff::cli {

class ScoreCsv {
 public:
  // Panel and result must outlive it.
  ScoreCsv(const Panel& panel, const ScoreResult& result, Language language, RowName name, CsvOptions options)
      : panel_(panel), result_(result), language_(language), name_(std::move(name)), options_(options) {}

  // The next piece, "" at the end.
  [[nodiscard]] std::string next() {
    constexpr std::size_t kRows = 65536;
    if (begin_ >= result_.rows.size()) return {};
    const RowRange rows{.begin = begin_, .end = begin_ + kRows};
    std::string text = to_csv(score_table(panel_, result_, language_, name_, rows), options_);
    begin_ = rows.end;
    options_.byte_order_mark = options_.header = false;
    return text;
  }

 private:
  const Panel& panel_;
  const ScoreResult& result_;
  Language language_;
  RowName name_;
  CsvOptions options_;
  std::size_t begin_ = 0;
};

}  // namespace ecoeff::cli
