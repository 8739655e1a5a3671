#!/bin/bash
# usage: packaging/library-example.sh BUILD   installs the library of the build folder BUILD into an empty prefix, builds
# examples/library against the package, and compares what it prints with the scores of `ecoeff score`.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath "${1:?usage: packaging/library-example.sh BUILD}")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

cmake --install "$build" --prefix "$place/usr" >/dev/null
cmake -S "$home/examples/library" -B "$place/build" -DCMAKE_PREFIX_PATH="$place/usr" -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$place/build" >/dev/null
"$place/build/score_cities" > "$place/library"
"$place/build/call_scores" | diff "$place/library" -

printf 'city,labour,gdp,co2\nA,2,2,1\nB,4,3,2\nC,3,3,1\nD,5,2,3\nE,6,7,5\n' > "$place/cities.csv"
"$place/usr/bin/ecoeff" score "$place/cities.csv" --unit city --inputs labour --good gdp --bad co2 --json --quiet -o - |
  python3 -c 'import json, sys; [print("%.17g" % row["score"]) for row in json.load(sys.stdin)]' > "$place/program"
diff "$place/library" "$place/program"
echo "library, shared library and program agree on $(wc -l < "$place/library") scores; $(find "$place/usr/include" -name '*.hpp' | wc -l) headers installed"
