# For the fault scripts: a small study in two versions, and what their whole outputs look like. The program is $1 of the
# script, or build/release/ecoeff.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
ecoeff=$(realpath "${1:-$root/build/release/ecoeff}") || exit 2
[ -x "$ecoeff" ] || { echo "build the program first, or name it: $0 PROGRAM" >&2; exit 2; }
place=$(mktemp -d)
failures=0
fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }

# study TITLE: d.csv and study_TITLE.toml in the current folder.
study() {
  awk 'BEGIN { print "city,year,labor,energy,gdp,co2,trade,region"
    for (c = 0; c < 8; c++) for (t = 0; t < 6; t++) { n = ((c * 7 + t * 13 + c * t * 5) % 17) / 17
      printf "c%d,%d,%f,%f,%f,%f,%f,%s\n", c, 2010 + t, 10 + 3 * c + t, 20 + 2 * c + 5 * n, 30 + 5 * c + 2 * t + 7 * n,
             5 + c + 3 * n, 0.1 + n * 0.3 + 0.01 * t * c, c < 4 ? "east" : "west" } }' > d.csv
  cat > "study_$1.toml" <<TOML
[study]
title = "$1"
[data]
file = "d.csv"
unit = "city"
time = "year"
[scores.CEE]
model = "super-sbm"
inputs = ["labor", "energy"]
outputs = ["gdp"]
bad = ["co2"]
[model]
formula = "CEE ~ trade | unit + time"
focus = "trade"
[[table]]
id = "base"
columns = [ {} ]
[report]
formats = ["html", "xlsx", "tex", "md", "rtf"]
figures = ["score-trend", "score-heatmap"]
TOML
}

# whole FOLDER: one hash of every name and every byte; nothing when there is no folder.
whole() { [ -d "$1" ] && (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum); }

# leftovers FOLDER: our temporary names in it.
leftovers() { find "$1" -name '.*.ecoeff-*' | wc -l; }

finish() {
  rm -rf "$place"
  [ "$failures" -eq 0 ] && echo "$*" || { echo "$failures failures; $*"; exit 1; }
}
