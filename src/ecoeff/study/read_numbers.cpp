#include "ecoeff/study/read_numbers.hpp"

namespace ecoeff {

int read_digits(Section& s, int otherwise) {
  const int digits = s.whole("digits", otherwise);
  if (digits < 0 || digits > 12) {
    s.fail("S104", {"digits must be from 0 to 12", "digits 应在 0 到 12 之间"},
           s.study().positions[s.path() + ".digits"]);
  }
  return digits;
}

void require_replications(Section& s, const std::string& key, int replications) {
  if (replications >= 0 && replications <= 1000000) return;
  s.fail("S104", {key + " must be from 0 to 1000000", key + " 应在 0 到 1000000 之间"},
         s.study().positions[s.path() + "." + key]);
}

}  // namespace ecoeff
