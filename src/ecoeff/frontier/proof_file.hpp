// The proof file of scores: JSON, one document a line, doubles in hexadecimal and fractions as text, so that nothing is
// rounded.
//
//   {"proof": "ecoeff scores", "version": 1, "rows": 504, "question": ["score", "panel.csv", "--inputs", ...]}
//   {"part": "", "given": "ebm 0", "values": ["0x1p-1", ...]}
//   {"row": 1, "part": "", "program": "score", "point": ["c0", "r17", ...], "multipliers": ["0x1.8p+0", ...]}
//   {"row": 2, "part": "", "program": "without", "infeasible": true, "prices": ["1/3", ...]}
//   {"row": 2, "part": "", "numbers": "slacks", "values": ["0x1.f8p-1"]}
//
// `row` counts the rows of the panel from 1. `point` is a basis: c0, c1, ... are own columns of the program in their
// order, r1, r2, ... rows of the panel (above their number the abated twins), a0, ... a row of the program that follows
// from the others. `multipliers` are those of the rows divided by the row's own values, `prices` those of the rows as
// they are.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ecoeff/frontier/proof_book.hpp"

namespace ecoeff {

// `question`: the words of the command line that asked. Calls append(line) for every line.
void write_proofs(const ProofBook& book, std::size_t rows, const std::vector<std::string>& question,
                  const std::function<void(std::string_view)>& append);

struct ProofFile {
  std::vector<std::string> question;
  std::size_t rows = 0;
  std::size_t programs = 0;  // witnesses
  std::shared_ptr<ProofBook> book;
};

// Error F474 for what is no such file, with the line.
[[nodiscard]] ProofFile read_proofs(std::string_view text, const std::string& file);

}  // namespace ecoeff
